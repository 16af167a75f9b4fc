import type { Lesson } from '../lesson'
import { noReuse, READ_TABLES } from './programs'
import { restartSteps } from './restart-steps'

export const addressInUse: Lesson = {
  id: 'address-in-use',
  title: { en: 'Address already in use', zh: '地址已被占用' },
  see: {
    en: 'One error with two causes: somebody listens there, or TIME_WAIT is left from before. Of two Python programs that differ in SO_REUSEADDR alone, one starts again at once.',
    zh: '同一个错误有两种原因：端口上已有监听者，或者留有上次的 TIME_WAIT。两个 Python 程序只差一个 SO_REUSEADDR，却只有一个能马上重新启动。',
  },
  needs: ['python'],
  steps: [
    {
      title: { en: 'Two listeners, one port', zh: '两个监听者，一个端口' },
      text: [
        {
          en: 'A server calls [bind](man:bind.2) to say which address and port are its own, and [listen](man:listen.2) to let clients call there. The lab’s servers are Node’s, and those [set SO_REUSEADDR](node:net#serverlisten) by themselves.',
          zh: '服务器调用 [bind](man:bind.2) 说明自己使用哪个地址和端口，再调用 [listen](man:listen.2) 让客户端可以连进来。实验室的服务器就是 Node 的服务器，它们会自动[设置 SO_REUSEADDR](node:net#serverlisten)。',
        },
        {
          en: 'This step needs the lab alone; the steps after it need Python.',
          zh: '这一步只用实验室本身，后面各步需要 Python。',
        },
      ],
      predict: {
        question: {
          en: 'A second server is started on the port of the first one, which goes on listening. What happens?',
          zh: '第一个服务器还在监听时，在同一端口上再启动一个服务器，会怎样？',
        },
        choices: [
          {
            text: {
              en: 'They share the port, and clients go to either',
              zh: '两者共用端口，客户端随机连到其中一个',
            },
            feedback: {
              en: 'That is another option, [SO_REUSEPORT](man:socket.7), and both have to set it.',
              zh: '那是另一个选项 [SO_REUSEPORT](man:socket.7)，而且双方都必须设置。',
            },
          },
          {
            text: { en: 'The second one fails', zh: '第二个会失败' },
            right: true,
            feedback: {
              en: 'Yes. SO_REUSEADDR allows much, but [not a second listener at one address](man:socket.7).',
              zh: '对。SO_REUSEADDR 放宽了很多限制，但[不允许同一地址上有第二个监听者](man:socket.7)。',
            },
          },
          {
            text: { en: 'It takes the port over from the first', zh: '它从第一个手里接管端口' },
            feedback: {
              en: 'A listener keeps its port until it is closed, or its program ends.',
              zh: '监听者一直占有端口，直到它被关闭，或者它的程序结束。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Open {action.newServer}, and start a server.',
            zh: '打开{action.newServer}，启动一个服务器。',
          },
          commands: [{ do: 'listen', as: 'server' }],
          point: 'newServer',
        },
        {
          text: {
            en: 'Start another one, with {server.port} as its **Port**.',
            zh: '再启动一个，**端口**填 {server.port}。',
          },
          commands: [{ do: 'listen', as: 'rival', port: { portOf: 'server' } }],
          point: 'newServer',
        },
      ],
      checks: [
        {
          text: { en: '{server} is in LISTEN', zh: '{server} 处于 LISTEN' },
          expect: { expect: 'state', of: 'server', is: 'LISTEN' },
          kernel: true,
          hint: { en: 'Start a server, and let it run.', zh: '请启动一个服务器，并让它一直运行。' },
        },
        {
          text: { en: '{rival} gets EADDRINUSE', zh: '{rival} 得到 EADDRINUSE' },
          expect: { expect: 'failed', at: 'rival', code: 'EADDRINUSE' },
          hint: {
            en: 'The second server needs the very same port, {server.port}, and the same address.',
            zh: '第二个服务器必须使用同一个端口 {server.port}，地址也要相同。',
          },
        },
      ],
      after: [
        {
          en: 'That is the simple cause: somebody [already listens there](man:listen.2), often a copy of the same program that was never ended. `ss -tlnp` names it.',
          zh: '这是简单的原因：那里[已经有人在监听](man:listen.2)，常常是同一个程序没有退出的旧进程。`ss -tlnp` 会显示它是谁。',
        },
      ],
      look: { at: 'server' },
    },
    {
      title: { en: 'The same program, with and without', zh: '同一个程序，设与不设' },
      text: [
        {
          en: 'The other cause needs a program that does not set SO_REUSEADDR. `no_reuse_server.py` serves one client, closes first, and ends. With the word `reuse` behind its port it sets the option before `bind`; nothing else is different.',
          zh: '另一种原因要用一个没有设置 SO_REUSEADDR 的程序来演示。`no_reuse_server.py` 只服务一个客户端，由自己先关闭连接，然后退出。若在端口后面加上 `reuse` 一词，它会在 `bind` 之前设置该选项；此外毫无区别。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.runProgram}, choose the **Example** `no_reuse_server.py`, and run it as it is offered, with port `0`.',
            zh: '打开{action.runProgram}，**示例**选 `no_reuse_server.py`，按给出的命令（端口 `0`）运行。',
          },
          commands: [{ do: 'spawn', as: 'plain', ...noReuse('0') }],
          point: 'runProgram',
        },
        {
          text: {
            en: 'Run it once more, with `reuse` at the end of **Program and arguments**: `python3 no_reuse_server.py 0 reuse`.',
            zh: '再运行一次，在**程序和参数**末尾加上 `reuse`：`python3 no_reuse_server.py 0 reuse`。',
          },
          commands: [{ do: 'spawn', as: 'reuser', ...noReuse('0', 'reuse') }],
          point: 'runProgram',
        },
      ],
      checks: [
        {
          text: { en: '{plain} listens', zh: '{plain} 正在监听' },
          expect: { expect: 'found', at: 'plain', as: 'listener', within: 10_000 },
          hint: {
            en: 'It must be running: look at what it has written.',
            zh: '它必须正在运行：请看看它输出了什么。',
          },
        },
        {
          text: { en: '{reuser} listens with SO_REUSEADDR', zh: '{reuser} 设置了 SO_REUSEADDR 并正在监听' },
          expect: { expect: 'output', at: 'reuser', contains: 'with SO_REUSEADDR', within: 10_000 },
          hint: {
            en: 'The word `reuse` stands behind the port.',
            zh: '`reuse` 一词要写在端口后面。',
          },
        },
        {
          text: { en: 'The kernel has its listener', zh: '内核中已有它的监听套接字' },
          expect: { expect: 'found', at: 'reuser', as: 'listener', within: 10_000 },
          hint: {
            en: 'It must be running: look at what it has written.',
            zh: '它必须正在运行：请看看它输出了什么。',
          },
        },
      ],
      look: { at: 'plain' },
    },
    {
      title: { en: 'A client for each', zh: '各来一个客户端' },
      text: [
        {
          en: 'Each program now waits in `accept`, and then in `recv`, for what its client says.',
          zh: '两个程序现在都停在 `accept`，有客户端之后停在 `recv`，等客户端说话。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Select {plain}, press **Connect a client**, and connect one.',
            zh: '选中 {plain}，按**连接客户端**，连接一个。',
          },
          commands: [{ do: 'connect', as: 'alice', to: 'plain' }],
          point: 'newClients',
        },
        {
          text: { en: 'Do the same with {reuser}.', zh: '对 {reuser} 也照做。' },
          commands: [{ do: 'connect', as: 'bob', to: 'reuser' }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: '{alice} and {plain} are connected', zh: '{alice} 与 {plain} 已连接' },
          expect: { expect: 'state', of: 'alice@plain', is: 'ESTABLISHED' },
          kernel: true,
          hint: READ_TABLES,
        },
        {
          text: { en: '{bob} and {reuser} are connected', zh: '{bob} 与 {reuser} 已连接' },
          expect: { expect: 'state', of: 'bob@reuser', is: 'ESTABLISHED' },
          kernel: true,
          hint: READ_TABLES,
        },
      ],
      look: { view: 'states', at: 'alice' },
    },
    {
      title: { en: 'The server closes first', zh: '服务器先关闭' },
      text: [
        {
          en: 'A word from each client, and each program answers `bye`, closes the connection, closes its listener, and ends. TIME_WAIT belongs to [whoever closes actively](rfc9293:3.6.1), and so to its port.',
          zh: '两个客户端各说一句话，程序就回答 `bye`，关闭连接，再关闭监听套接字，然后退出。TIME_WAIT 属于[主动关闭的一方](rfc9293:3.6.1)，也就留在服务器的端口上。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Send `hello` from {alice}, and from {bob}.',
            zh: '由 {alice} 和 {bob} 各发送 `hello`。',
          },
          commands: [
            { do: 'send', from: 'alice', text: 'hello' },
            { do: 'send', from: 'bob', text: 'hello' },
          ],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{plain} has ended', zh: '{plain} 已经退出' },
          expect: { expect: 'exited', at: 'plain', code: 0, within: 5000 },
          hint: { en: 'Send something from {alice}.', zh: '请由 {alice} 发送一些内容。' },
        },
        {
          text: { en: '{reuser} has ended', zh: '{reuser} 已经退出' },
          expect: { expect: 'exited', at: 'reuser', code: 0, within: 5000 },
          hint: { en: 'Send something from {bob}.', zh: '请由 {bob} 发送一些内容。' },
        },
        {
          text: { en: '{alice@plain} is in TIME_WAIT', zh: '{alice@plain} 处于 TIME_WAIT' },
          expect: { expect: 'state', of: 'alice@plain', is: 'TIME_WAIT' },
          kernel: true,
          hint: {
            en: 'Who closes first has TIME_WAIT. If {alice} was closed before, start the lesson over.',
            zh: '先关闭的一方才有 TIME_WAIT。如果 {alice} 先被关闭了，请重新开始这一课。',
          },
        },
        {
          text: { en: '{bob@reuser} is in TIME_WAIT', zh: '{bob@reuser} 处于 TIME_WAIT' },
          expect: { expect: 'state', of: 'bob@reuser', is: 'TIME_WAIT' },
          kernel: true,
          hint: {
            en: 'Who closes first has TIME_WAIT. If {bob} was closed before, start the lesson over.',
            zh: '先关闭的一方才有 TIME_WAIT。如果 {bob} 先被关闭了，请重新开始这一课。',
          },
        },
      ],
      after: [
        {
          en: 'Nobody listens any more, both programs are gone, and still the kernel holds something at both ports, for 60 s on Linux. The timer of each row shows what is left. Do the next two steps within that minute.',
          zh: '已经没有人在监听，两个程序也都不在了，可是内核在两个端口上仍然各留着一样东西，Linux 上要留 60 秒。每一行的计时器显示还剩多久。接下来的两步请在这一分钟内完成。',
        },
      ],
      look: { view: 'kernel', at: 'alice' },
    },
    ...restartSteps,
  ],
}
