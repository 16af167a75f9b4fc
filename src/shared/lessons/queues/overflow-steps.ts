import type { LessonStep } from '../lesson'

/** The queue is full, and is emptied. */
export const overflowSteps: readonly LessonStep[] = [
  {
    title: { en: 'No room', zh: '没有位置了' },
    text: [
      {
        en: 'Both places are taken. Three more clients call.',
        zh: '两个位置都占满了。又来了三个客户端。',
      },
    ],
    predict: {
      question: {
        en: 'What does the server’s kernel answer to the third SYN?',
        zh: '对第三个 SYN，服务器的内核如何回应？',
      },
      choices: [
        {
          text: { en: 'Nothing: the client waits in SYN_SENT', zh: '不回应：客户端停在 SYN_SENT' },
          right: true,
          feedback: {
            en: 'Yes. The SYN is dropped, as if it had been lost, and the client’s kernel sends it again.',
            zh: '对。SYN 被丢弃，就像在网络中丢失一样，客户端的内核会重发。',
          },
        },
        {
          text: { en: 'RST: ECONNREFUSED', zh: 'RST：ECONNREFUSED' },
          feedback: {
            en: 'RST says that nobody listens. Here somebody does, and may have room in a moment; so Linux stays silent unless [told otherwise](kernel:networking/ip-sysctl).',
            zh: 'RST 表示没有人监听。而这里有人监听，也许马上就有空位，所以 Linux 保持沉默，除非[另有设置](kernel:networking/ip-sysctl)。',
          },
        },
        {
          text: { en: 'SYN+ACK, as before', zh: '照旧回以 SYN+ACK' },
          feedback: {
            en: 'Then it would have to keep a third connection that nobody accepts. The queue is there to bound that.',
            zh: '那它就得再保存一个没有人接受的连接。设队列上限正是为了防止这样。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Connect three more clients to {server}, one after the other.',
          zh: '再让三个客户端先后连接到 {server}。',
        },
        commands: [
          { do: 'connect', as: 'carol', to: 'server', nowait: true },
          { do: 'wait', ms: 60 },
          { do: 'connect', as: 'dave', to: 'server', nowait: true },
          { do: 'wait', ms: 60 },
          { do: 'connect', as: 'erin', to: 'server', nowait: true },
        ],
        point: 'newClients',
      },
    ],
    checks: [
      {
        text: { en: '{carol} is in SYN_SENT', zh: '{carol} 处于 SYN_SENT' },
        expect: { expect: 'state', of: 'carol', is: 'SYN_SENT' },
        kernel: true,
        hint: {
          en: 'The server must be frozen, with {alice} and {bob} in its queue.',
          zh: '服务器必须是冻结的，并且 {alice} 和 {bob} 都在它的队列里。',
        },
      },
      {
        text: { en: '{dave} is in SYN_SENT', zh: '{dave} 处于 SYN_SENT' },
        expect: { expect: 'state', of: 'dave', is: 'SYN_SENT' },
        kernel: true,
        hint: { en: 'Connect one more to the same server.', zh: '请再连接一个到同一个服务器。' },
      },
      {
        text: { en: '{erin} is in SYN_SENT', zh: '{erin} 处于 SYN_SENT' },
        expect: { expect: 'state', of: 'erin', is: 'SYN_SENT' },
        kernel: true,
        hint: { en: 'And one more.', zh: '再来一个。' },
      },
    ],
    after: [
      {
        en: 'Their kernels repeat the SYN, at first [every second](kernel:networking/ip-sysctl), and give up after [about two minutes](man:tcp.7): then `connect` fails with ETIMEDOUT. To a user, a full queue looks like a slow network.',
        zh: '它们的内核会重发 SYN，起初[每秒一次](kernel:networking/ip-sysctl)，[大约两分钟](man:tcp.7)后放弃，这时 `connect` 以 ETIMEDOUT 失败。在用户看来，队列满就像网络很慢。',
      },
    ],
    look: { at: 'server' },
  },
  {
    title: { en: 'The program accepts again', zh: '程序恢复 accept' },
    text: [
      {
        en: 'Now the server accepts whoever waits, and goes on doing so.',
        zh: '现在服务器把等待的连接都 accept，并继续 accept 之后到来的。',
      },
    ],
    predict: {
      question: {
        en: 'Five have called. How many will be connected, without calling again?',
        zh: '前来连接的有五个。不再次调用 connect，最终能连上几个？',
      },
      choices: [
        {
          text: { en: 'One: that is the backlog', zh: '一个：backlog 就是 1' },
          feedback: {
            en: 'The backlog bounds who waits. Whoever is accepted leaves the queue.',
            zh: 'backlog 限制的是等待的连接。被 accept 的就离开了队列。',
          },
        },
        {
          text: { en: 'Two: the other three were turned away', zh: '两个：另外三个已经被拒绝' },
          feedback: {
            en: 'Nobody told them so. They are in SYN_SENT, and their kernels go on trying.',
            zh: '没有人拒绝过它们。它们还在 SYN_SENT，内核仍在尝试。',
          },
        },
        {
          text: { en: 'Five: two at once, three a little later', zh: '五个：两个马上，三个稍后' },
          right: true,
          feedback: {
            en: 'Yes. The next SYN of each of the three finds room in the queue.',
            zh: '对。那三个各自的下一个 SYN 到来时，队列里就有位置了。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Select {server} and press **Accept again**. Then wait a second or two.',
          zh: '选中 {server}，按**恢复 accept**。然后等一两秒。',
        },
        commands: [{ do: 'thaw', socket: 'server', nowait: true }],
        point: 'freezeOrThaw',
      },
    ],
    checks: [
      {
        text: { en: '{server} has accepted {alice}', zh: '{server} 接受了 {alice}' },
        expect: { expect: 'accepted', at: 'alice@server' },
        hint: { en: 'Let {server} accept again.', zh: '请让 {server} 恢复 accept。' },
      },
      {
        text: {
          en: 'What {alice} sent meanwhile has been answered',
          zh: '{alice} 此前发送的内容得到了应答',
        },
        expect: { expect: 'received', at: 'alice' },
        hint: {
          en: 'She must have sent something; send it now if not.',
          zh: '她必须发送过内容；如果没有，现在发送。',
        },
      },
      {
        text: { en: '{server} has accepted {bob}', zh: '{server} 接受了 {bob}' },
        expect: { expect: 'accepted', at: 'bob@server' },
        hint: { en: '{bob} must have waited in the queue.', zh: '{bob} 必须一直在队列中等待。' },
      },
      {
        text: { en: '{carol} is ESTABLISHED', zh: '{carol} 处于 ESTABLISHED' },
        expect: { expect: 'state', of: 'carol', is: 'ESTABLISHED', within: 12_000 },
        kernel: true,
        hint: { en: 'Wait for her next SYN: some seconds.', zh: '请等她的下一个 SYN，需要几秒。' },
      },
      {
        text: { en: '{dave} is ESTABLISHED', zh: '{dave} 处于 ESTABLISHED' },
        expect: { expect: 'state', of: 'dave', is: 'ESTABLISHED', within: 12_000 },
        kernel: true,
        hint: { en: 'Wait for his next SYN: some seconds.', zh: '请等他的下一个 SYN，需要几秒。' },
      },
      {
        text: { en: '{erin} is ESTABLISHED', zh: '{erin} 处于 ESTABLISHED' },
        expect: { expect: 'state', of: 'erin', is: 'ESTABLISHED', within: 12_000 },
        kernel: true,
        hint: { en: 'Wait for her next SYN: some seconds.', zh: '请等她的下一个 SYN，需要几秒。' },
      },
    ],
    after: [
      {
        en: 'If one of them stands under “Connected, not accepted”, two SYNs came at the same moment to this short queue. Linux then answers with a [SYN cookie](man:tcp.7) and keeps nothing: the server learns of that client when it first sends something.',
        zh: '如果有客户端列在“已连接，未被 accept”之下，说明有两个 SYN 同时到达这条很短的队列。这时 Linux 以 [SYN cookie](man:tcp.7) 应答而不保留任何状态：等那个客户端第一次发送数据，服务器才知道它。',
      },
    ],
    look: { view: 'timeline' },
  },
  {
    title: { en: 'Backlog 1, five clients', zh: 'backlog 为 1，五个客户端' },
    text: [
      {
        en: 'A last look at the tutorial’s claim: the backlog is 1, and five connections are open. Let the three late ones speak.',
        zh: '最后再看教程里的那句话：backlog 是 1，打开的连接有五个。让后来的三个说话。',
      },
    ],
    acts: [
      {
        text: {
          en: 'Send something from {carol}, {dave} and {erin} (select all three to send once).',
          zh: '由 {carol}、{dave} 和 {erin} 各发送一些内容（同时选中三个，只需发送一次）。',
        },
        commands: [
          { do: 'send', from: 'carol', text: 'three' },
          { do: 'send', from: 'dave', text: 'four' },
          { do: 'send', from: 'erin', text: 'five' },
        ],
        point: 'composer',
      },
    ],
    checks: [
      {
        text: { en: '{carol} has got an answer', zh: '{carol} 收到了应答' },
        expect: { expect: 'received', at: 'carol', within: 8000 },
        hint: { en: 'Send something from {carol}.', zh: '请由 {carol} 发送一些内容。' },
      },
      {
        text: { en: '{dave} has got an answer', zh: '{dave} 收到了应答' },
        expect: { expect: 'received', at: 'dave', within: 8000 },
        hint: { en: 'Send something from {dave}.', zh: '请由 {dave} 发送一些内容。' },
      },
      {
        text: { en: '{erin} has got an answer', zh: '{erin} 收到了应答' },
        expect: { expect: 'received', at: 'erin', within: 8000 },
        hint: { en: 'Send something from {erin}.', zh: '请由 {erin} 发送一些内容。' },
      },
      {
        text: { en: '{alice} is ESTABLISHED, too', zh: '{alice} 也处于 ESTABLISHED' },
        expect: { expect: 'state', of: 'alice', is: 'ESTABLISHED' },
        kernel: true,
        hint: { en: 'Leave the first two connected.', zh: '前两个要保持连接。' },
      },
    ],
    after: [
      {
        en: 'Choose a backlog for bursts of callers, not for users: Node takes [511](node:net#serverlisten) unless told otherwise, Python [a reasonable value](python:socket#socket.socket.listen), and Linux caps both at [somaxconn](man:listen.2). How many connections a server has is bounded by other things, such as descriptors and memory.',
        zh: 'backlog 要按一时涌来的连接数选择，而不是按用户数：Node 默认用 [511](node:net#serverlisten)，Python 默认用[一个合理的值](python:socket#socket.socket.listen)，Linux 再以 [somaxconn](man:listen.2) 封顶。服务器能有多少连接，由别的因素决定，例如描述符和内存。',
      },
    ],
    look: { at: 'server' },
  },
]
