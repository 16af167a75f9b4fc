import type { Lesson } from '../lesson'

export const portsAndAddresses: Lesson = {
  id: 'ports-and-addresses',
  title: { en: 'Ports and addresses', zh: '端口与地址' },
  see: {
    en: 'What a server’s address really means: 127.0.0.1, 0.0.0.0, ::1, 127.0.0.2, ports below 1024, and the ports that clients get.',
    zh: '服务器地址的真正含义：127.0.0.1、0.0.0.0、::1、127.0.0.2，1024 以下的端口，以及客户端得到的端口。',
  },
  steps: [
    {
      title: { en: 'Where a server can be reached', zh: '从哪里能连到服务器' },
      text: [
        {
          en: 'A server binds to an address and a port. The address says at which of the machine’s interfaces it can be reached; the [port](rfc9293:3.1) tells the services at that address apart. 127.0.0.1 is [loopback](rfc1122:3.2.1.3): it never leaves this machine.',
          zh: '服务器绑定一个地址和一个端口。地址决定从本机的哪个网络接口可以连到它；[端口](rfc9293:3.1)用来区分同一地址上的各个服务。127.0.0.1 是[回环地址](rfc1122:3.2.1.3)：数据不会离开本机。',
        },
        {
          en: 'Type 0.0.0.0 at **Host**, read the warning, and put 127.0.0.1 back before you start: this lesson stays on loopback.',
          zh: '可以先在**主机**处填 0.0.0.0，读一下警告，启动之前再改回 127.0.0.1：这一课只用回环地址。',
        },
      ],
      predict: {
        question: {
          en: 'A tutorial’s Python server does `bind(("", 7788))`. Who can connect?',
          zh: '教程里的 Python 服务器写着 `bind(("", 7788))`。谁能连接？',
        },
        choices: [
          {
            text: { en: 'This computer only', zh: '只有本机' },
            feedback: {
              en: 'That would be `"127.0.0.1"`. The empty string is the opposite.',
              zh: '那要写 `"127.0.0.1"`。空字符串恰恰相反。',
            },
          },
          {
            text: { en: 'Everyone who can reach this computer', zh: '凡是能通过网络到达这台计算机的人' },
            right: true,
            feedback: {
              en: '`""` means [INADDR_ANY](python:socket), 0.0.0.0, every IPv4 interface. Node’s `listen(port)` without a host takes [all of them, too](node:net#serverlistenport-host-backlog-callback).',
              zh: '`""` 就是 [INADDR_ANY](python:socket)，即 0.0.0.0，所有 IPv4 接口。Node 的 `listen(port)` 不写主机时[也是所有接口](node:net#serverlistenport-host-backlog-callback)。',
            },
          },
          {
            text: { en: 'Nobody: an address is missing', zh: '没有人：缺少地址' },
            feedback: {
              en: 'It works, and better than its author may want.',
              zh: '它能用，而且开放的范围可能超出作者的本意。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, and start it at **Host** `127.0.0.1`, with any **Port**.',
            zh: '打开{action.newServer}，**主机**填 `127.0.0.1`，**端口**任意，然后启动。',
          },
          commands: [{ do: 'listen', as: 'one', host: '127.0.0.1' }],
          point: 'newServer',
        },
      ],
      checks: [
        {
          text: { en: '{one} is in LISTEN', zh: '{one} 处于 LISTEN' },
          expect: { expect: 'state', of: 'one', is: 'LISTEN' },
          kernel: true,
          hint: {
            en: 'Start a server on 127.0.0.1. Port 0 lets the system choose a free one.',
            zh: '请在 127.0.0.1 上启动服务器。端口填 0 则由系统选择。',
          },
        },
      ],
      after: [
        {
          en: '0.0.0.0 is nobody’s address. In `bind` it means [every one of this machine’s](man:ip.7), those of the Wi-Fi and the office network, too. A server that is only for yourself belongs on 127.0.0.1.',
          zh: '0.0.0.0 不是某个具体的地址；在 `bind` 里它表示[本机的所有地址](man:ip.7)，包括无线网络和办公室网络上的。只给自己用的服务器，应当绑定 127.0.0.1。',
        },
      ],
      look: { at: 'one' },
    },
    {
      title: { en: 'One port, two addresses', zh: '一个端口，两个地址' },
      text: [
        {
          en: 'What must be unique is not the port but the pair of address and port. And [all of 127.x.x.x](rfc1122:3.2.1.3) is loopback, so 127.0.0.2 is another address of this machine. (Linux has it ready; macOS only if it is configured.)',
          zh: '必须唯一的不是端口，而是“地址加端口”。而[整个 127.x.x.x](rfc1122:3.2.1.3) 都是回环地址，所以 127.0.0.2 是本机的另一个地址。（Linux 上直接可用；macOS 上要先配置。）',
        },
      ],
      predict: {
        question: {
          en: '{one} has 127.0.0.1:{one.port}. Which second server can start?',
          zh: '{one} 占用 127.0.0.1:{one.port}。下面哪个服务器还能启动？',
        },
        choices: [
          {
            text: { en: 'The one on 127.0.0.2:{one.port}', zh: '127.0.0.2:{one.port} 上的' },
            right: true,
            feedback: {
              en: 'Another address, so another pair.',
              zh: '地址不同，组合就不同。',
            },
          },
          {
            text: { en: 'The one on 127.0.0.1:{one.port}', zh: '127.0.0.1:{one.port} 上的' },
            feedback: {
              en: 'The same pair a second time [is refused](man:bind.2): EADDRINUSE.',
              zh: '同样的组合第二次会[被拒绝](man:bind.2)：EADDRINUSE。',
            },
          },
          {
            text: { en: 'Neither: the port is taken', zh: '都不能：端口已被占用' },
            feedback: {
              en: 'Ports are counted for each address by itself.',
              zh: '每个地址各有一套端口。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Start another server at **Host** `127.0.0.1`, **Port** {one.port}. It fails.',
            zh: '再启动一个服务器，**主机** `127.0.0.1`，**端口** {one.port}。它会失败。',
          },
          commands: [{ do: 'listen', as: 'same', host: '127.0.0.1', port: { portOf: 'one' } }],
          point: 'newServer',
        },
        {
          text: {
            en: 'Start another one at **Host** `127.0.0.2`, **Port** {one.port}.',
            zh: '再启动一个，**主机** `127.0.0.2`，**端口** {one.port}。',
          },
          commands: [{ do: 'listen', as: 'two', host: '127.0.0.2', port: { portOf: 'one' } }],
          point: 'newServer',
        },
      ],
      checks: [
        {
          text: { en: '{same} gets EADDRINUSE', zh: '{same} 得到 EADDRINUSE' },
          expect: { expect: 'failed', at: 'same', code: 'EADDRINUSE' },
          hint: {
            en: 'It needs the very same address and port as {one}.',
            zh: '地址和端口都要与 {one} 相同。',
          },
        },
        {
          text: {
            en: '{two} listens, or there is no 127.0.0.2 here',
            zh: '{two} 已开始监听，或者这里没有 127.0.0.2',
          },
          expect: [
            { expect: 'listening', at: 'two' },
            { expect: 'failed', at: 'two', code: 'EADDRNOTAVAIL' },
          ],
          hint: {
            en: 'The second one needs the **Host** 127.0.0.2.',
            zh: '第二个的**主机**要填 127.0.0.2。',
          },
        },
      ],
      after: [
        {
          en: 'A server on 0.0.0.0 would have taken this port [at all addresses at once](man:socket.7): then 127.0.0.2 would have failed, too.',
          zh: '如果服务器绑定的是 0.0.0.0，就等于[在所有地址上同时占用](man:socket.7)这个端口：那样 127.0.0.2 也会失败。',
        },
      ],
      look: { at: 'one' },
    },
    {
      title: { en: 'IPv6 has its own loopback', zh: 'IPv6 有自己的回环地址' },
      text: [
        {
          en: '[::1](rfc4291:2.5.3) is for IPv6 what 127.0.0.1 is for IPv4. The name `localhost` can mean either.',
          zh: '[::1](rfc4291:2.5.3) 之于 IPv6，就像 127.0.0.1 之于 IPv4。`localhost` 这个名字可以指其中任何一个。',
        },
      ],
      predict: {
        question: {
          en: 'A server listens on ::1, port {port:six}. A client calls 127.0.0.1, port {port:six}. What does it get?',
          zh: '服务器在 ::1 的端口 {port:six} 上监听。客户端连接 127.0.0.1 的端口 {port:six}，会怎样？',
        },
        choices: [
          {
            text: { en: 'A connection: both are this machine', zh: '连上：两者都是本机' },
            feedback: {
              en: 'It is the same machine, but another address, even of another family.',
              zh: '虽是同一台机器，却是另一个地址，连地址族都不同。',
            },
          },
          {
            text: { en: 'No answer, until it gives up', zh: '没有回应，直到超时' },
            feedback: {
              en: 'The machine is there and answers: nobody listens at that address.',
              zh: '机器就在那里，而且会回答：这个地址上没有人监听。',
            },
          },
          {
            text: { en: 'ECONNREFUSED', zh: 'ECONNREFUSED' },
            right: true,
            feedback: {
              en: 'Nobody listens at 127.0.0.1:{port:six}, so the SYN is [answered with RST](rfc9293:3.5.2).',
              zh: '127.0.0.1:{port:six} 上没有人监听，SYN 得到的[回应是 RST](rfc9293:3.5.2)。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Start a server at **Host** `::1`, **Port** {port:six}.',
            zh: '启动一个服务器，**主机** `::1`，**端口** {port:six}。',
          },
          commands: [{ do: 'listen', as: 'six', host: '::1', port: { freePort: 'six' } }],
          point: 'newServer',
        },
        {
          text: {
            en: 'Open {action.newClients}, choose **Another host and port**, and call `127.0.0.1`, port {port:six}.',
            zh: '打开{action.newClients}，选**其他主机和端口**，连接 `127.0.0.1` 的端口 {port:six}。',
          },
          commands: [{ do: 'connect', as: 'dora', host: '127.0.0.1', port: { freePort: 'six' } }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: {
            en: '{six} listens on ::1, or there is no IPv6 here',
            zh: '{six} 在 ::1 上监听，或者这里没有 IPv6',
          },
          expect: [
            { expect: 'listening', at: 'six' },
            { expect: 'failed', at: 'six', code: 'EADDRNOTAVAIL' },
            { expect: 'failed', at: 'six', code: 'EAFNOSUPPORT' },
          ],
          hint: { en: 'The **Host** is ::1, without brackets.', zh: '**主机**填 ::1，不带方括号。' },
        },
        {
          text: { en: '{dora} gets ECONNREFUSED', zh: '{dora} 得到 ECONNREFUSED' },
          expect: { expect: 'failed', at: 'dora', code: 'ECONNREFUSED' },
          hint: {
            en: 'Call 127.0.0.1 with the port of {six}, {port:six}.',
            zh: '请用 {six} 的端口 {port:six} 连接 127.0.0.1。',
          },
        },
      ],
      after: [
        {
          en: 'A classic: the server listens at one `localhost`, the client calls the other. Programs that [try all addresses of a name](node:net#socketconnectoptions-connectlistener) in turn get over it.',
          zh: '这是经典的坑：服务器监听的是一个 `localhost`，客户端连的是另一个。会[依次尝试一个名称的所有地址](node:net#socketconnectoptions-connectlistener)的程序才能避开它。',
        },
      ],
      look: { view: 'segments', at: 'dora' },
    },
    {
      title: { en: 'Ports below 1024', zh: '1024 以下的端口' },
      text: [
        {
          en: 'The [system ports](rfc6335:6), 0 to 1023, are those of the well-known services: 22, 80, 443. On Linux a program needs [a right of its own](man:ip.7) to bind to one, unless the machine [sets another limit](kernel:networking/ip-sysctl).',
          zh: '[系统端口](rfc6335:6) 0 到 1023 属于众所周知的服务：22、80、443。在 Linux 上，程序要绑定它们需要[专门的权限](man:ip.7)，除非这台机器[另设了界限](kernel:networking/ip-sysctl)。',
        },
        {
          en: 'So what you get now depends on who you are: an ordinary user, root, or in a container.',
          zh: '所以结果取决于你的身份：普通用户、root，还是在容器里。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Start a server at **Host** `127.0.0.1`, **Port** `80`.',
            zh: '启动一个服务器，**主机** `127.0.0.1`，**端口** `80`。',
          },
          commands: [{ do: 'listen', as: 'web', host: '127.0.0.1', port: 80 }],
          point: 'newServer',
        },
      ],
      checks: [
        {
          text: {
            en: '{web} gets EACCES; where it may, it listens; where the port is taken, it gets EADDRINUSE',
            zh: '{web} 得到 EACCES；有权限时开始监听；端口已被占用时得到 EADDRINUSE',
          },
          expect: [
            { expect: 'failed', at: 'web', code: 'EACCES' },
            { expect: 'listening', at: 'web' },
            { expect: 'failed', at: 'web', code: 'EADDRINUSE' },
          ],
          hint: { en: 'It is port 80, on 127.0.0.1.', zh: '端口是 80，主机是 127.0.0.1。' },
        },
      ],
      after: [
        {
          en: 'EACCES is no sign that the port is taken: choose one above 1023. On Linux the right is called [CAP_NET_BIND_SERVICE](man:capabilities.7); nobody should start a whole program as root for it.',
          zh: 'EACCES 并不表示端口被占用：换一个大于 1023 的端口即可。在 Linux 上这项权限叫 [CAP_NET_BIND_SERVICE](man:capabilities.7)；不该为此用 root 运行整个程序。',
        },
      ],
      look: { at: 'web' },
    },
    {
      title: { en: 'The ports of clients', zh: '客户端的端口' },
      text: [
        {
          en: 'A client has an address and a port, too. It seldom chooses: the kernel gives each one a free [ephemeral port](man:ip.7).',
          zh: '客户端也有地址和端口，但通常不由自己选：内核给每个客户端一个空闲的[临时端口](man:ip.7)。',
        },
      ],
      predict: {
        question: {
          en: 'Three clients call port {one.port}. How does the kernel tell their connections apart?',
          zh: '三个客户端都连接端口 {one.port}。内核靠什么区分这些连接？',
        },
        choices: [
          {
            text: {
              en: 'The server takes another port for each',
              zh: '服务器为每个连接换一个新端口',
            },
            feedback: {
              en: 'A common mistake: at the server’s end all three have port {one.port}.',
              zh: '常见的误解：在服务器一侧，三个连接的端口都是 {one.port}。',
            },
          },
          {
            text: {
              en: 'By both addresses and both ports together',
              zh: '靠两端的地址和两端的端口合在一起',
            },
            right: true,
            feedback: {
              en: '[A pair of sockets](rfc9293:4) names a connection: the 4-tuple. One different number is enough.',
              zh: '连接由[一对套接字](rfc9293:4)即四元组标识，有一个数不同就够了。',
            },
          },
          {
            text: { en: 'By the client’s address', zh: '靠客户端的地址' },
            feedback: {
              en: 'All three come from 127.0.0.1.',
              zh: '三个客户端都来自 127.0.0.1。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Open {action.newClients}, set **How many** to `3`, and choose {one} at **Connect to**.',
            zh: '打开{action.newClients}，**数量**填 `3`，**连接到**选 {one}。',
          },
          commands: [{ do: 'connect', as: 'crowd', to: 'one', count: 3 }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: 'All of {crowd} are ESTABLISHED', zh: '{crowd} 全部处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'crowd', is: 'ESTABLISHED' },
          kernel: true,
          hint: {
            en: 'Connect three at once, to {one}, and leave them open.',
            zh: '请一次连接三个到 {one}，并保持打开。',
          },
        },
        {
          text: { en: '{one} has accepted all of them', zh: '{one} 已全部接受' },
          expect: { expect: 'accepted', at: 'crowd@one' },
          hint: { en: 'They have to call {one}, not {two}.', zh: '要连接 {one}，而不是 {two}。' },
        },
      ],
      after: [
        {
          en: 'Look at the list: each client has a local port of its own; at the server’s end it is always {one.port}. Linux takes the ephemeral ports [from 32768 to 60999](kernel:networking/ip-sysctl) unless told otherwise; [IANA’s range for them](rfc6335:6) is 49152 to 65535.',
          zh: '看连接列表：每个客户端的本地端口各不相同，服务器一侧则总是 {one.port}。Linux 默认[从 32768 到 60999](kernel:networking/ip-sysctl) 中选取临时端口；[IANA 划出的范围](rfc6335:6)则是 49152 到 65535。',
        },
      ],
      look: { at: 'one' },
    },
  ],
}
