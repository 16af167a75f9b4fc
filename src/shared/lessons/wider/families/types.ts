import type { LessonStep } from '../../lesson'

/** Ports of each protocol by itself, and the types that the lab can't open. */
export const types: readonly LessonStep[] = [
  {
    title: { en: 'Two types, one port number', zh: '两种类型，同一个端口号' },
    text: [
      {
        en: 'Now the same family with another type: INET and DGRAM is UDP. {four} listens on TCP port {four.port}.',
        zh: '现在是同一个地址族、另一种类型：INET 加 DGRAM 就是 UDP。{four} 正在 TCP 端口 {four.port} 上监听。',
      },
    ],
    predict: {
      question: {
        en: 'A UDP socket and a second TCP listener both want port {four.port}. Who gets it?',
        zh: '一个 UDP 套接字和第二个 TCP 监听者都想要端口 {four.port}。谁能得到？',
      },
      choices: [
        {
          text: { en: 'Neither: the port is taken', zh: '都不能：端口已被占用' },
          feedback: {
            en: 'Taken by whom? A port belongs to a protocol: UDP has 65,535 of its own.',
            zh: '被谁占用？端口属于某个协议：UDP 有自己的 65,535 个。',
          },
        },
        {
          text: { en: 'The UDP socket', zh: 'UDP 套接字' },
          right: true,
          feedback: {
            en: 'Yes: each protocol has ports of its own. DNS answers on port 53 of both.',
            zh: '对：每个协议有自己的端口。DNS 就同时使用两者的 53 端口。',
          },
        },
        {
          text: { en: 'Both: SO_REUSEADDR is set', zh: '都能：设置了 SO_REUSEADDR' },
          feedback: {
            en: 'On Linux that option helps against TIME_WAIT, [never against a listener](man:socket.7).',
            zh: '在 Linux 上，这个选项只对 TIME_WAIT 有用，[对正在监听的套接字无效](man:socket.7)。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Open {action.newDatagrams} and bind one at **Port** {four.port}.',
          zh: '打开{action.newDatagrams}，**端口**填 {four.port}，绑定。',
        },
        commands: [{ do: 'bind', as: 'dgram', host: '127.0.0.1', port: { portOf: 'four' } }],
        point: 'newDatagrams',
      },
      {
        text: {
          en: 'Open {action.newServer} and try TCP at the same **Port** {four.port}. Then leave the dialog with **Cancel**.',
          zh: '打开{action.newServer}，在同一**端口** {four.port} 上试试 TCP，然后按**取消**离开对话框。',
        },
        commands: [{ do: 'listen', as: 'twin', host: '127.0.0.1', port: { portOf: 'four' } }],
        point: 'newServer',
      },
    ],
    checks: [
      {
        text: { en: '{dgram} is bound, by UDP', zh: '{dgram} 已在 UDP 上绑定' },
        expect: { expect: 'listening', at: 'dgram', transport: 'udp' },
        hint: {
          en: 'Bind a UDP socket at 127.0.0.1, port {four.port}.',
          zh: '请在 127.0.0.1 的端口 {four.port} 上绑定一个 UDP 套接字。',
        },
      },
      {
        text: { en: '{twin} got EADDRINUSE', zh: '{twin} 得到了 EADDRINUSE' },
        expect: { expect: 'failed', at: 'twin', code: 'EADDRINUSE' },
        hint: {
          en: 'Start a TCP server at 127.0.0.1, port {four.port}, while {four} listens.',
          zh: '请在 {four} 监听期间，在 127.0.0.1 的端口 {four.port} 上启动 TCP 服务器。',
        },
      },
    ],
    after: [
      {
        en: 'An arriving packet says its protocol first and its port second. So “which program has port 8080” is half a question: 8080 of TCP, or of UDP?',
        zh: '到达的数据包先看协议，再看端口。所以“8080 端口是哪个程序的”只问了一半：是 TCP 的 8080，还是 UDP 的？',
      },
    ],
    look: { view: 'calls', at: 'twin' },
  },
  {
    title: { en: 'The other types and families', zh: '其他类型和地址族' },
    text: [
      {
        en: '[socket(2)](man:socket.2) knows more types. `SOCK_SEQPACKET`: connected and in order, like a stream, but messages stay apart. `SOCK_RDM`: messages that arrive, in any order. `SOCK_RAW`: [packets with their headers](man:raw.7), for those with the right to it.',
        zh: '[socket(2)](man:socket.2) 还有别的类型。`SOCK_SEQPACKET`：像流一样有连接、有顺序，但保留消息边界。`SOCK_RDM`：消息保证到达，但不保证顺序。`SOCK_RAW`：[连同首部的数据包](man:raw.7)，需要特权。',
      },
      {
        en: 'And more families: `AF_NETLINK` [talks to the kernel](man:netlink.7), `AF_PACKET` to [the network card](man:packet.7), and dozens that few machines use. Not every family has every type.',
        zh: '地址族也更多：`AF_NETLINK` [与内核通信](man:netlink.7)，`AF_PACKET` [直接面对网卡](man:packet.7)，还有几十种很少用到的。并非每个地址族都有每种类型。',
      },
      {
        en: 'Node opens TCP and paths ([net](node:net)) and UDP ([dgram](node:dgram)), and so does this lab. The others are told here, not shown.',
        zh: 'Node 能打开 TCP 和路径（[net](node:net)）以及 UDP（[dgram](node:dgram)），本实验室也是如此。其余的只作说明，无法演示。',
      },
    ],
    predict: {
      question: {
        en: 'Two programs of one machine want a connection, no loss, the right order, and messages that stay apart without any framing of their own. Which socket?',
        zh: '同一台机器上的两个程序想要：有连接、不丢失、按顺序，并且无需自己分帧就保留消息边界。该用哪种套接字？',
      },
      choices: [
        {
          text: { en: 'INET, STREAM', zh: 'INET 加 STREAM' },
          feedback: {
            en: 'Connected, complete and in order. But [a stream has no boundaries](man:socket.2).',
            zh: '有连接、不丢失、有顺序。但是[流没有边界](man:socket.2)。',
          },
        },
        {
          text: { en: 'INET, DGRAM', zh: 'INET 加 DGRAM' },
          feedback: {
            en: 'Its messages stay apart. But UDP promises neither arrival nor order, and connects nobody.',
            zh: '消息确实互不相连。但 UDP 不保证到达和顺序，也没有连接。',
          },
        },
        {
          text: { en: 'INET, RAW', zh: 'INET 加 RAW' },
          feedback: {
            en: 'It gives IP packets as they are: everything else would be yours to do.',
            zh: '它给出的是原样的 IP 数据包：其余一切都得自己做。',
          },
        },
        {
          text: { en: 'UNIX, SEQPACKET', zh: 'UNIX 加 SEQPACKET' },
          right: true,
          feedback: {
            en: 'Yes: [connected, in order, with boundaries](man:unix.7), on Linux since 2.6.4.',
            zh: '对：[有连接、有顺序、有边界](man:unix.7)，Linux 2.6.4 起支持。',
          },
        },
      ],
    },
  },
]
