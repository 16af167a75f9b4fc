import type { Lesson } from '../lesson'

export const reset: Lesson = {
  id: 'reset',
  title: { en: 'Reset: three ways to get an RST', zh: '重置：得到 RST 的三种方式' },
  see: {
    en: 'An end that aborts, an end that closes before it has read everything, and an end that is written to after it has gone: each answers with RST, and the other side learns of it at a different moment.',
    zh: '一端主动中止；一端没读完就关闭；一端已经离开，对方却还在写。三种情况都会产生 RST，而对方得知的时刻各不相同。',
  },
  steps: [
    {
      title: { en: 'Abort', zh: '中止' },
      text: [
        {
          en: 'FIN says “I have sent everything”. RST says “forget this connection”: what is queued is [dropped, and the connection deleted](rfc9293:3.10.5). In Node that is [`resetAndDestroy()`](node:net#socketresetanddestroy), in C or Python `close` with [SO_LINGER](man:socket.7) on and a time of 0.',
          zh: 'FIN 的意思是“我的数据都发完了”。RST 的意思是“忘掉这个连接”：排队的数据[全部丢弃，连接随即删除](rfc9293:3.10.5)。在 Node 里用 [`resetAndDestroy()`](node:net#socketresetanddestroy)；在 C 或 Python 里，打开 [SO_LINGER](man:socket.7) 并把时间设为 0，再 `close`。',
        },
        {
          en: 'The server of this lesson allows **half-open connections**; that matters in step 3.',
          zh: '这一课的服务器要**允许半关闭连接**，到第 3 步才用得上。',
        },
      ],
      predict: {
        question: {
          en: '{alice} resets. Which end is told of an error?',
          zh: '{alice} 重置连接。哪一端会得到错误？',
        },
        choices: [
          {
            text: { en: 'Both', zh: '两端都有' },
            feedback: {
              en: 'To the end that asked for it, a reset is no error: it simply closes.',
              zh: '对要求重置的一端来说，这不是错误：它只是关闭了。',
            },
          },
          {
            text: { en: 'Only {alice}, who asked for it', zh: '只有要求重置的 {alice}' },
            feedback: {
              en: 'It got what it asked for. The surprise is at the other side.',
              zh: '它如愿以偿，意外的是另一端。',
            },
          },
          {
            text: { en: 'Only the other end', zh: '只有另一端' },
            right: true,
            feedback: {
              en: 'Yes: its next read says ECONNRESET.',
              zh: '对：它的下一次读取会得到 ECONNRESET。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, tick **Allow half-open connections**, and start it.',
            zh: '打开{action.newServer}，勾选**允许半关闭连接**，然后启动。',
          },
          commands: [{ do: 'listen', as: 'server', allowHalfOpen: true }],
          point: 'newServer',
        },
        {
          text: { en: 'Connect a client to {server}.', zh: '让一个客户端连接到 {server}。' },
          commands: [{ do: 'connect', as: 'alice', to: 'server' }],
          point: 'newClients',
        },
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
            en: 'Press {action.reset} at {alice}; {action.close} would send FIN.',
            zh: '请对 {alice} 按{action.reset}；{action.close}发送的是 FIN。',
          },
        },
        {
          text: { en: '{alice} closes without an error', zh: '{alice} 没有错误地关闭' },
          expect: { expect: 'closed', at: 'alice', hadError: false },
          hint: {
            en: 'It must be {alice} that resets, not the other end.',
            zh: '要求重置的必须是 {alice}，不是另一端。',
          },
        },
        {
          text: {
            en: '{alice} went straight to CLOSED, past TIME_WAIT',
            zh: '{alice} 没有经过 TIME_WAIT，直接到了 CLOSED',
          },
          expect: { expect: 'state', of: 'alice', was: 'CLOSED' },
          hint: {
            en: 'In TIME_WAIT? Then it was closed in good order. Connect another client, and reset that.',
            zh: '处于 TIME_WAIT？那它是正常关闭的。请再连接一个客户端并重置它。',
          },
        },
      ],
      after: [
        {
          en: 'One segment, and neither end keeps anything. Some people use this to avoid TIME_WAIT. The price: what was still on its way is lost, and the other side has to treat the connection as failed.',
          zh: '只用一个报文段，两端什么都不留。有人用它来避开 TIME_WAIT，代价是：还在路上的数据丢失，对方也只能当作连接出错来处理。',
        },
      ],
      look: { view: 'segments', at: 'alice' },
    },
    {
      title: { en: 'Closed before everything was read', zh: '没读完就关闭' },
      text: [
        {
          en: '{bob} gets an order from the server, does not read it, and closes. TCP has acknowledged these bytes long ago: the server’s kernel has every reason to think that all is well.',
          zh: '{bob} 收到服务器发来的一条指令，没有读就关闭了。这些字节 TCP 早已确认过：服务器的内核完全有理由认为一切正常。',
        },
      ],
      predict: {
        question: {
          en: '{bob} closes with unread bytes in its receive buffer. What does its kernel send?',
          zh: '{bob} 的接收缓冲区里还有未读的字节就关闭了。它的内核会发送什么？',
        },
        choices: [
          {
            text: { en: 'RST', zh: 'RST' },
            right: true,
            feedback: {
              en: 'Yes, [to show that data was lost](rfc9293:3.6.1).',
              zh: '对，[用来表明数据已经丢失](rfc9293:3.6.1)。',
            },
          },
          {
            text: { en: 'FIN: close always sends FIN', zh: 'FIN：关闭总是发送 FIN' },
            feedback: {
              en: 'So many tutorials say. But a FIN would tell the server that its order may well have been read.',
              zh: '许多教程都这么说。但 FIN 会让服务器以为指令很可能已被读走。',
            },
          },
          {
            text: { en: 'Nothing until the bytes are read', zh: '在字节被读走之前什么都不发' },
            feedback: {
              en: 'Nobody can read them any more: the descriptor is closed.',
              zh: '描述符已经关闭，再也没有人能读它们。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Connect a client to {server} that reads nothing by itself: in {action.newClients}, **Advanced**, tick **Read by hand**.',
            zh: '连接一个不会自动读取的客户端到 {server}：在{action.newClients}的**高级选项**里勾选**手动读取**。',
          },
          commands: [{ do: 'connect', as: 'bob', to: 'server', reading: 'by-hand' }],
          point: 'newClients',
        },
        {
          text: { en: 'Send something from {bob@server}.', zh: '由 {bob@server} 发送一些内容。' },
          commands: [{ do: 'send', from: 'bob@server', text: 'pay 100' }],
          point: 'composer',
        },
        {
          text: { en: 'Select {bob} and press {action.destroy}.', zh: '选中 {bob}，按{action.destroy}。' },
          commands: [{ do: 'destroy', socket: 'bob' }],
          point: 'destroy',
        },
      ],
      checks: [
        {
          text: { en: '{bob@server} has sent it', zh: '{bob@server} 已经发送' },
          expect: { expect: 'sent', at: 'bob@server' },
          hint: {
            en: 'Send from the server’s end, {bob@server}, before {bob} is destroyed.',
            zh: '请在销毁 {bob} 之前，由服务器一端 {bob@server} 发送。',
          },
        },
        {
          text: { en: '{bob@server} gets ECONNRESET', zh: '{bob@server} 得到 ECONNRESET' },
          expect: { expect: 'failed', at: 'bob@server', code: 'ECONNRESET' },
          hint: {
            en: 'If it got a FIN, {bob} had read everything: connect another one that reads by hand.',
            zh: '如果它得到的是 FIN，说明 {bob} 已经读完：请再连接一个手动读取的客户端。',
          },
        },
        {
          text: { en: '{bob} closes without an error', zh: '{bob} 没有错误地关闭' },
          expect: { expect: 'closed', at: 'bob', hadError: false },
          hint: { en: 'Destroy {bob}.', zh: '请销毁 {bob}。' },
        },
      ],
      after: [
        {
          en: 'Nobody asked for a reset here: the kernel decided. It is the usual cause of “connection reset by peer”: a server that answers before it has read the whole request, and closes. The answer may be lost with it. The cure: read to the end, then close.',
          zh: '这里没有人要求重置，是内核决定的。这正是“connection reset by peer”最常见的来源：服务器没有读完请求就回答并关闭，回答也可能随之丢失。对策：先读到结尾，再关闭。',
        },
      ],
      look: { view: 'segments', at: 'bob' },
    },
    {
      title: { en: 'A peer that is gone', zh: '对端已经离开' },
      text: [
        {
          en: 'Now {carol} has nothing unread, and is destroyed: its kernel sends FIN. To the server’s end that looks like a half-close, “I have nothing more to send”. Whether {carol} would still read, no segment says.',
          zh: '这次 {carol} 没有未读的字节就被销毁：它的内核发送 FIN。在服务器一端看来，这和半关闭一样：“我没有数据要发了”。{carol} 是否还会读，没有任何报文段会说明。',
        },
      ],
      acts: [
        {
          text: { en: 'Connect a client to {server}.', zh: '让一个客户端连接到 {server}。' },
          commands: [{ do: 'connect', as: 'carol', to: 'server' }],
          point: 'newClients',
        },
        {
          text: {
            en: 'Select {carol} and press {action.destroy}.',
            zh: '选中 {carol}，按{action.destroy}。',
          },
          commands: [{ do: 'destroy', socket: 'carol' }],
          point: 'destroy',
        },
      ],
      checks: [
        {
          text: { en: '{carol@server} has read the FIN', zh: '{carol@server} 读到了 FIN' },
          expect: { expect: 'ended', at: 'carol@server' },
          hint: {
            en: 'Destroy {carol}; a reset would send no FIN.',
            zh: '请销毁 {carol}；重置不会发送 FIN。',
          },
        },
        {
          text: { en: 'The descriptor of {carol} is closed', zh: '{carol} 的描述符已关闭' },
          expect: { expect: 'closed', at: 'carol', hadError: false },
          hint: {
            en: 'After a half-close it would still be there to read: press {action.destroy}.',
            zh: '半关闭之后它还能继续读：请按{action.destroy}。',
          },
        },
        {
          text: { en: '{carol@server} is in CLOSE_WAIT', zh: '{carol@server} 处于 CLOSE_WAIT' },
          expect: { expect: 'state', of: 'carol@server', is: 'CLOSE_WAIT' },
          kernel: true,
          hint: {
            en: 'The server must allow half-open connections: otherwise it closes its end at once.',
            zh: '服务器必须允许半关闭连接：否则它会马上关闭自己的一端。',
          },
        },
      ],
      look: { view: 'states', at: 'carol' },
    },
    {
      title: { en: 'The first write', zh: '第一次写' },
      text: [
        {
          en: 'The server’s program does not know that nobody is left, and writes.',
          zh: '服务器程序不知道对面已经没有人，照常写入。',
        },
      ],
      predict: {
        question: { en: 'What does this first write return?', zh: '这第一次写会得到什么结果？' },
        choices: [
          {
            text: { en: 'An error: the peer has closed', zh: '错误：对端已关闭' },
            feedback: {
              en: 'This end can’t know: a FIN forbids nobody to send in the other direction.',
              zh: '这一端无从得知：FIN 并不禁止另一个方向上的发送。',
            },
          },
          {
            text: { en: 'Success', zh: '成功' },
            right: true,
            feedback: {
              en: 'Yes. A write says that the kernel has taken the bytes, and nothing about the peer.',
              zh: '对。写成功只说明内核收下了这些字节，与对端无关。',
            },
          },
          {
            text: { en: 'It blocks', zh: '阻塞' },
            feedback: {
              en: 'Only if the send buffer is full. There is plenty of room.',
              zh: '只有发送缓冲区满了才会阻塞，而现在有的是空间。',
            },
          },
        ],
      },
      acts: [
        {
          text: { en: 'Send something from {carol@server}.', zh: '由 {carol@server} 发送一些内容。' },
          commands: [{ do: 'send', from: 'carol@server', text: 'one' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{carol@server} has sent it', zh: '{carol@server} 已经发送' },
          expect: { expect: 'sent', at: 'carol@server' },
          hint: {
            en: 'Send from the server’s end, {carol@server}.',
            zh: '请由服务器一端 {carol@server} 发送。',
          },
        },
        {
          text: { en: 'RST has taken it to CLOSED', zh: 'RST 使它变为 CLOSED' },
          expect: { expect: 'state', of: 'carol@server', was: 'CLOSED' },
          hint: {
            en: 'The RST comes from the kernel where {carol} was: {carol} must have been destroyed.',
            zh: 'RST 来自 {carol} 那边的内核：{carol} 必须已被销毁。',
          },
        },
      ],
      after: [
        {
          en: 'The bytes reached a kernel without anyone to give them to, so it answered with RST: [data after the close is lost](rfc9293:3.6.1), and it says so. The program has not heard of it yet.',
          zh: '这些字节到达内核，却没有人可以交付，于是内核回应 RST：[关闭之后到达的数据已经丢失](rfc9293:3.6.1)，它如实告知。但程序还没有听说。',
        },
      ],
      look: { view: 'segments', at: 'carol' },
    },
    {
      title: { en: 'The second write', zh: '第二次写' },
      text: [
        {
          en: 'RST has arrived. The program writes once more.',
          zh: 'RST 已经到达。程序再写一次。',
        },
      ],
      acts: [
        {
          text: { en: 'Send once more from {carol@server}.', zh: '由 {carol@server} 再发送一次。' },
          commands: [{ do: 'send', from: 'carol@server', text: 'two' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: {
            en: '{carol@server} gets EPIPE or ECONNRESET',
            zh: '{carol@server} 得到 EPIPE 或 ECONNRESET',
          },
          expect: [
            { expect: 'failed', at: 'carol@server', code: 'EPIPE' },
            { expect: 'failed', at: 'carol@server', code: 'ECONNRESET' },
          ],
          hint: {
            en: 'Write a second time from {carol@server}.',
            zh: '请由 {carol@server} 再写一次。',
          },
        },
      ],
      after: [
        {
          en: 'Which of the two it is depends on the state in which RST came: on Linux EPIPE after a FIN, as here, and ECONNRESET without one. C programs also get [SIGPIPE](man:send.2), which ends them unless they ignore it.',
          zh: '得到哪一个取决于 RST 到达时的状态：在 Linux 上，像这里这样先收到过 FIN 的是 EPIPE，没有收到过的是 ECONNRESET。C 程序还会收到 [SIGPIPE](man:send.2)，若不忽略它，程序就会被终止。',
        },
        {
          en: 'So a write that succeeds proves nothing about the peer. Only an answer of its program does.',
          zh: '所以写成功并不能证明对端收到了什么，只有对端程序的回答才能。',
        },
      ],
      look: { view: 'calls', at: 'carol' },
    },
  ],
}
