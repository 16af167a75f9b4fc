import type { Rule } from '../../../answers/rules'
import type { LessonStep } from '../../lesson'

/** A tiny shell: each message is a command. */
export const COMMANDS: Rule[] = [
  { match: { equals: 'whoami' }, reply: { text: 'learner' } },
  { match: { equals: 'uptime' }, reply: { text: 'up 3 days' } },
  // biome-ignore lint/suspicious/noThenProperty: a rule's own word; it is never awaited
  { match: { regex: '^(?:q|quit)$' }, reply: { text: 'bye' }, then: 'close' },
  { match: { regex: '^.*$' }, reply: { text: '$&: command not found' } },
]

/** Commands, and the word that ends them. */
export const commands: readonly LessonStep[] = [
  {
    title: { en: 'A server that takes commands', zh: '一个执行命令的服务器' },
    text: [
      {
        en: 'A shell from afar, as ssh is one, but tiny: the client sends a command, the server answers. Both sides are loops: read, act, write, again.',
        zh: '像 ssh 那样的远程命令行，但很小：客户端发送命令，服务器应答。两边都是循环：读、处理、写，周而复始。',
      },
      {
        en: 'A loop needs a way out. Here it is a **quit word**: at `q` or `quit` the server says `bye`, leaves its loop and closes.',
        zh: '循环要有出口。这里的出口是一个**退出命令**：收到 `q` 或 `quit`，服务器回答 `bye`，跳出循环并关闭连接。',
      },
    ],
    acts: [
      {
        text: {
          en: 'Let the lab start {server}, which answers by four rules: `whoami`, `uptime`, the quit word, and whatever else. They are long to type: **Do it for me**.',
          zh: '让实验室启动 {server}，它按四条规则应答：`whoami`、`uptime`、退出命令，以及其他任何内容。规则较长，请用**替我做**。',
        },
        commands: [{ do: 'listen', as: 'server', respond: { with: 'rules', rules: COMMANDS } }],
        point: 'doForMe',
      },
    ],
    checks: [
      {
        text: { en: '{server} listens, and answers by rules', zh: '{server} 正在监听，并按规则应答' },
        expect: { expect: 'listening', at: 'server' },
        hint: {
          en: 'Press **Do it for me**: the server must have just these rules.',
          zh: '请按**替我做**：服务器必须恰好有这几条规则。',
        },
      },
    ],
    after: [
      {
        en: '{action.editServer} shows the rules. The first one that fits a message answers it.',
        zh: '用{action.editServer}可以查看这些规则。由第一条匹配的规则应答。',
      },
    ],
    look: { view: 'messages', at: 'server' },
  },
  {
    title: { en: 'The first command', zh: '第一条命令' },
    text: [
      {
        en: 'The server waits in `recv` for a command. Whatever one `recv` brings, it compares with its rules, and answers.',
        zh: '服务器在 `recv` 中等待命令。一次 `recv` 得到什么，它就拿什么与规则比较，然后应答。',
      },
    ],
    acts: [
      {
        text: {
          en: 'Open {action.newClients}, and connect one to {server}.',
          zh: '打开{action.newClients}，让一个客户端连接到 {server}。',
        },
        commands: [{ do: 'connect', as: 'alice', to: 'server' }],
        point: 'newClients',
      },
      {
        text: {
          en: 'Select {alice} and send `whoami` (**Line ending**: **None**).',
          zh: '选中 {alice}，发送 `whoami`（**行尾**选**无**）。',
        },
        commands: [{ do: 'send', from: 'alice', text: 'whoami' }],
        point: 'composer',
      },
    ],
    checks: [
      {
        text: { en: '{alice@server} has read a command', zh: '{alice@server} 读到了一条命令' },
        expect: { expect: 'received', at: 'alice@server' },
        hint: { en: 'Send `whoami` from {alice}.', zh: '由 {alice} 发送 `whoami`。' },
      },
      {
        text: { en: '{alice} has the answer `learner`', zh: '{alice} 收到了应答 `learner`' },
        expect: { expect: 'received', at: 'alice', text: 'learner' },
        hint: {
          en: 'Send exactly `whoami`: in this protocol `Whoami`, or one with a line end, is another command.',
          zh: '要恰好发送 `whoami`：在这个协议里，`Whoami` 或带换行的都是另一条命令。',
        },
      },
    ],
    look: { view: 'messages', at: 'alice' },
  },
  {
    title: { en: 'The quit word', zh: '退出命令' },
    text: [
      {
        en: 'The quit word means nothing to TCP. It makes one of the programs close, and from then on it is the close that you know.',
        zh: '退出命令对 TCP 毫无意义。它只是让其中一个程序关闭连接，之后就是你已经熟悉的关闭过程。',
      },
    ],
    predict: {
      question: {
        en: '{alice} sends `q`. Which end will hold TIME_WAIT?',
        zh: '{alice} 发送 `q`。哪一端会处于 TIME_WAIT？',
      },
      choices: [
        {
          text: { en: '{alice}, who asked for it', zh: '{alice}，因为是它提出的' },
          feedback: {
            en: 'It asked in words. What counts is who sends the first FIN.',
            zh: '它只是口头提出。要看谁先发 FIN。',
          },
        },
        {
          text: { en: '{alice@server}, which closes first', zh: '{alice@server}，因为它先关闭' },
          right: true,
          feedback: {
            en: 'Yes: the server reads the word, answers, and closes [first](rfc9293:3.6).',
            zh: '对：服务器读到这个词，应答，然后[先关闭](rfc9293:3.6)。',
          },
        },
        {
          text: { en: 'Neither: they have agreed to end', zh: '都不会：双方已经商量好' },
          feedback: {
            en: 'Agreed in the application. TCP’s own farewell follows all the same.',
            zh: '那是应用层的商量。TCP 自己的挥手照样进行。',
          },
        },
      ],
    },
    acts: [
      {
        text: { en: 'From {alice}, send `q`.', zh: '由 {alice} 发送 `q`。' },
        commands: [{ do: 'send', from: 'alice', text: 'q' }],
        point: 'composer',
      },
    ],
    checks: [
      {
        text: { en: '{alice} has the answer `bye`', zh: '{alice} 收到了应答 `bye`' },
        expect: { expect: 'received', at: 'alice', text: 'bye' },
        hint: { en: 'Send `q` or `quit`, and nothing with it.', zh: '只发送 `q` 或 `quit`，不带别的。' },
      },
      {
        text: { en: '{alice} has read the end', zh: '{alice} 读到了结尾' },
        expect: { expect: 'ended', at: 'alice' },
        hint: { en: 'The server closes after `bye`.', zh: '服务器在 `bye` 之后关闭。' },
      },
      {
        text: { en: '{alice@server} holds TIME_WAIT', zh: '{alice@server} 处于 TIME_WAIT' },
        expect: { expect: 'state', of: 'alice@server', is: 'TIME_WAIT' },
        kernel: true,
        hint: {
          en: 'If you closed {alice} by hand, TIME_WAIT is there. Start the lesson over, and let the server close.',
          zh: '如果你手动关闭了 {alice}，TIME_WAIT 就在那一边。请重新开始这一课，让服务器来关闭。',
        },
      },
    ],
    after: [
      {
        en: 'The client’s loop should not end at its own `q`, but when `recv` returns [0 bytes](man:recv.2): then it has read everything, `bye` included, and it notices a server that quits by itself, too.',
        zh: '客户端的循环不应在自己发出 `q` 时结束，而应在 `recv` 返回 [0 字节](man:recv.2)时结束：这样才读完了全部内容，包括 `bye`，服务器自行退出时也能察觉。',
      },
    ],
    look: { view: 'states', at: 'alice' },
  },
]
