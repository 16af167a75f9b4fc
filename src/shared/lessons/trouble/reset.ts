import type { Lesson } from '../lesson'
import { peerGoneSteps } from './peer-gone-steps'

export const reset: Lesson = {
  id: 'reset',
  title: { en: 'Reset: three ways to get an RST', zh: '重置：得到 RST 的三种方式' },
  see: {
    en: 'An end that aborts, an end that closes before it has read everything, and an end that is written to after it has gone: each answers with RST, and the other side learns of it at a different moment.',
    zh: '一端主动中止；一端没读完就关闭；一端已经离开，对方却还在写。三种情况都会产生 RST，而对方得知的时刻各不相同。',
  },
  steps: [
    {
      title: { en: 'Abort', zh: '中止' },
      text: [
        {
          en: 'FIN says “I have sent everything”. RST says “forget this connection”: what is queued is [dropped, and the connection deleted](rfc9293:3.10.5). In Node that is [`resetAndDestroy()`](node:net#socketresetanddestroy), in C or Python `close` with [SO_LINGER](man:socket.7) on and a time of 0.',
          zh: 'FIN 的意思是“我的数据都发完了”。RST 的意思是“忘掉这个连接”：排队的数据[全部丢弃，连接随即删除](rfc9293:3.10.5)。在 Node 里用 [`resetAndDestroy()`](node:net#socketresetanddestroy)；在 C 或 Python 里，打开 [SO_LINGER](man:socket.7) 并把时间设为 0，再 `close`。',
        },
        {
          en: 'The server of this lesson allows **half-open connections**; that matters in step 3.',
          zh: '这一课的服务器要**允许半关闭连接**，到第 3 步才用得上。',
        },
      ],
      predict: {
        question: {
          en: '{alice} resets. Which end is told of an error?',
          zh: '{alice} 重置连接。哪一端会得到错误？',
        },
        choices: [
          {
            text: { en: 'Both', zh: '两端都有' },
            feedback: {
              en: 'To the end that asked for it, a reset is no error: it simply closes.',
              zh: '对要求重置的一端来说，这不是错误：它只是关闭了。',
            },
          },
          {
            text: { en: 'Only {alice}, who asked for it', zh: '只有要求重置的 {alice}' },
            feedback: {
              en: 'It got what it asked for. The surprise is at the other side.',
              zh: '它如愿以偿，意外的是另一端。',
            },
          },
          {
            text: { en: 'Only the other end', zh: '只有另一端' },
            right: true,
            feedback: {
              en: 'Yes: its next read says ECONNRESET.',
              zh: '对：它的下一次读取会得到 ECONNRESET。',
            },
          },
        ],
      },
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
          text: { en: 'Connect a client to {server}.', zh: '让一个客户端连接到 {server}。' },
          commands: [{ do: 'connect', as: 'alice', to: 'server' }],
          point: 'newClients',
        },
        {
          text: { en: 'Select {alice} and press {action.reset}.', zh: '选中 {alice}，按{action.reset}。' },
          commands: [{ do: 'reset', socket: 'alice' }],
          point: 'reset',
        },
      ],
      checks: [
        {
          text: { en: '{alice@server} gets ECONNRESET', zh: '{alice@server} 得到 ECONNRESET' },
          expect: { expect: 'failed', at: 'alice@server', code: 'ECONNRESET' },
          hint: {
            en: 'Press {action.reset} at {alice}; {action.close} would send FIN.',
            zh: '请对 {alice} 按{action.reset}；{action.close}发送的是 FIN。',
          },
        },
        {
          text: { en: '{alice} closes without an error', zh: '{alice} 没有错误地关闭' },
          expect: { expect: 'closed', at: 'alice', hadError: false },
          hint: {
            en: 'It must be {alice} that resets, not the other end.',
            zh: '要求重置的必须是 {alice}，不是另一端。',
          },
        },
        {
          text: {
            en: '{alice} went straight to CLOSED, past TIME_WAIT',
            zh: '{alice} 没有经过 TIME_WAIT，直接到了 CLOSED',
          },
          expect: { expect: 'state', of: 'alice', was: 'CLOSED' },
          hint: {
            en: 'In TIME_WAIT? Then it was closed in good order. Connect another client, and reset that.',
            zh: '处于 TIME_WAIT？那它是正常关闭的。请再连接一个客户端并重置它。',
          },
        },
      ],
      after: [
        {
          en: 'One segment, and neither end keeps anything. Some people use this to avoid TIME_WAIT. The price: what was still on its way is lost, and the other side has to treat the connection as failed.',
          zh: '只用一个报文段，两端什么都不留。有人用它来避开 TIME_WAIT，代价是：还在路上的数据丢失，对方也只能当作连接出错来处理。',
        },
      ],
      look: { view: 'segments', at: 'alice' },
    },
    {
      title: { en: 'Closed before everything was read', zh: '没读完就关闭' },
      text: [
        {
          en: '{bob} gets an order from the server, does not read it, and closes. TCP has acknowledged these bytes long ago: the server’s kernel has every reason to think that all is well.',
          zh: '{bob} 收到服务器发来的一条指令，没有读就关闭了。这些字节 TCP 早已确认过：服务器的内核完全有理由认为一切正常。',
        },
      ],
      predict: {
        question: {
          en: '{bob} closes with unread bytes in its receive buffer. What does its kernel send?',
          zh: '{bob} 的接收缓冲区里还有未读的字节就关闭了。它的内核会发送什么？',
        },
        choices: [
          {
            text: { en: 'RST', zh: 'RST' },
            right: true,
            feedback: {
              en: 'Yes, [to show that data was lost](rfc9293:3.6.1).',
              zh: '对，[用来表明数据已经丢失](rfc9293:3.6.1)。',
            },
          },
          {
            text: { en: 'FIN: close always sends FIN', zh: 'FIN：关闭总是发送 FIN' },
            feedback: {
              en: 'So many tutorials say. But a FIN would tell the server that its order may well have been read.',
              zh: '许多教程都这么说。但 FIN 会让服务器以为指令很可能已被读走。',
            },
          },
          {
            text: { en: 'Nothing until the bytes are read', zh: '在字节被读走之前什么都不发' },
            feedback: {
              en: 'Nobody can read them any more: the descriptor is closed.',
              zh: '描述符已经关闭，再也没有人能读它们。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Connect a client to {server} that reads nothing by itself: in {action.newClients}, **Advanced**, tick **Read by hand**.',
            zh: '连接一个不会自动读取的客户端到 {server}：在{action.newClients}的**高级选项**里勾选**手动读取**。',
          },
          commands: [{ do: 'connect', as: 'bob', to: 'server', reading: 'by-hand' }],
          point: 'newClients',
        },
        {
          text: { en: 'Send something from {bob@server}.', zh: '由 {bob@server} 发送一些内容。' },
          commands: [{ do: 'send', from: 'bob@server', text: 'pay 100' }],
          point: 'composer',
        },
        {
          text: { en: 'Select {bob} and press {action.destroy}.', zh: '选中 {bob}，按{action.destroy}。' },
          commands: [{ do: 'destroy', socket: 'bob' }],
          point: 'destroy',
        },
      ],
      checks: [
        {
          text: { en: '{bob@server} has sent it', zh: '{bob@server} 已经发送' },
          expect: { expect: 'sent', at: 'bob@server' },
          hint: {
            en: 'Send from the server’s end, {bob@server}, before {bob} is destroyed.',
            zh: '请在销毁 {bob} 之前，由服务器一端 {bob@server} 发送。',
          },
        },
        {
          text: { en: '{bob@server} gets ECONNRESET', zh: '{bob@server} 得到 ECONNRESET' },
          expect: { expect: 'failed', at: 'bob@server', code: 'ECONNRESET' },
          hint: {
            en: 'If it got a FIN, {bob} had read everything: connect another one that reads by hand.',
            zh: '如果它得到的是 FIN，说明 {bob} 已经读完：请再连接一个手动读取的客户端。',
          },
        },
        {
          text: { en: '{bob} closes without an error', zh: '{bob} 没有错误地关闭' },
          expect: { expect: 'closed', at: 'bob', hadError: false },
          hint: { en: 'Destroy {bob}.', zh: '请销毁 {bob}。' },
        },
      ],
      after: [
        {
          en: 'Nobody asked for a reset here: the kernel decided. It is the usual cause of “connection reset by peer”: a server that answers before it has read the whole request, and closes. The answer may be lost with it. The cure: read to the end, then close.',
          zh: '这里没有人要求重置，是内核决定的。这正是“connection reset by peer”最常见的来源：服务器没有读完请求就回答并关闭，回答也可能随之丢失。对策：先读到结尾，再关闭。',
        },
        {
          en: 'What counts is the kernel’s buffer. Node reads up to 64 KiB ahead, even at an end that is paused, and to the kernel that is read. So {bob} reads by hand here: then nothing has left the kernel.',
          zh: '起决定作用的是内核的缓冲区。即使一端已暂停读取，Node 也会预先读出最多 64 KiB，对内核来说那就是已读。所以这里的 {bob} 用手动读取：这样什么都还没有离开内核。',
        },
      ],
      look: { view: 'segments', at: 'bob' },
    },
    ...peerGoneSteps,
  ],
}
