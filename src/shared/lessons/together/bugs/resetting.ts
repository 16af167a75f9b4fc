import type { LessonStep } from '../../lesson'

/** The third bug: an answer that ends in a reset. */
export const resetting: readonly LessonStep[] = [
  {
    title: { en: 'Third report: “connection reset by peer”', zh: '第三份报告：“连接被对端重置”' },
    text: [
      {
        en: '{door} is full, and turns everybody away: it says `full` and closes. Some clients end in good order. Others end with `ECONNRESET`, and not all of those have seen the message.',
        zh: '{door} 已经满员，谁来都拒绝：回答 `full`，然后关闭。有些客户端正常结束，另一些却以 `ECONNRESET` 告终，其中有的连那条消息都没有看到。',
      },
    ],
    acts: [
      {
        text: {
          en: 'Let the lab start the broken server and connect two clients. {erin} says nothing; {frank} sends his request at once. Both are turned away: **Do it for me**.',
          zh: '让实验室启动这个有毛病的服务器，并连接两个客户端。{erin} 什么也不说，{frank} 一连上就发送请求。两者都被拒绝：**替我做**。',
        },
        commands: [
          { do: 'listen', as: 'door', reading: 'by-hand' },
          { do: 'connect', as: 'erin', to: 'door' },
          { do: 'connect', as: 'frank', to: 'door' },
          { do: 'send', from: 'frank', text: 'may I come in?\n' },
          { do: 'send', from: 'erin@door', text: 'full\n' },
          { do: 'destroy', socket: 'erin@door' },
          { do: 'send', from: 'frank@door', text: 'full\n' },
          // Node tells a reset that it finds together with data as the end of the data (libuv, on POLLHUP after a short read).
          { do: 'wait', ms: 150 },
          { do: 'destroy', socket: 'frank@door' },
        ],
        point: 'doForMe',
      },
    ],
    checks: [
      {
        text: { en: '{erin} was told, and has read the end', zh: '{erin} 得到了告知，并读到了结尾' },
        expect: { expect: 'ended', at: 'erin' },
        hint: { en: '{erin} must say nothing.', zh: '{erin} 不能发送任何内容。' },
      },
      {
        text: { en: '{frank} got ECONNRESET', zh: '{frank} 得到了 ECONNRESET' },
        expect: { expect: 'failed', at: 'frank', code: 'ECONNRESET' },
        hint: {
          en: '{frank} must send before he is turned away.',
          zh: '{frank} 必须在被拒绝之前发送。',
        },
      },
    ],
    after: [
      {
        en: 'The same server, the same answer, two endings. Compare {erin} and {frank}: {action.showSegments} shows what each end sent last, {action.showCalls} what {door} did at either, and what it did not do.',
        zh: '同一个服务器，同样的应答，两种结局。比较 {erin} 和 {frank}：{action.showSegments}视图显示各端最后发出的是什么，{action.showCalls}视图显示 {door} 在两边做了什么，又没做什么。',
      },
    ],
    look: { view: 'messages', at: 'frank' },
  },
  {
    title: { en: 'Third diagnosis', zh: '第三个诊断' },
    text: [
      {
        en: 'Nobody here asked for a reset, and nothing was lost on the way. At {erin} the kernel sent FIN, at {frank} RST, for the same call.',
        zh: '这里没有人要求重置，途中也没有丢失什么。同样的调用，内核对 {erin} 发的是 FIN，对 {frank} 发的是 RST。',
      },
    ],
    predict: {
      question: { en: 'What is wrong with {door}?', zh: '{door} 的毛病是什么？' },
      choices: [
        {
          text: { en: 'It answers before {frank} has finished sending', zh: '{frank} 还没发完它就应答' },
          feedback: {
            en: 'An early answer is allowed: the two directions are independent. What came after it is the trouble.',
            zh: '提前应答是允许的：两个方向互不相干。问题出在应答之后。',
          },
        },
        {
          text: { en: 'It closes twice', zh: '它关闭了两次' },
          feedback: {
            en: '{action.showCalls} shows one close at either end. A second one would reach no socket any more.',
            zh: '{action.showCalls}视图显示两边各只关闭一次。第二次关闭也碰不到任何套接字。',
          },
        },
        {
          text: { en: 'It closes with the request unread', zh: '请求还没读，它就关闭' },
          right: true,
          feedback: {
            en: 'That fits: bytes that nobody will read are data loss, which [TCP reports by RST](rfc9293:3.6.1). If it is so, reading first cures it.',
            zh: '符合现象：再也没有人读的字节就是数据丢失，[TCP 用 RST 来报告](rfc9293:3.6.1)。如果是这样，先读取就能治好。',
          },
        },
        {
          text: { en: 'It crashes', zh: '它崩溃了' },
          feedback: {
            en: 'It listens on, and has turned two clients away.',
            zh: '它还在监听，并且已经拒绝了两个客户端。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Put it to the test, and cure it by hand: with {action.newClients}, connect one more to {door}.',
          zh: '检验诊断，并亲手治好它：用{action.newClients}再让一个客户端连接到 {door}。',
        },
        commands: [{ do: 'connect', as: 'grace', to: 'door' }],
        point: 'newClients',
      },
      {
        text: { en: 'Select {grace} and send a request.', zh: '选中 {grace}，发送一个请求。' },
        commands: [{ do: 'send', from: 'grace', text: 'may I come in?\n' }],
        point: 'composer',
      },
      {
        text: {
          en: 'This time read first: select {grace@door} and press {action.recv}.',
          zh: '这一次先读取：选中 {grace@door}，按{action.recv}。',
        },
        commands: [{ do: 'recv', socket: 'grace@door' }],
        point: 'recv',
      },
      {
        text: {
          en: 'Still at {grace@door}, send `full`.',
          zh: '仍在 {grace@door}，发送 `full`。',
        },
        commands: [{ do: 'send', from: 'grace@door', text: 'full\n' }],
        point: 'composer',
      },
      {
        text: {
          en: 'Press {action.destroy}, which is what the server did before.',
          zh: '按{action.destroy}，服务器之前做的正是这个。',
        },
        commands: [{ do: 'destroy', socket: 'grace@door' }],
        point: 'destroy',
      },
    ],
    checks: [
      {
        text: { en: '{grace@door} has read the request', zh: '{grace@door} 读取了请求' },
        expect: { expect: 'received', at: 'grace@door' },
        hint: { en: 'Read once by hand, after {grace} has sent.', zh: '在 {grace} 发送之后，手动读取一次。' },
      },
      {
        text: { en: '{grace} has the answer', zh: '{grace} 收到了应答' },
        expect: { expect: 'received', at: 'grace' },
        hint: { en: 'Send `full` from {grace@door}.', zh: '由 {grace@door} 发送 `full`。' },
      },
      {
        text: { en: '{grace} has read the end', zh: '{grace} 读到了结尾' },
        expect: { expect: 'ended', at: 'grace' },
        hint: {
          en: 'Destroy {grace@door} when its request is read. If she got ECONNRESET, connect another client and read first.',
          zh: '读取请求之后再销毁 {grace@door}。如果她得到了 ECONNRESET，请另连接一个客户端，先读取。',
        },
      },
      {
        text: { en: '{grace@door} holds TIME_WAIT', zh: '{grace@door} 处于 TIME_WAIT' },
        expect: { expect: 'state', of: 'grace@door', is: 'TIME_WAIT' },
        kernel: true,
        hint: {
          en: 'It is there after an orderly close alone: not after a reset.',
          zh: '只有正常关闭之后才有它：重置之后没有。',
        },
      },
    ],
    after: [
      {
        en: 'Confirmed and cured, with the same call. Whether a client reads the answer before the reset is chance. The safe way to end early: answer, half-close, read on until the client’s end, and only then close. Web servers call that a lingering close.',
        zh: '诊断得到证实，用同样的调用就治好了。客户端能否抢在重置之前读到应答，全凭运气。提前结束的稳妥做法是：应答，半关闭，继续读到客户端的结尾，然后才关闭。Web 服务器把这叫做延迟关闭（lingering close）。',
      },
      {
        en: 'Three bugs, one method: a report is not a diagnosis. Test at both ends, read the states and queues, guess, and let an experiment say whether the guess was right.',
        zh: '三处毛病，一个方法：报告不等于诊断。在两端测试，读状态和队列，提出猜想，再用实验来判定猜得对不对。',
      },
    ],
    look: { view: 'segments', at: 'grace' },
  },
]
