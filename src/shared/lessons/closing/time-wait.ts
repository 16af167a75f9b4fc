import type { Lesson } from '../lesson'

export const timeWait: Lesson = {
  id: 'time-wait',
  title: { en: 'TIME_WAIT and 2MSL', zh: 'TIME_WAIT 与 2MSL' },
  see: {
    en: 'Who holds TIME_WAIT, for how long and what for; and a server that listens again on its port in the midst of it.',
    zh: '谁停留在 TIME_WAIT、停留多久、为了什么；以及服务器在 TIME_WAIT 期间重新监听同一个端口。',
  },
  steps: [
    {
      title: { en: 'A server and a client', zh: '一个服务器和一个客户端' },
      text: [
        {
          en: 'Tutorials often say that TIME_WAIT is the client’s, and that a server which closed can’t be started again for a while. Both can be looked at.',
          zh: '教程常说 TIME_WAIT 属于客户端，又说服务器关闭之后一段时间内无法重新启动。这两点都可以亲眼验证。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer} and start one.',
            zh: '打开{action.newServer}，启动一个服务器。',
          },
          commands: [{ do: 'listen', as: 'server' }],
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
      ],
      checks: [
        {
          text: { en: '{alice@server} is ESTABLISHED', zh: '{alice@server} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice@server', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'Connect a client to {server}.', zh: '让一个客户端连接到 {server}。' },
        },
      ],
      look: { view: 'states', at: 'alice@server' },
    },
    {
      title: { en: 'Who holds it, and for how long', zh: '谁停留，停留多久' },
      text: [
        {
          en: 'The standard says that the active closer [lingers for 2 MSL](rfc9293:3.6.1), twice the longest time that a segment lives in the network, and takes the MSL to be [2 minutes](rfc9293:3.4.2): an engineering choice, which others make otherwise.',
          zh: '标准规定，主动关闭的一方要[停留 2MSL](rfc9293:3.6.1)，即报文段在网络中最长生存时间的两倍，并取 MSL 为 [2 分钟](rfc9293:3.4.2)：这只是工程上的取值，各系统并不相同。',
        },
      ],
      predict: {
        question: {
          en: 'Here the server’s end closes first. Who holds TIME_WAIT, and for how long on Linux?',
          zh: '这里由服务器端先关闭。谁停留在 TIME_WAIT？在 Linux 上停留多久？',
        },
        choices: [
          {
            text: { en: '{alice}, for 4 minutes', zh: '{alice}，4 分钟' },
            feedback: {
              en: 'Not who calls counts, but who closes first. And 4 minutes is the standard’s value; no Linux waits so long.',
              zh: '关键不在于谁发起连接，而在于谁先关闭。4 分钟是标准中的值；Linux 不会等那么久。',
            },
          },
          {
            text: { en: '{alice@server}, for 60 seconds', zh: '{alice@server}，60 秒' },
            right: true,
            feedback: {
              en: 'Yes. Linux has 60 seconds built in, whatever the MSL of the books.',
              zh: '对。Linux 内置的就是 60 秒，与书上的 MSL 无关。',
            },
          },
          {
            text: { en: 'Both, for 60 seconds', zh: '两端都是，60 秒' },
            feedback: {
              en: 'Both would, if both had closed at once. {alice} only follows, and is through after LAST_ACK.',
              zh: '只有同时关闭时两端才都会。{alice} 只是随后关闭，经过 LAST_ACK 就结束了。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice@server} and press {action.close}.',
            zh: '选中 {alice@server}，按{action.close}。',
          },
          commands: [{ do: 'close', socket: 'alice@server' }],
          point: 'close',
        },
      ],
      checks: [
        {
          text: { en: '{alice@server} holds TIME_WAIT', zh: '{alice@server} 处于 TIME_WAIT' },
          expect: { expect: 'state', of: 'alice@server', is: 'TIME_WAIT' },
          kernel: true,
          hint: {
            en: 'Close {alice@server}, not {alice}. If {alice} was first, begin the lesson again.',
            zh: '要关闭的是 {alice@server}，不是 {alice}。如果 {alice} 先关闭了，请重新开始这一课。',
          },
        },
        {
          text: {
            en: 'Its countdown runs: the kernel’s timer, where that can be read',
            zh: '倒计时开始：内核的定时器（如果能够读取）',
          },
          expect: [
            {
              expect: 'observed',
              at: 'alice@server',
              state: 'TIME_WAIT',
              timer: { kind: 'timeWait', ms: { atMost: 61_000 } },
            },
            { expect: 'state', of: 'alice@server', is: 'TIME_WAIT' },
          ],
          kernel: true,
          hint: { en: 'Close {alice@server} first.', zh: '先关闭 {alice@server}。' },
        },
        {
          text: {
            en: '{alice} is CLOSED, by way of LAST_ACK',
            zh: '{alice} 经过 LAST_ACK，已是 CLOSED',
          },
          expect: { expect: 'state', of: 'alice', was: 'LAST_ACK' },
          hint: {
            en: '{alice} must close second. A client that allows half-open connections has to be closed by hand.',
            zh: '{alice} 必须后关闭。允许半关闭连接的客户端，需要手动关闭。',
          },
        },
      ],
      after: [
        {
          en: 'No program holds that socket any more. It is the kernel that keeps the 4-tuple, and counts down: see the timer. Nothing has to be waited for in this lesson.',
          zh: '已没有程序持有这个套接字。是内核保留着这个四元组并倒计时：请看定时器。这一课不需要等它结束。',
        },
      ],
      look: { view: 'kernel', at: 'alice@server' },
    },
    {
      title: { en: 'What it is for', zh: '它的用处' },
      text: [
        {
          en: 'The standard names [two reasons](rfc9293:3.3.2): to be sure that the other side has got the ACK of its FIN, and to keep delayed segments of this connection out of a new one with the same addresses and ports.',
          zh: '标准给出[两个理由](rfc9293:3.3.2)：确保对方收到了对其 FIN 的确认；使这个连接的迟到报文段不会混入地址和端口都相同的新连接。',
        },
      ],
      predict: {
        question: {
          en: 'The last ACK gets lost. What does the end in TIME_WAIT do?',
          zh: '最后的 ACK 丢失了。处于 TIME_WAIT 的一端会怎么做？',
        },
        choices: [
          {
            text: {
              en: 'It repeats the ACK after a timeout.',
              zh: '超时后重发这个 ACK。',
            },
            feedback: {
              en: 'ACKs are never repeated by a timer: nobody acknowledges them, so nobody knows that one is lost.',
              zh: 'ACK 从不因超时而重发：没有人确认 ACK，也就没有人知道它丢了。',
            },
          },
          {
            text: {
              en: 'It answers the FIN that the other end repeats.',
              zh: '对方会重传 FIN，它再次予以确认。',
            },
            right: true,
            feedback: {
              en: 'Yes: the end in LAST_ACK repeats its FIN, which is [acknowledged again, and the 2 MSL begin anew](rfc9293:3.10.7.4). Without TIME_WAIT it would get an RST.',
              zh: '对：处于 LAST_ACK 的一端重传 FIN，它[再次得到确认，2MSL 重新计时](rfc9293:3.10.7.4)。没有 TIME_WAIT，得到的就会是 RST。',
            },
          },
          {
            text: { en: 'Nothing: it is closed.', zh: '什么也不做：它已经关闭。' },
            feedback: {
              en: 'Its program is done with it. The kernel remembers the connection for this very case.',
              zh: '程序确实已不再管它。但内核正是为了这种情况才记着这个连接。',
            },
          },
        ],
      },
      look: { view: 'segments', at: 'alice@server' },
    },
    {
      title: { en: 'Listening again in the midst of it', zh: '在此期间重新监听' },
      text: [
        {
          en: 'A Python server that is restarted like this, and sets no option, fails with [“Address already in use”](python:socket): that is where the rule comes from that one must wait. Look at what is left of TIME_WAIT: if it is over by now, begin the lesson again.',
          zh: '像这样重新启动的 Python 服务器，如果不设置选项，就会以 [“Address already in use”](python:socket) 失败：“必须等待”的说法由此而来。请看 TIME_WAIT 还剩多少时间：如果已经结束，请重新开始这一课。',
        },
      ],
      predict: {
        question: {
          en: '{server} is stopped, and another one listens on port {server.port} at once. What happens?',
          zh: '{server} 停止监听，另一个服务器马上监听端口 {server.port}。会怎样？',
        },
        choices: [
          {
            text: { en: 'It listens.', zh: '监听成功。' },
            right: true,
            feedback: {
              en: 'Yes. Node [sets SO_REUSEADDR](node:net#serverlisten) on every server: then only a socket that [listens there now](man:socket.7) is in the way.',
              zh: '对。Node 为每个服务器[设置 SO_REUSEADDR](node:net#serverlisten)：这样只有[正在那里监听](man:socket.7)的套接字才会造成冲突。',
            },
          },
          {
            text: {
              en: 'EADDRINUSE, until TIME_WAIT is over.',
              zh: 'EADDRINUSE，直到 TIME_WAIT 结束。',
            },
            feedback: {
              en: 'So it would be without SO_REUSEADDR. Node sets it always.',
              zh: '没有 SO_REUSEADDR 才会这样。Node 总会设置它。',
            },
          },
          {
            text: { en: 'It listens, and TIME_WAIT is cut short.', zh: '监听成功，TIME_WAIT 提前结束。' },
            feedback: {
              en: 'It is not touched: it guards one 4-tuple, and a listener has none.',
              zh: 'TIME_WAIT 不受影响：它守护的是一个四元组，而监听套接字没有四元组。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {server} and press **Restart**: it stops accepting, and another server listens on the same port.',
            zh: '选中 {server}，按**重新启动**：它停止接受连接，另一个服务器在同一端口上监听。',
          },
          commands: [
            { do: 'close', socket: 'server' },
            { do: 'listen', as: 'again', port: { portOf: 'server' } },
          ],
          point: 'again',
        },
        {
          text: {
            en: 'Select {alice} and press **Reconnect**: another client calls port {server.port}.',
            zh: '选中 {alice}，按**重新连接**：另一个客户端连接端口 {server.port}。',
          },
          commands: [{ do: 'connect', as: 'bob', host: '127.0.0.1', port: { portOf: 'server' } }],
          point: 'again',
        },
      ],
      checks: [
        {
          text: { en: '{server} listens no more', zh: '{server} 不再监听' },
          expect: { expect: 'state', of: 'server', is: 'CLOSED' },
          hint: { en: 'Restart {server}.', zh: '重新启动 {server}。' },
        },
        {
          text: { en: '{again} is in LISTEN', zh: '{again} 处于 LISTEN' },
          expect: { expect: 'state', of: 'again', is: 'LISTEN' },
          kernel: true,
          hint: { en: 'Restart {server}.', zh: '重新启动 {server}。' },
        },
        {
          text: {
            en: '{bob} is ESTABLISHED: the port answers again',
            zh: '{bob} 处于 ESTABLISHED：这个端口又有应答了',
          },
          expect: { expect: 'state', of: 'bob', is: 'ESTABLISHED' },
          kernel: true,
          hint: {
            en: 'Reconnect {alice}; or connect a client to host 127.0.0.1 and port {server.port}.',
            zh: '重新连接 {alice}；或者让一个客户端连接主机 127.0.0.1、端口 {server.port}。',
          },
        },
        {
          text: {
            en: '{alice@server} came to TIME_WAIT on this port',
            zh: '{alice@server} 在这个端口上进入过 TIME_WAIT',
          },
          expect: { expect: 'state', of: 'alice@server', was: 'TIME_WAIT' },
          hint: {
            en: 'Close {alice@server} first, as in step 2.',
            zh: '请先像第 2 步那样关闭 {alice@server}。',
          },
        },
      ],
      after: [
        {
          en: 'The port was never reserved as a whole. TIME_WAIT keeps one 4-tuple: this server’s port together with {alice}’s. {bob} calls from another port, so it is another 4-tuple.',
          zh: '端口从来没有整个被占住。TIME_WAIT 保留的只是一个四元组：服务器的端口加上 {alice} 的端口。{bob} 使用另一个端口，因此是另一个四元组。',
        },
        {
          en: 'Where TIME_WAIT does hurt is at clients which open and close quickly to one address: each keeps a local port for its 60 s.',
          zh: 'TIME_WAIT 真正造成麻烦的，是对同一地址频繁打开又关闭连接的客户端：每个连接都要占用一个本地端口 60 秒。',
        },
      ],
      look: { view: 'kernel', at: 'alice@server' },
    },
  ],
}
