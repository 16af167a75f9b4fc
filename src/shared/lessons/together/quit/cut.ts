import type { LessonStep } from '../../lesson'

/** The quit word where one read is taken for one message: joined to another, and split. */
export const cut: readonly LessonStep[] = [
  {
    title: { en: 'Joined', zh: '粘在一起' },
    text: [
      {
        en: 'That server has a flaw, which most first servers have: it takes what one `recv` brings for one command. {bob} types faster than it reads.',
        zh: '这个服务器有一个初学者常犯的毛病：把一次 `recv` 得到的内容当成一条命令。{bob} 输入得比它读得快。',
      },
    ],
    predict: {
      question: {
        en: 'The server is busy for a moment; {bob} sends `uptime`, then `q`. What does it answer when it reads?',
        zh: '服务器一时忙碌，{bob} 先发 `uptime`，再发 `q`。它读取时会怎样应答？',
      },
      choices: [
        {
          text: { en: '`up 3 days`, then `bye`', zh: '先 `up 3 days`，再 `bye`' },
          feedback: {
            en: 'So it would be if reads followed writes. But both lie in one buffer.',
            zh: '如果读和写一一对应，就会这样。可是两者都在同一个缓冲区里。',
          },
        },
        {
          text: { en: '`bye`, and it closes', zh: '`bye`，然后关闭' },
          feedback: {
            en: 'The quit word has come, but not alone: the rule wants exactly that word.',
            zh: '退出命令确实到了，但不是单独到的：规则要求恰好是这个词。',
          },
        },
        {
          text: { en: '`uptimeq: command not found`', zh: '`uptimeq: command not found`' },
          right: true,
          feedback: {
            en: 'Yes: [seven bytes of a stream](rfc9293:2.2) are one read, and no command of this server.',
            zh: '对：[字节流中的七个字节](rfc9293:2.2)一次读到，而服务器没有这条命令。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Open {action.newClients}, and connect another one to {server}.',
          zh: '打开{action.newClients}，让另一个客户端连接到 {server}。',
        },
        commands: [{ do: 'connect', as: 'bob', to: 'server' }],
        point: 'newClients',
      },
      {
        text: {
          en: 'Select {bob@server} and press {action.pauseOrResume}: the server is busy.',
          zh: '选中 {bob@server}，按{action.pauseOrResume}：服务器正忙。',
        },
        commands: [{ do: 'pause', socket: 'bob@server' }],
        point: 'pauseOrResume',
      },
      {
        text: { en: 'From {bob}, send `uptime`, and then `q`.', zh: '由 {bob} 发送 `uptime`，再发送 `q`。' },
        commands: [
          { do: 'send', from: 'bob', text: 'uptime' },
          { do: 'send', from: 'bob', text: 'q' },
        ],
        point: 'composer',
      },
      {
        text: {
          en: 'Select {bob@server} and press {action.recv}, once.',
          zh: '选中 {bob@server}，按一次{action.recv}。',
        },
        commands: [{ do: 'recv', socket: 'bob@server' }],
        point: 'recv',
      },
    ],
    checks: [
      {
        text: { en: '{bob@server} has read both as one', zh: '{bob@server} 把两条一次读到' },
        expect: { expect: 'received', at: 'bob@server', text: 'uptimeq', index: 0 },
        hint: {
          en: 'Pause {bob@server} before {bob} sends, and read once when both are sent. If it read too early, close {bob} and connect another.',
          zh: '先暂停 {bob@server}，{bob} 发完两条后再读一次。如果读早了，请关闭 {bob}，另连接一个。',
        },
      },
      {
        text: { en: '{bob} is told that there is no such command', zh: '{bob} 被告知没有这条命令' },
        expect: { expect: 'received', at: 'bob', text: 'uptimeq: command not found' },
        hint: { en: 'Send `uptime` and `q`, without line ends.', zh: '发送 `uptime` 和 `q`，不带换行。' },
      },
    ],
    after: [
      {
        en: '{bob} is still connected: nobody has read a quit word. On a quiet machine, with somebody who types by hand, this never happens. It happens under load, or with a script as the client.',
        zh: '{bob} 仍然连着：没有人读到退出命令。在空闲的机器上，由人手工输入时，这种事从不发生。负载一高，或者客户端是脚本，它就来了。',
      },
    ],
    look: { view: 'messages', at: 'bob' },
  },
  {
    title: { en: 'Split', zh: '拆成两半' },
    text: [
      {
        en: 'The other way round: a word may be cut anywhere, since [a read returns what is there](man:recv.2). {bob@server} still reads by hand.',
        zh: '反过来也会发生：一个词可能在任何地方断开，因为[读取只返回已经到达的数据](man:recv.2)。{bob@server} 仍由你手动读取。',
      },
    ],
    predict: {
      question: {
        en: '`quit` arrives as `qu` and `it`, with a read after each. What does the server do?',
        zh: '`quit` 分成 `qu` 和 `it` 到达，每到一半就读一次。服务器会怎么做？',
      },
      choices: [
        {
          text: { en: 'It answers twice that there is no such command', zh: '两次回答没有这条命令' },
          right: true,
          feedback: {
            en: 'Yes: neither half is a quit word, and it keeps nothing from one read to the next.',
            zh: '对：哪一半都不是退出命令，而它不会把上一次读到的留到下一次。',
          },
        },
        {
          text: { en: 'It says `bye`: TCP puts the word together', zh: '回答 `bye`：TCP 会把词拼好' },
          feedback: {
            en: 'TCP keeps the order of the bytes. Where a word ends, only the application knows.',
            zh: 'TCP 只保证字节的顺序。一个词到哪里为止，只有应用程序知道。',
          },
        },
        {
          text: { en: 'It waits for the second half', zh: '等待后一半' },
          feedback: {
            en: 'It should. But nothing in `qu` says that there is more to come.',
            zh: '它本该等待。但 `qu` 里没有任何东西说明后面还有。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Select {bob} and send `qu`.',
          zh: '选中 {bob}，发送 `qu`。',
        },
        commands: [{ do: 'send', from: 'bob', text: 'qu' }],
        point: 'composer',
      },
      {
        text: {
          en: 'Select {bob@server} and press {action.recv}.',
          zh: '选中 {bob@server}，按{action.recv}。',
        },
        commands: [{ do: 'recv', socket: 'bob@server' }],
        point: 'recv',
      },
      {
        text: {
          en: 'Now the other half: select {bob} and send `it`.',
          zh: '再来另一半：选中 {bob}，发送 `it`。',
        },
        commands: [{ do: 'send', from: 'bob', text: 'it' }],
        point: 'composer',
      },
      {
        text: {
          en: 'Select {bob@server} and press {action.recv} again.',
          zh: '选中 {bob@server}，再按一次{action.recv}。',
        },
        commands: [{ do: 'recv', socket: 'bob@server' }],
        point: 'recv',
      },
    ],
    checks: [
      {
        text: { en: '{bob@server} has the bytes of `quit`', zh: '{bob@server} 收到了 `quit` 的全部字节' },
        expect: { expect: 'received', at: 'bob@server', text: 'quit' },
        hint: { en: 'Send `qu`, read, send `it`, read.', zh: '发 `qu`，读；发 `it`，再读。' },
      },
      {
        text: { en: '{bob} is told twice that there is no such command', zh: '{bob} 两次被告知没有这条命令' },
        expect: {
          expect: 'received',
          at: 'bob',
          text: 'qu: command not foundit: command not found',
        },
        hint: {
          en: 'Read after each half: at once, both are `quit` again, and it closes.',
          zh: '每发一半就读一次：若一次读到两半，又成了 `quit`，它就关闭了。',
        },
      },
    ],
    after: [
      {
        en: 'All four bytes came, in order and without an error, and the client cannot get out. The bug is not in TCP: this protocol has no messages.',
        zh: '四个字节都到了，顺序正确，没有出错，客户端却退不出去。毛病不在 TCP，而在于这个协议没有“消息”。',
      },
    ],
    look: { view: 'messages', at: 'bob' },
  },
]
