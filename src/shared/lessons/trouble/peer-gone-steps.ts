import type { LessonStep } from '../lesson'

/** Of "reset": an end that is written to after it has gone. */
export const peerGoneSteps: readonly LessonStep[] = [
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
]
