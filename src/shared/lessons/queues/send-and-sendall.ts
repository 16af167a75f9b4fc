import type { Lesson } from '../lesson'

export const sendAndSendall: Lesson = {
  id: 'send-and-sendall',
  title: { en: 'send and sendall: when buffers are full', zh: 'send 与 sendall：缓冲区满了以后' },
  see: {
    en: 'The reader stops, and the writer goes on: the buffers of both kernels fill up, the window closes, and send takes no more. Then the reader goes on, and not a byte is missing.',
    zh: '读的一方停下，写的一方继续：两端内核的缓冲区逐渐填满，窗口关闭，send 不再收下数据。等读的一方恢复，一个字节也不少。',
  },
  steps: [
    {
      title: { en: 'A reader that stops', zh: '停下来的读者' },
      text: [
        {
          en: '`send` does not carry bytes to the other program. It [copies them into a buffer](man:send.2) of this kernel; from there they go to a buffer of the other kernel, and there they wait for `recv`. What if nobody calls `recv`?',
          zh: '`send` 并不把字节送到对方程序手里。它只是把字节[复制到](man:send.2)本机内核的发送缓冲区；内核再把它们送到对方内核的接收缓冲区，在那里等 `recv` 来取。如果没有人调用 `recv` 呢？',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, choose the answer **Nothing**, and start it.',
            zh: '打开{action.newServer}，应答方式选**不应答**，然后启动。',
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
            en: 'Select {alice@server} and press {action.pauseOrResume}.',
            zh: '选中 {alice@server}，按{action.pauseOrResume}。',
          },
          commands: [{ do: 'pause', socket: 'alice@server' }],
          point: 'pauseOrResume',
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
          text: { en: '{alice@server} reads no more', zh: '{alice@server} 停止了读取' },
          expect: { expect: 'paused', at: 'alice@server' },
          hint: {
            en: 'Pause the server’s end of the connection, not {alice}.',
            zh: '要暂停的是连接的服务器一端，不是 {alice}。',
          },
        },
      ],
      look: { view: 'messages', at: 'alice@server' },
    },
    {
      title: { en: 'A send that nobody reads', zh: '没有人读的发送' },
      text: [{ en: 'First a few bytes.', zh: '先发几个字节。' }],
      predict: {
        question: {
          en: '{alice} sends `hello`, and the other program reads nothing. When does her `send` return?',
          zh: '{alice} 发送 `hello`，而对方程序什么也不读。她的 `send` 什么时候返回？',
        },
        choices: [
          {
            text: { en: 'At once', zh: '马上' },
            right: true,
            feedback: {
              en: 'Yes: as soon as her own kernel has the five bytes.',
              zh: '对：她自己的内核收下这五个字节就返回。',
            },
          },
          {
            text: { en: 'When the other kernel has acknowledged them', zh: '等对方的内核确认之后' },
            feedback: {
              en: 'The kernel waits for that, to be able to send again. The program does not.',
              zh: '内核要等确认，以便必要时重传。程序并不等。',
            },
          },
          {
            text: { en: 'When the other program has read them', zh: '等对方的程序读走之后' },
            feedback: {
              en: 'TCP does not tell a sender about that. Only an answer of the other program does.',
              zh: 'TCP 不会把这件事告诉发送方。只有对方程序的应答才能说明。',
            },
          },
        ],
      },
      acts: [
        {
          text: { en: 'Select {alice} and send `hello`.', zh: '选中 {alice}，发送 `hello`。' },
          commands: [{ do: 'send', from: 'alice', text: 'hello' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: {
            en: '{alice} has sent, and her kernel has taken it all',
            zh: '{alice} 发送了数据，内核全部收下',
          },
          expect: { expect: 'sent', at: 'alice', queued: 0 },
          hint: { en: 'Select {alice}, and send a short line.', zh: '请选中 {alice}，发送短短一行。' },
        },
      ],
      after: [
        {
          en: 'So a `send` that succeeds [says nothing](man:send.2) about delivery. If the other program must have got it, it has to say so, in an answer of its own.',
          zh: '所以 `send` 成功[并不说明](man:send.2)数据已送达。如果必须确知对方程序收到了，就得由它自己应答。',
        },
      ],
      look: { view: 'kernel', at: 'alice' },
    },
    {
      title: { en: 'Too much of it', zh: '太多了' },
      text: [
        {
          en: 'Now {alice} writes 12 MiB, more than the buffers of both kernels hold together. Every ACK of the receiver says [how much room is left](rfc9293:3.8.6): the window. With nobody reading, it shrinks to 0.',
          zh: '现在 {alice} 写入 12 MiB，比两端内核的缓冲区加起来还多。接收方的每个 ACK 都说明[还剩多少空间](rfc9293:3.8.6)，也就是窗口。没有人读，窗口就一直缩小到 0。',
        },
      ],
      predict: {
        question: { en: 'What becomes of the bytes that find no room?', zh: '放不下的字节会怎样？' },
        choices: [
          {
            text: { en: 'send loses them; sendall does not', zh: 'send 会丢掉它们，sendall 不会' },
            feedback: {
              en: 'So some tutorials say. But `send` loses nothing: it takes fewer bytes than asked, and says how many.',
              zh: '有些教程这样说。但 `send` 什么也不丢：它只是收下得比要求的少，并说明收下了多少。',
            },
          },
          {
            text: { en: 'The connection breaks', zh: '连接断开' },
            feedback: {
              en: 'It can stay so for days. A closed window is no fault; the sender’s kernel [probes](rfc9293:3.8.6.1) whether it has opened.',
              zh: '这样可以持续好几天。窗口关闭不是故障；发送方的内核会不时[探测](rfc9293:3.8.6.1)窗口是否打开。',
            },
          },
          {
            text: { en: 'They stay with the writing program', zh: '留在写的程序那里' },
            right: true,
            feedback: {
              en: 'Yes. The kernel takes what fits; the rest must wait in the program. That is backpressure.',
              zh: '对。内核只收下放得下的，其余只能在程序里等待。这就是背压（backpressure）。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice}, take a file with **File…** (the paperclip), and under **Repeat** as many **Times** as make 12 MiB; then **Send**. Without a file at hand: **Do it for me**.',
            zh: '选中 {alice}，用**文件……**（回形针）选一个文件，在**重复**中填**次数**，使总量达到 12 MiB，再按**发送**。手边没有文件，就用**替我做**。',
          },
          commands: [{ do: 'send', from: 'alice', file: 'data/64-kib.txt', repeat: 192 }],
          point: 'sendFile',
        },
      ],
      checks: [
        {
          text: {
            en: '{alice} has written more than her kernel takes',
            zh: '{alice} 写入的比内核能收下的多',
          },
          expect: { expect: 'sent', at: 'alice', queued: { atLeast: 1 }, within: 5000 },
          hint: {
            en: 'Send more from {alice}, while the other end does not read.',
            zh: '请由 {alice} 发送更多，同时另一端不要读取。',
          },
        },
        {
          text: { en: '{alice} is still ESTABLISHED', zh: '{alice} 仍处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'Do not close it. Start the lesson over.', zh: '不要关闭它。请重新开始这一课。' },
        },
        {
          text: { en: '{alice@server} is still ESTABLISHED', zh: '{alice@server} 仍处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'alice@server', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'Do not close it. Start the lesson over.', zh: '不要关闭它。请重新开始这一课。' },
        },
      ],
      after: [
        {
          en: 'The band of buffers between both ends shows where the bytes are: unsent in Node, in the send queue, in the receive queue, and a little that Node has read ahead. Add them up: nothing is missing. “Zero window” stands there, and the kernel’s table has a probe timer.',
          zh: '两端之间的缓冲区一栏显示字节都在哪里：Node 未发送、发送队列、接收队列，还有 Node 预读的一点。加起来一个也不少。那里标着“零窗口”，内核表里有零窗口探测定时器。',
        },
        {
          en: 'No state tells of this: both ends are ESTABLISHED. Who only looks at states sees a healthy connection.',
          zh: '状态上看不出来：两端都是 ESTABLISHED。只看状态的人，会以为连接一切正常。',
        },
      ],
      look: { view: 'kernel', at: 'alice' },
    },
    {
      title: { en: 'What send tells its program', zh: 'send 告诉程序什么' },
      text: [
        {
          en: 'When the buffer has no room, a blocking socket makes `send` wait, and a nonblocking one makes it [fail with EAGAIN](man:send.2). When there is room for a part, `send` takes that part and [returns its length](posix:send). Node’s `write` takes everything, keeps the rest in the program’s memory, and [returns false](node:net#socketwritedata-encoding-callback).',
          zh: '缓冲区没有空间时，阻塞套接字的 `send` 会等待，非阻塞的则[以 EAGAIN 失败](man:send.2)。只放得下一部分时，`send` 收下这一部分，并[返回其长度](posix:send)。Node 的 `write` 全部收下，放不进内核的留在程序的内存里，并[返回 false](node:net#socketwritedata-encoding-callback)。',
        },
        {
          en: 'A program that ignores this number, or that false, is the one that loses bytes, or fills its memory.',
          zh: '不理会这个长度的程序，才会丢字节；不理会这个 false 的程序，会占满内存。',
        },
      ],
      predict: {
        question: {
          en: 'In Python, `s.send(data)` with 1,000,000 bytes returns 300,000. What must the program do?',
          zh: '在 Python 中，`s.send(data)` 要发 100 万字节，返回 300000。程序该怎么办？',
        },
        choices: [
          {
            text: { en: 'Nothing: the kernel sends the rest later', zh: '什么也不用做：其余的内核以后会发' },
            feedback: {
              en: 'The kernel never saw the rest. It is in `data`, and nowhere else.',
              zh: '其余的内核根本没有见过。它们只在 `data` 里，别处都没有。',
            },
          },
          {
            text: {
              en: 'Call it again with `data[300000:]`, and so on',
              zh: '再次调用，传入 `data[300000:]`，如此继续',
            },
            right: true,
            feedback: {
              en: 'Yes. That is the loop which [sendall](python:socket#socket.socket.sendall) has inside.',
              zh: '对。[sendall](python:socket#socket.socket.sendall) 内部就是这个循环。',
            },
          },
          {
            text: { en: 'Send all of `data` again', zh: '把整个 `data` 再发一遍' },
            feedback: {
              en: 'Then the first 300,000 bytes are in the stream twice.',
              zh: '那样前 30 万字节就在字节流里出现两次。',
            },
          },
        ],
      },
      after: [
        {
          en: '[send](python:socket#socket.socket.send) is one try and says how far it came; [sendall](python:socket#socket.socket.sendall) repeats until all is taken, and waits meanwhile. If `sendall` fails, nobody knows how much was sent.',
          zh: '[send](python:socket#socket.socket.send) 只试一次，并说明收下了多少；[sendall](python:socket#socket.socket.sendall) 反复发送，直到全部收下，期间会等待。如果 `sendall` 失败，就无从得知已经发了多少。',
        },
      ],
    },
    {
      title: { en: 'The reader goes on', zh: '读者恢复读取' },
      text: [
        {
          en: 'Somebody reads again. With room in its buffer, the receiver’s kernel [announces a window](rfc9293:3.8.6) that is open.',
          zh: '又有人读了。接收缓冲区有了空间，接收方的内核就[通告一个打开的窗口](rfc9293:3.8.6)。',
        },
      ],
      predict: {
        question: {
          en: 'What will {alice@server} get of what was written?',
          zh: '写入的内容，{alice@server} 能收到多少？',
        },
        choices: [
          {
            text: { en: 'What the kernels held; the rest is gone', zh: '内核里存着的那些；其余的没了' },
            feedback: {
              en: 'The rest was kept by the writer, and follows as room comes.',
              zh: '其余的由写的一方保存着，一有空间就跟上来。',
            },
          },
          {
            text: { en: 'All of it, some of it twice', zh: '全部，有些会收到两次' },
            feedback: {
              en: 'Segments may be sent again, but [sequence numbers](rfc9293:3.4) let each byte into the stream once.',
              zh: '报文段可能重传，但有了[序号](rfc9293:3.4)，每个字节只进入字节流一次。',
            },
          },
          {
            text: { en: 'All of it, once, in order', zh: '全部，各一次，按顺序' },
            right: true,
            feedback: {
              en: 'Yes. However long it stood still, the stream is whole.',
              zh: '对。不论停了多久，字节流都是完整的。',
            },
          },
        ],
      },
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
          text: { en: 'All that waited at {alice} has left', zh: '在 {alice} 等待的都已发出' },
          expect: { expect: 'drained', at: 'alice', within: 8000 },
          hint: {
            en: 'Let {alice@server} read on. Bytes must have been waiting.',
            zh: '请让 {alice@server} 恢复读取。之前必须有字节在等待。',
          },
        },
        {
          text: { en: '{alice@server} has read 12 MB', zh: '{alice@server} 读到了 12 MB' },
          expect: { expect: 'received', at: 'alice@server', bytes: 12_000_000, within: 8000 },
          hint: {
            en: 'If less was written before, send more from {alice} now.',
            zh: '如果之前写入的不够，现在由 {alice} 再发一些。',
          },
        },
      ],
      after: [
        {
          en: 'Nobody had to be told to wait, and nobody to go on: the window did that. A sender is never faster than its reader for long. Node reports the turn as [drain](node:net#event-drain): the moment to write more.',
          zh: '没有人通知谁等待，也没有人通知谁继续：都由滑动窗口完成。发送方不可能长时间比读的一方快。Node 用 [drain](node:net#event-drain) 事件报告这个转折：这时可以接着写。',
        },
      ],
      look: { view: 'kernel', at: 'alice' },
    },
  ],
}
