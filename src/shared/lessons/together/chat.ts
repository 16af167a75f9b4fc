import type { Lesson } from '../lesson'

export const chat: Lesson = {
  id: 'chat',
  title: { en: 'Chat: one server, many clients', zh: '聊天：一个服务器，多个客户端' },
  see: {
    en: 'What one client says, the server passes on to all others. They come and go, politely or not, and the rest goes on.',
    zh: '一个客户端说的话，由服务器转发给其他所有客户端。有人来，有人走，不论走得礼貌与否，其余的都继续。',
  },
  steps: [
    {
      title: { en: 'Three connections, one port', zh: '三个连接，一个端口' },
      text: [
        {
          en: 'A chat needs a server that serves all at once. Each client has a connection of its own: the server’s address and port are the same in all of them, and [both addresses and ports together](rfc9293:3.4.1) tell them apart. The server’s program keeps a list of the sockets that `accept` has given it.',
          zh: '聊天需要一个能同时服务所有人的服务器。每个客户端都有自己的连接：服务器的地址和端口都一样，靠[两端的地址和端口合起来](rfc9293:3.4.1)才能区分。服务器的程序维护一个列表，存放 `accept` 给出的各个套接字。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, choose the answer **Broadcast**, and start it.',
            zh: '打开{action.newServer}，应答方式选**广播**，然后启动。',
          },
          commands: [{ do: 'listen', as: 'room', respond: { with: 'broadcast' } }],
          point: 'newServer',
        },
        {
          text: {
            en: 'Connect three clients to {room} with {action.newClients}, one after the other.',
            zh: '用{action.newClients}让三个客户端先后连接到 {room}。',
          },
          commands: [
            { do: 'connect', as: 'alice', to: 'room' },
            { do: 'connect', as: 'bob', to: 'room' },
            { do: 'connect', as: 'carol', to: 'room' },
          ],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: '{room} has accepted {alice}', zh: '{room} 接受了 {alice}' },
          expect: { expect: 'accepted', at: 'alice@room' },
          hint: {
            en: 'Connect a client to the server that broadcasts.',
            zh: '请让一个客户端连接到那个广播的服务器。',
          },
        },
        {
          text: { en: '{room} has accepted {bob}', zh: '{room} 接受了 {bob}' },
          expect: { expect: 'accepted', at: 'bob@room' },
          hint: { en: 'Connect one more.', zh: '请再连接一个。' },
        },
        {
          text: { en: '{room} has accepted {carol}', zh: '{room} 接受了 {carol}' },
          expect: { expect: 'accepted', at: 'carol@room' },
          hint: { en: 'And one more.', zh: '再来一个。' },
        },
      ],
      look: { at: 'room' },
    },
    {
      title: { en: 'One speaks', zh: '一个人说话' },
      text: [{ en: '{alice} says something to the room.', zh: '{alice} 对大家说一句话。' }],
      predict: {
        question: { en: 'Who will read it?', zh: '谁会读到它？' },
        choices: [
          {
            text: { en: 'All three: it is a broadcast', zh: '三个都会：这是广播' },
            feedback: {
              en: 'TCP has no broadcast. This server writes to its **other** connections, so {alice} does not get it back.',
              zh: 'TCP 没有广播。这个服务器是向“其他”连接各写一次，所以 {alice} 不会收到自己的话。',
            },
          },
          {
            text: { en: '{bob} and {carol}', zh: '{bob} 和 {carol}' },
            right: true,
            feedback: {
              en: 'Yes, because the server writes the same bytes to each of their connections.',
              zh: '对，因为服务器把同样的字节向他们的连接各写了一次。',
            },
          },
          {
            text: {
              en: 'Only the server: clients have no connection to each other',
              zh: '只有服务器：客户端之间没有连接',
            },
            feedback: {
              en: 'They have none, that is true. All goes through the server, whose program passes it on.',
              zh: '它们之间确实没有连接。一切都经过服务器，由它的程序转发。',
            },
          },
        ],
      },
      acts: [
        {
          text: { en: 'Select {alice} and send `hello, all`.', zh: '选中 {alice}，发送 `hello, all`。' },
          commands: [{ do: 'send', from: 'alice', text: 'hello, all' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{bob} has read something', zh: '{bob} 读到了内容' },
          expect: { expect: 'received', at: 'bob' },
          hint: {
            en: 'Send from the client {alice}, not from the server’s end.',
            zh: '由客户端 {alice} 发送，而不是由服务器的一端发送。',
          },
        },
        {
          text: { en: '{carol} has read something', zh: '{carol} 读到了内容' },
          expect: { expect: 'received', at: 'carol' },
          hint: { en: 'Is {carol} still connected?', zh: '{carol} 还连接着吗？' },
        },
      ],
      after: [
        {
          en: 'One read at {alice@room}, two writes: at {bob@room} and {carol@room}. With n clients each line costs n − 1 writes.',
          zh: '{alice@room} 读一次，{bob@room} 和 {carol@room} 各写一次。有 n 个客户端时，每一行要写 n − 1 次。',
        },
      ],
      look: { view: 'messages', at: 'bob' },
    },
    {
      title: { en: 'Two speak at once', zh: '两个人同时说话' },
      text: [
        {
          en: 'TCP keeps the order of bytes [within one connection](rfc9293:2.2). Between two connections it knows none.',
          zh: 'TCP 只保证[同一个连接内](rfc9293:2.2)字节的顺序。两个连接之间，它不知道先后。',
        },
      ],
      predict: {
        question: {
          en: '{alice} and {bob} speak in the same moment. What decides which line {carol} reads first?',
          zh: '{alice} 和 {bob} 同时说话。{carol} 先读到哪一行，由什么决定？',
        },
        choices: [
          {
            text: { en: 'The time at which they were sent', zh: '发送的时间' },
            feedback: {
              en: 'Nobody compares clocks. A line that was sent first can arrive later, on another connection.',
              zh: '没有人比较时钟。先发送的一行走的是另一个连接，可能后到。',
            },
          },
          {
            text: { en: 'The sequence numbers', zh: '序号' },
            feedback: {
              en: 'Each connection counts its own bytes, from a [number of its own](rfc9293:3.4.1). They cannot be compared.',
              zh: '每个连接从[自己的初始序号](rfc9293:3.4.1)开始给字节编号，彼此无法比较。',
            },
          },
          {
            text: { en: 'The order in which the server reads', zh: '服务器读取的先后' },
            right: true,
            feedback: {
              en: 'Yes. The server makes the order, and all whom it tells only of others’ lines see the same.',
              zh: '对。顺序由服务器产生；只听别人说话的客户端，看到的顺序都相同。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice} and {bob} together (the second one with Ctrl or Cmd), and send `me first!`.',
            zh: '同时选中 {alice} 和 {bob}（按住 Ctrl 或 Cmd 选第二个），发送 `me first!`。',
          },
          commands: [
            { do: 'send', from: 'alice', text: 'me first!' },
            { do: 'send', from: 'bob', text: 'me first!' },
          ],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{alice} has read {bob}’s line', zh: '{alice} 读到了 {bob} 的话' },
          expect: { expect: 'received', at: 'alice' },
          hint: { en: 'Send something from {bob}, too.', zh: '{bob} 也要发送一些内容。' },
        },
        {
          text: { en: '{bob} has read {alice}’s line', zh: '{bob} 读到了 {alice} 的话' },
          expect: { expect: 'received', at: 'bob' },
          hint: { en: 'Send something from {alice}, too.', zh: '{alice} 也要发送一些内容。' },
        },
        {
          text: { en: '{carol} has read both lines', zh: '{carol} 两行都读到了' },
          expect: { expect: 'received', at: 'carol', text: 'me first!me first!' },
          hint: {
            en: 'Both have to send exactly `me first!`, without a line end.',
            zh: '两者都要发送 `me first!`，一字不差，不带换行。',
          },
        },
      ],
      after: [
        {
          en: 'Who said what is not in the bytes, nor where one line ends. A real chat puts a name and a line end into each message.',
          zh: '字节里既没有说明是谁说的，也没有说明一行到哪里结束。真正的聊天程序会在每条消息里加上名字和换行。',
        },
      ],
      look: { view: 'messages', at: 'carol' },
    },
    {
      title: { en: 'One leaves', zh: '一个人离开' },
      text: [
        {
          en: '{carol} has heard enough, and closes. Her connection goes through the four-way close; at the server, `recv` returns 0 bytes, and the program takes her off its list.',
          zh: '{carol} 听够了，关闭连接。她的连接经过四次挥手；在服务器那里，`recv` 返回 0 字节，程序把她从列表中去掉。',
        },
      ],
      predict: {
        question: { en: 'What do {alice} and {bob} notice?', zh: '{alice} 和 {bob} 会察觉到什么？' },
        choices: [
          {
            text: { en: 'Nothing', zh: '什么也没有' },
            right: true,
            feedback: {
              en: 'Yes. A connection has two ends and no third one. If they are to learn of it, the server must tell them.',
              zh: '对。一个连接只有两端，没有第三者。要让他们知道，得由服务器告知。',
            },
          },
          {
            text: { en: 'They read the end of the stream', zh: '读到字节流的结尾' },
            feedback: {
              en: 'A FIN goes to the other end of its own connection, and to nobody else.',
              zh: 'FIN 只到达它自己那个连接的另一端，不会到别处。',
            },
          },
          {
            text: { en: 'Their next send fails', zh: '下一次发送会失败' },
            feedback: {
              en: 'That would be so if the **server** had gone. It lives on.',
              zh: '那要“服务器”离开才会发生。它还在。',
            },
          },
        ],
      },
      acts: [
        {
          text: { en: 'Select {carol} and press {action.close}.', zh: '选中 {carol}，按{action.close}。' },
          commands: [
            { do: 'close', socket: 'carol' },
            // A line that is passed on to her before the server has read her FIN would meet a closed socket: RST.
            { do: 'wait', ms: 100 },
          ],
          point: 'close',
        },
        {
          text: { en: 'Then send `still there?` from {alice}.', zh: '然后由 {alice} 发送 `still there?`。' },
          commands: [{ do: 'send', from: 'alice', text: 'still there?' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{carol} holds TIME_WAIT: she left first', zh: '{carol} 处于 TIME_WAIT：她先关闭' },
          expect: { expect: 'state', of: 'carol', is: 'TIME_WAIT' },
          kernel: true,
          hint: {
            en: 'Close {carol} herself; do not reset her.',
            zh: '请关闭 {carol} 自己这一端，不要重置。',
          },
        },
        {
          text: { en: '{carol@room} is closed', zh: '{carol@room} 已关闭' },
          expect: { expect: 'closed', at: 'carol@room' },
          hint: { en: 'Close {carol}.', zh: '请关闭 {carol}。' },
        },
        {
          text: { en: '{bob} has read what {alice} said', zh: '{bob} 读到了 {alice} 说的话' },
          expect: { expect: 'received', at: 'bob' },
          hint: { en: 'Send something from {alice}.', zh: '请由 {alice} 发送一些内容。' },
        },
      ],
      look: { view: 'states', at: 'carol' },
    },
    {
      title: { en: 'One vanishes', zh: '一个人突然消失' },
      text: [
        {
          en: 'Not everybody says good-bye: programs are killed with bytes unread, cables are pulled. A reset is the quickest of these. At the server, `recv` fails with [ECONNRESET](man:recv.2); in Python that is [ConnectionResetError](python:exceptions#ConnectionResetError), an exception in the middle of the server’s loop.',
          zh: '不是每个人都会道别：程序带着未读的字节被强制结束，网线被拔掉。其中最快的是重置。在服务器那里，`recv` 以 [ECONNRESET](man:recv.2) 失败；在 Python 里就是 [ConnectionResetError](python:exceptions#ConnectionResetError)，服务器循环当中的一个异常。',
        },
      ],
      acts: [
        {
          text: { en: 'Connect another client to {room}.', zh: '再让一个客户端连接到 {room}。' },
          commands: [{ do: 'connect', as: 'dave', to: 'room' }],
          point: 'newClients',
        },
        {
          text: { en: 'Select {bob} and press {action.reset}.', zh: '选中 {bob}，按{action.reset}。' },
          commands: [
            { do: 'reset', socket: 'bob' },
            { do: 'wait', ms: 50 },
          ],
          point: 'reset',
        },
        {
          text: { en: 'Then send `who is left?` from {alice}.', zh: '然后由 {alice} 发送 `who is left?`。' },
          commands: [{ do: 'send', from: 'alice', text: 'who is left?' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{bob@room} has failed: ECONNRESET', zh: '{bob@room} 失败：ECONNRESET' },
          expect: { expect: 'failed', at: 'bob@room', code: 'ECONNRESET' },
          hint: { en: 'Reset {bob}, do not close him.', zh: '要重置 {bob}，而不是关闭。' },
        },
        {
          text: { en: '{dave} has read what {alice} said', zh: '{dave} 读到了 {alice} 说的话' },
          expect: { expect: 'received', at: 'dave' },
          hint: {
            en: 'Connect another client, and then send something from {alice}.',
            zh: '请再连接一个客户端，然后由 {alice} 发送一些内容。',
          },
        },
        {
          text: { en: '{alice} is still ESTABLISHED', zh: '{alice} 仍处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'Leave {alice} connected.', zh: '{alice} 要保持连接。' },
        },
      ],
      after: [
        {
          en: 'A server survives this if the fault of one connection ends the service of that one only. In a tutorial’s loop, the `try` belongs around the service of a client, not around the whole server.',
          zh: '一个连接出错，只结束对它的服务，服务器就能继续运行。在教程的循环里，`try` 应当包住对一个客户端的服务，而不是整个服务器。',
        },
        {
          en: 'One danger is left: a client that stays and never reads. Its buffers fill, and the server that passes on every line must hold the rest in memory, or wait for it, and all others with it. Real servers set a limit, and disconnect.',
          zh: '还剩一个隐患：留在那里却从不读取的客户端。它的缓冲区会填满，而转发每一行的服务器要么把其余的存在内存里，要么等它，也让所有人一起等。真正的服务器会设上限，超过就断开。',
        },
      ],
      look: { view: 'timeline', at: 'bob' },
    },
  ],
}
