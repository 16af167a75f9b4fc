import type { LessonStep } from '../lesson'

/** Of "when a program dies": one that has bytes unread, and a machine that takes its kernel along. */
export const unreadSteps: readonly LessonStep[] = [
  {
    title: { en: 'A program that has stopped reading', zh: '停止读取的程序' },
    text: [
      {
        en: 'SIGSTOP [halts a program](man:signal.7) as a debugger does, or a machine that is overloaded. It reads nothing more, but its kernel goes on to take and acknowledge what comes.',
        zh: 'SIGSTOP 会[让程序暂停](man:signal.7)，就像停在调试器里，或者机器严重过载。它不再读取，但内核仍替它接收并确认到达的数据。',
      },
    ],
    acts: [
      {
        text: {
          en: 'Select {busy} and press **Halt (SIGSTOP)**.',
          zh: '选中 {busy}，按**暂停（SIGSTOP）**。',
        },
        commands: [{ do: 'kill', socket: 'busy', signal: 'SIGSTOP' }],
        point: 'views',
      },
      {
        text: {
          en: 'Send exactly `unread` from {bob}: 6 bytes.',
          zh: '由 {bob} 发送 `unread`，不多不少 6 个字节。',
        },
        commands: [{ do: 'send', from: 'bob', text: 'unread' }],
        point: 'composer',
      },
    ],
    checks: [
      {
        text: {
          en: '6 bytes wait in the receive queue of {bob@busy}',
          zh: '{bob@busy} 的接收队列里有 6 个字节',
        },
        expect: { expect: 'observed', at: 'bob@busy', receiveQueue: 6 },
        hint: {
          en: 'First halt {busy}, then send just `unread`. A program that runs would have read it.',
          zh: '先暂停 {busy}，再只发送 `unread`。正在运行的程序会把它读走。',
        },
      },
    ],
    after: [
      {
        en: '{bob} can’t tell that from a server that thinks: the bytes are acknowledged, the connection is ESTABLISHED. An acknowledgement comes from the kernel, never from the program.',
        zh: '{bob} 无法区分这与一个正在思考的服务器：字节已被确认，连接处于 ESTABLISHED。确认来自内核，而不是程序。',
      },
    ],
    look: { view: 'kernel', at: 'bob' },
  },
  {
    title: { en: 'Killed with bytes unread', zh: '还有未读字节时被结束' },
    text: [
      {
        en: 'Now the second program is killed, with 6 bytes that it will never read.',
        zh: '现在强制结束第二个程序，它还有 6 个字节永远不会读了。',
      },
    ],
    predict: {
      question: { en: 'And what does {bob} get?', zh: '{bob} 会收到什么？' },
      choices: [
        {
          text: { en: 'A FIN, like {alice}', zh: 'FIN，和 {alice} 一样' },
          feedback: {
            en: 'A FIN would let {bob} believe that its message had been read.',
            zh: 'FIN 会让 {bob} 以为自己的消息已被读走。',
          },
        },
        {
          text: { en: 'The 6 bytes, sent back', zh: '被退回的 6 个字节' },
          feedback: {
            en: 'TCP never gives bytes back. They are lost.',
            zh: 'TCP 从不退回数据，它们就此丢失。',
          },
        },
        {
          text: { en: 'An RST', zh: 'RST' },
          right: true,
          feedback: {
            en: 'Yes: closing with unread data sends RST, [to show that data was lost](rfc9293:3.6.1), whoever closes.',
            zh: '对：带着未读数据关闭会发送 RST，[以表明数据已丢失](rfc9293:3.6.1)，不论由谁关闭。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Select {busy} and press {action.killProgram}.',
          zh: '选中 {busy}，按{action.killProgram}。',
        },
        commands: [{ do: 'kill', socket: 'busy', signal: 'SIGKILL' }],
        point: 'killProgram',
      },
    ],
    checks: [
      {
        text: { en: '{busy} was ended by SIGKILL', zh: '{busy} 被 SIGKILL 终止' },
        expect: { expect: 'exited', at: 'busy', signal: 'SIGKILL' },
        hint: {
          en: 'Kill {busy}; it need not go on before.',
          zh: '请强制结束 {busy}，不必先让它继续运行。',
        },
      },
      {
        text: { en: '{bob} gets ECONNRESET', zh: '{bob} 得到 ECONNRESET' },
        expect: { expect: 'failed', at: 'bob', code: 'ECONNRESET' },
        hint: {
          en: 'If the program was let go on, it has read everything. Start the lesson over.',
          zh: '如果让程序继续运行过，它就已经读完了。请重新开始这一课。',
        },
      },
    ],
    after: [
      {
        en: 'The same death, two farewells: no unread bytes, FIN; unread bytes, RST. It is the same for clients, and for programs that call `exit`, or fail with an exception.',
        zh: '同样的死法，两种告别：没有未读字节是 FIN，有未读字节是 RST。客户端也是如此，调用 `exit` 或因异常退出的程序也是如此。',
      },
    ],
    look: { view: 'segments', at: 'bob' },
  },
  {
    title: { en: 'When a machine vanishes', zh: '整台机器消失时' },
    text: [
      {
        en: 'Power fails, a cable is pulled, a laptop leaves the room: no kernel is left to send anything. An end that only waits in `recv` learns nothing; one that sends gives up after [13 to 30 minutes](man:tcp.7) of retransmissions, with ETIMEDOUT.',
        zh: '断电，网线被拔，笔记本被带走：再没有内核来发送任何东西。只在 `recv` 里等待的一端什么也不会知道；正在发送的一端则在重传 [13 到 30 分钟](man:tcp.7)之后以 ETIMEDOUT 放弃。',
      },
      {
        en: '[Keep-alive](rfc9293:3.8.4) sends probes while a connection is silent. It is off unless a program asks for it.',
        zh: '[保活机制](rfc9293:3.8.4)（keep-alive）在连接没有数据时发送探测。除非程序要求，否则它是关闭的。',
      },
    ],
    predict: {
      question: {
        en: 'A client without keep-alive waits in `recv`, and the server’s machine loses power. When does the client learn of it?',
        zh: '没有启用保活的客户端正在 `recv` 里等待，服务器的机器断电了。客户端何时得知？',
      },
      choices: [
        {
          text: { en: 'After two hours', zh: '两小时之后' },
          feedback: {
            en: 'That is when probes begin by default, if keep-alive is on.',
            zh: '那是启用保活之后，默认开始探测的时间。',
          },
        },
        {
          text: { en: 'Never', zh: '永远不会' },
          right: true,
          feedback: {
            en: 'Yes: a connection without traffic needs none to exist. RFC 9293 calls it [half-open](rfc9293:3.5.1).',
            zh: '对：没有流量的连接照样可以一直存在。RFC 9293 称之为[半开连接](rfc9293:3.5.1)。',
          },
        },
        {
          text: { en: 'After 60 seconds', zh: '60 秒之后' },
          feedback: {
            en: 'No timer runs in ESTABLISHED while nothing is sent.',
            zh: 'ESTABLISHED 状态下，只要没有发送数据，就没有任何计时器在走。',
          },
        },
      ],
    },
    acts: [
      {
        text: { en: 'Start a server with {action.newServer}.', zh: '用{action.newServer}启动一个服务器。' },
        commands: [{ do: 'listen', as: 'server' }],
        point: 'newServer',
      },
      {
        text: {
          en: 'Connect a client to {server}: under **Advanced**, tick **Probe silent connections (keepAlive)**, and enter 10000 as **First probe after, ms**.',
          zh: '连接一个客户端到 {server}：在**高级选项**里勾选**探测无数据的连接（keepAlive）**，**首次探测前的空闲时间（毫秒）**填 10000。',
        },
        commands: [
          { do: 'connect', as: 'carol', to: 'server', keepAlive: true, keepAliveInitialDelay: 10_000 },
        ],
        point: 'newClients',
      },
    ],
    checks: [
      {
        text: {
          en: '{carol} is ESTABLISHED, with keep-alive',
          zh: '{carol} 处于 ESTABLISHED，并启用了保活',
        },
        expect: { expect: 'state', of: 'carol', is: 'ESTABLISHED' },
        kernel: true,
        hint: {
          en: 'The client needs keep-alive with 10000 ms. Connect another one that has it.',
          zh: '客户端要启用保活，时间为 10000 毫秒。请另外连接一个这样的客户端。',
        },
      },
    ],
    after: [
      {
        en: 'The kernel’s row of {carol} now has a keep-alive timer that counts down from 10 s, and begins again when the probe is answered. Without an answer, Linux by default sends [9 probes, 75 s apart](man:tcp.7); Node asks for [10, one second apart](node:net#socketsetkeepaliveenable-initialdelay). Then comes ETIMEDOUT.',
        zh: '在内核表中，{carol} 的那一行现在有一个保活计时器，从 10 秒倒数，探测得到回应后重新开始。如果没有回应，Linux 默认[共发 9 次，每次间隔 75 秒](man:tcp.7)；Node 要求[发 10 次，每次间隔 1 秒](node:net#socketsetkeepaliveenable-initialdelay)。之后得到 ETIMEDOUT。',
      },
      {
        en: 'If the machine comes back and gets a probe, its kernel knows nothing of the connection, and answers with RST.',
        zh: '如果那台机器重启后收到探测，它的内核已不认识这个连接，就会回应 RST。',
      },
    ],
    look: { view: 'kernel', at: 'carol' },
  },
]
