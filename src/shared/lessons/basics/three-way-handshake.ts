import type { Lesson } from '../lesson'

export const threeWayHandshake: Lesson = {
  id: 'three-way-handshake',
  title: { en: 'The three-way handshake', zh: '三次握手' },
  see: {
    en: 'SYN, SYN+ACK, ACK: their numbers, the states that they bring each end to, who sends them, and why two would not do.',
    zh: 'SYN、SYN+ACK、ACK：其中的序号和确认号，它们把两端带到哪些状态，由谁发出，以及为什么两次不够。',
  },
  steps: [
    {
      title: { en: 'Three segments', zh: '三个报文段' },
      text: [
        {
          en: 'Each end counts the bytes it sends, from a start of [its own choice](rfc9293:3.4.1). The handshake tells them to each other: SYN `seq=X`; SYN+ACK `seq=K, ack=X+1`; ACK `seq=X+1, ack=K+1`.',
          zh: '每一端都给自己发出的字节编号，起点由[自己选定](rfc9293:3.4.1)。握手就是互相告知起点：SYN `seq=X`；SYN+ACK `seq=K, ack=X+1`；ACK `seq=X+1, ack=K+1`。',
        },
        {
          en: 'The view **Segments** shows relative numbers: each end’s start counts as 0.',
          zh: '**报文段**视图显示相对序号：两端的起点都记作 0。',
        },
      ],
      predict: {
        question: {
          en: 'The SYN has `seq 0` and carries no data. Which `ack` does the SYN+ACK have?',
          zh: 'SYN 的 `seq` 是 0，不带数据。SYN+ACK 的 `ack` 是多少？',
        },
        choices: [
          {
            text: { en: '0: no byte has come', zh: '0：一个字节也没收到' },
            feedback: {
              en: '`ack` is the number that is expected next, and 0 has been used by the SYN.',
              zh: '`ack` 是期待的下一个序号，而 0 已经被 SYN 用掉了。',
            },
          },
          {
            text: { en: '1: the SYN takes a number', zh: '1：SYN 占用一个序号' },
            right: true,
            feedback: {
              en: '[SYN and FIN take one number each](rfc9293:3.4), so that they can be acknowledged like data.',
              zh: '[SYN 和 FIN 各占一个序号](rfc9293:3.4)，这样才能像数据一样得到确认。',
            },
          },
          {
            text: { en: 'None: an ACK comes only with data', zh: '没有：有数据才有 ACK' },
            feedback: {
              en: 'Every segment but the first SYN of a connection [has an `ack`](rfc9293:3.1), data or not. RST can be without.',
              zh: '除了连接最初的 SYN（和某些 RST），每个报文段都[带有 `ack`](rfc9293:3.1)，无论有没有数据。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, leave everything as it is, and press **Start server**.',
            zh: '打开{action.newServer}，什么都不用改，按**启动服务器**。',
          },
          commands: [{ do: 'listen', as: 'server', respond: { with: 'echo' } }],
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
          text: { en: '{alice} was in SYN_SENT', zh: '{alice} 经过了 SYN_SENT' },
          expect: { expect: 'state', of: 'alice', was: 'SYN_SENT' },
          hint: { en: 'Connect a client to {server}.', zh: '请让一个客户端连接到 {server}。' },
        },
        {
          text: { en: '{alice@server} was in SYN_RECEIVED', zh: '{alice@server} 经过了 SYN_RECEIVED' },
          expect: { expect: 'state', of: 'alice@server', was: 'SYN_RECEIVED' },
          hint: {
            en: 'The client has to call this server, not another one.',
            zh: '客户端必须连接这个服务器，而不是别的服务器。',
          },
        },
        {
          text: { en: '{alice} is ESTABLISHED', zh: '{alice} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'Leave the client open.', zh: '请不要关闭客户端。' },
        },
        {
          text: { en: '{alice@server} is ESTABLISHED', zh: '{alice@server} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice@server', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'Leave the server’s end open.', zh: '请不要关闭服务器端。' },
        },
      ],
      after: [
        {
          en: 'The client: [SYN_SENT, then ESTABLISHED](rfc9293:3.5) when the SYN+ACK comes. The server’s end: SYN_RECEIVED, then ESTABLISHED when the ACK comes, a little later than the client.',
          zh: '客户端：[SYN_SENT，收到 SYN+ACK 后成为 ESTABLISHED](rfc9293:3.5)。服务器端：SYN_RECEIVED，收到 ACK 后成为 ESTABLISHED，比客户端略晚。',
        },
        {
          en: 'On one machine all of that takes some microseconds, so SYN_RECEIVED is concluded, not seen. Where packets may be captured, {action.toggleCapture} shows the three from the wire, for connections that are made from then on.',
          zh: '在同一台机器上，这一切只需几微秒，所以 SYN_RECEIVED 是推断出来的，不是看到的。如果这台机器允许抓包，{action.toggleCapture}会显示线路上真实的三个报文段（对此后建立的连接有效）。',
        },
      ],
      look: { view: 'segments', at: 'alice' },
    },
    {
      title: { en: 'The first byte', zh: '第一个字节' },
      text: [
        {
          en: 'With both starts agreed, data goes on counting from there.',
          zh: '双方的起点确认之后，数据就接着往下编号。',
        },
      ],
      predict: {
        question: {
          en: '{alice} sends the 5 bytes `hello`. Which relative `seq` does their segment have?',
          zh: '{alice} 发送 5 个字节 `hello`。这个报文段的相对 `seq` 是多少？',
        },
        choices: [
          {
            text: { en: '1', zh: '1' },
            right: true,
            feedback: {
              en: '0 was the SYN. The third segment also had `seq 1`: an ACK alone [takes no number](rfc9293:3.5).',
              zh: '0 是 SYN。第三个报文段的 `seq` 也是 1：单独的 ACK [不占序号](rfc9293:3.5)。',
            },
          },
          {
            text: { en: '0', zh: '0' },
            feedback: {
              en: 'That number is used: the SYN had it.',
              zh: '这个序号已经用过了：它属于 SYN。',
            },
          },
          {
            text: { en: '2: SYN and ACK came before', zh: '2：前面有 SYN 和 ACK' },
            feedback: {
              en: 'An ACK without data takes no number, else it would have to be acknowledged itself, without end.',
              zh: '不带数据的 ACK 不占序号，否则它自己也要被确认，永无止境。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice}, write `hello`, and press **Send**.',
            zh: '选中 {alice}，写下 `hello`，按**发送**。',
          },
          commands: [{ do: 'send', from: 'alice', text: 'hello' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{alice@server} has read it', zh: '{alice@server} 已读到' },
          expect: { expect: 'received', at: 'alice@server' },
          hint: {
            en: 'Send from {alice}, not from {alice@server}.',
            zh: '要由 {alice} 发送，而不是 {alice@server}。',
          },
        },
      ],
      after: [
        {
          en: 'The data begins at `seq 1`; after 5 bytes, the next number is 6. That is what the `ack` of the server’s echo says. One day the FIN will take a number, too.',
          zh: '数据从 `seq 1` 开始；5 个字节之后，下一个序号是 6，服务器回显时的 `ack` 正是它。将来 FIN 也会占用一个序号。',
        },
      ],
      look: { view: 'segments', at: 'alice' },
    },
    {
      title: { en: 'Who shakes hands?', zh: '是谁在握手？' },
      text: [
        {
          en: 'Now the server’s program is kept from calling `accept`, as if it were busy. (On Windows that is not possible.)',
          zh: '现在不让服务器程序调用 `accept`，就好像它正忙着别的事。（Windows 上做不到。）',
        },
      ],
      predict: {
        question: {
          en: 'A client connects while nobody accepts. What becomes of it?',
          zh: '没有人 accept 时，一个客户端来连接，结果如何？',
        },
        choices: [
          {
            text: { en: 'It stays in SYN_SENT', zh: '停在 SYN_SENT' },
            feedback: {
              en: 'Only when the queue before `accept` is full. It is empty.',
              zh: '只有 `accept` 之前的队列满了才会那样。现在队列是空的。',
            },
          },
          {
            text: { en: 'It is refused', zh: '被拒绝' },
            feedback: {
              en: 'Somebody listens there, so nothing is refused.',
              zh: '那里有人在监听，所以不会被拒绝。',
            },
          },
          {
            text: { en: 'It becomes ESTABLISHED', zh: '成为 ESTABLISHED' },
            right: true,
            feedback: {
              en: 'The kernel shakes hands, whether the program accepts or not.',
              zh: '握手由内核完成，与程序是否 accept 无关。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {server} and press {action.freezeOrThaw}.',
            zh: '选中 {server}，按{action.freezeOrThaw}。',
          },
          commands: [{ do: 'freeze', socket: 'server' }],
          point: 'freezeOrThaw',
        },
        {
          text: { en: 'Connect another client to {server}.', zh: '再让一个客户端连接到 {server}。' },
          commands: [{ do: 'connect', as: 'bob', to: 'server' }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: '{server} accepts nothing', zh: '{server} 不再 accept' },
          expect: [
            { expect: 'frozen', at: 'server' },
            { expect: 'failed', at: 'server', code: 'LAB_NOT_POSSIBLE' },
          ],
          hint: { en: 'Freeze the server first.', zh: '请先冻结服务器。' },
        },
        {
          text: { en: '{bob} is ESTABLISHED', zh: '{bob} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'bob', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'Connect one more client to {server}.', zh: '请再让一个客户端连接到 {server}。' },
        },
      ],
      after: [
        {
          en: '{bob} is connected to a server that knows nothing of it: there is no accepted end. The kernel keeps two queues: one for [SYNs whose ACK has not come](man:tcp.7), the half-open ones, and one for [connections that wait for `accept`](man:listen.2). {bob} is in the second.',
          zh: '{bob} 已经连上，服务器程序却一无所知：还没有服务器端套接字。内核有两个队列：半连接队列放[还没等到 ACK 的 SYN](man:tcp.7)，全连接队列放[等待 `accept` 的连接](man:listen.2)。{bob} 在第二个里。',
        },
      ],
      look: { view: 'segments', at: 'bob' },
    },
    {
      title: { en: 'Then accept', zh: '然后 accept' },
      text: [
        {
          en: 'Let the program accept again. No segment is needed for that: `accept` [takes the connection out of the queue](man:accept.2), complete as it is.',
          zh: '让程序恢复 accept。这不需要任何报文段：`accept` 只是把已经完成的连接[从队列中取出](man:accept.2)。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Select {server} and press **Accept again**.',
            zh: '选中 {server}，按**恢复 accept**。',
          },
          commands: [{ do: 'thaw', socket: 'server' }],
          point: 'freezeOrThaw',
        },
      ],
      checks: [
        {
          text: { en: '{bob@server} is ESTABLISHED', zh: '{bob@server} 处于 ESTABLISHED' },
          // Where nothing can be frozen, it has been accepted before.
          expect: { expect: 'state', of: 'bob@server', is: 'ESTABLISHED' },
          kernel: true,
          hint: {
            en: 'It is the server that must accept again. {bob} must still be open.',
            zh: '要恢复 accept 的是服务器。{bob} 必须仍然打开着。',
          },
        },
      ],
      after: [
        {
          en: 'So when a tutorial says that the handshake happens “in `accept`”, that is out of place: it happens between `connect` and the kernel of the server.',
          zh: '所以教程里说握手发生在“`accept` 里”并不准确：握手发生在 `connect` 与服务器的内核之间。',
        },
      ],
      look: { view: 'segments', at: 'bob' },
    },
    {
      title: { en: 'Why three?', zh: '为什么是三次？' },
      text: [
        {
          en: 'A first answer: each segment proves something. After the SYN, the server knows that it hears the client. After the SYN+ACK, the client knows that both directions work. Only the ACK tells the server that it is heard.',
          zh: '一种回答：每个报文段都证明了一件事。收到 SYN，服务器知道自己能听到客户端；收到 SYN+ACK，客户端知道两个方向都通；收到 ACK，服务器才知道对方能听到自己。',
        },
        {
          en: 'The standard gives another one as [the principal reason](rfc9293:3.5): segments can be delayed, and come when nobody expects them any more.',
          zh: '标准给出的[主要理由](rfc9293:3.5)则是另一个：报文段可能在网络中滞留，在没有人再期待它的时候才到达。',
        },
      ],
      predict: {
        question: {
          en: 'An old SYN of a connection long gone reaches a server. Suppose two segments were enough. What would happen?',
          zh: '一个早已结束的连接留下的旧 SYN 到达服务器。假如两次握手就够，会怎样？',
        },
        choices: [
          {
            text: {
              en: 'The server has a connection that no client wants',
              zh: '服务器有了一个没有客户端想要的连接',
            },
            right: true,
            feedback: {
              en: 'With three, the client answers the SYN+ACK, which acknowledges what it has not sent, [with RST](rfc9293:3.5), and the server lets it go.',
              zh: '在三次握手中，SYN+ACK 确认的是客户端没有发过的东西，客户端会[以 RST 回应](rfc9293:3.5)，服务器随即放弃。',
            },
          },
          {
            text: { en: 'Nothing: an old SYN has an old number', zh: '没事：旧 SYN 的序号也是旧的' },
            feedback: {
              en: 'The server [can’t tell](rfc9293:3.4.1): any number may be a start, and it has nothing to compare it with.',
              zh: '服务器[无从分辨](rfc9293:3.4.1)：任何序号都可能是起点，它没有可以比较的依据。',
            },
          },
          {
            text: {
              en: 'The client would send the data of that connection again',
              zh: '客户端会重发那个连接的数据',
            },
            feedback: {
              en: 'The client has forgotten that connection: nothing is left to send.',
              zh: '客户端早已忘了那个连接，没有东西可发。',
            },
          },
        ],
      },
      look: { view: 'segments', at: 'alice' },
    },
  ],
}
