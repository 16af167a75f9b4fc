import type { Lesson } from '../lesson'

export const halfClose: Lesson = {
  id: 'half-close',
  title: { en: 'Half-close: finished sending, still reading', zh: '半关闭：不再发送，仍可读取' },
  see: {
    en: 'A client says that it has sent everything, and reads an answer that is sent after that. Then you know why closing takes four steps and opening three.',
    zh: '客户端宣布数据已发完，随后仍然读到服务器在此之后才发出的应答。由此可以明白，为什么关闭要四步，而打开只要三步。',
  },
  steps: [
    {
      title: { en: 'A server that may answer late', zh: '一个可以晚些应答的服务器' },
      text: [
        {
          en: 'Think of a server that sorts lines. It can’t say anything before it has read the last one; so the client must be able to say “that was the last one” and still read.',
          zh: '设想一个给各行排序的服务器：读到最后一行之前，它什么也回答不了。因此客户端必须能够说“这是最后一行”，同时继续读取。',
        },
        {
          en: 'Node answers a FIN with its own at once, unless [`allowHalfOpen`](node:net#netcreateserveroptions-connectionlistener) is set. This server needs it.',
          zh: 'Node 读到 FIN 就会立即发出自己的 FIN，除非设置了 [`allowHalfOpen`](node:net#netcreateserveroptions-connectionlistener)。这个服务器需要它。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, set **How it answers** to **Nothing: reads and records** (the answers will be yours), tick **Allow half-open connections**, and start it.',
            zh: '打开{action.newServer}，**应答方式**选**不应答：只读取并记录**（应答由你来写），勾选**允许半关闭连接**，然后启动。',
          },
          commands: [{ do: 'listen', as: 'server', allowHalfOpen: true, respond: { with: 'none' } }],
          point: 'newServer',
        },
        {
          text: {
            en: 'Open {action.newClients}, and connect one to {server}.',
            zh: '打开{action.newClients}，让一个客户端连接到 {server}。',
          },
          commands: [{ do: 'connect', as: 'alice', to: 'server' }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: '{alice@server} is ESTABLISHED', zh: '{alice@server} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice@server', is: 'ESTABLISHED' },
          kernel: true,
          hint: {
            en: 'Connect a client to the server that allows half-open connections.',
            zh: '让一个客户端连接到那个允许半关闭连接的服务器。',
          },
        },
      ],
      look: { view: 'messages', at: 'alice' },
    },
    {
      title: { en: '“That was all”', zh: '“全部发完了”' },
      text: [
        {
          en: 'A half-close is [`shutdown(fd, SHUT_WR)`](man:shutdown.2): FIN goes out behind the data, and the descriptor stays. [`end()`](node:net#socketenddata-encoding-callback) does it in Node, [`shutdown`](python:socket#socket.socket.shutdown) in Python.',
          zh: '半关闭就是 [`shutdown(fd, SHUT_WR)`](man:shutdown.2)：FIN 排在数据之后发出，描述符保留。在 Node 里是 [`end()`](node:net#socketenddata-encoding-callback)，在 Python 里是 [`shutdown`](python:socket#socket.socket.shutdown)。',
        },
      ],
      predict: {
        question: {
          en: 'What can {alice} still do after its half-close?',
          zh: '半关闭之后，{alice} 还能做什么？',
        },
        choices: [
          {
            text: { en: 'Nothing: the connection is closed.', zh: '什么也不能做：连接已经关闭。' },
            feedback: {
              en: 'Only one direction is closed. The server’s direction is open until the server closes it.',
              zh: '只关闭了一个方向。服务器的那个方向，要等服务器自己来关闭。',
            },
          },
          {
            text: { en: 'Write, but read no more.', zh: '写入，但不能再读取。' },
            feedback: {
              en: 'The other way round. A write would now fail with [EPIPE](man:send.2): this end has said that nothing follows.',
              zh: '正好相反。现在写入会以 [EPIPE](man:send.2) 失败：这一端已经声明后面不再有数据。',
            },
          },
          {
            text: { en: 'Read, but write no more.', zh: '读取，但不能再写入。' },
            right: true,
            feedback: {
              en: 'Who has sent FIN [may go on receiving](rfc9293:3.6) until the other side closes, too.',
              zh: '发出 FIN 的一方[可以继续接收](rfc9293:3.6)，直到另一方也关闭。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice}, write some words, such as `pear apple`, and press **Send**.',
            zh: '选中 {alice}，写几个词，例如 `pear apple`，然后按**发送**。',
          },
          commands: [{ do: 'send', from: 'alice', text: 'pear apple' }],
          point: 'composer',
        },
        {
          text: {
            en: 'Then press {action.shutdown}, still at {alice}.',
            zh: '仍在 {alice} 上，按{action.shutdown}。',
          },
          commands: [{ do: 'shutdown', socket: 'alice' }],
          point: 'shutdown',
        },
      ],
      checks: [
        {
          text: {
            en: 'The server’s end has read the words …',
            zh: '服务器端读到了这些词……',
          },
          expect: { expect: 'received', at: 'alice@server' },
          hint: {
            en: 'Send something from {alice} before you half-close it.',
            zh: '先从 {alice} 发送一些内容，再半关闭。',
          },
        },
        {
          text: { en: '… and behind them the end of the data', zh: '……以及其后的数据结束' },
          expect: { expect: 'ended', at: 'alice@server' },
          hint: { en: 'Half-close {alice}.', zh: '半关闭 {alice}。' },
        },
        {
          text: { en: '{alice} is in FIN_WAIT_2', zh: '{alice} 处于 FIN_WAIT_2' },
          expect: { expect: 'state', of: 'alice', is: 'FIN_WAIT_2' },
          kernel: true,
          hint: {
            en: 'Half-close {alice}, and leave the other end as it is.',
            zh: '半关闭 {alice}，另一端保持不动。',
          },
        },
        {
          text: { en: '{alice@server} is in CLOSE_WAIT', zh: '{alice@server} 处于 CLOSE_WAIT' },
          expect: { expect: 'state', of: 'alice@server', is: 'CLOSE_WAIT' },
          kernel: true,
          hint: {
            en: 'The server must allow half-open connections; otherwise it is past CLOSE_WAIT already.',
            zh: '服务器必须允许半关闭连接；否则它早已离开 CLOSE_WAIT。',
          },
        },
      ],
      after: [
        {
          en: 'FIN is no message of its own kind to the program: the read behind the last byte returns 0 bytes, end-of-file. The server now knows that it has all there is to sort.',
          zh: '对程序来说，FIN 并不是一种特别的消息：最后一个字节之后的那次读取返回 0 字节，即文件结束。现在服务器知道，要排序的内容已经齐了。',
        },
      ],
      look: { view: 'messages', at: 'alice' },
    },
    {
      title: { en: 'Between the two FINs', zh: '两个 FIN 之间' },
      text: [
        {
          en: 'This is the time that the four steps exist for: one FIN has gone, the other has not, and data flows towards the side that closed first.',
          zh: '四个步骤正是为这段时间而设：一个 FIN 已经发出，另一个还没有，而数据流向先关闭的那一方。',
        },
      ],
      predict: {
        question: {
          en: 'The server sends its answer now. What does {alice}’s kernel send back?',
          zh: '服务器现在发送应答。{alice} 的内核会发回什么？',
        },
        choices: [
          {
            text: { en: 'An ACK', zh: '一个 ACK' },
            right: true,
            feedback: {
              en: 'A FIN ends the data of a direction, not its ACKs: what arrives is [acknowledged as ever](rfc9293:3.10.7.4).',
              zh: 'FIN 结束的是一个方向的数据，而不是它的 ACK：到达的内容[照常得到确认](rfc9293:3.10.7.4)。',
            },
          },
          {
            text: { en: 'Nothing: it has sent FIN', zh: '什么也不发：它已经发过 FIN' },
            feedback: {
              en: 'Then the server would have to send its answer again and again. ACKs take no sequence numbers and may follow a FIN.',
              zh: '那样服务器就得一遍遍重传应答。ACK 不占用序号，可以在 FIN 之后发送。',
            },
          },
          {
            text: { en: 'RST: it is closed', zh: 'RST：它已经关闭' },
            feedback: {
              en: 'So it would be if {alice} had **closed** its descriptor: nobody could read the answer. A half-closed one is read on.',
              zh: '如果 {alice} **关闭**了描述符，就会这样：已经没有人能读这个应答。而半关闭的一端会继续读取。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice@server}, write an answer, such as `apple pear`, and press **Send**.',
            zh: '选中 {alice@server}，写一个应答，例如 `apple pear`，然后按**发送**。',
          },
          commands: [{ do: 'send', from: 'alice@server', text: 'apple pear' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{alice} has read the answer', zh: '{alice} 读到了应答' },
          expect: { expect: 'received', at: 'alice' },
          hint: {
            en: 'Send from {alice@server}, not from {alice}. If {alice} was closed, begin the lesson again.',
            zh: '要从 {alice@server} 发送，而不是从 {alice}。如果 {alice} 已被关闭，请重新开始这一课。',
          },
        },
        {
          text: { en: '{alice} is still in FIN_WAIT_2', zh: '{alice} 仍处于 FIN_WAIT_2' },
          expect: { expect: 'state', of: 'alice', is: 'FIN_WAIT_2' },
          kernel: true,
          hint: { en: 'Half-close {alice} as in the step before.', zh: '像上一步那样半关闭 {alice}。' },
        },
      ],
      after: [
        {
          en: 'The data went the other way while {alice} was half-closed. Its ACK is not drawn: no call and no state tells of it. {action.toggleCapture} shows it, where this computer allows that.',
          zh: '{alice} 半关闭之后，数据仍然从另一个方向到达。它的 ACK 没有画出：任何调用和状态都看不到它；如果这台计算机允许，{action.toggleCapture}可以显示出来。',
        },
      ],
      look: { view: 'segments', at: 'alice@server' },
    },
    {
      title: { en: 'The other half', zh: '另一半' },
      text: [
        {
          en: 'The server has nothing more to say, either. Its FIN closes the second direction.',
          zh: '服务器也没有更多要说的了。它的 FIN 关闭第二个方向。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Select {alice@server} and press {action.shutdown}.',
            zh: '选中 {alice@server}，按{action.shutdown}。',
          },
          commands: [{ do: 'shutdown', socket: 'alice@server' }],
          point: 'shutdown',
        },
      ],
      checks: [
        {
          text: { en: '{alice} has read the end of the data', zh: '{alice} 读到了数据结束' },
          expect: { expect: 'ended', at: 'alice' },
          hint: { en: 'Half-close {alice@server}, too.', zh: '把 {alice@server} 也半关闭。' },
        },
        {
          text: { en: '{alice@server} went through LAST_ACK', zh: '{alice@server} 经过了 LAST_ACK' },
          expect: { expect: 'state', of: 'alice@server', was: 'LAST_ACK' },
          hint: {
            en: 'Half-close {alice@server}; don’t reset it.',
            zh: '半关闭 {alice@server}，不要重置它。',
          },
        },
        {
          text: { en: '{alice} holds TIME_WAIT', zh: '{alice} 处于 TIME_WAIT' },
          expect: { expect: 'state', of: 'alice', is: 'TIME_WAIT' },
          kernel: true,
          hint: {
            en: 'Both ends must have sent their FIN, and none an RST.',
            zh: '两端都必须发出 FIN，并且没有任何一端发出 RST。',
          },
        },
      ],
      look: { view: 'states', at: 'alice' },
    },
    {
      title: { en: 'Four steps, and three', zh: '四步与三步' },
      text: [
        {
          en: 'Opening also needs a SYN from each side and an ACK for each: four things to say, in [three segments](rfc9293:3.5).',
          zh: '打开连接同样需要双方各一个 SYN，以及对它们各一个 ACK：四件事，却只用[三个报文段](rfc9293:3.5)。',
        },
      ],
      predict: {
        question: {
          en: 'Why can the server’s SYN always ride with its ACK, and its FIN not?',
          zh: '为什么服务器的 SYN 总能与 ACK 同行，而它的 FIN 却不能？',
        },
        choices: [
          {
            text: { en: 'A FIN needs a segment of its own.', zh: 'FIN 必须独占一个报文段。' },
            feedback: {
              en: 'It does not: a FIN carries an ACK anyway, and may carry data. The next lesson shows it.',
              zh: '并非如此：FIN 总是带着 ACK，还可以带数据。下一课就会看到。',
            },
          },
          {
            text: {
              en: 'Closing is the more dangerous of the two.',
              zh: '关闭比打开更危险。',
            },
            feedback: {
              en: 'Both are repeated until they are acknowledged. It is about who decides when.',
              zh: '两者都会重传，直到得到确认。关键在于由谁决定时机。',
            },
          },
          {
            text: {
              en: 'The kernel sends the SYN; when the FIN comes is for the program to say.',
              zh: 'SYN 由内核发出；而何时发 FIN，要由程序决定。',
            },
            right: true,
            feedback: {
              en: 'When SYN comes there is nothing to wait for. When FIN comes, the program may still have data to send, and nobody else knows.',
              zh: '收到 SYN 时没有什么可等的；收到 FIN 时，程序可能还有数据要发，而这一点别人无从知道。',
            },
          },
        ],
      },
      look: { view: 'segments', at: 'alice' },
    },
  ],
}
