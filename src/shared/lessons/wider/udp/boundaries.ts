import type { LessonStep } from '../../lesson'

/** A datagram without a connection, and what becomes of two that wait; then the same two writes over TCP. */
export const boundaries: readonly LessonStep[] = [
  {
    title: { en: 'Bound, and nothing more', zh: '只绑定，不连接' },
    text: [
      {
        en: 'Before TCP carries a byte, two kernels agree on a connection. [UDP has none](man:udp.7): a socket is **bound** to an address and port, and from then on takes what anybody sends there.',
        zh: 'TCP 在传送第一个字节之前，两端的内核要先建立连接。[UDP 没有连接](man:udp.7)：套接字**绑定**到一个地址和端口，此后任何人发到那里的数据它都接收。',
      },
      {
        en: 'So there is no `listen` and no `accept`. One socket hears everybody, and `recvfrom` says [whom each datagram is from](man:recv.2): that is where an answer goes.',
        zh: '因此既没有 `listen`，也没有 `accept`。一个套接字接收所有人的数据，`recvfrom` 会告知[每个数据报来自谁](man:recv.2)，应答就发往那里。',
      },
    ],
    predict: {
      question: {
        en: 'What goes over the wire before the first datagram of {alice}?',
        zh: '{alice} 的第一个数据报之前，线路上会先传送什么？',
      },
      choices: [
        {
          text: { en: 'Three packets, as ever', zh: '三个数据包，和往常一样' },
          feedback: {
            en: 'That is the handshake of TCP. UDP keeps no state that two ends would have to agree on.',
            zh: '那是 TCP 的三次握手。UDP 没有需要两端协商的状态。',
          },
        },
        {
          text: { en: 'One packet that asks whether somebody is there', zh: '一个数据包，询问对方是否在' },
          feedback: {
            en: 'Nobody asks. Whether somebody is there, the sender does not know even afterwards.',
            zh: '没有人询问。对方在不在，发送方即使发完了也不知道。',
          },
        },
        {
          text: { en: 'Nothing', zh: '什么也没有' },
          right: true,
          feedback: {
            en: 'Yes. The first packet is the datagram itself.',
            zh: '对。第一个数据包就是这个数据报本身。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Open {action.newDatagrams}, choose **Upper case: echo in capitals** at **How it answers**, and bind it.',
          zh: '打开{action.newDatagrams}，在**应答方式**中选择**大写：以大写字母回显**，然后绑定。',
        },
        commands: [{ do: 'bind', as: 'server', respond: { with: 'upper' } }],
        point: 'newDatagrams',
      },
      {
        text: {
          en: 'Open {action.newDatagrams} once more. This one is {alice}, and answers **Nothing: reads and records**.',
          zh: '再打开一次{action.newDatagrams}。这一个是 {alice}，选择**不应答：只读取并记录**。',
        },
        // Two that both answer would never end.
        commands: [{ do: 'bind', as: 'alice', respond: { with: 'none' } }],
        point: 'newDatagrams',
      },
      {
        text: {
          en: 'Select {alice}, choose {server} at **Send to**, type `hello`, and press **Send**.',
          zh: '选中 {alice}，在**发往**中选择 {server}，输入 `hello`，按**发送**。',
        },
        commands: [{ do: 'send', from: 'alice', to: 'server', text: 'hello' }],
        point: 'composer',
      },
    ],
    checks: [
      {
        text: { en: '{server} has a datagram from {alice}', zh: '{server} 收到了 {alice} 的数据报' },
        expect: { expect: 'received', at: 'server', peer: 'alice' },
        hint: {
          en: 'Send from {alice}, and give {server} as the destination: neither is connected.',
          zh: '由 {alice} 发送，目的地填 {server}：两者都没有连接。',
        },
      },
      {
        text: { en: '{alice} has its answer', zh: '{alice} 收到了应答' },
        expect: { expect: 'received', at: 'alice', peer: 'server' },
        hint: {
          en: '{server} must answer in upper case. {action.editServer} changes it.',
          zh: '{server} 必须以大写应答。可以用{action.editServer}来更改。',
        },
      },
    ],
    after: [
      {
        en: 'Two packets in all, one each way. There is still one socket at {server}, and it has no state: look for it in vain in the state diagram.',
        zh: '一共两个数据包，来回各一个。{server} 仍然只有一个套接字，而且没有状态：在状态图里是找不到它的。',
      },
    ],
    look: { view: 'messages', at: 'server' },
  },
  {
    title: { en: 'Two sends, two reads', zh: '发两次，读两次' },
    text: [
      {
        en: 'Now {server} is busy: it does not read while {alice} sends twice. Both datagrams wait in the kernel’s receive queue.',
        zh: '现在 {server} 很忙：{alice} 发送两次期间，它不读取。两个数据报都在内核的接收队列中等待。',
      },
    ],
    predict: {
      question: {
        en: '{alice} sends `one`, then `two`. What does {server} read when it has time?',
        zh: '{alice} 先发 `one`，再发 `two`。{server} 有空时会读到什么？',
      },
      choices: [
        {
          text: { en: '`onetwo`, in one read', zh: '一次读到 `onetwo`' },
          feedback: {
            en: 'So would a byte stream. The queue of a datagram socket is a queue of messages.',
            zh: '字节流才会这样。数据报套接字的队列里排的是一条条消息。',
          },
        },
        {
          text: { en: '`one`, then `two`', zh: '先读到 `one`，再读到 `two`' },
          right: true,
          feedback: {
            en: 'Yes: one read takes [exactly one datagram](man:udp.7), however long it has waited.',
            zh: '对：一次读取[恰好取走一个数据报](man:udp.7)，不论它等了多久。',
          },
        },
        {
          text: { en: '`two` alone', zh: '只读到 `two`' },
          feedback: {
            en: 'A newer datagram does not replace an older one. Only if the queue is full, one is lost, and then it is the newer.',
            zh: '新的数据报不会取代旧的。只有队列满了才会丢失，而且丢的是新来的那个。',
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
          en: 'From {alice}, send `one` to {server}, and then `two`.',
          zh: '由 {alice} 向 {server} 发送 `one`，再发送 `two`。',
        },
        commands: [
          { do: 'send', from: 'alice', to: 'server', text: 'one' },
          { do: 'send', from: 'alice', to: 'server', text: 'two' },
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
        text: { en: '{server} has read a datagram `one`', zh: '{server} 读到了数据报 `one`' },
        expect: { expect: 'received', at: 'server', text: 'one' },
        hint: {
          en: 'Send `one` by itself, without a line end, and let {server} read again.',
          zh: '单独发送 `one`，不带换行，然后让 {server} 恢复读取。',
        },
      },
      {
        text: { en: '{server} has read a datagram `two`', zh: '{server} 读到了数据报 `two`' },
        expect: { expect: 'received', at: 'server', text: 'two' },
        hint: {
          en: 'Send `two` by itself, without a line end, and let {server} read again.',
          zh: '单独发送 `two`，不带换行，然后让 {server} 恢复读取。',
        },
      },
    ],
    after: [
      {
        en: 'UDP [keeps boundaries](man:udp.7): a datagram comes whole or not at all. Whoever reads with too small a buffer gets its beginning, and [the rest is discarded](man:recv.2).',
        zh: 'UDP [保留消息边界](man:udp.7)：一个数据报要么完整到达，要么根本不到。若读取的缓冲区太小，只能得到开头，[其余部分被丢弃](man:recv.2)。',
      },
    ],
    look: { view: 'messages', at: 'server' },
  },
  {
    title: { en: 'The same over TCP', zh: '换成 TCP' },
    text: [
      {
        en: 'The same two writes, over TCP. So that nobody reads between them, this server reads **by hand**: nothing, until you ask for it.',
        zh: '同样写两次，这回用 TCP。为了不在两次之间读取，这个服务器采用**手动读取**：你不要求，它就什么也不读。',
      },
    ],
    predict: {
      question: {
        en: '{bob} sends `one`, then `two`. What does a single `recv(1024)` at the server bring?',
        zh: '{bob} 先发 `one`，再发 `two`。服务器调用一次 `recv(1024)` 会得到什么？',
      },
      choices: [
        {
          text: { en: '`onetwo`', zh: '`onetwo`' },
          right: true,
          feedback: {
            en: 'Yes. TCP carries [a stream of bytes](rfc9293:2.2); where the writes were cut, it does not say.',
            zh: '对。TCP 传送的是[字节流](rfc9293:2.2)，并不告知每次写入在哪里断开。',
          },
        },
        {
          text: { en: '`one`, since that was one message', zh: '`one`，因为那是一条消息' },
          feedback: {
            en: 'It was one call of send, which TCP does not remember. 1024 is the most that is wanted, and six bytes are there.',
            zh: '那只是一次 send 调用，TCP 不会记住它。1024 是最多要读的字节数，而那里已有六个字节。',
          },
        },
        {
          text: { en: 'Nothing, until 1024 bytes are there', zh: '什么也得不到，直到凑满 1024 字节' },
          feedback: {
            en: '`recv` waits for [at least one byte](man:recv.2), not for as many as fit.',
            zh: '`recv` 只等到[有数据可读](man:recv.2)，并不会等缓冲区填满。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Open {action.newServer}, tick **Read by hand** among the **Advanced** options, and start it.',
          zh: '打开{action.newServer}，在**高级选项**中勾选**手动读取**，然后启动。',
        },
        commands: [{ do: 'listen', as: 'stream', reading: 'by-hand' }],
        point: 'newServer',
      },
      {
        text: {
          en: 'Connect a client to {stream} by {action.newClients}.',
          zh: '用{action.newClients}连接一个客户端到 {stream}。',
        },
        commands: [{ do: 'connect', as: 'bob', to: 'stream' }],
        point: 'newClients',
      },
      {
        text: { en: 'From {bob}, send `one`, and then `two`.', zh: '由 {bob} 发送 `one`，再发送 `two`。' },
        commands: [
          { do: 'send', from: 'bob', text: 'one' },
          { do: 'send', from: 'bob', text: 'two' },
        ],
        point: 'composer',
      },
      {
        text: {
          en: 'Select {bob@stream} and press {action.recv}, once.',
          zh: '选中 {bob@stream}，按一次{action.recv}。',
        },
        commands: [{ do: 'recv', socket: 'bob@stream' }],
        point: 'recv',
      },
    ],
    checks: [
      {
        text: {
          en: 'The first read of {bob@stream} has brought `onetwo`',
          zh: '{bob@stream} 的第一次读取得到了 `onetwo`',
        },
        expect: { expect: 'received', at: 'bob@stream', text: 'onetwo', index: 0 },
        hint: {
          en: 'Send both before you read. If it has read too early, close {bob}, connect another client and try again.',
          zh: '先把两条都发出，再读取。如果读早了，请关闭 {bob}，另连接一个客户端再试。',
        },
      },
    ],
    after: [
      {
        en: 'Some call this “sticky packets”. Nothing is stuck: TCP never promised packets. Whoever needs messages over TCP has to mark them, by length or by an end sign.',
        zh: '这就是常说的“粘包”。其实并没有什么粘在一起：TCP 从未承诺过“包”。要在 TCP 上传送消息，就得自己划分：写明长度，或加上结束标记。',
      },
    ],
    look: { view: 'messages', at: 'bob' },
  },
]
