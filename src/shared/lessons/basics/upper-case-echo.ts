import type { Lesson } from '../lesson'

export const upperCaseEcho: Lesson = {
  id: 'upper-case-echo',
  title: { en: 'Upper-case echo, again and again', zh: '大写回显，一遍又一遍' },
  see: {
    en: 'The classic exercise: a server that answers in capitals, with a loop for connections and in it a loop for messages. You see what ends which loop.',
    zh: '经典练习：以大写应答的服务器，外层是连接循环，内层是通信循环。看看哪个循环由什么结束。',
  },
  steps: [
    {
      title: { en: 'The outer loop', zh: '外层循环' },
      text: [
        {
          en: 'Such a server is two loops: `while True: conn, addr = listener.accept()`, and in it `while True: data = conn.recv(1024)`, then `conn.sendall(data.upper())`. The outer one goes round once for each client.',
          zh: '这样的服务器有两层循环：`while True: conn, addr = listener.accept()`，其中再套 `while True: data = conn.recv(1024)`，然后 `conn.sendall(data.upper())`。外层循环每来一个客户端转一圈。',
        },
        {
          en: 'Node has no such loops in your program: its event loop calls you for each [connection](node:net#event-connection), and for all [data](node:net#event-data). So its clients needn’t wait for each other, as they do before the two loops above.',
          zh: 'Node 的程序里看不到这两层循环：每来一个[连接](node:net#event-connection)、每来一份[数据](node:net#event-data)，事件循环都会回调你的函数。所以客户端不必像在上面的两层循环前那样互相等待。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, set **How it answers** to **Upper case: echo in capitals**, and start it.',
            zh: '打开{action.newServer}，**应答方式**选**大写：以大写字母回显**，然后启动。',
          },
          commands: [{ do: 'listen', as: 'server', respond: { with: 'upper' } }],
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
      ],
      checks: [
        {
          text: { en: '{server} has accepted {alice}', zh: '{server} 已接受 {alice}' },
          expect: { expect: 'accepted', at: 'alice@server', peer: 'alice' },
          hint: {
            en: 'The server must answer in upper case, and the client must call it.',
            zh: '服务器的应答方式必须是大写，客户端必须连接它。',
          },
        },
        {
          text: { en: '{alice@server} is ESTABLISHED', zh: '{alice@server} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice@server', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'Leave the connection open.', zh: '请不要关闭连接。' },
        },
      ],
      look: { view: 'messages', at: 'alice' },
    },
    {
      title: { en: 'The inner loop', zh: '内层循环' },
      text: [
        {
          en: 'A first program often answers once and closes. This one stays: one connection carries as many questions and answers as you like.',
          zh: '初学者的第一个程序往往应答一次就关闭。这个服务器不会：同一个连接上可以一问一答，想多少次就多少次。',
        },
      ],
      predict: {
        question: {
          en: 'It has answered `hello`. What does the two-loop server do now?',
          zh: '应答完 `hello` 之后，双循环的服务器在做什么？',
        },
        choices: [
          {
            text: { en: 'It waits in `accept` for the next client', zh: '在 `accept` 中等下一个客户端' },
            feedback: {
              en: 'That is the outer loop, which goes on only when the inner one is over.',
              zh: '那是外层循环，要等内层循环结束才会继续。',
            },
          },
          {
            text: { en: 'It waits in `recv` for the next message', zh: '在 `recv` 中等下一条消息' },
            right: true,
            feedback: {
              en: 'It is in the inner loop still, where [`recv` waits](man:recv.2) as long as nothing comes.',
              zh: '它还在内层循环里；没有数据时 [`recv` 一直等待](man:recv.2)。',
            },
          },
          {
            text: { en: 'It closes the connection', zh: '关闭连接' },
            feedback: {
              en: 'Without an inner loop it would.',
              zh: '没有内层循环时才会那样。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice}, write `hello`, and press **Send**.',
            zh: '选中 {alice}，写下 `hello`，按**发送**。',
          },
          commands: [{ do: 'send', from: 'alice', text: 'hello' }],
          point: 'composer',
        },
        {
          text: {
            en: 'Then send `again`, from {alice}, too.',
            zh: '再由 {alice} 发送 `again`。',
          },
          commands: [{ do: 'send', from: 'alice', text: 'again' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: {
            en: '{alice} has read HELLO, then AGAIN',
            zh: '{alice} 读到了 HELLO，然后是 AGAIN',
          },
          // With or without an end of line behind each.
          expect: [
            { expect: 'received', at: 'alice', text: 'HELLOAGAIN' },
            { expect: 'received', at: 'alice', text: 'HELLO\nAGAIN' },
            { expect: 'received', at: 'alice', text: 'HELLO\r\nAGAIN' },
          ],
          hint: {
            en: 'Send exactly `hello`, then `again`, with nothing between them.',
            zh: '请先发 `hello`，再发 `again`，中间不要发别的。',
          },
        },
      ],
      after: [
        {
          en: 'Two messages, one connection, one handshake. If you send fast, the server may read both in one go: TCP [keeps no boundaries](man:tcp.7) between messages. Capitals are of the ASCII letters only, as with Python’s [`bytes.upper()`](python:stdtypes#bytes.upper).',
          zh: '两条消息，一个连接，只握手一次。发得快时，服务器可能一次就读到两条：TCP [不保留消息边界](man:tcp.7)。变成大写的只有 ASCII 字母，与 Python 的 [`bytes.upper()`](python:stdtypes#bytes.upper) 一样。',
        },
      ],
      look: { view: 'messages', at: 'alice' },
    },
    {
      title: { en: 'A client vanishes', zh: '客户端突然消失' },
      text: [
        {
          en: 'Clients crash. Then there may be no orderly end: the server’s read [fails with ECONNRESET](posix:recv). Here a reset does that.',
          zh: '客户端可能崩溃，那样就未必有正常的结尾：服务器的读操作会[以 ECONNRESET 失败](posix:recv)。这里用重置来模拟。',
        },
      ],
      predict: {
        question: {
          en: '{alice} is reset. What becomes of the server?',
          zh: '{alice} 被重置。服务器会怎样？',
        },
        choices: [
          {
            text: {
              en: 'Only this connection ends',
              zh: '只有这个连接结束',
            },
            right: true,
            feedback: {
              en: 'That takes some care of its program: the error must end the inner loop, not the outer one.',
              zh: '前提是程序处理了错误：它应当只结束内层循环，而不是外层循环。',
            },
          },
          {
            text: { en: 'The kernel ends its program', zh: '内核结束服务器程序' },
            feedback: {
              en: 'The kernel only reports the error. What ends a program is [an error that it doesn’t handle](node:events#error-events).',
              zh: '内核只是报告错误。真正让程序退出的是[没有处理的错误](node:events#error-events)。',
            },
          },
          {
            text: { en: 'Its listener is reset, too', zh: '监听套接字也被重置' },
            feedback: {
              en: 'RST belongs to one connection. The listener has none.',
              zh: 'RST 只属于一个连接，而监听套接字没有连接。',
            },
          },
        ],
      },
      acts: [
        {
          text: { en: 'Select {alice} and press {action.reset}.', zh: '选中 {alice}，按{action.reset}。' },
          commands: [{ do: 'reset', socket: 'alice' }],
          point: 'reset',
        },
      ],
      checks: [
        {
          text: { en: '{alice@server} gets ECONNRESET', zh: '{alice@server} 得到 ECONNRESET' },
          expect: { expect: 'failed', at: 'alice@server', code: 'ECONNRESET' },
          hint: {
            en: 'Reset {alice}, the client’s end. An ordinary close is no error.',
            zh: '请重置客户端 {alice}。正常关闭不算错误。',
          },
        },
        {
          text: { en: '{alice@server} is CLOSED', zh: '{alice@server} 处于 CLOSED' },
          expect: { expect: 'state', of: 'alice@server', is: 'CLOSED' },
          hint: { en: 'Reset {alice}.', zh: '请重置 {alice}。' },
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
          en: 'In Python this is an exception of `recv`; `try` and `except` [around the inner loop](python:exceptions#ConnectionResetError) keep it from ending the program. In Node it is the event `error`, and whoever has no listener for it [is ended by it](node:events#error-events).',
          zh: '在 Python 里，这是 `recv` 抛出的[异常](python:exceptions#ConnectionResetError)；把内层循环放进 `try`/`except`，程序就不会因此退出。在 Node 里，这是 `error` 事件；没有为它注册监听函数，[进程就会退出](node:events#error-events)。',
        },
      ],
      look: { view: 'segments', at: 'alice' },
    },
    {
      title: { en: 'The next, please', zh: '下一位' },
      text: [
        {
          en: 'The outer loop goes round: another client is served as if nothing had happened.',
          zh: '外层循环转到下一圈：为另一个客户端服务，好像什么都没发生过。',
        },
      ],
      acts: [
        {
          text: { en: 'Connect another client to {server}.', zh: '再让一个客户端连接到 {server}。' },
          commands: [{ do: 'connect', as: 'bob', to: 'server' }],
          point: 'newClients',
        },
        {
          text: {
            en: 'Select {bob}, write `next`, and press **Send**.',
            zh: '选中 {bob}，写下 `next`，按**发送**。',
          },
          commands: [{ do: 'send', from: 'bob', text: 'next' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{server} has accepted {bob}', zh: '{server} 已接受 {bob}' },
          expect: { expect: 'accepted', at: 'bob@server', peer: 'bob' },
          hint: { en: 'Connect a new client to {server}.', zh: '请让一个新的客户端连接到 {server}。' },
        },
        {
          text: { en: '{bob} has read NEXT', zh: '{bob} 读到了 NEXT' },
          expect: { expect: 'received', at: 'bob', text: 'NEXT' },
          hint: { en: 'Send exactly `next` from {bob}.', zh: '请由 {bob} 发送 `next`。' },
        },
      ],
      look: { view: 'messages', at: 'bob' },
    },
    {
      title: { en: 'An orderly end', zh: '正常的结尾' },
      text: [
        {
          en: '{bob} leaves as one should: it closes. The inner loop has to notice that, too, or it would go round for ever.',
          zh: '{bob} 规规矩矩地离开：关闭连接。内层循环也必须察觉到，否则会永远空转。',
        },
      ],
      predict: {
        question: { en: 'What does the `recv` of the inner loop do?', zh: '内层循环里的 `recv` 会怎样？' },
        choices: [
          {
            text: { en: 'It raises an exception', zh: '抛出异常' },
            feedback: {
              en: 'Nothing went wrong, so there is no error.',
              zh: '没有出错，所以没有异常。',
            },
          },
          {
            text: { en: 'It waits on', zh: '继续等待' },
            feedback: {
              en: 'It would, if nothing had come. A FIN has.',
              zh: '什么都没来时才会等待，而 FIN 已经来了。',
            },
          },
          {
            text: { en: 'It returns no bytes, at once', zh: '立即返回，但没有字节' },
            right: true,
            feedback: {
              en: '[0 is the end of the stream](man:recv.2), and it returns so each time from then on. Hence `if not data: break`.',
              zh: '[返回 0 表示数据流结束](man:recv.2)，此后每次都如此。所以要写 `if not data: break`。',
            },
          },
        ],
      },
      acts: [
        {
          text: { en: 'Select {bob} and press {action.close}.', zh: '选中 {bob}，按{action.close}。' },
          commands: [{ do: 'close', socket: 'bob' }],
          point: 'close',
        },
      ],
      checks: [
        {
          text: { en: '{bob@server} has read the end of the stream', zh: '{bob@server} 读到了数据流的结尾' },
          expect: { expect: 'ended', at: 'bob@server' },
          hint: { en: 'Close {bob}, without a reset.', zh: '请关闭 {bob}，不要用重置。' },
        },
        {
          text: { en: '{bob@server} was closed without an error', zh: '{bob@server} 已关闭，没有出错' },
          expect: { expect: 'closed', at: 'bob@server', hadError: false },
          hint: { en: 'Close {bob}, without a reset.', zh: '请关闭 {bob}，不要用重置。' },
        },
      ],
      after: [
        {
          en: 'Two ways out of the inner loop: no bytes, or an error. None of them touches the outer one: {server} listens.',
          zh: '内层循环有两个出口：读到 0 字节，或者出错。两者都不影响外层循环：{server} 仍在监听。',
        },
      ],
      look: { view: 'calls', at: 'bob' },
    },
  ],
}
