import type { Lesson } from '../lesson'

export const fourWayClose: Lesson = {
  id: 'four-way-close',
  title: { en: 'The four-way close, state by state', zh: '四次挥手：逐个状态看' },
  see: {
    en: 'A real connection closes in two halves. You stop between every two segments and look at the state of each end.',
    zh: '一个真实的连接分两半关闭。每一步之间都停下来，看看两端各处于什么状态。',
  },
  steps: [
    {
      title: { en: 'Two ends, one connection', zh: '一个连接，两端' },
      text: [
        {
          en: 'Each direction of a TCP connection is [closed by itself](rfc9293:3.6): a FIN says “I have nothing more to send”, not “good-bye”. So the server of this lesson allows **half-open connections**: it does not answer a FIN with its own at once.',
          zh: 'TCP 连接的两个方向[各自关闭](rfc9293:3.6)：FIN 的意思是“我没有数据要发了”，而不是“再见”。因此这一课的服务器允许**半关闭连接**：收到 FIN 后不会马上也发出自己的 FIN。',
        },
      ],
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
          text: { en: '{alice} is ESTABLISHED', zh: '{alice} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice', is: 'ESTABLISHED' },
          kernel: true,
          hint: {
            en: 'Is the server of the client the one with half-open connections? Try again with **Do it for me**.',
            zh: '客户端连的是那个允许半关闭连接的服务器吗？可以用**替我做**再试一次。',
          },
        },
        {
          text: { en: '{alice@server} is ESTABLISHED', zh: '{alice@server} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice@server', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'The server must have accepted {alice}.', zh: '服务器必须已经接受了 {alice}。' },
        },
      ],
      look: { view: 'states', at: 'alice' },
    },
    {
      title: { en: 'The first FIN', zh: '第一个 FIN' },
      text: [
        {
          en: '{alice} is going to finish sending: `shutdown(SHUT_WR)` in [POSIX](posix:shutdown), [`end()`](node:net#socketenddata-encoding-callback) in Node. That is the **active close**.',
          zh: '{alice} 将要结束发送：在 [POSIX](posix:shutdown) 里是 `shutdown(SHUT_WR)`，在 Node 里是 [`end()`](node:net#socketenddata-encoding-callback)。这就是**主动关闭**。',
        },
      ],
      predict: {
        question: {
          en: 'When the FIN has been sent and acknowledged, where do both ends stay until the server closes?',
          zh: 'FIN 发出并得到确认之后，在服务器关闭之前，两端会停在哪个状态？',
        },
        choices: [
          {
            text: { en: 'FIN_WAIT_1 and LAST_ACK', zh: 'FIN_WAIT_1 和 LAST_ACK' },
            feedback: {
              en: 'FIN_WAIT_1 ends with the ACK, which the kernel sends at once. LAST_ACK needs the server’s own FIN.',
              zh: 'ACK 一到，FIN_WAIT_1 就结束了，而 ACK 由内核马上发出。LAST_ACK 要等服务器自己的 FIN。',
            },
          },
          {
            text: { en: 'FIN_WAIT_2 and CLOSE_WAIT', zh: 'FIN_WAIT_2 和 CLOSE_WAIT' },
            right: true,
            feedback: {
              en: 'The client waits for the server’s FIN, and the server waits for its program.',
              zh: '客户端等待服务器的 FIN，而服务器在等它自己的程序。',
            },
          },
          {
            text: { en: 'TIME_WAIT and CLOSED', zh: 'TIME_WAIT 和 CLOSED' },
            feedback: {
              en: 'That comes after the second FIN. So far only one direction is closed.',
              zh: '那是第二个 FIN 之后的事。现在只关闭了一个方向。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice} and press {action.shutdown}.',
            zh: '选中 {alice}，按{action.shutdown}。',
          },
          commands: [{ do: 'shutdown', socket: 'alice' }],
          point: 'shutdown',
        },
      ],
      checks: [
        {
          text: { en: '{alice} is in FIN_WAIT_2', zh: '{alice} 处于 FIN_WAIT_2' },
          expect: { expect: 'state', of: 'alice', is: 'FIN_WAIT_2' },
          kernel: true,
          hint: {
            en: 'Half-close {alice}, not {alice@server}. If it was reset or closed, start the lesson over.',
            zh: '要半关闭的是 {alice}，不是 {alice@server}。如果它已被重置或关闭，请重新开始这一课。',
          },
        },
        {
          text: { en: '{alice@server} is in CLOSE_WAIT', zh: '{alice@server} 处于 CLOSE_WAIT' },
          expect: { expect: 'state', of: 'alice@server', is: 'CLOSE_WAIT' },
          kernel: true,
          hint: {
            en: 'The server must allow half-open connections: without that it answers the FIN with its own.',
            zh: '服务器必须允许半关闭连接：否则它会马上用自己的 FIN 回应。',
          },
        },
      ],
      after: [
        {
          en: 'Two of the four segments have gone: FIN, and its ACK. CLOSE_WAIT is [the passive side’s](rfc9293:3.3.2): it lasts as long as the program does not close.',
          zh: '四个报文段已经过去了两个：FIN 和它的 ACK。CLOSE_WAIT 属于[被动关闭的一方](rfc9293:3.3.2)：程序不关闭，它就一直存在。',
        },
      ],
      look: { view: 'states', at: 'alice' },
    },
    {
      title: { en: 'The second FIN', zh: '第二个 FIN' },
      text: [
        {
          en: 'Now the passive side closes: its FIN takes it through LAST_ACK to CLOSED.',
          zh: '现在轮到被动的一方关闭：它的 FIN 使它经过 LAST_ACK 到达 CLOSED。',
        },
      ],
      predict: {
        question: {
          en: 'Which end will be remembered by its kernel for a while?',
          zh: '此后一段时间内，内核还会记着哪一端？',
        },
        choices: [
          {
            text: { en: '{alice}: it closed first.', zh: '{alice}：它先关闭。' },
            right: true,
            feedback: {
              en: 'It sends the last ACK and can’t know whether that arrives.',
              zh: '最后的 ACK 由它发出，而它无法知道这个 ACK 是否到达。',
            },
          },
          {
            text: { en: '{alice@server}: it closed last.', zh: '{alice@server}：它后关闭。' },
            feedback: {
              en: 'Once its FIN is acknowledged, it knows that both sides are done, and can forget everything.',
              zh: '它的 FIN 一得到确认，它就知道双方都已结束，可以忘掉一切。',
            },
          },
          {
            text: { en: 'Neither: the connection is over.', zh: '都不会：连接已经结束。' },
            feedback: {
              en: 'The last ACK may be lost. Somebody must be there to send it again.',
              zh: '最后的 ACK 可能丢失，必须有一端能够重发它。',
            },
          },
        ],
      },
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
          text: { en: '{alice@server} went through LAST_ACK', zh: '{alice@server} 经过了 LAST_ACK' },
          expect: { expect: 'state', of: 'alice@server', was: 'LAST_ACK' },
          hint: { en: 'Close {alice@server}.', zh: '请关闭 {alice@server}。' },
        },
        {
          text: { en: '{alice} holds TIME_WAIT', zh: '{alice} 处于 TIME_WAIT' },
          expect: { expect: 'state', of: 'alice', is: 'TIME_WAIT' },
          kernel: true,
          hint: {
            en: 'Who sends the first FIN gets TIME_WAIT. Was it {alice}?',
            zh: '先发 FIN 的一方得到 TIME_WAIT。先发的是 {alice} 吗？',
          },
        },
      ],
      after: [
        {
          en: 'Four segments, and each end went its own way through [the state diagram](rfc9293:3.3.2). TIME_WAIT stays with [whoever closed actively](rfc9293:3.6.1), that is **first**, client or server; on Linux for 60 s, which you see being counted down.',
          zh: '四个报文段，两端在[状态图](rfc9293:3.3.2)上各走各的路。TIME_WAIT 属于[主动关闭的一方](rfc9293:3.6.1)，也就是**先**关闭的一方，不论是客户端还是服务器；在 Linux 上为 60 秒，可以看到它在倒计时。',
        },
      ],
      look: { view: 'segments', at: 'alice' },
    },
  ],
}
