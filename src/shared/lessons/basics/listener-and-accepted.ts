import type { Lesson } from '../lesson'

export const listenerAndAccepted: Lesson = {
  id: 'listener-and-accepted',
  title: { en: 'A new socket for every client', zh: '每个客户端都有一个新套接字' },
  see: {
    en: 'The listener never carries a byte. Each client gets an accepted end of its own, with the same local port, and each of them lives and ends by itself.',
    zh: '监听套接字从不传送一个字节。每个客户端在服务器一侧都有自己的套接字，本地端口相同，各自独立地存在和结束。',
  },
  steps: [
    {
      title: { en: 'Two clients', zh: '两个客户端' },
      text: [
        {
          en: '`accept` [makes a new socket](man:accept.2), already connected, and returns it with the client’s address. In Python: `conn, addr = listener.accept()`. In Node the event [`connection`](node:net#event-connection) brings it.',
          zh: '`accept` [新建一个套接字](man:accept.2)，它已经连接好，并与客户端的地址一起返回。在 Python 里是 `conn, addr = listener.accept()`；在 Node 里由 [`connection`](node:net#event-connection) 事件送来。',
        },
      ],
      predict: {
        question: {
          en: 'Two clients are connected. How many sockets does the server’s program have?',
          zh: '连接了两个客户端之后，服务器程序有几个套接字？',
        },
        choices: [
          {
            text: { en: 'One: all share it', zh: '一个：大家共用' },
            feedback: {
              en: 'That is how UDP is done. A TCP connection has a socket at each end.',
              zh: 'UDP 是那样的。TCP 连接的每一端都有自己的套接字。',
            },
          },
          {
            text: { en: 'Two: one for each client', zh: '两个：每个客户端一个' },
            feedback: {
              en: 'And who waits for the next client?',
              zh: '那么谁来等下一个客户端呢？',
            },
          },
          {
            text: {
              en: 'Three: one for each client, and the listener',
              zh: '三个：每个客户端一个，再加监听套接字',
            },
            right: true,
            feedback: {
              en: 'The listener [is not affected](man:accept.2) by `accept`, and goes on waiting.',
              zh: '`accept` [不影响监听套接字](man:accept.2)，它继续等待。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, and press **Start server**.',
            zh: '打开{action.newServer}，按**启动服务器**。',
          },
          commands: [{ do: 'listen', as: 'server', respond: { with: 'echo' } }],
          point: 'newServer',
        },
        {
          text: {
            en: 'Open {action.newClients}, and connect one client to {server}.',
            zh: '打开{action.newClients}，让一个客户端连接到 {server}。',
          },
          commands: [{ do: 'connect', as: 'alice', to: 'server' }],
          point: 'newClients',
        },
        {
          text: { en: 'Connect a second client, in the same way.', zh: '用同样的方法再连接一个客户端。' },
          commands: [{ do: 'connect', as: 'bob', to: 'server' }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: '{server} has accepted {alice}', zh: '{server} 已接受 {alice}' },
          expect: { expect: 'accepted', at: 'alice@server', peer: 'alice' },
          hint: { en: 'Connect one client to {server}.', zh: '请让一个客户端连接到 {server}。' },
        },
        {
          text: { en: '{server} has accepted {bob}', zh: '{server} 已接受 {bob}' },
          expect: { expect: 'accepted', at: 'bob@server', peer: 'bob' },
          hint: {
            en: 'Connect a second one, by itself: not two at once.',
            zh: '请再单独连接第二个，不要一次连接两个。',
          },
        },
        {
          text: { en: '{server} is still in LISTEN', zh: '{server} 仍处于 LISTEN' },
          expect: { expect: 'state', of: 'server', is: 'LISTEN' },
          kernel: true,
          hint: { en: 'The server must stay open.', zh: '服务器必须保持打开。' },
        },
      ],
      after: [
        {
          en: 'Three sockets: {server}, {alice@server} and {bob@server}. They have different states, too: LISTEN, and twice ESTABLISHED.',
          zh: '三个套接字：{server}、{alice@server} 和 {bob@server}。它们的状态也不同：一个 LISTEN，两个 ESTABLISHED。',
        },
      ],
      look: { at: 'server' },
    },
    {
      title: { en: 'The same port', zh: '同一个端口' },
      text: [
        {
          en: 'Three sockets of one program, on one machine. Each has a local address and port.',
          zh: '同一台机器上，同一个程序的三个套接字，各有本地地址和端口。',
        },
      ],
      predict: {
        question: {
          en: 'Which local port does {alice@server} have?',
          zh: '{alice@server} 的本地端口是多少？',
        },
        choices: [
          {
            text: { en: '{server.port}, that of the listener', zh: '{server.port}，与监听套接字相同' },
            right: true,
            feedback: {
              en: '{bob@server} has it, too. The ports of the clients tell them apart: a connection is [a pair of sockets](rfc9293:4).',
              zh: '{bob@server} 也一样。区分它们的是客户端的端口：连接由[一对套接字](rfc9293:4)标识。',
            },
          },
          {
            text: { en: 'A new one, chosen by the kernel', zh: '内核新选的一个' },
            feedback: {
              en: 'Then the client would have to be told of it: it called {server.port}, and gets its answers from there.',
              zh: '那就得通知客户端换端口了：它连的是 {server.port}，应答也从那里来。',
            },
          },
          {
            text: { en: 'The same as that of {alice}', zh: '与 {alice} 的端口相同' },
            feedback: {
              en: 'That is its remote port.',
              zh: '那是它的远端端口。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice}, write `this is alice`, and press **Send**.',
            zh: '选中 {alice}，写下 `this is alice`，按**发送**。',
          },
          commands: [{ do: 'send', from: 'alice', text: 'this is alice' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{alice@server} has read it', zh: '{alice@server} 已读到' },
          expect: { expect: 'received', at: 'alice@server' },
          hint: { en: 'Send it from {alice}.', zh: '请由 {alice} 发送。' },
        },
        {
          text: { en: 'The answer came to {alice}', zh: '应答到达 {alice}' },
          expect: { expect: 'received', at: 'alice' },
          hint: {
            en: 'The server must be one that echoes.',
            zh: '服务器必须是回显服务器。',
          },
        },
      ],
      after: [
        {
          en: 'The bytes went to {alice@server}, and to nobody else, though two sockets have port {server.port} and are connected: the kernel looked at the whole 4-tuple.',
          zh: '虽然有两个已连接的套接字都用端口 {server.port}，字节只到了 {alice@server}：内核看的是整个四元组。',
        },
      ],
      look: { view: 'messages', at: 'alice' },
    },
    {
      title: { en: 'One accepted end closes', zh: '关闭其中一个' },
      text: [
        {
          en: 'The server ends its service to {alice}: in Python that is `conn.close()`, on the socket that `accept` returned.',
          zh: '服务器结束对 {alice} 的服务：在 Python 里就是对 `accept` 返回的套接字调用 `conn.close()`。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Select {alice@server} and press {action.close}.',
            zh: '选中 {alice@server}，按{action.close}。',
          },
          commands: [{ do: 'close', socket: 'alice@server' }],
          point: 'close',
        },
      ],
      checks: [
        {
          text: { en: '{alice} has read the end of the stream', zh: '{alice} 读到了数据流的结尾' },
          expect: { expect: 'ended', at: 'alice' },
          hint: {
            en: 'Close {alice@server}, the server’s end of {alice}.',
            zh: '请关闭 {alice@server}，即 {alice} 在服务器一侧的那一端。',
          },
        },
        {
          text: { en: '{bob} is still ESTABLISHED', zh: '{bob} 仍处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'bob', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: '{bob} must stay open.', zh: '{bob} 必须保持打开。' },
        },
      ],
      after: [
        {
          en: 'Only {alice} was hung up on. {bob} has noticed nothing.',
          zh: '只有 {alice} 被挂断了，{bob} 毫无察觉。',
        },
      ],
      look: { view: 'calls', at: 'alice' },
    },
    {
      title: { en: 'The listener closes', zh: '关闭监听套接字' },
      text: [
        {
          en: 'Now the other kind of close: `listener.close()`. {bob} is connected meanwhile.',
          zh: '现在是另一种关闭：`listener.close()`。此时 {bob} 还连着。',
        },
      ],
      predict: {
        question: { en: 'What becomes of {bob}?', zh: '{bob} 会怎样？' },
        choices: [
          {
            text: { en: 'It gets a FIN', zh: '收到 FIN' },
            feedback: {
              en: 'A FIN would come of closing {bob@server}, which is another socket.',
              zh: '只有关闭 {bob@server} 才会发 FIN，而那是另一个套接字。',
            },
          },
          {
            text: { en: 'Nothing: it stays connected', zh: '没有影响：保持连接' },
            right: true,
            feedback: {
              en: '`close` ends accepting, and [keeps the connections](node:net#serverclosecallback).',
              zh: '`close` 只是不再接受连接，[已有的连接保留](node:net#serverclosecallback)。',
            },
          },
          {
            text: { en: 'It is reset', zh: '被重置' },
            feedback: {
              en: 'That happens to connections that wait in the queue, not yet accepted. {bob} has been.',
              zh: '那是还在队列里、尚未被接受的连接的下场。{bob} 已经被接受了。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {server} and press {action.stopAccepting}.',
            zh: '选中 {server}，按{action.stopAccepting}。',
          },
          commands: [{ do: 'close', socket: 'server' }],
          point: 'stopAccepting',
        },
      ],
      checks: [
        {
          text: { en: '{server} is CLOSED', zh: '{server} 处于 CLOSED' },
          expect: { expect: 'state', of: 'server', is: 'CLOSED' },
          hint: {
            en: 'Select the server itself, not one of its connections.',
            zh: '请选中服务器本身，而不是它的某个连接。',
          },
        },
      ],
      look: { at: 'server' },
    },
    {
      title: { en: 'Connections live on', zh: '连接继续存在' },
      text: [
        {
          en: 'The proof: {bob} talks on, and a newcomer finds nobody.',
          zh: '验证一下：{bob} 照常通话，新来的却找不到人。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Select {bob}, write `still there?`, and press **Send**.',
            zh: '选中 {bob}，写下 `still there?`，按**发送**。',
          },
          commands: [{ do: 'send', from: 'bob', text: 'still there?' }],
          point: 'composer',
        },
        {
          text: {
            en: 'Open {action.newClients}, choose **Another host and port**, and call `127.0.0.1`, port {server.port}.',
            zh: '打开{action.newClients}，选**其他主机和端口**，连接 `127.0.0.1` 的端口 {server.port}。',
          },
          commands: [{ do: 'connect', as: 'carol', host: '127.0.0.1', port: { portOf: 'server' } }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: '{bob} gets an answer', zh: '{bob} 得到应答' },
          expect: { expect: 'received', at: 'bob' },
          hint: {
            en: 'Send from {bob}. If it is closed, start the lesson over.',
            zh: '请由 {bob} 发送。如果它已关闭，请重新开始这一课。',
          },
        },
        {
          text: { en: '{carol} gets ECONNREFUSED', zh: '{carol} 得到 ECONNREFUSED' },
          expect: { expect: 'failed', at: 'carol', code: 'ECONNREFUSED' },
          hint: {
            en: 'Call port {server.port}, where nobody listens any more.',
            zh: '请连接端口 {server.port}，那里已经没有人监听。',
          },
        },
      ],
      after: [
        {
          en: 'Closing the accepted end ends the service of one client; closing the listener ends the service of clients to come. A careful server does the second first, and lets the others finish.',
          zh: '关闭与客户端相连的套接字，结束的是对这一个客户端的服务；关闭监听套接字，结束的是对后来者的服务。优雅关闭的服务器先做后者，再让其余连接自然结束。',
        },
      ],
      look: { view: 'calls', at: 'bob' },
    },
  ],
}
