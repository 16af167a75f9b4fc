import type { LessonStep } from '../../lesson'

/** So many datagrams find no room: Linux has some 200 KiB for them, of which each takes more than its bytes. */
const MANY = 2000

/** What nobody sends again, and what nobody hears of. */
export const loss: readonly LessonStep[] = [
  {
    title: { en: 'No room: lost', zh: '没有空位：丢失' },
    text: [
      {
        en: 'When a TCP reader is slow, the window closes and the sender has to wait. UDP has no window: its sender is never told to wait.',
        zh: 'TCP 的读取方慢了，窗口就会关闭，发送方只好等待。UDP 没有窗口：没有人会让发送方等待。',
      },
      {
        en: 'Datagrams may also [overtake each other or come twice](man:udp.7). Over the loopback address that does not happen; here is what does.',
        zh: '数据报还可能[乱序或重复到达](man:udp.7)。在回环地址上不会这样，但下面这件事会发生。',
      },
    ],
    predict: {
      question: {
        en: '{server} does not read, and {alice} sends it 2000 datagrams. What becomes of those for which its queue has no room?',
        zh: '{server} 不读取，而 {alice} 向它发送 2000 个数据报。队列容纳不下的那些会怎样？',
      },
      choices: [
        {
          text: { en: '`sendto` blocks until there is room', zh: '`sendto` 阻塞，直到有空位' },
          feedback: {
            en: 'It waits for room in the sender’s own queue only. What goes on at the receiver it cannot know.',
            zh: '它只会等待发送方自己的队列。接收方的情况它无从得知。',
          },
        },
        {
          text: { en: '`sendto` fails', zh: '`sendto` 失败' },
          feedback: {
            en: 'The kernel has taken and sent the datagram, so the call has succeeded.',
            zh: '内核已经接过并发出了数据报，所以调用是成功的。',
          },
        },
        {
          text: { en: 'The receiving kernel drops them', zh: '接收方的内核把它们丢弃' },
          right: true,
          feedback: {
            en: 'Yes, and tells neither program. It only counts them.',
            zh: '对，而且两边的程序都不会得到通知。内核只是记个数。',
          },
        },
        {
          text: { en: 'The queue grows', zh: '队列变长' },
          feedback: {
            en: 'Its size is fixed: [`SO_RCVBUF`](man:socket.7), or the system’s default.',
            zh: '它的大小是固定的：由 [`SO_RCVBUF`](man:socket.7) 或系统默认值决定。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Select {server} and press {action.pauseOrResume}.',
          zh: '选中 {server}，按{action.pauseOrResume}。',
        },
        commands: [{ do: 'pause', socket: 'server' }],
        point: 'pauseOrResume',
      },
      {
        text: {
          en: 'Select {alice}, type some words for {server}, press **Repeat**, give 2000 at **Times** and 0 at **Every, ms**, and press **Send**.',
          zh: '选中 {alice}，写几个字发往 {server}，按**重复**，**次数**填 2000，**间隔（毫秒）**填 0，然后按**发送**。',
        },
        commands: [
          { do: 'send', from: 'alice', to: 'server', text: 'one of many, much alike', repeat: MANY },
        ],
        point: 'composer',
      },
      {
        text: { en: 'Select {server} and press **Resume reading**.', zh: '选中 {server}，按**恢复读取**。' },
        commands: [{ do: 'resume', socket: 'server' }],
        point: 'pauseOrResume',
      },
    ],
    checks: [
      {
        text: { en: '{server} has stopped reading', zh: '{server} 暂停了读取' },
        expect: { expect: 'paused', at: 'server' },
        hint: { en: 'Pause {server} before {alice} sends.', zh: '在 {alice} 发送之前暂停 {server}。' },
      },
      {
        text: {
          en: 'The kernel has taken all 2000 datagrams of {alice}',
          zh: '内核接过了 {alice} 的全部 2000 个数据报',
        },
        expect: { expect: 'repeated', at: 'alice', sent: MANY, within: 8000 },
        hint: {
          en: 'Send one message 2000 times: **Repeat**, with 0 ms between two.',
          zh: '把一条消息发送 2000 次：用**重复**，间隔 0 毫秒。',
        },
      },
      {
        text: {
          en: 'The kernel has counted drops at {server}, or had room for all of them',
          zh: '内核记下了 {server} 丢弃的数据报，或者全部容纳得下',
        },
        expect: [
          { expect: 'measured', at: 'server', drops: { atLeast: 1 }, within: 4000 },
          // Other systems may have more room, and do not count. Three datagrams came before.
          { expect: 'received', at: 'server', index: MANY + 2 },
        ],
        hint: {
          en: 'Only Linux tells the count, in the kernel’s tables: {action.toggleKernel}. Was {server} paused while {alice} sent?',
          zh: '只有 Linux 的内核表会给出计数：请打开{action.toggleKernel}。{alice} 发送时，{server} 是暂停的吗？',
        },
      },
    ],
    after: [
      {
        en: 'The view shows **Dropped**: that many were sent without an error and will never come. A program that cannot bear this has to number its datagrams, acknowledge them and send them again; that is [what TCP does](rfc9293:3.8).',
        zh: '视图中的**丢弃**就是这个数：它们发送时没有出错，却永远不会到达。不能容忍丢失的程序必须自己编号、确认和重发，而这正是 [TCP 所做的](rfc9293:3.8)。',
      },
    ],
    look: { view: 'kernel', at: 'server' },
  },
  {
    title: { en: 'Nobody there', zh: '对面没有人' },
    text: [
      {
        en: 'A UDP socket can be **connected**. That sends nothing: [its own kernel](man:connect.2) only remembers one address to send to, and to hear from.',
        zh: 'UDP 套接字也可以“**连接**”。这不会发出任何东西：只是[它自己的内核](man:connect.2)记住一个地址，只发往它，也只接收它的数据。',
      },
      {
        en: 'Then {server} goes. A datagram to a port that nobody has is answered by the kernel there, with an ICMP message: port unreachable.',
        zh: '然后 {server} 离开。发往无人端口的数据报，由那边的内核用一个 ICMP 报文回应：端口不可达。',
      },
    ],
    predict: {
      question: {
        en: '{alice} is not connected, {carol} is. Whose program learns that nobody is there?',
        zh: '{alice} 没有连接，{carol} 连接了。谁的程序会得知对面没有人？',
      },
      choices: [
        {
          text: { en: 'Both', zh: '两者都会' },
          feedback: {
            en: 'The manual page [udp(7)](man:udp.7) says so. See what happens here.',
            zh: '手册页 [udp(7)](man:udp.7) 是这样说的。看看实际会怎样。',
          },
        },
        {
          text: { en: '{carol} alone', zh: '只有 {carol}' },
          right: true,
          feedback: {
            en: 'Yes: of a connected socket the kernel knows whose error it is.',
            zh: '对：对于已连接的套接字，内核知道这个错误该报给谁。',
          },
        },
        {
          text: { en: 'Neither: UDP reports nothing', zh: '都不会：UDP 不报告任何错误' },
          feedback: {
            en: 'UDP itself has no answers, but ICMP has, and the kernel [hands them on](rfc1122:4.1.3.3) where it can.',
            zh: 'UDP 本身没有回应，但 ICMP 有，内核会尽可能[把它转告程序](rfc1122:4.1.3.3)。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Open {action.newClients}, choose UDP at **Transport**, and connect one to {server}.',
          zh: '打开{action.newClients}，在**传输层协议**中选择 UDP，连接一个到 {server}。',
        },
        commands: [{ do: 'connect', as: 'carol', to: 'server', transport: 'udp' }],
        point: 'newClients',
      },
      {
        text: { en: 'Select {server} and press {action.close}.', zh: '选中 {server}，按{action.close}。' },
        commands: [{ do: 'close', socket: 'server' }],
        point: 'close',
      },
      {
        text: {
          en: 'Select {alice} and send something; at **Send to** stands 127.0.0.1:{server.port}.',
          zh: '选中 {alice}，在**发往**中填 127.0.0.1:{server.port}，发送点什么。',
        },
        commands: [{ do: 'send', from: 'alice', to: 'server', text: 'anybody there?' }],
        point: 'composer',
      },
      {
        text: {
          en: 'Select {carol} and send something.',
          zh: '选中 {carol}，发送点什么。',
        },
        commands: [{ do: 'send', from: 'carol', text: 'anybody there?' }],
        point: 'composer',
      },
      {
        text: {
          en: 'Beside it, TCP: open {action.newClients}, choose TCP, **Another host and port**, and **Port** {server.port}.',
          zh: '再对照 TCP：打开{action.newClients}，选择 TCP 和**其他主机和端口**，**端口**填 {server.port}。',
        },
        commands: [{ do: 'connect', as: 'dave', host: '127.0.0.1', port: { portOf: 'server' } }],
        point: 'newClients',
      },
    ],
    checks: [
      {
        text: { en: '{server} is closed', zh: '{server} 已关闭' },
        expect: { expect: 'closed', at: 'server' },
        hint: { en: 'Close the UDP socket {server}.', zh: '请关闭 UDP 套接字 {server}。' },
      },
      {
        text: { en: '{alice} has sent, without an error', zh: '{alice} 发送了，没有出错' },
        expect: { expect: 'sent', at: 'alice' },
        hint: {
          en: 'Send from {alice} to the port that {server} had.',
          zh: '由 {alice} 发往 {server} 原来的端口。',
        },
      },
      {
        text: { en: '{carol} got ECONNREFUSED', zh: '{carol} 得到了 ECONNREFUSED' },
        // Windows has it as WSAECONNRESET.
        expect: [
          { expect: 'failed', at: 'carol', code: 'ECONNREFUSED' },
          { expect: 'failed', at: 'carol', code: 'ECONNRESET' },
        ],
        hint: {
          en: 'Send from {carol} after {server} is closed.',
          zh: '请在 {server} 关闭之后由 {carol} 发送。',
        },
      },
      {
        text: { en: '{dave} got ECONNREFUSED over TCP', zh: '{dave} 在 TCP 上得到了 ECONNREFUSED' },
        expect: { expect: 'failed', at: 'dave', code: 'ECONNREFUSED' },
        hint: {
          en: 'Connect a TCP client to port {server.port} of 127.0.0.1.',
          zh: '用 TCP 客户端连接 127.0.0.1 的端口 {server.port}。',
        },
      },
    ],
    after: [
      {
        en: 'TCP’s connect got [a RST](rfc9293:3.10.7.1) and failed. {carol} was told late: its `send` had succeeded. {alice} was told nothing, whatever the manual page says: on Linux a program must ask for it, by [`IP_RECVERR`](man:ip.7).',
        zh: 'TCP 的 connect 收到 [RST](rfc9293:3.10.7.1)，当场失败。{carol} 是事后才得知的：它的 `send` 已经成功返回。{alice} 则什么也没得到，不管手册页怎么说：在 Linux 上，程序要用 [`IP_RECVERR`](man:ip.7) 主动要求才行。',
      },
      {
        en: 'Nothing was left behind, either: no FIN, no TIME_WAIT. UDP is not a worse TCP. It is for whoever wants single messages soon, or to build something else on it.',
        zh: '也没有留下任何东西：没有 FIN，没有 TIME_WAIT。UDP 并不是更差的 TCP，它适合只要单条消息尽快送达，或要在其上另建协议的程序。',
      },
    ],
    look: { view: 'calls', at: 'carol' },
  },
]
