import type { LessonStep } from '../lesson'

/** How messages are found in a stream all the same. */
export const framingSteps: readonly LessonStep[] = [
  {
    title: { en: 'A length in front', zh: '前面加上长度' },
    text: [
      {
        en: 'So a protocol has to say where a message ends. The first way: its length goes in front, in a fixed number of bytes. Python writes it with [`struct.pack("!I", n)`](python:struct#struct.pack): four bytes, unsigned, big-endian. The reader takes four bytes, then as many as they say.',
        zh: '所以协议必须说明一条消息在哪里结束。第一种办法：把长度放在前面，占固定的字节数。Python 用 [`struct.pack("!I", n)`](python:struct#struct.pack) 写出它：四个字节，无符号，大端。读的一方先取四个字节，再按它所说的数量取。',
      },
    ],
    predict: {
      question: {
        en: '{bob} sends `hello` and `world` in this way. How many bytes go through the stream?',
        zh: '{bob} 用这种方式发送 `hello` 和 `world`。字节流中共有多少字节？',
      },
      choices: [
        {
          text: { en: '10', zh: '10' },
          feedback: {
            en: 'Ten are the two words. Each has a length in front.',
            zh: '十个只是两个词。每个前面还有长度。',
          },
        },
        {
          text: { en: '14', zh: '14' },
          feedback: {
            en: 'One length would do for one message. These are two.',
            zh: '一条消息才只要一个长度。这里有两条。',
          },
        },
        {
          text: { en: '18', zh: '18' },
          right: true,
          feedback: { en: 'Yes: twice 4 + 5.', zh: '对：两个 4 + 5。' },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Start a server with the answer **Upper case** and, under **Framing and TLS**, **By length**, with a field of 4 bytes.',
          zh: '启动一个服务器：应答方式选**大写**，在**分帧与 TLS** 中选**按长度**，长度字段为 4 字节。',
        },
        commands: [
          {
            do: 'listen',
            as: 'framed',
            respond: { with: 'upper' },
            framing: { by: 'length', bytes: 4 },
          },
        ],
        point: 'newServer',
      },
      {
        text: {
          en: 'Connect a client to {framed}. The dialog takes over the framing.',
          zh: '让一个客户端连接到 {framed}。对话框会沿用它的分帧方式。',
        },
        commands: [{ do: 'connect', as: 'bob', to: 'framed', framing: { by: 'length', bytes: 4 } }],
        point: 'newClients',
      },
      {
        text: {
          en: 'Send `hello` and then `world` from {bob}.',
          zh: '由 {bob} 先发送 `hello`，再发送 `world`。',
        },
        commands: [
          { do: 'send', from: 'bob', text: 'hello' },
          { do: 'send', from: 'bob', text: 'world' },
        ],
        point: 'composer',
      },
    ],
    checks: [
      {
        text: { en: '{framed} has got the message `hello`', zh: '{framed} 收到了消息 `hello`' },
        expect: { expect: 'received', at: 'bob@framed', text: 'hello' },
        hint: {
          en: 'Server and client need the same framing: a length of 4 bytes, big-endian.',
          zh: '服务器和客户端的分帧方式必须相同：4 字节长度，大端。',
        },
      },
      {
        text: { en: '… and the message `world`, by itself', zh: '……以及单独的一条消息 `world`' },
        expect: { expect: 'received', at: 'bob@framed', text: 'world' },
        hint: {
          en: 'Send the second word as a message of its own.',
          zh: '第二个词要单独作为一条消息发送。',
        },
      },
      {
        text: {
          en: 'Both together are bytes 0 to 18 of the stream',
          zh: '两条合起来是字节流的第 0 到 18 字节',
        },
        expect: { expect: 'unpacked', at: 'bob@framed', text: 'world', span: [9, 18] },
        hint: {
          en: 'Nothing else may have been sent before. After a mistake, close {bob} and connect another client.',
          zh: '此前不能发送过别的内容。如果出错，请关闭 {bob}，再连接一个客户端。',
        },
      },
    ],
    look: { view: 'messages', at: 'bob@framed' },
  },
  {
    title: { en: 'A message in three pieces', zh: '一条消息，分三段到达' },
    text: [
      {
        en: 'Framing stands the test when reads cut a message anywhere, even within its length. {carol} has no framing: she writes the bytes of one message by hand, in three pieces.',
        zh: '分帧是否可靠，要看消息在任何地方被切开时，甚至在长度字段中间切开时，还能不能拼回来。{carol} 没有分帧：她手工写出一条消息的字节，分成三段。',
      },
    ],
    predict: {
      question: {
        en: 'First come the bytes `00 00`. What does the server do with them?',
        zh: '先到达的是 `00 00`。服务器会怎样处理？',
      },
      choices: [
        {
          text: { en: 'It reads a message of 0 bytes', zh: '当作一条 0 字节的消息' },
          feedback: {
            en: 'A length has four bytes here. Two of them say nothing yet.',
            zh: '这里的长度字段有四个字节。只有两个，还说明不了什么。',
          },
        },
        {
          text: { en: 'It keeps them and waits', zh: '留着它们，继续等待' },
          right: true,
          feedback: {
            en: 'Yes. Until a whole message is there, all that a reader can do is to collect.',
            zh: '对。在一条消息完整到达之前，读的一方只能收集。',
          },
        },
        {
          text: { en: 'It reports a broken message', zh: '报告消息不完整' },
          feedback: {
            en: 'Only if the stream ended there. It may well go on.',
            zh: '只有字节流就此结束才是这样。它完全可能还有后续。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Connect a client to {framed}, and choose **Not at all** under **Framing and TLS**.',
          zh: '让一个客户端连接到 {framed}，在**分帧与 TLS** 中选**不区分**。',
        },
        commands: [{ do: 'connect', as: 'carol', to: 'framed' }],
        point: 'newClients',
      },
      {
        text: {
          en: 'Select {carol}, choose **Hex** at **Format**, above where you type, and send `00 00`, then `00 05 68 65`, then `6c 6c 6f`.',
          zh: '选中 {carol}，在输入框上方的**格式**中选**十六进制**，依次发送 `00 00`、`00 05 68 65`、`6c 6c 6f`。',
        },
        commands: [
          { do: 'send', from: 'carol', hex: '00 00' },
          { do: 'wait', ms: 60 },
          { do: 'send', from: 'carol', hex: '00 05 68 65' },
          { do: 'wait', ms: 60 },
          { do: 'send', from: 'carol', hex: '6c 6c 6f' },
        ],
        point: 'composer',
      },
    ],
    checks: [
      {
        text: {
          en: '{framed} has put `hello` together, out of several reads',
          zh: '{framed} 由几次读取拼出了 `hello`',
        },
        expect: { expect: 'unpacked', at: 'carol@framed', text: 'hello', reads: { atLeast: 2 } },
        hint: {
          en: 'The nine bytes must be exact, and {carol} without framing. After a mistake, close {carol} and connect another client.',
          zh: '九个字节必须准确，并且 {carol} 不能有分帧。如果出错，请关闭 {carol}，再连接一个客户端。',
        },
      },
      {
        text: { en: '{carol} has got the answer, with its length', zh: '{carol} 收到了带长度的应答' },
        expect: { expect: 'received', at: 'carol', hex: '00 00 00 05 48 45 4c 4c 4f' },
        hint: {
          en: 'It comes when the message is whole. The server must answer in capitals.',
          zh: '消息完整之后才有应答。服务器必须以大写字母应答。',
        },
      },
    ],
    look: { view: 'messages', at: 'carol@framed' },
  },
  {
    title: { en: 'A delimiter behind', zh: '后面加上分隔符' },
    text: [
      {
        en: 'The second way: something ends each message that never stands within one. Protocols of text take the line end, as SMTP and [HTTP’s header](rfc9112:2.1) do.',
        zh: '第二种办法：每条消息之后放一个绝不会出现在消息里的东西。文本协议用换行，例如 SMTP 和 [HTTP 的头部](rfc9112:2.1)。',
      },
    ],
    predict: {
      question: {
        en: '{dave} writes `one\\ntwo\\nthr` at once, and later `ee\\n`. How many messages does the server get from the first write?',
        zh: '{dave} 一次写入 `one\\ntwo\\nthr`，稍后再写入 `ee\\n`。第一次写入给服务器带来几条消息？',
      },
      choices: [
        {
          text: { en: 'One', zh: '一条' },
          feedback: { en: 'Writes do not count, line ends do.', zh: '要数的不是写入，而是换行。' },
        },
        {
          text: { en: 'Two', zh: '两条' },
          right: true,
          feedback: {
            en: 'Yes: two line ends, two messages. `thr` waits for its own.',
            zh: '对：两个换行，两条消息。`thr` 还在等它的换行。',
          },
        },
        {
          text: { en: 'Three', zh: '三条' },
          feedback: {
            en: 'A split at line ends gives three pieces, but the last one is not over. Programs forget that easily.',
            zh: '按换行切开确实有三段，但最后一段还没有结束。程序很容易忘记这一点。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Start a server with the answer **Upper case** and, under **Framing and TLS**, **By line**.',
          zh: '启动一个服务器：应答方式选**大写**，在**分帧与 TLS** 中选**按行**。',
        },
        commands: [{ do: 'listen', as: 'lines', respond: { with: 'upper' }, framing: { by: 'line' } }],
        point: 'newServer',
      },
      {
        text: {
          en: 'Connect a client to {lines}, again with **Not at all**.',
          zh: '让一个客户端连接到 {lines}，仍选**不区分**。',
        },
        commands: [{ do: 'connect', as: 'dave', to: 'lines' }],
        point: 'newClients',
      },
      {
        text: {
          en: 'Select {dave}, and with **Text** and **Escapes** (the button `\\n`) on, send `one\\ntwo\\nthr`, then `ee\\n`.',
          zh: '选中 {dave}，选**文本**并启用**转义**（`\\n` 按钮），先发送 `one\\ntwo\\nthr`，再发送 `ee\\n`。',
        },
        commands: [
          { do: 'send', from: 'dave', text: 'one\ntwo\nthr' },
          { do: 'wait', ms: 60 },
          { do: 'send', from: 'dave', text: 'ee\n' },
        ],
        point: 'composer',
      },
    ],
    checks: [
      {
        text: { en: '{lines} has got `two` as a message', zh: '{lines} 收到了消息 `two`' },
        expect: { expect: 'received', at: 'dave@lines', text: 'two' },
        hint: {
          en: 'With escapes, `\\n` is a line end; without, it is a backslash and an n.',
          zh: '启用转义时 `\\n` 是换行；不启用时是一个反斜杠和一个 n。',
        },
      },
      {
        text: { en: '… and `three`, out of both writes', zh: '……以及由两次写入拼成的 `three`' },
        expect: { expect: 'unpacked', at: 'dave@lines', text: 'three', reads: { atLeast: 2 } },
        hint: {
          en: 'Send `ee` with its line end, some time after the first write.',
          zh: '在第一次写入之后过一会儿，发送 `ee` 和它的换行。',
        },
      },
      {
        text: { en: '{dave} has got three answers', zh: '{dave} 收到了三个应答' },
        expect: { expect: 'received', at: 'dave', text: 'ONE\nTWO\nTHREE\n' },
        hint: { en: 'Each line is answered in capitals.', zh: '每一行都以大写字母应答。' },
      },
    ],
    after: [
      {
        en: 'A delimiter is easy to type and to read, but must not occur in a message, so it is escaped or forbidden. A length allows any bytes, but a wrong one spoils all that follows. And a reader needs a limit in both cases: a stranger can announce 4 GiB, or never end a line.',
        zh: '分隔符便于输入和阅读，但不能出现在消息里，只能转义或禁止。长度允许任何字节，但错一次，后面就全乱了。两种办法都要给读的一方设上限：陌生人可以声称有 4 GiB，也可以永远不结束一行。',
      },
    ],
    look: { view: 'messages', at: 'dave@lines' },
  },
]
