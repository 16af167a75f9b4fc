import type { Lesson } from '../lesson'

export const closeWaitLeak: Lesson = {
  id: 'close-wait-leak',
  title: { en: 'CLOSE_WAIT that stays', zh: '迟迟不走的 CLOSE_WAIT' },
  see: {
    en: 'The leak that everybody has had: clients leave, and a server that never closes its ends keeps them all. You make it, find it, and cure it.',
    zh: '人人都遇到过的泄漏：客户端走了，服务器却从不关闭自己的一端，于是全都留了下来。亲手制造它，找到它，再治好它。',
  },
  steps: [
    {
      title: { en: 'A server that never closes', zh: '从不关闭的服务器' },
      text: [
        {
          en: 'Node answers a FIN with its own by default. Most other programs have to do that by themselves, and may forget it: in a branch for errors, or because nobody looks at a `recv` that returned 0 bytes. [Allowing half-open connections](node:net#netcreateserveroptions-connectionlistener) makes this server such a program.',
          zh: 'Node 默认会用自己的 FIN 回应对方的 FIN。大多数其他程序必须自己来做，也就可能忘记：忘在出错的分支里，或者 `recv` 返回 0 字节时没有人理会。[允许半关闭连接](node:net#netcreateserveroptions-connectionlistener)之后，这个服务器就成了这样的程序。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, tick **Allow half-open connections**, and start it.',
            zh: '打开{action.newServer}，勾选**允许半关闭连接**，然后启动。',
          },
          commands: [{ do: 'listen', as: 'server', allowHalfOpen: true }],
          point: 'newServer',
        },
        {
          text: {
            en: 'Connect three clients to it at once: {action.newClients}, **How many**: 3.',
            zh: '一次连接三个客户端：{action.newClients}，**数量**填 3。',
          },
          commands: [{ do: 'connect', as: 'crowd', to: 'server', count: 3 }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: 'All of {crowd} are ESTABLISHED', zh: '{crowd} 全部处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'crowd', is: 'ESTABLISHED' },
          kernel: true,
          hint: {
            en: 'Three in one go make a group: connect them with one call of the dialog.',
            zh: '一次连接三个才成为一组：请在对话框里一次完成。',
          },
        },
        {
          text: { en: 'So are their ends at {server}', zh: '{server} 一侧的各端也是' },
          expect: { expect: 'state', of: 'crowd@server', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'The clients must call {server}.', zh: '客户端必须连接 {server}。' },
        },
      ],
      look: { view: 'states', at: 'crowd.1' },
    },
    {
      title: { en: 'The clients leave', zh: '客户端离开' },
      text: [
        {
          en: 'The clients have what they wanted, and close in good order.',
          zh: '客户端各取所需之后，正常关闭连接。',
        },
      ],
      predict: {
        question: {
          en: 'The clients have closed. Which state are the server’s ends in, a second later?',
          zh: '客户端已经关闭。一秒之后，服务器的各端处于什么状态？',
        },
        choices: [
          {
            text: { en: 'TIME_WAIT', zh: 'TIME_WAIT' },
            feedback: {
              en: 'TIME_WAIT goes to whoever closes first, and only after both FINs. The server has sent none.',
              zh: 'TIME_WAIT 属于先关闭的一方，而且要等双方的 FIN 都发出之后。服务器一个也没有发。',
            },
          },
          {
            text: { en: 'CLOSED: the clients are gone', zh: 'CLOSED：客户端已经走了' },
            feedback: {
              en: 'A connection ends when both sides have closed. One has.',
              zh: '双方都关闭，连接才结束。现在只有一方关闭了。',
            },
          },
          {
            text: { en: 'CLOSE_WAIT', zh: 'CLOSE_WAIT' },
            right: true,
            feedback: {
              en: 'Yes: “the peer has closed, now I [wait for my own program to do so](rfc9293:3.3.2)”.',
              zh: '对：对端已关闭，现在[等自己的程序来关闭](rfc9293:3.3.2)。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select all three of {crowd} (with Shift) and press {action.close}.',
            zh: '选中 {crowd} 的全部三个（按住 Shift），按{action.close}。',
          },
          commands: [{ do: 'close', socket: 'crowd' }],
          point: 'close',
        },
      ],
      checks: [
        {
          text: { en: '{crowd} are in FIN_WAIT_2', zh: '{crowd} 处于 FIN_WAIT_2' },
          expect: { expect: 'state', of: 'crowd', is: 'FIN_WAIT_2' },
          kernel: true,
          hint: {
            en: 'Close all three, and at the client’s end. A reset leaves nothing behind.',
            zh: '三个都要关闭，而且是在客户端一侧。重置则什么也不会留下。',
          },
        },
        {
          text: { en: '{crowd@server} are in CLOSE_WAIT', zh: '{crowd@server} 处于 CLOSE_WAIT' },
          expect: { expect: 'state', of: 'crowd@server', is: 'CLOSE_WAIT' },
          kernel: true,
          hint: {
            en: 'The server must allow half-open connections, and must not have closed.',
            zh: '服务器必须允许半关闭连接，而且自己没有关闭。',
          },
        },
      ],
      after: [
        {
          en: 'Nothing has failed, nothing is in the log of the program. Yet each of these ends keeps a descriptor, and a server has a limited number of them: one day `accept` fails with [EMFILE](man:accept.2).',
          zh: '没有任何报错，程序日志里也什么都没有。但这里的每一端都占着一个描述符，而服务器的描述符数量有限：总有一天 `accept` 会因 [EMFILE](man:accept.2) 而失败。',
        },
      ],
      look: { view: 'kernel', at: 'crowd.1' },
    },
    {
      title: { en: 'More come, and more stay', zh: '来得越多，留得越多' },
      text: [
        {
          en: 'How to see it, on any Linux machine: `ss -tn state close-wait` lists [the sockets in that state](man:ss.8), and `-p` adds whose they are. Here {action.showKernelTable} has the same columns. The sign of the leak: their number only grows.',
          zh: '在任何 Linux 机器上都可以这样看：`ss -tn state close-wait` 列出[处于该状态的套接字](man:ss.8)，加上 `-p` 还能看到属于哪个程序。这里的{action.showKernelTable}有相同的列。泄漏的标志是：数量只增不减。',
        },
      ],
      predict: {
        question: {
          en: 'All clients are gone, and nobody touches the lab for two minutes. What is left?',
          zh: '客户端全都走了，两分钟内谁也不动实验室。还剩下什么？',
        },
        choices: [
          {
            text: { en: 'Nothing: both sides time out', zh: '什么都不剩：两侧都会超时' },
            feedback: {
              en: 'One of them does. CLOSE_WAIT has no timer: it is not TCP that is waited for.',
              zh: '只有一侧会。CLOSE_WAIT 没有计时器：等的并不是 TCP。',
            },
          },
          {
            text: { en: 'CLOSE_WAIT at the server alone', zh: '只剩服务器一侧的 CLOSE_WAIT' },
            right: true,
            feedback: {
              en: 'Yes. A FIN_WAIT_2 that no program holds is given up after [60 s](man:tcp.7); the server’s end never learns of that.',
              zh: '对。没有程序持有的 FIN_WAIT_2 在 [60 秒](man:tcp.7)后被放弃，而服务器一端对此毫不知情。',
            },
          },
          {
            text: { en: 'FIN_WAIT_2 at the clients alone', zh: '只剩客户端一侧的 FIN_WAIT_2' },
            feedback: {
              en: 'The other way round: here the kernel has a timer, since no program is left to wait for.',
              zh: '正好相反：这一侧已没有程序，内核为它设有计时器。',
            },
          },
        ],
      },
      acts: [
        {
          text: { en: 'Connect two more to {server} at once.', zh: '再一次连接两个到 {server}。' },
          commands: [{ do: 'connect', as: 'late', to: 'server', count: 2 }],
          point: 'newClients',
        },
        {
          text: {
            en: 'Select both of {late} and press {action.close}.',
            zh: '选中两个 {late}，按{action.close}。',
          },
          commands: [{ do: 'close', socket: 'late' }],
          point: 'close',
        },
      ],
      checks: [
        {
          text: { en: '{late@server} are in CLOSE_WAIT, too', zh: '{late@server} 也处于 CLOSE_WAIT' },
          expect: { expect: 'state', of: 'late@server', is: 'CLOSE_WAIT' },
          kernel: true,
          hint: {
            en: 'Connect two in one go, and close both at the client’s end.',
            zh: '请一次连接两个，并在客户端一侧把两个都关闭。',
          },
        },
        {
          text: { en: '{crowd@server} still are', zh: '{crowd@server} 仍然如此' },
          expect: { expect: 'state', of: 'crowd@server', is: 'CLOSE_WAIT' },
          kernel: true,
          hint: {
            en: 'If they are closed, start the lesson over.',
            zh: '如果它们已经关闭，请重新开始这一课。',
          },
        },
      ],
      after: [
        {
          en: 'Some advice on the web is to tune the kernel. [tcp_fin_timeout](kernel:networking/ip-sysctl) is about FIN_WAIT_2 alone, and nothing limits CLOSE_WAIT: many of them mean a bug in the program that holds them, not at its peer.',
          zh: '网上有人建议调整内核参数。但 [tcp_fin_timeout](kernel:networking/ip-sysctl) 只管 FIN_WAIT_2，没有哪个参数限制 CLOSE_WAIT：大量 CLOSE_WAIT 意味着持有它们的程序有缺陷，与对端无关。',
        },
      ],
      look: { view: 'kernel', at: 'crowd.1' },
    },
    {
      title: { en: 'Close, at last', zh: '终于关闭' },
      text: [
        {
          en: 'Only the program can end it, or its death. Here you are the program.',
          zh: '只有程序自己能了结它，或者程序结束。在这里，你就是程序。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Select {server} and press {action.closeConnections}.',
            zh: '选中 {server}，按{action.closeConnections}。',
          },
          commands: [
            { do: 'close', socket: 'crowd@server' },
            { do: 'close', socket: 'late@server' },
          ],
          point: 'closeConnections',
        },
      ],
      checks: [
        {
          text: { en: '{crowd@server} went through LAST_ACK …', zh: '{crowd@server} 经过 LAST_ACK……' },
          expect: { expect: 'state', of: 'crowd@server', was: 'LAST_ACK' },
          hint: {
            en: 'Close the server’s ends, all of them: {action.closeConnections}.',
            zh: '请关闭服务器的所有各端：{action.closeConnections}。',
          },
        },
        {
          text: { en: '… to CLOSED', zh: '……到达 CLOSED' },
          expect: { expect: 'state', of: 'crowd@server', was: 'CLOSED' },
          hint: {
            en: 'Close the server’s ends, all of them: {action.closeConnections}.',
            zh: '请关闭服务器的所有各端：{action.closeConnections}。',
          },
        },
        {
          text: { en: '{late@server} as well', zh: '{late@server} 也一样' },
          expect: { expect: 'state', of: 'late@server', was: 'CLOSED' },
          hint: {
            en: 'Close the server’s ends, all of them: {action.closeConnections}.',
            zh: '请关闭服务器的所有各端：{action.closeConnections}。',
          },
        },
      ],
      after: [
        {
          en: 'The descriptors are free. If the clients’ kernels still waited in FIN_WAIT_2, their ends are in TIME_WAIT now; if their 60 s were over, the late FIN was answered with RST, and that ended it as well.',
          zh: '描述符全部释放。如果客户端的内核还停在 FIN_WAIT_2，它们现在进入了 TIME_WAIT；如果 60 秒已过，迟到的 FIN 得到的回应是 RST，连接同样就此结束。',
        },
      ],
      look: { view: 'timeline', at: 'crowd.1' },
    },
    {
      title: { en: 'The cure', zh: '治本' },
      text: [
        {
          en: 'In the program: where a read returns the end, close, on every path. In Python, [`recv`](python:socket#socket.socket.recv) returns `b""`, and `with conversation:` closes whatever happens. In Node, leave `allowHalfOpen` off, or call [`end()`](node:net#socketenddata-encoding-callback) on `end`.',
          zh: '在程序里：读到结尾就关闭，每条路径都不例外。在 Python 里，[`recv`](python:socket#socket.socket.recv) 返回 `b""`，用 `with conversation:` 则无论如何都会关闭。在 Node 里，不要打开 `allowHalfOpen`，或者在 `end` 事件里调用 [`end()`](node:net#socketenddata-encoding-callback)。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Start another server, this time without **Allow half-open connections**.',
            zh: '再启动一个服务器，这次不勾选**允许半关闭连接**。',
          },
          commands: [{ do: 'listen', as: 'cured', allowHalfOpen: false }],
          point: 'newServer',
        },
        {
          text: {
            en: 'Connect three clients to {cured} at once.',
            zh: '一次连接三个客户端到 {cured}。',
          },
          commands: [{ do: 'connect', as: 'visitors', to: 'cured', count: 3 }],
          point: 'newClients',
        },
        {
          text: {
            en: 'Select all three of {visitors} and press {action.close}.',
            zh: '选中 {visitors} 的全部三个，按{action.close}。',
          },
          commands: [{ do: 'close', socket: 'visitors' }],
          point: 'close',
        },
      ],
      checks: [
        {
          text: { en: '{visitors@cured} are CLOSED by themselves', zh: '{visitors@cured} 自行到达 CLOSED' },
          expect: { expect: 'state', of: 'visitors@cured', was: 'CLOSED' },
          hint: {
            en: 'In CLOSE_WAIT? Then this server allows half-open connections, as the first one did.',
            zh: '处于 CLOSE_WAIT？说明这个服务器也允许半关闭连接，和第一个一样。',
          },
        },
        {
          text: { en: '{visitors} are in TIME_WAIT', zh: '{visitors} 处于 TIME_WAIT' },
          expect: { expect: 'state', of: 'visitors', is: 'TIME_WAIT' },
          kernel: true,
          hint: {
            en: 'The clients close first, all three.',
            zh: '三个客户端都要先关闭。',
          },
        },
      ],
      after: [
        {
          en: 'TIME_WAIT is the sign of health here: it means that both sides have closed, and it ends by itself. CLOSE_WAIT is the one to look for.',
          zh: 'TIME_WAIT 在这里是健康的标志：它说明双方都已关闭，而且会自行结束。真正要留意的是 CLOSE_WAIT。',
        },
      ],
      look: { view: 'states', at: 'visitors.1' },
    },
  ],
}
