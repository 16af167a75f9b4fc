import type { LessonStep } from '../../lesson'

/** The first bug: who comes second gets no answer. */
export const unanswered: readonly LessonStep[] = [
  {
    title: { en: 'First report: “it hangs”', zh: '第一份报告：“没有反应”' },
    text: [
      {
        en: 'Three servers have been handed to you, each with a bug. You do not see their programs; you see **sockets**. Test, look, and only then say what it is.',
        zh: '交给你三个服务器，每个都有一处毛病。你看不到它们的程序，只能看**套接字**。先测试，再观察，最后才下结论。',
      },
      {
        en: '{desk} answers in capitals. The developer tried it and it worked. Users say that it often hangs. (Windows can’t make this one; there, go on to the second report.)',
        zh: '{desk} 以大写应答。开发者试过，一切正常；用户却说它常常没有反应。（Windows 上无法制造这一个，请直接看第二份报告。）',
      },
    ],
    acts: [
      {
        text: {
          en: 'Let the lab start the broken server and connect {alice} and {bob}: **Do it for me**.',
          zh: '让实验室启动这个有毛病的服务器，并连接 {alice} 和 {bob}：**替我做**。',
        },
        commands: [
          { do: 'listen', as: 'desk', serve: 'one-at-a-time', respond: { with: 'upper' } },
          { do: 'connect', as: 'alice', to: 'desk' },
          { do: 'connect', as: 'bob', to: 'desk' },
        ],
        point: 'doForMe',
      },
    ],
    checks: [
      {
        text: { en: '{alice} is ESTABLISHED', zh: '{alice} 处于 ESTABLISHED' },
        expect: { expect: 'state', of: 'alice', is: 'ESTABLISHED' },
        kernel: true,
        hint: { en: 'Press **Do it for me**.', zh: '请按**替我做**。' },
      },
      {
        text: { en: '{bob} is ESTABLISHED', zh: '{bob} 处于 ESTABLISHED' },
        expect: { expect: 'state', of: 'bob', is: 'ESTABLISHED' },
        kernel: true,
        hint: { en: 'Press **Do it for me**.', zh: '请按**替我做**。' },
      },
    ],
    look: { view: 'messages', at: 'alice' },
  },
  {
    title: { en: 'First test', zh: '第一次测试' },
    text: [
      {
        en: 'Two users are connected, as far as they can tell. See how each of them fares.',
        zh: '两个用户都连上了，至少他们自己这么看。看看他们各自的遭遇。',
      },
    ],
    acts: [
      {
        text: { en: 'Select {alice} and send something.', zh: '选中 {alice}，发送点什么。' },
        commands: [{ do: 'send', from: 'alice', text: 'good morning' }],
        point: 'composer',
      },
      {
        text: { en: 'Select {bob} and send something.', zh: '选中 {bob}，发送点什么。' },
        commands: [{ do: 'send', from: 'bob', text: 'good morning' }],
        point: 'composer',
      },
    ],
    checks: [
      {
        text: { en: '{alice} has an answer', zh: '{alice} 收到了应答' },
        expect: { expect: 'received', at: 'alice' },
        hint: { en: 'Send something from {alice}.', zh: '由 {alice} 发送点什么。' },
      },
      {
        text: { en: '{bob} has sent something, too', zh: '{bob} 也发送了' },
        expect: { expect: 'sent', at: 'bob' },
        hint: { en: 'Send something from {bob}.', zh: '由 {bob} 发送点什么。' },
      },
      {
        text: { en: '{bob} is ESTABLISHED', zh: '{bob} 处于 ESTABLISHED' },
        expect: { expect: 'state', of: 'bob', is: 'ESTABLISHED' },
        kernel: true,
        hint: { en: '{bob} must stay connected.', zh: '{bob} 必须保持连接。' },
      },
    ],
    after: [
      {
        en: '{bob} is connected, has sent, and gets nothing. Where are his bytes? Open {action.showKernel} of {bob} and look at both ends; then select {desk}, and look at its queue.',
        zh: '{bob} 已连接，也发送了，却什么也没收到。他的字节在哪里？打开 {bob} 的{action.showKernel}视图，看看两端；再选中 {desk}，看看它的队列。',
      },
    ],
    look: { view: 'messages', at: 'bob' },
  },
  {
    title: { en: 'First diagnosis', zh: '第一个诊断' },
    text: [
      {
        en: 'In {action.showCalls}, {alice} has an accepted end and {bob} has none. The kernel has [finished his handshake](man:listen.2) and acknowledged his bytes all the same.',
        zh: '在{action.showCalls}视图中，{alice} 有服务器一端，{bob} 没有。但内核照样替他[完成了握手](man:listen.2)，也确认了他的字节。',
      },
    ],
    predict: {
      question: { en: 'What is wrong with {desk}?', zh: '{desk} 的毛病是什么？' },
      choices: [
        {
          text: { en: 'The request of {bob} was lost on the way', zh: '{bob} 的请求在途中丢失了' },
          feedback: {
            en: 'His send queue is empty: the other kernel has acknowledged it all.',
            zh: '他的发送队列是空的：对方内核已全部确认。',
          },
        },
        {
          text: { en: 'Its backlog is 1: it takes one client', zh: 'backlog 是 1：只能有一个客户端' },
          feedback: {
            en: 'The backlog is the length of the queue before accept, not a number of clients. And there, {bob} did find room.',
            zh: 'backlog 是 accept 之前队列的长度，不是客户端的个数。何况 {bob} 在那里是有位置的。',
          },
        },
        {
          text: {
            en: 'It serves {alice} to the end before it calls accept again',
            zh: '它要把 {alice} 服务到底，才会再次调用 accept',
          },
          right: true,
          feedback: {
            en: 'That fits: one loop inside the other, accept outside, recv inside. If it is so, {bob} is served the moment {alice} goes.',
            zh: '符合现象：两层循环，外层 accept，内层 recv。如果是这样，{alice} 一走，{bob} 就会得到服务。',
          },
        },
        {
          text: { en: 'It is overloaded', zh: '它负载过高' },
          feedback: {
            en: 'It answers {alice} within a millisecond, and has nothing else to do.',
            zh: '它在一毫秒内就应答了 {alice}，此外无事可做。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Put the diagnosis to the test: select {alice} and press {action.close}.',
          zh: '检验这个诊断：选中 {alice}，按{action.close}。',
        },
        commands: [{ do: 'close', socket: 'alice' }],
        point: 'close',
      },
      {
        text: {
          en: 'The cure: start a server by {action.newServer} that answers **Upper case: echo in capitals** and serves everybody at once.',
          zh: '治疗：用{action.newServer}启动一个**应答方式**为**大写：以大写字母回显**、同时服务所有人的服务器。',
        },
        commands: [{ do: 'listen', as: 'cured', serve: 'concurrent', respond: { with: 'upper' } }],
        point: 'newServer',
      },
      {
        text: {
          en: 'Connect two clients to {cured} with {action.newClients}, one after the other.',
          zh: '用{action.newClients}让两个客户端先后连接到 {cured}。',
        },
        commands: [
          { do: 'connect', as: 'carol', to: 'cured' },
          { do: 'connect', as: 'dave', to: 'cured' },
        ],
        point: 'newClients',
      },
      {
        text: {
          en: 'Select {dave}, who came second, and send something.',
          zh: '选中后来的 {dave}，发送点什么。',
        },
        commands: [{ do: 'send', from: 'dave', text: 'good morning' }],
        point: 'composer',
      },
    ],
    checks: [
      {
        text: { en: '{bob} was accepted', zh: '{bob} 被 accept 了' },
        expect: { expect: 'accepted', at: 'bob@desk' },
        hint: { en: 'Close {alice}: she is being served.', zh: '请关闭 {alice}：正在服务的是她。' },
      },
      {
        text: { en: '{bob} has his answer', zh: '{bob} 收到了应答' },
        expect: { expect: 'received', at: 'bob' },
        hint: { en: 'Close {alice}; then look at {bob}.', zh: '请关闭 {alice}，然后看 {bob}。' },
      },
      {
        text: {
          en: '{dave} has an answer while {carol} is connected',
          zh: '{carol} 保持连接时，{dave} 收到了应答',
        },
        expect: { expect: 'received', at: 'dave' },
        hint: {
          en: 'The new server must not serve one client at a time. Send from {dave}.',
          zh: '新服务器不能一次只服务一个客户端。由 {dave} 发送。',
        },
      },
    ],
    after: [
      {
        en: 'Confirmed and cured. In Python the cure is a thread for each client, [`selectors`](python:selectors) or asyncio; Node does it [by events](node:net#event-connection) from the start.',
        zh: '诊断得到证实，毛病也治好了。在 Python 中，办法是每个客户端一个线程、[`selectors`](python:selectors) 或 asyncio；Node 从一开始就[基于事件](node:net#event-connection)。',
      },
    ],
    look: { view: 'messages', at: 'bob' },
  },
]
