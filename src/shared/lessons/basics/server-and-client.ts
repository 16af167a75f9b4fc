import type { Lesson } from '../lesson'

export const serverAndClient: Lesson = {
  id: 'server-and-client',
  title: { en: 'A server and a client', zh: '一个服务器，一个客户端' },
  see: {
    en: 'Two programs talk: one listens, one calls. You follow each socket call from the first to the last: socket, bind, listen, accept, connect, send, recv, close.',
    zh: '两个程序通话：一个监听，一个呼叫。从头到尾看清每个套接字调用：socket、bind、listen、accept、connect、send、recv、close。',
  },
  steps: [
    {
      title: { en: 'A telephone is switched on', zh: '电话开机' },
      text: [
        {
          en: 'A server is like a telephone: [`socket`](man:socket.2) buys it, [`bind`](man:bind.2) gives it a number (an address and a port), [`listen`](man:listen.2) switches it on, [`accept`](man:accept.2) picks up, [`close`](man:close.2) hangs up.',
          zh: '服务器好比一部电话：[`socket`](man:socket.2) 是买手机，[`bind`](man:bind.2) 是装上号码（地址加端口），[`listen`](man:listen.2) 是开机，[`accept`](man:accept.2) 是接听，[`close`](man:close.2) 是挂断。',
        },
        {
          en: 'In Python or C you make each of these calls yourself. Node makes the first three for you, in [`server.listen()`](node:net#serverlisten). The servers of this lab are Node’s.',
          zh: '在 Python 或 C 里，这些调用要自己逐个写出来。Node 在 [`server.listen()`](node:net#serverlisten) 中替你完成前三个。本实验室的服务器就是 Node 的服务器。',
        },
      ],
      predict: {
        question: {
          en: 'No client is there yet. When does `listen` return?',
          zh: '现在还没有客户端。`listen` 什么时候返回？',
        },
        choices: [
          {
            text: { en: 'When the first client calls', zh: '第一个客户端呼叫时' },
            feedback: {
              en: 'Many tutorials say so, but it is `accept` that [waits for a client](man:accept.2).',
              zh: '很多教程这样说，但[等待客户端](man:accept.2)的是 `accept`。',
            },
          },
          {
            text: { en: 'When a client has been accepted', zh: '接受了一个客户端之后' },
            feedback: {
              en: 'Accepting is a call of its own, and one may listen without ever making it.',
              zh: '接受是另一个调用；完全可以只监听，从不调用它。',
            },
          },
          {
            text: { en: 'At once', zh: '立即返回' },
            right: true,
            feedback: {
              en: 'It only [marks the socket as one that takes calls](man:listen.2).',
              zh: '它只是[把套接字标记为可以接受呼叫](man:listen.2)。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, leave everything as it is, and press **Start server**.',
            zh: '打开{action.newServer}，什么都不用改，按**启动服务器**。',
          },
          commands: [{ do: 'listen', as: 'server', respond: { with: 'echo' } }],
          point: 'newServer',
        },
      ],
      checks: [
        {
          text: { en: '{server} listens', zh: '{server} 已开始监听' },
          expect: { expect: 'listening', at: 'server' },
          hint: {
            en: 'Start a server that echoes: that is what the dialog offers.',
            zh: '请启动一个回显服务器，对话框默认就是这样。',
          },
        },
        {
          text: { en: '{server} is in LISTEN', zh: '{server} 处于 LISTEN' },
          expect: { expect: 'state', of: 'server', is: 'LISTEN' },
          kernel: true,
          hint: { en: 'The server must still be open.', zh: '服务器必须仍然打开着。' },
        },
      ],
      after: [
        {
          en: 'It listens, and nobody has called: `listen` did not wait. What waits is `accept`, [until a connection is there](man:accept.2). Node lets the kernel tell it, so its program waits for nothing and is [called back](node:net#event-connection).',
          zh: '没有人呼叫，它已经在监听了：`listen` 并不等待。等待的是 `accept`，[直到有连接为止](man:accept.2)。Node 由内核通知，所以程序不必停下来等，有连接时会被[回调](node:net#event-connection)。',
        },
      ],
      look: { at: 'server' },
    },
    {
      title: { en: 'Somebody calls', zh: '有人呼叫' },
      text: [
        {
          en: 'The client needs two calls: `socket`, and [`connect`](man:connect.2) with the number to call, {server.port}. It needs no `bind`: the kernel [gives it a free port](man:ip.7).',
          zh: '客户端只需要两个调用：`socket`，以及带上对方号码（端口 {server.port}）的 [`connect`](man:connect.2)。它不必 `bind`：内核会[分配一个空闲端口](man:ip.7)。',
        },
      ],
      predict: {
        question: {
          en: 'Which of these calls puts the first packet on the wire?',
          zh: '下面哪个调用会发出第一个数据包？',
        },
        choices: [
          {
            text: { en: '`bind`, of the server', zh: '服务器的 `bind`' },
            feedback: {
              en: 'It only [notes the address](man:bind.2) in its own kernel.',
              zh: '它只是在本机内核里[登记地址](man:bind.2)。',
            },
          },
          {
            text: { en: '`connect`, of the client', zh: '客户端的 `connect`' },
            right: true,
            feedback: {
              en: 'It sends SYN, [the active open](rfc9293:3.5). All the others wait or take notes.',
              zh: '它发出 SYN，即[主动打开](rfc9293:3.5)。其他调用不是等待就是登记。',
            },
          },
          {
            text: { en: '`accept`, of the server', zh: '服务器的 `accept`' },
            feedback: {
              en: 'It [takes a connection out of a queue](man:accept.2) and sends nothing.',
              zh: '它只是[从队列里取出一个连接](man:accept.2)，什么也不发送。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Open {action.newClients}, and connect one client to {server}.',
            zh: '打开{action.newClients}，让一个客户端连接到 {server}。',
          },
          commands: [{ do: 'connect', as: 'alice', to: 'server' }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: '{alice} is connected', zh: '{alice} 已连接' },
          expect: { expect: 'connected', at: 'alice' },
          hint: {
            en: 'Choose {server} at **Connect to**, and one client.',
            zh: '**连接到**请选 {server}，客户端一个。',
          },
        },
        {
          text: { en: '{server} has accepted {alice}', zh: '{server} 已接受 {alice}' },
          expect: { expect: 'accepted', at: 'alice@server', peer: 'alice' },
          hint: {
            en: 'The client has to call this server, not another one.',
            zh: '客户端必须连接这个服务器，而不是别的服务器。',
          },
        },
      ],
      after: [
        {
          en: 'Left is what the client did, right what the server did. `accept` has returned [a new socket](man:accept.2), {alice@server}: the server talks to {alice} with that one, and {server} goes on waiting for others.',
          zh: '左边是客户端做的事，右边是服务器做的事。`accept` 返回了[一个新的套接字](man:accept.2) {alice@server}：服务器用它与 {alice} 通话，而 {server} 继续等待别人。',
        },
      ],
      look: { view: 'calls', at: 'alice' },
    },
    {
      title: { en: 'They talk', zh: '通话' },
      text: [
        {
          en: 'Both ends can now [`send`](man:send.2) and [`recv`](man:recv.2). In Node these are [`write()`](node:net#socketwritedata-encoding-callback) and the event [`data`](node:net#event-data). This server sends back what it reads.',
          zh: '现在两端都可以 [`send`](man:send.2) 和 [`recv`](man:recv.2)。在 Node 里对应 [`write()`](node:net#socketwritedata-encoding-callback) 和 [`data`](node:net#event-data) 事件。这个服务器把读到的内容原样发回。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Select {alice}, write `hello`, and press **Send**.',
            zh: '选中 {alice}，写下 `hello`，按**发送**。',
          },
          commands: [{ do: 'send', from: 'alice', text: 'hello' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{alice} has sent', zh: '{alice} 已发送' },
          expect: { expect: 'sent', at: 'alice' },
          hint: {
            en: 'It must go out from {alice}, not from {alice@server}.',
            zh: '要由 {alice} 发送，而不是 {alice@server}。',
          },
        },
        {
          text: { en: '{alice@server} has read it', zh: '{alice@server} 已读到' },
          expect: { expect: 'received', at: 'alice@server' },
          hint: { en: 'Send something from {alice}.', zh: '请由 {alice} 发送一条消息。' },
        },
        {
          text: { en: '{alice} has read the answer', zh: '{alice} 已读到应答' },
          expect: { expect: 'received', at: 'alice' },
          hint: { en: 'The server must be one that echoes.', zh: '服务器必须是回显服务器。' },
        },
      ],
      after: [
        {
          en: 'Look at the order: `send` was over before the other side had read anything. It returns when the kernel has taken the bytes, and [tells nothing of their arrival](man:send.2).',
          zh: '注意先后顺序：对方还没有读，`send` 就已经结束了。内核收下字节，它就返回；[数据是否到达，它并不知道](man:send.2)。',
        },
      ],
      look: { view: 'calls', at: 'alice' },
    },
    {
      title: { en: 'The client hangs up', zh: '客户端挂断' },
      text: [
        {
          en: 'A call has two ends, and so there are two sockets to close. The telephone itself, {server}, is a third.',
          zh: '一次通话有两端，所以要关闭的套接字有两个。电话机本身 {server} 是第三个。',
        },
      ],
      predict: {
        question: {
          en: '{alice} closes. How does the server’s program learn of it?',
          zh: '{alice} 关闭后，服务器程序怎样得知？',
        },
        choices: [
          {
            text: { en: '`recv` returns 0 bytes', zh: '`recv` 返回 0 字节' },
            right: true,
            feedback: {
              en: 'That is [the end of the stream](man:recv.2), in Python `b""`, in Node the event `end`.',
              zh: '这就是[数据流的结尾](man:recv.2)，在 Python 里是 `b""`，在 Node 里是 `end` 事件。',
            },
          },
          {
            text: { en: '`accept` returns once more', zh: '`accept` 再次返回' },
            feedback: {
              en: 'It returns for new connections only.',
              zh: '只有新的连接到来时它才返回。',
            },
          },
          {
            text: { en: '`recv` fails with an error', zh: '`recv` 出错' },
            feedback: {
              en: 'That is how a reset ends. An ordinary close is no error.',
              zh: '被重置时才会那样。正常关闭不是错误。',
            },
          },
        ],
      },
      acts: [
        {
          text: { en: 'Select {alice} and press {action.close}.', zh: '选中 {alice}，按{action.close}。' },
          commands: [{ do: 'close', socket: 'alice' }],
          point: 'close',
        },
      ],
      checks: [
        {
          text: { en: 'The descriptor of {alice} is closed', zh: '{alice} 的描述符已关闭' },
          expect: { expect: 'closed', at: 'alice' },
          hint: { en: 'Close {alice}, the client’s end.', zh: '请关闭客户端 {alice}。' },
        },
        {
          text: {
            en: '{alice@server} has read the end of the stream',
            zh: '{alice@server} 读到了数据流的结尾',
          },
          expect: { expect: 'ended', at: 'alice@server' },
          hint: {
            en: 'It is the client that must close, not the server’s end, and without a reset.',
            zh: '要由客户端关闭，而不是服务器端，也不能用重置。',
          },
        },
      ],
      after: [
        {
          en: 'Having read the end, Node closed {alice@server} as well, since [half-open connections](node:net#netcreateserveroptions-connectionlistener) are not allowed there. In Python you call `close` there yourself. {server} is untouched: it listens.',
          zh: '读到结尾后，Node 把 {alice@server} 也关闭了，因为那里不[允许半关闭](node:net#netcreateserveroptions-connectionlistener)。在 Python 里要自己调用 `close`。{server} 不受影响，仍在监听。',
        },
      ],
      look: { view: 'calls', at: 'alice' },
    },
    {
      title: { en: 'The telephone is switched off', zh: '电话关机' },
      text: [
        {
          en: 'What is left is the listener. Closing it [takes no more calls](node:net#serverclosecallback); that is all it does.',
          zh: '剩下的是监听套接字。关闭它，就[不再接受新的呼叫](node:net#serverclosecallback)，仅此而已。',
        },
      ],
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
          text: { en: 'The descriptor of {server} is closed', zh: '{server} 的描述符已关闭' },
          expect: { expect: 'closed', at: 'server' },
          hint: { en: 'Select the server itself in the list.', zh: '请在列表中选中服务器本身。' },
        },
        {
          text: { en: '{server} is CLOSED', zh: '{server} 处于 CLOSED' },
          expect: { expect: 'state', of: 'server', is: 'CLOSED' },
          hint: { en: 'Stop the server from accepting.', zh: '请让服务器停止接受连接。' },
        },
      ],
      after: [
        {
          en: 'Server: socket, bind, listen, accept, recv, send, close, and close once more for the listener. Client: socket, connect, send, recv, close. The next lessons look closer at these words.',
          zh: '服务器：socket、bind、listen、accept、recv、send、close，最后再 close 一次监听套接字。客户端：socket、connect、send、recv、close。后面的课会细看其中的每一个。',
        },
      ],
      look: { at: 'server' },
    },
  ],
}
