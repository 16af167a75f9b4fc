import type { LessonStep } from '../../lesson'

/** Three families of addresses for the same server, a client of each, and what is left of them. */
export const addresses: readonly LessonStep[] = [
  {
    title: { en: 'Three kinds of address', zh: '三种地址' },
    text: [
      {
        en: '`socket()` asks two questions. The **family** says what an address is: `AF_INET` an IPv4 address and a port, `AF_INET6` an IPv6 address and a port, `AF_UNIX` [a path](man:unix.7) on this machine.',
        zh: '`socket()` 要回答两个问题。**地址族**说明地址是什么：`AF_INET` 是 IPv4 地址加端口，`AF_INET6` 是 IPv6 地址加端口，`AF_UNIX` 是本机上的[一个路径](man:unix.7)。',
      },
      {
        en: 'The **type** says [how data is carried](man:socket.2): `SOCK_STREAM` as a stream of bytes, `SOCK_DGRAM` as single messages. Family and type together choose the protocol: INET and STREAM is TCP.',
        zh: '**类型**说明[数据怎样传送](man:socket.2)：`SOCK_STREAM` 是字节流，`SOCK_DGRAM` 是一条条独立的消息。地址族和类型合起来决定协议：INET 加 STREAM 就是 TCP。',
      },
    ],
    predict: {
      question: {
        en: 'Which of the three listeners has no port?',
        zh: '三个监听套接字中，哪一个没有端口？',
      },
      choices: [
        {
          text: { en: 'The one at 127.0.0.1', zh: '127.0.0.1 上的那个' },
          feedback: {
            en: 'The loopback address is an IPv4 address like others: without a port, two programs there could not be told apart.',
            zh: '回环地址也是普通的 IPv4 地址：没有端口就分不清上面的两个程序。',
          },
        },
        {
          text: { en: 'The one at ::1', zh: '::1 上的那个' },
          feedback: {
            en: 'IPv6 has longer addresses and the same ports: TCP above it is the same.',
            zh: 'IPv6 的地址更长，端口却一样：其上的 TCP 是同一个。',
          },
        },
        {
          text: { en: 'The one at a path', zh: '路径上的那个' },
          right: true,
          feedback: {
            en: 'Yes: the path alone is the address, and the file’s permissions say who may connect.',
            zh: '对：路径本身就是地址，谁可以连接由文件权限决定。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Open {action.newServer} and start one at **Host** 127.0.0.1 that answers **Upper case: echo in capitals**.',
          zh: '打开{action.newServer}，**主机**填 127.0.0.1，**应答方式**选**大写：以大写字母回显**，启动。',
        },
        commands: [{ do: 'listen', as: 'four', host: '127.0.0.1', respond: { with: 'upper' } }],
        point: 'newServer',
      },
      {
        text: {
          en: 'Start another one like it, at **Host** ::1.',
          zh: '再启动一个同样的，**主机**填 ::1。',
        },
        commands: [{ do: 'listen', as: 'six', host: '::1', respond: { with: 'upper' } }],
        point: 'newServer',
      },
      {
        text: {
          en: 'Start a third one like it: choose Unix at **Transport**. The **Path** is filled in.',
          zh: '再启动第三个同样的：在**传输层协议**中选择 Unix。**路径**已经填好。',
        },
        commands: [{ do: 'listen', as: 'local', path: 'lesson.sock', respond: { with: 'upper' } }],
        point: 'newServer',
      },
    ],
    checks: [
      {
        text: { en: '{four} listens on IPv4', zh: '{four} 在 IPv4 上监听' },
        expect: { expect: 'listening', at: 'four' },
        hint: {
          en: 'Host 127.0.0.1, TCP, answers in upper case.',
          zh: '主机 127.0.0.1，TCP，以大写应答。',
        },
      },
      {
        text: {
          en: '{six} listens on IPv6, or this machine has none',
          zh: '{six} 在 IPv6 上监听，或者本机没有 IPv6',
        },
        expect: [
          { expect: 'listening', at: 'six' },
          { expect: 'failed', at: 'six', code: 'EADDRNOTAVAIL' },
          { expect: 'failed', at: 'six', code: 'EAFNOSUPPORT' },
        ],
        hint: { en: 'Host ::1, TCP, answers in upper case.', zh: '主机 ::1，TCP，以大写应答。' },
      },
      {
        text: { en: '{local} listens at a path', zh: '{local} 在一个路径上监听' },
        expect: { expect: 'listening', at: 'local', transport: 'unix' },
        hint: {
          en: 'Choose Unix in place of TCP, and let it answer in upper case.',
          zh: '传输层协议选 Unix 而不是 TCP，并以大写应答。',
        },
      },
    ],
    after: [
      {
        en: 'Three listeners, one way of calling: socket, bind, listen. Only the address given to `bind` differs. On Windows the path is that of [a named pipe](node:net#ipc-support).',
        zh: '三个监听套接字，同一套调用：socket、bind、listen。只有交给 `bind` 的地址不同。在 Windows 上，这个路径是[命名管道](node:net#ipc-support)的名称。',
      },
    ],
    look: { view: 'calls', at: 'local' },
  },
  {
    title: { en: 'A client of each', zh: '各来一个客户端' },
    text: [
      {
        en: 'A client must use the family of its server. What it then does, send and receive, is the same for all three: a program above a stream need not know what is below.',
        zh: '客户端必须使用与服务器相同的地址族。之后的发送和接收，三者完全一样：流之上的程序不必知道下面是什么。',
      },
    ],
    predict: {
      question: {
        en: '{alice}, {bob} and {carol} connect over IPv4, IPv6 and the path. Who of them is ESTABLISHED?',
        zh: '{alice}、{bob}、{carol} 分别经由 IPv4、IPv6 和路径连接。谁处于 ESTABLISHED？',
      },
      choices: [
        {
          text: { en: 'All three: they are connected', zh: '三个都是：都已连接' },
          feedback: {
            en: 'Connected they are. But ESTABLISHED is a state of TCP, and one of them does without TCP.',
            zh: '它们都已连接。但 ESTABLISHED 是 TCP 的状态，而其中一个不用 TCP。',
          },
        },
        {
          text: { en: '{alice} and {bob}', zh: '{alice} 和 {bob}' },
          right: true,
          feedback: {
            en: 'Yes. Over the path, the kernel puts bytes from one socket straight into the other: no segments, no states.',
            zh: '对。经由路径时，内核直接把字节从一个套接字放进另一个：没有报文段，也没有状态。',
          },
        },
        {
          text: { en: '{alice} alone', zh: '只有 {alice}' },
          feedback: {
            en: 'IPv6 changes the packets around the segments, not TCP: its states are the same.',
            zh: 'IPv6 改变的是报文段外面的数据包，不是 TCP：状态完全相同。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'By {action.newClients}, connect {alice} to {four}, {bob} to {six} and {carol} to {local}.',
          zh: '用{action.newClients}，把 {alice} 连接到 {four}，{bob} 连接到 {six}，{carol} 连接到 {local}。',
        },
        commands: [
          { do: 'connect', as: 'alice', to: 'four' },
          { do: 'connect', as: 'bob', to: 'six' },
          { do: 'connect', as: 'carol', to: 'local' },
        ],
        point: 'newClients',
      },
      {
        text: { en: 'Send a word from each of them.', zh: '由它们各发送一个词。' },
        commands: [
          { do: 'send', from: 'alice', text: 'hello' },
          { do: 'send', from: 'bob', text: 'hello' },
          { do: 'send', from: 'carol', text: 'hello' },
        ],
        point: 'composer',
      },
    ],
    checks: [
      {
        text: { en: '{alice} is ESTABLISHED', zh: '{alice} 处于 ESTABLISHED' },
        expect: { expect: 'state', of: 'alice', is: 'ESTABLISHED' },
        kernel: true,
        hint: { en: 'Connect a client to {four}.', zh: '请连接一个客户端到 {four}。' },
      },
      {
        text: {
          en: '{bob} is ESTABLISHED, or there is no IPv6',
          zh: '{bob} 处于 ESTABLISHED，或者没有 IPv6',
        },
        expect: [
          { expect: 'state', of: 'bob', is: 'ESTABLISHED' },
          { expect: 'failed', at: 'bob' },
        ],
        kernel: true,
        hint: { en: 'Connect a client to {six}.', zh: '请连接一个客户端到 {six}。' },
      },
      {
        text: { en: '{carol} is connected at the path', zh: '{carol} 在路径上已连接' },
        expect: { expect: 'connected', at: 'carol', transport: 'unix' },
        hint: {
          en: 'Connect a client to {local}: choose Unix in place of TCP.',
          zh: '请连接一个客户端到 {local}：选 Unix 而不是 TCP。',
        },
      },
      {
        text: { en: '{alice} has an answer', zh: '{alice} 收到了应答' },
        expect: { expect: 'received', at: 'alice' },
        hint: { en: 'Send something from {alice}.', zh: '由 {alice} 发送点什么。' },
      },
      {
        text: { en: '{carol} has an answer', zh: '{carol} 收到了应答' },
        expect: { expect: 'received', at: 'carol' },
        hint: { en: 'Send something from {carol}.', zh: '由 {carol} 发送点什么。' },
      },
    ],
    after: [
      {
        en: 'Select {carol}: where {alice} has a state diagram and segments, it has none. It has no address of its own, either: a client at a path is [unnamed](man:unix.7) unless it binds.',
        zh: '选中 {carol}：{alice} 有状态图和报文段，它都没有。它连自己的地址也没有：路径上的客户端若不 bind，就是[无名的](man:unix.7)。',
      },
    ],
    look: { view: 'messages', at: 'carol' },
  },
  {
    title: { en: 'What is left behind', zh: '留下了什么' },
    text: [
      {
        en: 'Two clients close. TIME_WAIT exists because [an old segment might still be on its way](rfc1337:1), or the last ACK might get lost.',
        zh: '两个客户端关闭。TIME_WAIT 之所以存在，是因为[旧的报文段可能还在途中](rfc1337:1)，或者最后一个 ACK 可能丢失。',
      },
    ],
    predict: {
      question: {
        en: '{alice} and {carol} close first. What does each leave in the kernel?',
        zh: '{alice} 和 {carol} 主动关闭。各自会在内核里留下什么？',
      },
      choices: [
        {
          text: {
            en: '{alice} leaves a TIME_WAIT, {carol} nothing',
            zh: '{alice} 留下 TIME_WAIT，{carol} 什么也不留',
          },
          right: true,
          feedback: {
            en: 'Yes: at a path nothing is ever on its way. What was written is in the other socket, or it is not.',
            zh: '对：在路径上没有什么会“在途中”。写入的数据要么已在对方的套接字里，要么没有。',
          },
        },
        {
          text: { en: 'Each leaves a TIME_WAIT', zh: '各留下一个 TIME_WAIT' },
          feedback: {
            en: 'TIME_WAIT guards a 4-tuple of addresses and ports. {carol} has neither.',
            zh: 'TIME_WAIT 守护的是由地址和端口组成的四元组。{carol} 两样都没有。',
          },
        },
        {
          text: { en: 'Nothing: both are on this machine', zh: '都不留：两者都在本机' },
          feedback: {
            en: 'TCP does the same over the loopback address as over any other network.',
            zh: 'TCP 在回环地址上的做法与在其他网络上一样。',
          },
        },
      ],
    },
    acts: [
      {
        text: { en: 'Select {alice} and press {action.close}.', zh: '选中 {alice}，按{action.close}。' },
        commands: [{ do: 'close', socket: 'alice' }],
        point: 'close',
      },
      {
        text: { en: 'Select {carol} and press {action.close}.', zh: '选中 {carol}，按{action.close}。' },
        commands: [{ do: 'close', socket: 'carol' }],
        point: 'close',
      },
    ],
    checks: [
      {
        text: { en: '{alice} holds TIME_WAIT', zh: '{alice} 处于 TIME_WAIT' },
        expect: { expect: 'state', of: 'alice', is: 'TIME_WAIT' },
        kernel: true,
        hint: {
          en: 'Close {alice} itself, before its other end. A reset leaves no TIME_WAIT.',
          zh: '要关闭的是 {alice} 本身，且先于另一端。重置不会留下 TIME_WAIT。',
        },
      },
      {
        text: {
          en: '{carol@local} has read the end of the data',
          zh: '{carol@local} 读到了数据结尾',
        },
        expect: { expect: 'ended', at: 'carol@local' },
        hint: { en: 'Close {carol}.', zh: '请关闭 {carol}。' },
      },
      {
        text: { en: '{carol} is closed, without an error', zh: '{carol} 已关闭，没有出错' },
        expect: { expect: 'closed', at: 'carol', hadError: false },
        hint: { en: 'Close {carol}.', zh: '请关闭 {carol}。' },
      },
    ],
    after: [
      {
        en: 'One thing a path does leave: the socket file, if its server is killed. It then has to be removed before anybody can [bind there again](man:unix.7).',
        zh: '路径倒会留下一样东西：服务器被杀死时的套接字文件。要先删除它，才能[再次在那里 bind](man:unix.7)。',
      },
    ],
    look: { view: 'states', at: 'alice' },
  },
]
