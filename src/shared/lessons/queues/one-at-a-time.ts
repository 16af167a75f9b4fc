import type { Lesson } from '../lesson'

export const oneAtATime: Lesson = {
  id: 'one-at-a-time',
  title: { en: 'One client at a time', zh: '一次只服务一个客户端' },
  see: {
    en: 'A loop of accept and recv serves one client. The next one is connected, speaks, and hears nothing. Then a server that serves both.',
    zh: 'accept 加 recv 的循环只能服务一个客户端。下一个客户端连上了，也发了数据，却得不到回应。最后再看一个能同时服务两者的服务器。',
  },
  steps: [
    {
      title: { en: 'Accept, serve, accept the next', zh: '接受，服务，再接受下一个' },
      text: [
        {
          en: 'The server of a first tutorial is a loop in a loop: the outer one calls `accept`, the inner one calls `recv` and answers, until that client is gone. [accept](man:accept.2) waits while nobody has called, [recv](man:recv.2) while nothing has come. A program that waits in a call does nothing else: it **blocks**.',
          zh: '入门教程里的服务器是两层循环：外层调用 `accept`，内层调用 `recv` 并应答，直到这个客户端离开。没有连接时 [accept](man:accept.2) 会等待，没有数据时 [recv](man:recv.2) 会等待。程序停在一次调用里等待时，别的什么也做不了，这就叫**阻塞**。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer}: choose the answer **Upper case**, tick **Serve one client at a time**, and start it.',
            zh: '打开{action.newServer}：应答方式选**大写**，勾选**一次只服务一个客户端**，然后启动。',
          },
          commands: [{ do: 'listen', as: 'server', serve: 'one-at-a-time', respond: { with: 'upper' } }],
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
          text: { en: 'Select {alice} and send `hello`.', zh: '选中 {alice}，发送 `hello`。' },
          commands: [{ do: 'send', from: 'alice', text: 'hello' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{server} has accepted {alice}', zh: '{server} 已经接受了 {alice}' },
          expect: { expect: 'accepted', at: 'alice@server' },
          hint: {
            en: 'The client must call the server that serves one client at a time.',
            zh: '客户端要连接的是那个一次只服务一个客户端的服务器。',
          },
        },
        {
          text: { en: '{alice} has got an answer', zh: '{alice} 收到了应答' },
          expect: { expect: 'received', at: 'alice' },
          hint: {
            en: 'Send something from {alice}: the server answers in capitals.',
            zh: '请由 {alice} 发送一些内容：服务器会以大写字母应答。',
          },
        },
      ],
      look: { view: 'messages', at: 'alice' },
    },
    {
      title: { en: 'A second client calls', zh: '第二个客户端来了' },
      text: [
        {
          en: '{alice} stays connected and says nothing. So the server waits in `recv`, for her, and is not in `accept`.',
          zh: '{alice} 保持连接，但不说话。于是服务器停在 `recv` 里等她，而不在 `accept` 里。',
        },
      ],
      predict: {
        question: {
          en: 'Now {bob} connects to the same server. What becomes of his `connect`?',
          zh: '这时 {bob} 连接到同一个服务器。他的 `connect` 会怎样？',
        },
        choices: [
          {
            text: { en: 'It is refused: ECONNREFUSED.', zh: '被拒绝：ECONNREFUSED。' },
            feedback: {
              en: 'That would mean that nobody listens on the port. The listener is still there.',
              zh: '那意味着这个端口上没有人监听。而监听套接字还在。',
            },
          },
          {
            text: { en: 'It waits in SYN_SENT.', zh: '停在 SYN_SENT 等待。' },
            feedback: {
              en: 'Then the kernel would have to leave his SYN unanswered. It does so only when its queue is full.',
              zh: '那需要内核不理会他的 SYN。只有队列满了，内核才会这样做。',
            },
          },
          {
            text: { en: 'It succeeds: he is ESTABLISHED.', zh: '成功：他处于 ESTABLISHED。' },
            right: true,
            feedback: {
              en: 'Yes. The kernel makes the handshake by itself and queues the connection; `accept` only takes it out of there.',
              zh: '对。三次握手由内核自己完成，完成后放进队列；`accept` 只是把它从队列中取出来。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Open {action.newClients}, and connect another one to {server}.',
            zh: '打开{action.newClients}，让另一个客户端连接到 {server}。',
          },
          commands: [{ do: 'connect', as: 'bob', to: 'server' }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: '{bob} is ESTABLISHED', zh: '{bob} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'bob', is: 'ESTABLISHED' },
          kernel: true,
          hint: {
            en: 'Connect one more client, while {alice} stays connected.',
            zh: '请再连接一个客户端，同时让 {alice} 保持连接。',
          },
        },
      ],
      after: [
        {
          en: 'For {bob} everything is well: `connect` has returned. But there is no accepted end, since the program has not called `accept` again. He waits in [the queue before accept](man:listen.2), which the server’s view shows.',
          zh: '在 {bob} 看来一切正常：`connect` 已经返回。但服务器一侧还没有对应的那一端，因为程序没有再次调用 `accept`。他在 [accept 之前的队列](man:listen.2)里等待，服务器的视图里可以看到。',
        },
      ],
      look: { at: 'server' },
    },
    {
      title: { en: 'He speaks, and hears nothing', zh: '说了话，却没有回应' },
      text: [
        {
          en: 'A connection that waits in the queue is a whole one: its kernel receives, stores and acknowledges.',
          zh: '在队列里等待的连接是完整的连接：内核照样为它接收、保存并确认数据。',
        },
      ],
      predict: {
        question: {
          en: '{bob} sends a line, then {alice} does. What happens?',
          zh: '{bob} 发送一行，然后 {alice} 也发送一行。会发生什么？',
        },
        choices: [
          {
            text: {
              en: 'His send succeeds, without an answer; hers is answered.',
              zh: '他的发送成功，但没有应答；她的得到应答。',
            },
            right: true,
            feedback: {
              en: 'Yes: a send succeeds when the kernel has taken the bytes. That a program reads them is another matter.',
              zh: '对：内核收下字节，发送就算成功。程序读不读，是另一回事。',
            },
          },
          {
            text: {
              en: 'His send fails, since nobody has accepted him.',
              zh: '他的发送失败，因为还没有人接受他。',
            },
            feedback: {
              en: 'Neither kernel knows of a fault: the connection is ESTABLISHED at both.',
              zh: '两边的内核都不认为有错：在它们那里，连接已是 ESTABLISHED。',
            },
          },
          {
            text: {
              en: 'Both are answered, in the order of sending.',
              zh: '两个都得到应答，按发送的先后。',
            },
            feedback: {
              en: 'Who should answer {bob}? The program holds no socket for him yet: only `accept` gives it one.',
              zh: '谁来回答 {bob} 呢？程序手里还没有他的套接字：只有 `accept` 才会给出。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {bob} and send `is anybody there?`.',
            zh: '选中 {bob}，发送 `is anybody there?`。',
          },
          commands: [{ do: 'send', from: 'bob', text: 'is anybody there?' }],
          point: 'composer',
        },
        {
          text: { en: 'Select {alice} and send `me first`.', zh: '选中 {alice}，发送 `me first`。' },
          commands: [{ do: 'send', from: 'alice', text: 'me first' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{bob} has sent something', zh: '{bob} 发送了数据' },
          expect: { expect: 'sent', at: 'bob' },
          hint: { en: 'Select {bob} and send a line.', zh: '请选中 {bob}，发送一行。' },
        },
        {
          text: { en: '{alice} has got an answer', zh: '{alice} 收到了应答' },
          expect: { expect: 'received', at: 'alice' },
          hint: {
            en: 'Send a line from {alice}, too. If she is closed, start the lesson over.',
            zh: '{alice} 也要发送一行。如果她已关闭，请重新开始这一课。',
          },
        },
      ],
      after: [
        {
          en: 'This is how a server “hangs”: no error anywhere, connected clients, acknowledged bytes, and no answer. From outside it looks like a slow network; it is a program that waits elsewhere.',
          zh: '服务器“卡住”就是这个样子：到处都没有错误，客户端已连接，字节已确认，就是没有应答。从外面看像是网络慢，其实是程序停在别处等待。',
        },
      ],
      look: { view: 'messages', at: 'bob' },
    },
    {
      title: { en: 'The first one leaves', zh: '第一个离开' },
      text: [
        {
          en: 'When {alice} closes, `recv` [returns 0 bytes](man:recv.2): her stream is at its end. The inner loop ends, and the outer one calls `accept`.',
          zh: '{alice} 关闭时，`recv` [返回 0 字节](man:recv.2)：她的字节流到了尽头。内层循环结束，外层再次调用 `accept`。',
        },
      ],
      predict: {
        question: { en: 'What about what {bob} said before?', zh: '{bob} 之前说的话呢？' },
        choices: [
          {
            text: { en: 'It is lost. He has to say it again.', zh: '丢了，他得再说一遍。' },
            feedback: {
              en: 'Acknowledged bytes are never lost while the connection lives: they lie in the receive queue.',
              zh: '只要连接还在，已确认的字节就不会丢：它们在接收队列里。',
            },
          },
          {
            text: { en: 'It is read and answered now.', zh: '现在被读到并得到应答。' },
            right: true,
            feedback: {
              en: 'Yes: the first `recv` at the accepted connection finds it there.',
              zh: '对：接受这个连接之后，第一次 `recv` 就读到它。',
            },
          },
          {
            text: { en: 'He must connect again first.', zh: '他得先重新连接。' },
            feedback: {
              en: 'He has been connected all the time; he only was not accepted.',
              zh: '他一直是连接着的，只是没有被接受。',
            },
          },
        ],
      },
      acts: [
        {
          text: { en: 'Select {alice} and press {action.close}.', zh: '选中 {alice}，按{action.close}。' },
          commands: [{ do: 'close', socket: 'alice' }],
          point: 'close',
        },
      ],
      checks: [
        {
          text: { en: '{server} has accepted {bob} only now', zh: '{server} 这时才接受了 {bob}' },
          expect: { expect: 'accepted', at: 'bob@server', peer: 'bob' },
          hint: {
            en: 'Close {alice}; {bob} must stay connected.',
            zh: '请关闭 {alice}；{bob} 要保持连接。',
          },
        },
        {
          text: { en: '{bob} has got his answer', zh: '{bob} 收到了应答' },
          expect: { expect: 'received', at: 'bob' },
          hint: {
            en: 'He gets it when he has said something and {alice} is gone.',
            zh: '他说过话，并且 {alice} 已离开，才会收到。',
          },
        },
      ],
      look: { view: 'calls', at: 'bob' },
    },
    {
      title: { en: 'The way out', zh: '出路' },
      text: [
        {
          en: 'A concurrent server never waits for one client alone. Either each client gets [a thread](python:socketserver#socketserver.ThreadingMixIn) or a process that may block; or one thread asks the kernel [which sockets are ready](man:epoll.7) and goes round them: an event loop, as in [selectors](python:selectors), [asyncio](python:asyncio) and Node.',
          zh: '并发服务器从不只等一个客户端。要么给每个客户端[一个线程](python:socketserver#socketserver.ThreadingMixIn)或进程，由它去阻塞；要么由一个线程向内核询问[哪些套接字已经就绪](man:epoll.7)，再逐个处理，这就是事件循环，例如 [selectors](python:selectors)、[asyncio](python:asyncio) 和 Node。',
        },
        {
          en: 'An ordinary server of this lab is of the second kind. Its two clients stay connected, and speak in turn.',
          zh: '本实验室的普通服务器属于后一种。这次两个客户端都保持连接，轮流说话。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Start another server with {action.newServer}: answer **Upper case**, without the tick at **Serve one client at a time**.',
            zh: '用{action.newServer}再启动一个服务器：应答方式选**大写**，不勾选**一次只服务一个客户端**。',
          },
          commands: [{ do: 'listen', as: 'loop', serve: 'concurrent', respond: { with: 'upper' } }],
          point: 'newServer',
        },
        {
          text: {
            en: 'Connect two clients to {loop}, one after the other.',
            zh: '让两个客户端先后连接到 {loop}。',
          },
          commands: [
            { do: 'connect', as: 'carol', to: 'loop' },
            { do: 'connect', as: 'dave', to: 'loop' },
          ],
          point: 'newClients',
        },
        {
          text: {
            en: 'Select {dave}, who came second, and send something.',
            zh: '选中后来的 {dave}，发送一些内容。',
          },
          commands: [{ do: 'send', from: 'dave', text: 'the second one speaks' }],
          point: 'composer',
        },
        {
          text: { en: 'Select {carol} and send something, too.', zh: '选中 {carol}，也发送一些内容。' },
          commands: [{ do: 'send', from: 'carol', text: 'so does the first' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{dave} has got an answer', zh: '{dave} 收到了应答' },
          expect: { expect: 'received', at: 'dave' },
          hint: {
            en: 'Does the server of {dave} serve one client at a time? Then start another one.',
            zh: '{dave} 连接的服务器是不是一次只服务一个客户端？如果是，请另外启动一个。',
          },
        },
        {
          text: { en: '{carol} has got an answer', zh: '{carol} 收到了应答' },
          expect: { expect: 'received', at: 'carol' },
          hint: { en: 'Send something from {carol}, too.', zh: '{carol} 也要发送一些内容。' },
        },
        {
          text: { en: '{carol} is still ESTABLISHED', zh: '{carol} 仍处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'carol', is: 'ESTABLISHED' },
          kernel: true,
          hint: { en: 'Do not close {carol}: both are served.', zh: '不要关闭 {carol}：两个都会得到服务。' },
        },
      ],
      after: [
        {
          en: 'Threads and event loops wait, too, but never for one client while another one speaks. What remains is work: an event loop that computes for a second lets everybody wait for a second.',
          zh: '线程和事件循环也会等待，但不会为了等一个客户端而冷落另一个。剩下的是计算：事件循环里若有一段计算要一秒，所有客户端就都等一秒。',
        },
      ],
      look: { view: 'messages', at: 'dave' },
    },
  ],
}
