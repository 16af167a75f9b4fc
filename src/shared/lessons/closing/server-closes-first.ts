import type { Lesson } from '../lesson'

const RESPONSE = 'HTTP/1.0 200 OK\r\n\r\nHello'

export const serverClosesFirst: Lesson = {
  id: 'server-closes-first',
  title: { en: 'The server closes first', zh: '服务器先关闭' },
  see: {
    en: 'A small web server of the kind of 1996 answers one request and closes. The roles of the four-way close are exchanged, and TIME_WAIT is the server’s.',
    zh: '一个 1996 年式样的小型 Web 服务器，应答一次请求就关闭。四次挥手的角色互换，TIME_WAIT 归服务器。',
  },
  steps: [
    {
      title: { en: 'One request for each connection', zh: '一个连接，一次请求' },
      text: [
        {
          en: 'With HTTP/1.0 the client opens a connection for each request, and [the server closes it](rfc1945:1.3) after its response. If no length is given, that close is also [how the client knows](rfc1945:7.2.2) that the response is complete.',
          zh: '在 HTTP/1.0 中，客户端为每次请求打开一个连接，服务器应答之后[将其关闭](rfc1945:1.3)。如果没有给出长度，客户端也正是[凭这次关闭得知](rfc1945:7.2.2)应答已经完整。',
        },
        {
          en: 'The client of this lesson allows half-open connections, so that you have the time to look at CLOSE_WAIT.',
          zh: '这一课的客户端允许半关闭连接，这样就有时间观察 CLOSE_WAIT。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer}. Choose **Reply: always the same bytes**, write `HTTP/1.0 200 OK\\r\\n\\r\\nHello` as the **Reply**, tick **Close the connection after the answer**, and start it.',
            zh: '打开{action.newServer}。选择**固定回复：总是发送相同的字节**，**回复内容**写 `HTTP/1.0 200 OK\\r\\n\\r\\nHello`，勾选**应答后关闭连接**，然后启动。',
          },
          commands: [
            { do: 'listen', as: 'server', respond: { with: 'reply', text: RESPONSE, thenClose: true } },
          ],
          point: 'newServer',
        },
        {
          text: {
            en: 'Open {action.newClients}, tick **Allow half-open connections**, and connect one to {server}.',
            zh: '打开{action.newClients}，勾选**允许半关闭连接**，让一个客户端连接到 {server}。',
          },
          commands: [{ do: 'connect', as: 'alice', to: 'server', allowHalfOpen: true }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: '{alice} is ESTABLISHED', zh: '{alice} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice', is: 'ESTABLISHED' },
          kernel: true,
          hint: {
            en: 'The reply must be that very text, and the client must allow half-open connections. **Do it for me** knows both.',
            zh: '回复内容必须完全一致，客户端必须允许半关闭连接。**替我做**会照此完成。',
          },
        },
      ],
      look: { view: 'messages', at: 'alice' },
    },
    {
      title: { en: 'The request', zh: '请求' },
      text: [
        {
          en: 'The server’s program writes its response and calls `close`. It is the **active closer** now.',
          zh: '服务器程序写出应答，然后调用 `close`。现在它是**主动关闭**的一方。',
        },
      ],
      predict: {
        question: {
          en: 'The response has been read, and {alice} has not closed. In which state is {alice}?',
          zh: '应答已经读完，{alice} 还没有关闭。{alice} 处于哪个状态？',
        },
        choices: [
          {
            text: { en: 'CLOSE_WAIT', zh: 'CLOSE_WAIT' },
            right: true,
            feedback: {
              en: 'Yes. CLOSE_WAIT is no state of servers: it belongs to [whoever gets the first FIN](rfc9293:3.3.2).',
              zh: '对。CLOSE_WAIT 并不专属于服务器：它属于[收到第一个 FIN 的一方](rfc9293:3.3.2)。',
            },
          },
          {
            text: { en: 'FIN_WAIT_2', zh: 'FIN_WAIT_2' },
            feedback: {
              en: 'There is the server’s end, which has sent FIN and waits for the client’s.',
              zh: '处于那里的是服务器端：它已发出 FIN，在等客户端的 FIN。',
            },
          },
          {
            text: { en: 'CLOSED: the server has closed.', zh: 'CLOSED：服务器已经关闭。' },
            feedback: {
              en: 'A peer can close its own direction only. {alice} could go on sending, and its program must close.',
              zh: '对端只能关闭它自己的方向。{alice} 还可以发送，并且必须由它自己的程序来关闭。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice}, write `GET / HTTP/1.0\\r\\n\\r\\n`, and press **Send**.',
            zh: '选中 {alice}，写 `GET / HTTP/1.0\\r\\n\\r\\n`，然后按**发送**。',
          },
          commands: [{ do: 'send', from: 'alice', text: 'GET / HTTP/1.0\r\n\r\n' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{alice} has read the response …', zh: '{alice} 读到了应答……' },
          expect: { expect: 'received', at: 'alice', text: RESPONSE },
          hint: { en: 'Send the request from {alice}.', zh: '从 {alice} 发送请求。' },
        },
        {
          text: { en: '… and its end', zh: '……以及它的结束' },
          expect: { expect: 'ended', at: 'alice' },
          hint: {
            en: 'The server must close the connection after its answer.',
            zh: '服务器必须在应答后关闭连接。',
          },
        },
        {
          text: { en: '{alice} is in CLOSE_WAIT', zh: '{alice} 处于 CLOSE_WAIT' },
          expect: { expect: 'state', of: 'alice', is: 'CLOSE_WAIT' },
          kernel: true,
          hint: {
            en: 'If {alice} is CLOSED already, it does not allow half-open connections, or was closed.',
            zh: '如果 {alice} 已经是 CLOSED，说明它不允许半关闭连接，或者已被关闭。',
          },
        },
        {
          text: { en: '{alice@server} is in FIN_WAIT_2', zh: '{alice@server} 处于 FIN_WAIT_2' },
          expect: { expect: 'state', of: 'alice@server', is: 'FIN_WAIT_2' },
          kernel: true,
          hint: {
            en: 'The server’s end must have closed first: send the request, and nothing else.',
            zh: '必须由服务器端先关闭：只发送请求，不做别的。',
          },
        },
      ],
      after: [
        {
          en: 'The server’s program holds {alice@server} no more, the kernel alone does. It waits for the client’s FIN, but [not for ever](kernel:networking/ip-sysctl): `tcp_fin_timeout`, 60 s unless set otherwise.',
          zh: '服务器程序已不再持有 {alice@server}，只有内核还持有它。内核等待客户端的 FIN，但[不会永远等下去](kernel:networking/ip-sysctl)：`tcp_fin_timeout`，默认为 60 秒。',
        },
        {
          en: 'For {alice} there is no such limit. A program that reads the end and forgets to close stays in CLOSE_WAIT, and keeps its descriptor: the classic leak.',
          zh: '{alice} 则没有这样的时限。程序读到结束却忘了关闭，就会一直停留在 CLOSE_WAIT，并占用描述符：这是典型的泄漏。',
        },
      ],
      look: { view: 'states', at: 'alice' },
    },
    {
      title: { en: 'The client follows', zh: '客户端随后关闭' },
      text: [
        {
          en: 'Now the client closes, within the minute that the server’s kernel waits.',
          zh: '现在由客户端关闭，要在服务器端内核等待的一分钟之内。',
        },
      ],
      predict: {
        question: { en: 'Who will hold TIME_WAIT?', zh: '谁会停留在 TIME_WAIT？' },
        choices: [
          {
            text: { en: 'The client, as always.', zh: '客户端，一向如此。' },
            feedback: {
              en: 'It often is the client, because clients often close first. Here it did not.',
              zh: '通常是客户端，因为通常是客户端先关闭。这里却不是。',
            },
          },
          {
            text: { en: 'Both.', zh: '两端都会。' },
            feedback: {
              en: 'Only if both FINs cross, which is another lesson.',
              zh: '只有双方的 FIN 交错时才会这样，那是另一课的内容。',
            },
          },
          {
            text: { en: 'The server’s end.', zh: '服务器端。' },
            right: true,
            feedback: {
              en: 'Yes: it sent the first FIN, so it sends the last ACK, and [must linger](rfc9293:3.6.1) in case that gets lost.',
              zh: '对：它发出第一个 FIN，因而也发出最后的 ACK，并且[必须停留](rfc9293:3.6.1)，以防这个 ACK 丢失。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice} and press {action.close}.',
            zh: '选中 {alice}，按{action.close}。',
          },
          commands: [{ do: 'close', socket: 'alice' }],
          point: 'close',
        },
      ],
      checks: [
        {
          text: { en: '{alice} went through LAST_ACK …', zh: '{alice} 经过了 LAST_ACK……' },
          expect: { expect: 'state', of: 'alice', was: 'LAST_ACK' },
          hint: {
            en: 'Close {alice}. If the server’s kernel has given up after its minute, begin the lesson again.',
            zh: '关闭 {alice}。如果服务器端内核已过一分钟而放弃，请重新开始这一课。',
          },
        },
        {
          text: { en: '… and is CLOSED', zh: '……现在是 CLOSED' },
          expect: { expect: 'state', of: 'alice', is: 'CLOSED' },
          hint: { en: 'Close {alice}.', zh: '关闭 {alice}。' },
        },
        {
          text: { en: '{alice@server} holds TIME_WAIT', zh: '{alice@server} 处于 TIME_WAIT' },
          expect: { expect: 'state', of: 'alice@server', is: 'TIME_WAIT' },
          kernel: true,
          hint: {
            en: 'It must have closed first and not been reset. If more than a minute went by, begin the lesson again.',
            zh: '它必须先关闭，并且没有被重置。如果已超过一分钟，请重新开始这一课。',
          },
        },
      ],
      after: [
        {
          en: 'A busy server of this kind has thousands of TIME_WAITs. They cost a little memory each, and no ports: all of them are on the one port that it listens on. HTTP/1.1 [keeps connections open](rfc9112:9.3) and needs fewer closes altogether.',
          zh: '这类繁忙的服务器上会有成千上万个 TIME_WAIT。每个只占一点内存，不占端口：它们都在它所监听的那一个端口上。HTTP/1.1 [保持连接打开](rfc9112:9.3)，关闭的次数也就少得多。',
        },
      ],
      look: { view: 'states', at: 'alice@server' },
    },
  ],
}
