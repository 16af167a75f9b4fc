import type { Lesson } from '../lesson'
import { framingSteps } from './framing-steps'

export const noMessages: Lesson = {
  id: 'no-messages',
  title: { en: 'A stream has no messages', zh: '字节流里没有消息' },
  see: {
    en: 'Two sends come out of one recv, and one send out of two. Then two ways to find messages in a stream: a length in front, or a delimiter behind.',
    zh: '两次 send 被一次 recv 读出（粘包），一次 send 被两次 recv 读出（拆包）。然后是在字节流中找出消息的两种办法：前面加长度，或后面加分隔符。',
  },
  steps: [
    {
      title: { en: 'A server that reads by hand', zh: '手动读取的服务器' },
      text: [
        {
          en: 'TCP carries [a stream of bytes](rfc9293:2.2), in order and whole. Where one `send` ended and the next began is not in it. To see that at leisure, the server of this lesson calls `recv` only when you say so.',
          zh: 'TCP 传送的是[字节流](rfc9293:2.2)，有序、完整。其中没有“一次 `send` 到哪里结束、下一次从哪里开始”的记号。为了从容地观察，这一课的服务器只在你要求时才调用 `recv`。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer}: choose the answer **Nothing**, tick **Read by hand** under **Advanced**, and start it.',
            zh: '打开{action.newServer}：应答方式选**不应答**，在**高级选项**中勾选**手动读取**，然后启动。',
          },
          commands: [{ do: 'listen', as: 'server', reading: 'by-hand', respond: { with: 'none' } }],
          point: 'newServer',
        },
        {
          text: {
            en: 'With {action.newClients}, connect one to {server}.',
            zh: '用{action.newClients}让一个客户端连接到 {server}。',
          },
          commands: [{ do: 'connect', as: 'alice', to: 'server' }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: '{alice} is ESTABLISHED', zh: '{alice} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'Connect a client to {server}.', zh: '请让一个客户端连接到 {server}。' },
        },
        {
          text: { en: '{alice@server} reads nothing by itself', zh: '{alice@server} 不会自动读取' },
          expect: { expect: 'paused', at: 'alice@server' },
          hint: {
            en: 'The client must call the server that reads by hand.',
            zh: '客户端要连接的是那个手动读取的服务器。',
          },
        },
      ],
      look: { view: 'messages', at: 'alice' },
    },
    {
      title: { en: 'Two sends, one recv', zh: '两次 send，一次 recv' },
      text: [
        {
          en: '{alice} sends `hello` and then `world`. Only then does the server call `recv`, with room for much more than ten bytes.',
          zh: '{alice} 先发送 `hello`，再发送 `world`。之后服务器才调用 `recv`，允许读取的远不止十个字节。',
        },
      ],
      predict: {
        question: { en: 'What does this one `recv` return?', zh: '这一次 `recv` 返回什么？' },
        choices: [
          {
            text: { en: '`hello`', zh: '`hello`' },
            feedback: {
              en: 'So it would be if the kernel kept the limits of sends. It keeps bytes: ten of them, side by side.',
              zh: '如果内核保留每次发送的边界，就会这样。但内核只保存字节：十个，连在一起。',
            },
          },
          {
            text: { en: '`helloworld`', zh: '`helloworld`' },
            right: true,
            feedback: {
              en: 'Yes: [recv](man:recv.2) takes what is there, up to the size that was asked for.',
              zh: '对：[recv](man:recv.2) 取走现有的，最多取所要求的数量。',
            },
          },
          {
            text: {
              en: 'Nothing: it waits until its buffer is full',
              zh: '什么也不返回：一直等到缓冲区填满',
            },
            feedback: {
              en: '`recv` waits only while there is nothing at all. Its size is a maximum.',
              zh: '`recv` 只在什么都没有时才等待。它的大小是上限。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice}, send `hello`, then send `world` (**Line ending**: **None**).',
            zh: '选中 {alice}，发送 `hello`，再发送 `world`（**行尾**选**无**）。',
          },
          commands: [
            { do: 'send', from: 'alice', text: 'hello' },
            { do: 'send', from: 'alice', text: 'world' },
            { do: 'wait', ms: 100 },
          ],
          point: 'composer',
        },
        {
          text: {
            en: 'Select {alice@server} and use {action.recv}.',
            zh: '选中 {alice@server}，执行{action.recv}。',
          },
          commands: [{ do: 'recv', socket: 'alice@server' }],
          point: 'recv',
        },
      ],
      checks: [
        {
          text: { en: 'One read has brought `helloworld`', zh: '一次读取得到了 `helloworld`' },
          // With an index, single reads are matched. A learner may need more than one try.
          expect: [
            { expect: 'received', at: 'alice@server', text: 'helloworld', index: 0 },
            { expect: 'received', at: 'alice@server', text: 'helloworld', index: 1 },
            { expect: 'received', at: 'alice@server', text: 'helloworld', index: 2 },
          ],
          hint: {
            en: 'Send both words first, and read once after that. If you have read too early, send both again.',
            zh: '先发送两个词，之后再读取一次。如果读得太早，请把两个词再发一遍。',
          },
        },
      ],
      after: [
        {
          en: 'Had the server read between the two sends, it would have got two pieces. Which of the two happens is a matter of timing, and no program may count on either.',
          zh: '如果服务器在两次发送之间读取，就会得到两段。究竟怎样取决于时机，程序不能指望其中任何一种。',
        },
      ],
      look: { view: 'messages', at: 'alice@server' },
    },
    {
      title: { en: 'One send, two recvs', zh: '一次 send，两次 recv' },
      text: [
        {
          en: 'The other way round: {alice} sends `hello again` at once, eleven bytes, and the server calls `recv(5)`.',
          zh: '反过来：{alice} 一次发送 `hello again`，共十一个字节，而服务器调用 `recv(5)`。',
        },
      ],
      predict: {
        question: { en: 'What becomes of the other six bytes?', zh: '另外六个字节会怎样？' },
        choices: [
          {
            text: { en: 'The next `recv` returns them', zh: '下一次 `recv` 返回它们' },
            right: true,
            feedback: {
              en: 'Yes. A stream is read on where the last read stopped.',
              zh: '对。字节流从上次停下的地方接着读。',
            },
          },
          {
            text: { en: 'They are cut off and lost', zh: '被截断，丢失了' },
            feedback: {
              en: 'That is how [UDP](man:udp.7) does it: a datagram that does not fit is cut. A stream loses nothing.',
              zh: '[UDP](man:udp.7) 才是这样：放不下的数据报会被截断。字节流什么也不丢。',
            },
          },
          {
            text: { en: '{alice} has to send them again', zh: '{alice} 得把它们再发一遍' },
            feedback: {
              en: 'Her kernel has had the ACK for all eleven. She cannot even know how they are read.',
              zh: '她的内核早已收到对全部十一个字节的确认。她甚至无从知道对方怎样读取。',
            },
          },
        ],
      },
      acts: [
        {
          text: { en: 'Select {alice} and send `hello again`.', zh: '选中 {alice}，发送 `hello again`。' },
          commands: [
            { do: 'send', from: 'alice', text: 'hello again' },
            { do: 'wait', ms: 100 },
          ],
          point: 'composer',
        },
        {
          text: {
            en: 'Select {alice@server}, type 5 at **Bytes** and press recv; then empty **Bytes**, and press it again.',
            zh: '选中 {alice@server}，在**字节数**中填 5，按 recv；然后清空**字节数**，再按一次。',
          },
          commands: [
            { do: 'recv', socket: 'alice@server', bytes: 5 },
            { do: 'recv', socket: 'alice@server' },
          ],
          point: 'recv',
        },
      ],
      checks: [
        {
          text: { en: 'After the first read, 6 bytes are left', zh: '第一次读取之后还剩 6 个字节' },
          expect: { expect: 'buffered', at: 'alice@server', bytes: 6 },
          hint: {
            en: 'Read 5 of the 11 bytes. Exactly `hello again` must have been sent.',
            zh: '从 11 个字节中读 5 个。发送的必须恰好是 `hello again`。',
          },
        },
        {
          text: { en: 'The second one has brought these six: ` again`', zh: '第二次读到了这六个：` again`' },
          expect: { expect: 'received', at: 'alice@server', text: ' again' },
          hint: { en: 'Read once more, without a number.', zh: '再读一次，不填数字。' },
        },
      ],
      after: [
        {
          en: 'Over a network it happens without a small `recv`: a long message is [cut into segments](rfc9293:3.7), and a read brings those that have arrived. “One send, one recv” works on one’s own machine, with short messages, nearly always; that is what makes it treacherous.',
          zh: '在网络上，不用这么小的 `recv` 也会发生：长消息会被[切成报文段](rfc9293:3.7)，一次读取只得到已经到达的那些。“一次 send 对应一次 recv”在本机、对短消息几乎总是成立，所以才容易误导人。',
        },
      ],
      look: { view: 'messages', at: 'alice@server' },
    },
    ...framingSteps,
  ],
}
