import type { Lesson } from '../lesson'
import { overflowSteps } from './overflow-steps'

export const acceptQueue: Lesson = {
  id: 'accept-queue',
  title: { en: 'The queue before accept', zh: 'accept 之前的队列' },
  see: {
    en: 'The program stops accepting, and five clients call. Two are connected all the same, three wait in SYN_SENT. Then all five are served: the backlog is no limit of clients.',
    zh: '程序停止 accept，五个客户端前来连接。两个照样连上，三个停在 SYN_SENT。最后五个都得到服务：backlog 并不是客户端数量的上限。',
  },
  steps: [
    {
      title: { en: 'A short queue', zh: '一条很短的队列' },
      text: [
        {
          en: 'Many tutorials say that `listen(5)` allows five clients. It does not. The backlog is [the length of a queue](man:listen.2): of connections that the kernel has completed, and the program has not accepted. Handshakes that are still incomplete are [counted apart](man:listen.2).',
          zh: '不少教程说 `listen(5)` 最多允许五个客户端。并非如此。backlog 是[一条队列的长度](man:listen.2)：队列里是内核已完成握手、程序还没有 accept 的连接，也叫全连接队列。握手尚未完成的[另外计数](man:listen.2)，那是半连接队列。',
        },
        {
          en: 'A program that accepts at once keeps the queue empty, and nobody sees it. So this server gets the shortest queue, and then stops accepting. Its kernel goes on listening.',
          zh: '程序若总是立即 accept，队列就一直是空的，谁也看不到它。所以这个服务器用最短的队列，并停止 accept。它的内核仍在监听。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer}: choose the answer **Upper case**, set **Backlog** to 1, and start it.',
            zh: '打开{action.newServer}：应答方式选**大写**，把 **Backlog** 设为 1，然后启动。',
          },
          commands: [{ do: 'listen', as: 'server', backlog: 1, respond: { with: 'upper' } }],
          point: 'newServer',
        },
        {
          text: {
            en: 'Select {server} and use {action.freezeOrThaw}.',
            zh: '选中 {server}，执行{action.freezeOrThaw}。',
          },
          commands: [{ do: 'freeze', socket: 'server' }],
          point: 'freezeOrThaw',
        },
      ],
      checks: [
        {
          text: { en: '{server} listens with a backlog of 1', zh: '{server} 以 backlog 1 监听' },
          expect: { expect: 'listening', at: 'server', backlog: 1 },
          hint: {
            en: 'The backlog is given when the server is made. Start another one, with 1.',
            zh: 'backlog 在创建服务器时给出。请另外启动一个，设为 1。',
          },
        },
        {
          text: { en: '{server} accepts nothing', zh: '{server} 不再 accept' },
          expect: { expect: 'frozen', at: 'server' },
          hint: { en: 'Freeze it before anybody connects.', zh: '请在有人连接之前冻结它。' },
        },
        {
          text: { en: '{server} is in LISTEN', zh: '{server} 处于 LISTEN' },
          expect: { expect: 'state', of: 'server', is: 'LISTEN' },
          kernel: true,
          hint: { en: 'Freeze the server; do not close it.', zh: '请冻结服务器，不要关闭它。' },
        },
      ],
      look: { at: 'server' },
    },
    {
      title: { en: 'Connected, but not accepted', zh: '已连接，但未被接受' },
      text: [
        { en: 'Two clients call. Nobody is in `accept`.', zh: '两个客户端前来连接。没有人在调用 `accept`。' },
      ],
      predict: {
        question: {
          en: 'In which state do {alice} and {bob} stay?',
          zh: '{alice} 和 {bob} 会停在哪个状态？',
        },
        choices: [
          {
            text: { en: 'SYN_SENT', zh: 'SYN_SENT' },
            feedback: {
              en: 'That would be so if `accept` took part in the handshake. The program has no part in it.',
              zh: '如果 `accept` 参与三次握手，才会这样。但程序并不参与。',
            },
          },
          {
            text: { en: 'ESTABLISHED', zh: 'ESTABLISHED' },
            right: true,
            feedback: {
              en: 'Yes. SYN, SYN+ACK and ACK are the kernels’ work; `accept` takes what is complete.',
              zh: '对。SYN、SYN+ACK、ACK 都由内核处理；`accept` 取走的是已经完成的连接。',
            },
          },
          {
            text: {
              en: 'ESTABLISHED and SYN_SENT: a backlog of 1 has room for one',
              zh: '一个 ESTABLISHED，一个 SYN_SENT：backlog 为 1 只容得下一个',
            },
            feedback: {
              en: 'One would think so. But Linux turns callers away only when more wait than the backlog says: with 1, two can wait.',
              zh: '看上去应当如此。但在 Linux 上，等待的连接多于 backlog 时才不再接纳：backlog 为 1，可以有两个等待。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'With {action.newClients}, connect two clients to {server}, one after the other.',
            zh: '用{action.newClients}让两个客户端先后连接到 {server}。',
          },
          commands: [
            { do: 'connect', as: 'alice', to: 'server', nowait: true },
            // SYNs of the same moment would find the count of incomplete handshakes full, which is as short.
            { do: 'wait', ms: 60 },
            { do: 'connect', as: 'bob', to: 'server', nowait: true },
          ],
          point: 'newClients',
        },
        {
          text: {
            en: 'Select {alice} and send `nobody reads this yet`.',
            zh: '选中 {alice}，发送 `nobody reads this yet`。',
          },
          commands: [
            { do: 'wait', ms: 60 },
            { do: 'send', from: 'alice', text: 'nobody reads this yet' },
          ],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{alice} is ESTABLISHED', zh: '{alice} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'Connect a client to {server}.', zh: '请让一个客户端连接到 {server}。' },
        },
        {
          text: { en: '{bob} is ESTABLISHED', zh: '{bob} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'bob', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'Connect one more.', zh: '请再连接一个。' },
        },
        {
          text: {
            en: 'In the kernel’s table, 2 wait at {server}',
            zh: '内核表显示有 2 个连接在 {server} 等待',
          },
          expect: { expect: 'observed', at: 'server', receiveQueue: 2 },
          hint: {
            en: 'Only Linux’s tables tell this: {action.toggleKernel} must be on. {server} must stay frozen.',
            zh: '只有 Linux 的内核表会显示它：{action.toggleKernel}必须开启。{server} 要保持冻结。',
          },
        },
        {
          text: { en: '{alice} has sent something', zh: '{alice} 发送了数据' },
          expect: { expect: 'sent', at: 'alice' },
          hint: { en: 'Select {alice} and send a line.', zh: '请选中 {alice}，发送一行。' },
        },
      ],
      after: [
        {
          en: 'Of a listener, Recv-Q of the kernel’s table is the number of connections that wait. They are whole connections without a program: what {alice} sent was received and acknowledged, and lies there.',
          zh: '对监听套接字来说，内核表里的接收队列就是等待 accept 的连接数。它们是完整的连接，只是还没有程序持有：{alice} 发送的内容已被接收和确认，就放在那里。',
        },
      ],
      look: { at: 'server' },
    },
    ...overflowSteps,
  ],
}
