import type { Lesson } from '../lesson'

export const thankYou: Lesson = {
  id: 'thank-you',
  title: { en: '“thank you !”: who closes first', zh: '“thank you !”：谁先关闭' },
  see: {
    en: 'A server that answers once and closes, beside one that leaves the closing to its client. TIME_WAIT shows who was first.',
    zh: '一个服务器应答一次就关闭，另一个把关闭留给客户端。从 TIME_WAIT 就能看出谁先关闭。',
  },
  steps: [
    {
      title: { en: 'One answer, then good-bye', zh: '应答一次，然后告别' },
      text: [
        {
          en: 'The shortest server of the tutorials: `accept`, one `recv`, `send(b"thank you !")`, `close`. HTTP/1.0 [works like that](rfc1945:1.3): the close says that the answer is complete.',
          zh: '教程里最短的服务器：`accept`，一次 `recv`，`send(b"thank you !")`，`close`。HTTP/1.0 [就是这样工作的](rfc1945:1.3)：关闭连接表示应答已经完整。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, set **How it answers** to **Reply: always the same bytes**, write `thank you !` at **Reply**, tick **Close the connection after the answer**, and start it.',
            zh: '打开{action.newServer}，**应答方式**选**固定回复：总是发送相同的字节**，**回复内容**填 `thank you !`，勾选**应答后关闭连接**，然后启动。',
          },
          commands: [
            {
              do: 'listen',
              as: 'server',
              respond: { with: 'reply', text: 'thank you !', thenClose: true },
            },
          ],
          point: 'newServer',
        },
        {
          text: {
            en: 'Open {action.newClients}, and connect one client to {server}.',
            zh: '打开{action.newClients}，让一个客户端连接到 {server}。',
          },
          commands: [{ do: 'connect', as: 'alice', to: 'server' }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: '{server} has accepted {alice}', zh: '{server} 已接受 {alice}' },
          expect: { expect: 'accepted', at: 'alice@server', peer: 'alice' },
          hint: {
            en: 'The reply is exactly `thank you !`, and the server closes after it.',
            zh: '回复内容必须正好是 `thank you !`，并且应答后关闭连接。',
          },
        },
        {
          text: { en: '{alice} is ESTABLISHED', zh: '{alice} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice', is: 'ESTABLISHED' },
          kernel: true,
          hint: {
            en: 'Connect the client to {server}, and send nothing yet.',
            zh: '请让客户端连接到 {server}，先不要发送。',
          },
        },
      ],
      look: { view: 'states', at: 'alice' },
    },
    {
      title: { en: 'The server closes first', zh: '服务器先关闭' },
      text: [
        {
          en: 'One message is enough: the answer comes, and a FIN right behind it.',
          zh: '一条消息就够了：应答到来，紧接着就是 FIN。',
        },
      ],
      predict: {
        question: {
          en: 'When it is over, which end is left in TIME_WAIT?',
          zh: '一切结束之后，哪一端停留在 TIME_WAIT？',
        },
        choices: [
          {
            text: { en: 'The client’s: clients always are', zh: '客户端：总是客户端' },
            feedback: {
              en: 'Figures show it so often that it looks like a rule. But TIME_WAIT has nothing to do with these roles.',
              zh: '教材的图常常这样画，看起来像是规律。但 TIME_WAIT 与是客户端还是服务器无关。',
            },
          },
          {
            text: { en: 'Both', zh: '两端都是' },
            feedback: {
              en: 'Only if [both close at the same time](rfc9293:3.6).',
              zh: '只有[两端同时关闭](rfc9293:3.6)时才会。',
            },
          },
          {
            text: { en: 'The server’s', zh: '服务器端' },
            right: true,
            feedback: {
              en: 'It sent the first FIN, [the active close](rfc9293:3.6).',
              zh: '第一个 FIN 是它发的，即[主动关闭](rfc9293:3.6)。',
            },
          },
          {
            text: { en: 'None', zh: '都不是' },
            feedback: {
              en: 'That takes a reset.',
              zh: '只有重置连接才会那样。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice}, write `hi`, and press **Send**.',
            zh: '选中 {alice}，写下 `hi`，按**发送**。',
          },
          commands: [{ do: 'send', from: 'alice', text: 'hi' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{alice} has read “thank you !”', zh: '{alice} 读到了“thank you !”' },
          expect: { expect: 'received', at: 'alice', text: 'thank you !' },
          hint: { en: 'Send any message from {alice}.', zh: '请由 {alice} 发送任意一条消息。' },
        },
        {
          text: { en: '{alice} went through LAST_ACK', zh: '{alice} 经过了 LAST_ACK' },
          expect: { expect: 'state', of: 'alice', was: 'LAST_ACK' },
          hint: {
            en: 'The server must close first: send a message, and don’t close {alice} yourself.',
            zh: '必须由服务器先关闭：请发送消息，不要自己关闭 {alice}。',
          },
        },
        {
          text: { en: '{alice@server} holds TIME_WAIT', zh: '{alice@server} 处于 TIME_WAIT' },
          expect: { expect: 'state', of: 'alice@server', is: 'TIME_WAIT' },
          kernel: true,
          hint: {
            en: 'TIME_WAIT is at who closed first. Was it the server?',
            zh: '先关闭的一方得到 TIME_WAIT。先关闭的是服务器吗？',
          },
        },
      ],
      after: [
        {
          en: 'The server was the active side: FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT. {alice} was passive: CLOSE_WAIT, LAST_ACK, CLOSED. [The states belong to the order of closing](rfc9293:3.3.2), not to client and server.',
          zh: '服务器是主动关闭的一方：FIN_WAIT_1、FIN_WAIT_2、TIME_WAIT。{alice} 是被动关闭的一方：CLOSE_WAIT、LAST_ACK、CLOSED。[走哪条路取决于关闭的先后](rfc9293:3.3.2)，而不是客户端或服务器的身份。',
        },
      ],
      look: { view: 'states', at: 'alice' },
    },
    {
      title: { en: 'The same, without the close', zh: '同样的应答，但不关闭' },
      text: [
        {
          en: 'For comparison, a server that gives the same answer and leaves the closing to the client. So does HTTP/1.1, where connections [persist](rfc9112:9.3).',
          zh: '作为对比，另一个服务器给出同样的应答，但把关闭留给客户端。HTTP/1.1 就是这样，连接是[持久的](rfc9112:9.3)。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Start another server that replies `thank you !`, but leave **Close the connection after the answer** unticked.',
            zh: '再启动一个回复 `thank you !` 的服务器，但不勾选**应答后关闭连接**。',
          },
          commands: [
            {
              do: 'listen',
              as: 'patient',
              respond: { with: 'reply', text: 'thank you !', thenClose: false },
            },
          ],
          point: 'newServer',
        },
        {
          text: { en: 'Connect a client to {patient}.', zh: '让一个客户端连接到 {patient}。' },
          commands: [{ do: 'connect', as: 'bob', to: 'patient' }],
          point: 'newClients',
        },
        {
          text: {
            en: 'Select {bob}, write `hi`, and press **Send**.',
            zh: '选中 {bob}，写下 `hi`，按**发送**。',
          },
          commands: [{ do: 'send', from: 'bob', text: 'hi' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{bob} has read “thank you !”', zh: '{bob} 读到了“thank you !”' },
          expect: { expect: 'received', at: 'bob', text: 'thank you !' },
          hint: {
            en: 'Send a message from {bob}; its server replies exactly `thank you !`.',
            zh: '请由 {bob} 发送消息；它的服务器要正好回复 `thank you !`。',
          },
        },
        {
          text: { en: '{bob@patient} is ESTABLISHED', zh: '{bob@patient} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'bob@patient', is: 'ESTABLISHED' },
          kernel: true,
          hint: {
            en: 'This server must not close after its answer, nor should you.',
            zh: '这个服务器应答后不能关闭，你也先不要关闭。',
          },
        },
      ],
      look: { view: 'states', at: 'bob' },
    },
    {
      title: { en: 'The client closes first', zh: '客户端先关闭' },
      text: [
        {
          en: 'Both ends are ESTABLISHED. Now it is the client’s turn.',
          zh: '两端都处于 ESTABLISHED。现在轮到客户端。',
        },
      ],
      predict: {
        question: {
          en: '{bob} closes. Where is TIME_WAIT this time?',
          zh: '{bob} 关闭之后，这次 TIME_WAIT 在哪里？',
        },
        choices: [
          {
            text: { en: 'At {bob}', zh: '在 {bob}' },
            right: true,
            feedback: {
              en: 'Now the client sends the first FIN.',
              zh: '这次是客户端先发 FIN。',
            },
          },
          {
            text: { en: 'At {bob@patient}', zh: '在 {bob@patient}' },
            feedback: {
              en: 'It was at the server’s end before because the server closed first.',
              zh: '上次在服务器端，是因为服务器先关闭。',
            },
          },
          {
            text: { en: 'At {patient}, the listener', zh: '在监听套接字 {patient}' },
            feedback: {
              en: 'A listener has no connection, so it has no TIME_WAIT either.',
              zh: '监听套接字没有连接，也就没有 TIME_WAIT。',
            },
          },
        ],
      },
      acts: [
        {
          text: { en: 'Select {bob} and press {action.close}.', zh: '选中 {bob}，按{action.close}。' },
          commands: [{ do: 'close', socket: 'bob' }],
          point: 'close',
        },
      ],
      checks: [
        {
          text: { en: '{bob} holds TIME_WAIT', zh: '{bob} 处于 TIME_WAIT' },
          expect: { expect: 'state', of: 'bob', is: 'TIME_WAIT' },
          kernel: true,
          hint: {
            en: 'Close {bob} itself, not {bob@patient}, and without a reset.',
            zh: '要关闭的是 {bob} 而不是 {bob@patient}，也不要用重置。',
          },
        },
        {
          text: { en: '{bob@patient} went through LAST_ACK', zh: '{bob@patient} 经过了 LAST_ACK' },
          expect: { expect: 'state', of: 'bob@patient', was: 'LAST_ACK' },
          hint: { en: 'The client closes first here.', zh: '这里要由客户端先关闭。' },
        },
      ],
      after: [
        {
          en: 'Who closes first decides who remembers the connection. A server that always closes first collects a TIME_WAIT for every client it has served, and all of them stand at its own port.',
          zh: '谁先关闭，谁就要记住这个连接。总是先关闭的服务器，每服务一个客户端就积下一个 TIME_WAIT，而且都在它自己的端口上。',
        },
        {
          en: 'That is why restarting such a server can fail with “address already in use”. Here it would not: Node [sets SO_REUSEADDR](node:net#serverlisten).',
          zh: '正因如此，重启这样的服务器可能失败，报“地址已被占用”。这里不会：Node [设置了 SO_REUSEADDR](node:net#serverlisten)。',
        },
      ],
      look: { view: 'states', at: 'bob' },
    },
  ],
}
