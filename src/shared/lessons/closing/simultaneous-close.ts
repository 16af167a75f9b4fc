import type { Lesson } from '../lesson'

/** 64 KiB; four of them are more than an end takes whose program does not read. */
const MUCH = 'a line that nobody reads for now\n'.repeat(1986).slice(0, 65_536)

export const simultaneousClose: Lesson = {
  id: 'simultaneous-close',
  title: { en: 'Both close at once: CLOSING', zh: '同时关闭：CLOSING' },
  see: {
    en: 'The rarest of the eleven states, held still so that you can look at it: each end has closed before it knows of the other one’s FIN.',
    zh: '十一个状态中最少见的一个，并让它停住供你观察：每一端都在得知对方的 FIN 之前就已关闭。',
  },
  steps: [
    {
      title: { en: 'Two ends that don’t read', zh: '两端都不读取' },
      text: [
        {
          en: 'For a simultaneous close, each end must send FIN before the other one’s has come. With both ends in one program, as here, that does not happen by itself: over loopback a FIN has arrived before the call that sent it returns.',
          zh: '要同时关闭，每一端都必须在对方的 FIN 到来之前发出自己的 FIN。像这里这样两端同在一个程序中，这不会自然发生：在回环上，发出 FIN 的调用还没有返回，FIN 就已经到了。',
        },
        {
          en: 'So the FINs are going to be held up. A FIN [goes out behind all data](rfc9293:3.10.4), and data waits when nobody reads at the other end.',
          zh: '因此要让 FIN 滞留。FIN [排在所有数据之后发出](rfc9293:3.10.4)，而对端没有人读取时，数据就得等待。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, choose **Nothing: reads and records**, and start it.',
            zh: '打开{action.newServer}，选择**不应答：只读取并记录**，然后启动。',
          },
          commands: [{ do: 'listen', as: 'server', respond: { with: 'none' } }],
          point: 'newServer',
        },
        {
          text: {
            en: 'Open {action.newClients}, and connect one to {server}.',
            zh: '打开{action.newClients}，让一个客户端连接到 {server}。',
          },
          commands: [{ do: 'connect', as: 'alice', to: 'server' }],
          point: 'newClients',
        },
        {
          text: {
            en: 'Press **Pause reading** at {alice}, and at {alice@server}.',
            zh: '在 {alice} 和 {alice@server} 上各按一次**暂停读取**。',
          },
          commands: [
            { do: 'pause', socket: 'alice' },
            { do: 'pause', socket: 'alice@server' },
          ],
          point: 'pauseOrResume',
        },
      ],
      checks: [
        {
          text: { en: '{alice} reads no more', zh: '{alice} 不再读取' },
          expect: { expect: 'paused', at: 'alice' },
          hint: { en: 'Select {alice} and pause it.', zh: '选中 {alice}，暂停读取。' },
        },
        {
          text: { en: '{alice@server} reads no more', zh: '{alice@server} 不再读取' },
          expect: { expect: 'paused', at: 'alice@server' },
          hint: { en: 'Select {alice@server} and pause it.', zh: '选中 {alice@server}，暂停读取。' },
        },
      ],
      look: { view: 'states', at: 'alice' },
    },
    {
      title: { en: 'Much data, and two closes', zh: '大量数据，两次关闭' },
      text: [
        {
          en: 'Each end sends more than the other one’s kernel takes in unread, and then closes its direction.',
          zh: '每一端发送的数据，都超过对端内核在无人读取时所能收下的量；然后各自关闭自己的方向。',
        },
      ],
      predict: {
        question: {
          en: 'Both have half-closed, and neither reads. Where do they stay?',
          zh: '两端都已半关闭，而谁也不读取。它们停在哪里？',
        },
        choices: [
          {
            text: { en: 'FIN_WAIT_2 and CLOSE_WAIT', zh: 'FIN_WAIT_2 和 CLOSE_WAIT' },
            feedback: {
              en: 'For that, one FIN would have had to arrive. Both still wait behind data.',
              zh: '那样的话，其中一个 FIN 必须已经到达。而两个 FIN 都还排在数据之后。',
            },
          },
          {
            text: { en: 'ESTABLISHED, both', zh: '都是 ESTABLISHED' },
            feedback: {
              en: 'Their kernels have taken all data and the FIN: the close has begun, even if the FIN is not out yet.',
              zh: '两端的内核已经接过全部数据和 FIN：即使 FIN 还没有发到线路上，关闭也已经开始。',
            },
          },
          {
            text: { en: 'FIN_WAIT_1, both', zh: '都是 FIN_WAIT_1' },
            right: true,
            feedback: {
              en: 'Yes: each has closed, and no FIN is acknowledged. There are two active closers.',
              zh: '对：两端都已关闭，而 FIN 都没有得到确认。两端都是主动关闭方。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice} and send a file of 200 KB to 1 MB, by **File…**. The same from {alice@server}. Without such a file at hand, leave it to **Do it for me**.',
            zh: '选中 {alice}，用**文件……**发送一个 200 KB 到 1 MB 的文件；从 {alice@server} 也同样发送。手边没有这样的文件，就交给**替我做**。',
          },
          commands: [
            { do: 'send', from: 'alice', text: MUCH, repeat: 4 },
            { do: 'send', from: 'alice@server', text: MUCH, repeat: 4 },
          ],
          point: 'sendFile',
        },
        {
          text: {
            en: 'Press {action.shutdown} at {alice}, and at {alice@server}.',
            zh: '在 {alice} 和 {alice@server} 上各按一次{action.shutdown}。',
          },
          commands: [
            { do: 'shutdown', socket: 'alice' },
            { do: 'shutdown', socket: 'alice@server' },
          ],
          point: 'shutdown',
        },
      ],
      checks: [
        {
          text: { en: '{alice} is in FIN_WAIT_1', zh: '{alice} 处于 FIN_WAIT_1' },
          expect: { expect: 'state', of: 'alice', is: 'FIN_WAIT_1' },
          kernel: true,
          hint: {
            en: 'If it is past that, the data was too little to stop its FIN; if it is still ESTABLISHED, too much for its kernel. Begin the lesson again with another file.',
            zh: '如果已经越过它，说明数据太少，没能挡住 FIN；如果仍是 ESTABLISHED，说明数据太多，内核还没有全部接过去。请换一个文件，重新开始这一课。',
          },
        },
        {
          text: { en: '{alice@server} is in FIN_WAIT_1', zh: '{alice@server} 处于 FIN_WAIT_1' },
          expect: { expect: 'state', of: 'alice@server', is: 'FIN_WAIT_1' },
          kernel: true,
          hint: {
            en: 'It needs as much data and a half-close of its own. Did {alice}’s FIN get through? Begin again with a larger file.',
            zh: '它同样需要发送大量数据，并且自己半关闭。是不是 {alice} 的 FIN 已经到达？请换一个更大的文件重新开始。',
          },
        },
      ],
      look: { view: 'kernel', at: 'alice' },
    },
    {
      title: { en: 'One FIN arrives', zh: '一个 FIN 到达' },
      text: [
        {
          en: '{alice} is going to read on. All that the server has sent gets through then, and its FIN behind that. {alice}’s own FIN goes on waiting: the server’s end still does not read.',
          zh: '{alice} 将恢复读取。于是服务器发出的一切都能到达，最后是它的 FIN。而 {alice} 自己的 FIN 继续等待：服务器端仍不读取。',
        },
      ],
      predict: {
        question: {
          en: '{alice} gets a FIN while nobody has acknowledged its own. Which state is that?',
          zh: '{alice} 收到了 FIN，而它自己的 FIN 还没有得到确认。这是哪个状态？',
        },
        choices: [
          {
            text: { en: 'LAST_ACK', zh: 'LAST_ACK' },
            feedback: {
              en: 'There, too, only the ACK of the own FIN is missing. But LAST_ACK comes from CLOSE_WAIT: the FIN of the peer came **before** the own close.',
              zh: '在 LAST_ACK 中同样只差对自己 FIN 的 ACK。但 LAST_ACK 来自 CLOSE_WAIT：对端的 FIN 在自己关闭**之前**就到了。',
            },
          },
          {
            text: { en: 'CLOSING', zh: 'CLOSING' },
            right: true,
            feedback: {
              en: 'Yes: in FIN_WAIT_1, a FIN without an ACK of the own one [leads to CLOSING](rfc9293:3.3.2).',
              zh: '对：在 FIN_WAIT_1 中收到 FIN，而自己的 FIN 未得到确认，就[进入 CLOSING](rfc9293:3.3.2)。',
            },
          },
          {
            text: { en: 'TIME_WAIT', zh: 'TIME_WAIT' },
            feedback: {
              en: 'TIME_WAIT needs both: the FIN of the peer, and the ACK of the own.',
              zh: 'TIME_WAIT 需要两个条件：对端的 FIN，以及对自己 FIN 的 ACK。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice} and press **Resume reading**. Leave {alice@server} paused.',
            zh: '选中 {alice}，按**恢复读取**。{alice@server} 保持暂停。',
          },
          commands: [{ do: 'resume', socket: 'alice' }],
          point: 'pauseOrResume',
        },
      ],
      checks: [
        {
          text: { en: '{alice} is in CLOSING', zh: '{alice} 处于 CLOSING' },
          expect: { expect: 'state', of: 'alice', is: 'CLOSING' },
          kernel: true,
          hint: {
            en: 'Resume {alice}, and not the other end. If that was resumed first, CLOSING was there, or is over: begin the lesson again.',
            zh: '恢复 {alice} 的读取，而不是另一端。如果先恢复了另一端，CLOSING 就在那里，或者已经过去：请重新开始这一课。',
          },
        },
        {
          text: { en: '{alice@server} is in FIN_WAIT_2', zh: '{alice@server} 处于 FIN_WAIT_2' },
          expect: { expect: 'state', of: 'alice@server', is: 'FIN_WAIT_2' },
          kernel: true,
          hint: {
            en: 'Its FIN is acknowledged once {alice} has read everything.',
            zh: '{alice} 读完全部数据之后，它的 FIN 就会得到确认。',
          },
        },
      ],
      after: [
        {
          en: 'The state diagram shows both paths. {alice@server} never was in CLOSE_WAIT: it had closed already. Look in the kernel’s view for what {alice} still has to send.',
          zh: '状态图显示两端各自的路径。{alice@server} 从未进入 CLOSE_WAIT：它早已关闭。在内核视图中可以看到 {alice} 还有多少要发。',
        },
      ],
      look: { view: 'states', at: 'alice' },
    },
    {
      title: { en: 'Two times TIME_WAIT', zh: '两个 TIME_WAIT' },
      text: [
        {
          en: 'Now the server’s end reads on, too, so that {alice}’s FIN gets through and is acknowledged.',
          zh: '现在服务器端也恢复读取，{alice} 的 FIN 就能到达并得到确认。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Select {alice@server} and press **Resume reading**.',
            zh: '选中 {alice@server}，按**恢复读取**。',
          },
          commands: [{ do: 'resume', socket: 'alice@server' }],
          point: 'pauseOrResume',
        },
      ],
      checks: [
        {
          text: { en: '{alice} holds TIME_WAIT …', zh: '{alice} 处于 TIME_WAIT……' },
          expect: { expect: 'state', of: 'alice', is: 'TIME_WAIT' },
          kernel: true,
          hint: {
            en: 'Resume {alice@server}. After some minutes in CLOSING, the kernel gives up: then begin the lesson again.',
            zh: '恢复 {alice@server} 的读取。在 CLOSING 停留几分钟之后，内核会放弃：那样请重新开始这一课。',
          },
        },
        {
          text: { en: '… and {alice@server}, too', zh: '……{alice@server} 也是' },
          expect: { expect: 'state', of: 'alice@server', is: 'TIME_WAIT' },
          kernel: true,
          hint: { en: 'Resume {alice@server}.', zh: '恢复 {alice@server} 的读取。' },
        },
      ],
      after: [
        {
          en: 'Both closed actively, so [both linger](rfc9293:3.6.1). Across a network with some delay, two FINs can cross on the way; then [both ends pass through CLOSING](rfc9293:3.6). Here one was ahead, and its FIN was acknowledged first.',
          zh: '两端都是主动关闭，因此[都要停留](rfc9293:3.6.1)。在有延迟的网络上，两个 FIN 可能在途中交错；那时[两端都会经过 CLOSING](rfc9293:3.6)。而这里其中一个 FIN 先到，也先得到了确认。',
        },
      ],
      look: { view: 'states', at: 'alice@server' },
    },
  ],
}
