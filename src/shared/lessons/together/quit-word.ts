import type { Lesson, LessonStep } from '../lesson'
import { COMMANDS, commands } from './quit/commands'
import { cut } from './quit/cut'

/** A message is a line: then it does not matter how the stream is cut. */
const framed: LessonStep = {
  title: { en: 'A line is a command', zh: '一行就是一条命令' },
  text: [
    {
      en: 'The cure is old: each command ends in a line end. The server collects bytes, cuts off whole lines, and keeps the rest for the next read. In Python, [`makefile()`](python:socket#socket.socket.makefile) and `readline()` do that.',
      zh: '老办法就能治好：每条命令以换行结尾。服务器积攒字节，切下完整的行，剩余的留给下一次读取。在 Python 中，[`makefile()`](python:socket#socket.socket.makefile) 加 `readline()` 就是这样做的。',
    },
    {
      en: '{lines} gets the same four rules, but tells messages apart **by line**. {carol} writes as badly as she can.',
      zh: '{lines} 采用同样的四条规则，但**按行**区分消息。{carol} 则故意乱写。',
    },
  ],
  predict: {
    question: {
      en: '{carol} writes one and a half lines, `uptime`, line end, `qu`, and later the rest. When is she answered?',
      zh: '{carol} 先写一行半：`uptime`、换行、`qu`，稍后再写其余部分。她何时得到应答？',
    },
    choices: [
      {
        text: { en: 'When both lines are complete', zh: '两行都完整之后' },
        feedback: {
          en: 'The first line was complete at once. Framing waits for a message, not for all of them.',
          zh: '第一行马上就完整了。分帧等待的是一条消息，而不是全部消息。',
        },
      },
      {
        text: { en: 'After each line, as soon as it is complete', zh: '每一行完整后立即应答' },
        right: true,
        feedback: {
          en: 'Yes. `qu` waits in the server’s own buffer until its line end comes.',
          zh: '对。`qu` 在服务器自己的缓冲区里等待换行到来。',
        },
      },
      {
        text: { en: 'After each write', zh: '每次写入之后' },
        feedback: {
          en: 'That is what the server before did. How the writes were cut no longer matters.',
          zh: '前一个服务器才是那样。现在写入在哪里断开已经无关紧要。',
        },
      },
    ],
  },
  acts: [
    {
      text: {
        en: 'Select {server}, press {action.duplicate}, choose **By line** under **Framing and TLS**, and start it.',
        zh: '选中 {server}，按{action.duplicate}，在**分帧与 TLS** 中选**按行**，然后启动。',
      },
      commands: [
        {
          do: 'listen',
          as: 'lines',
          framing: { by: 'line', ending: 'lf' },
          respond: { with: 'rules', rules: COMMANDS },
        },
      ],
      point: 'duplicate',
      of: 'server',
    },
    {
      text: {
        en: 'Open {action.newClients}, choose **Not at all** under **Framing and TLS**, and connect one to {lines}.',
        zh: '打开{action.newClients}，在**分帧与 TLS** 中选**不区分**，让一个客户端连接到 {lines}。',
      },
      commands: [{ do: 'connect', as: 'carol', to: 'lines' }],
      point: 'newClients',
    },
    {
      text: {
        en: 'Select {carol}, and with **Escapes** (the button `\\n`) on, send `uptime\\nqu`: `\\n` is a line end.',
        zh: '选中 {carol}，启用**转义**（`\\n` 按钮），发送 `uptime\\nqu`：其中 `\\n` 是换行。',
      },
      commands: [
        { do: 'send', from: 'carol', text: 'uptime\nqu' },
        // So that they are two reads; nothing depends on that.
        { do: 'wait', ms: 30 },
      ],
      point: 'composer',
    },
    {
      text: { en: 'Then send `it\\n` from {carol}.', zh: '然后由 {carol} 发送 `it\\n`。' },
      commands: [{ do: 'send', from: 'carol', text: 'it\n' }],
      point: 'composer',
    },
  ],
  checks: [
    {
      text: { en: '{carol@lines} has got the message `uptime`', zh: '{carol@lines} 得到了消息 `uptime`' },
      expect: { expect: 'received', at: 'carol@lines', text: 'uptime' },
      hint: {
        en: 'Switch **Escapes** on, so that `\\n` is a line end.',
        zh: '请打开**转义**，使 `\\n` 表示换行。',
      },
    },
    {
      text: { en: '{carol@lines} has got the message `quit`', zh: '{carol@lines} 得到了消息 `quit`' },
      expect: { expect: 'received', at: 'carol@lines', text: 'quit' },
      hint: {
        en: 'Send `it` with a line end behind it.',
        zh: '发送 `it`，并在后面加上换行。',
      },
    },
    {
      text: { en: '{carol} has both answers', zh: '{carol} 收到了两个应答' },
      expect: { expect: 'received', at: 'carol', text: 'up 3 days\nbye\n' },
      hint: {
        en: '{carol} must be a plain stream: with framing of its own, half a line can’t be sent.',
        zh: '{carol} 必须是纯字节流：如果它自己也分帧，就发不出半行。',
      },
    },
    {
      text: { en: '{carol} has read the end', zh: '{carol} 读到了结尾' },
      expect: { expect: 'ended', at: 'carol' },
      hint: { en: 'The quit word is a line of its own.', zh: '退出命令要单独成行。' },
    },
  ],
  after: [
    {
      en: 'Messages shows the reads and, above them, the messages. A length in front of each message does the same where lines may be part of the content; ssh does it so, [inside its encryption](rfc4253:6).',
      zh: '“消息”视图中既有每次读取，也有其上的消息。如果内容本身可能含有换行，就在每条消息前写明长度；ssh 就是这样做的，并且[连同加密](rfc4253:6)。',
    },
  ],
  look: { view: 'messages', at: 'carol' },
}

export const quitWord: Lesson = {
  id: 'quit-word',
  title: { en: 'Commands and a quit word', zh: '远程命令与退出命令' },
  see: {
    en: 'A server that answers commands until it is told to quit, and what happens when that word comes joined to another, or in two halves.',
    zh: '一个应答命令、直到被要求退出的服务器；以及退出命令与别的命令粘在一起，或被拆成两半时会怎样。',
  },
  steps: [...commands, ...cut, framed],
}
