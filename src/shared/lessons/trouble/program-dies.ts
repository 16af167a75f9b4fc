import type { Lesson } from '../lesson'
import { ECHO_SERVER, READ_TABLES } from './programs'
import { unreadSteps } from './unread-steps'

export const programDies: Lesson = {
  id: 'program-dies',
  title: { en: 'When a program dies', zh: '程序突然死掉时' },
  see: {
    en: 'Two Python servers are killed without warning. One leaves with a polite FIN, the other with RST: the kernel tidies up for both. A machine that vanishes leaves nothing at all.',
    zh: '两个 Python 服务器毫无预警地被强制结束。一个留下礼貌的 FIN，另一个留下 RST：善后的都是内核。而整台机器消失时，什么也不会留下。',
  },
  needs: ['python'],
  steps: [
    {
      title: { en: 'Two programs', zh: '两个程序' },
      text: [
        {
          en: 'The same echo server, in Python, runs twice: one copy will have nothing to do when it dies, the other will be busy. Steps 1 to 5 need Python; the last one does not.',
          zh: '同一个 Python 回显服务器运行两份：一份死的时候无事可做，另一份正忙。第 1 到第 5 步需要 Python，最后一步不需要。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.runProgram}, choose the **Example** `echo_server.py`, and run it. This is {calm}.',
            zh: '打开{action.runProgram}，**示例**选 `echo_server.py`，然后运行。这就是 {calm}。',
          },
          commands: [{ do: 'spawn', as: 'calm', ...ECHO_SERVER }],
          point: 'runProgram',
        },
        {
          text: { en: 'Run it a second time: {busy}.', zh: '再运行一次：{busy}。' },
          commands: [{ do: 'spawn', as: 'busy', ...ECHO_SERVER }],
          point: 'runProgram',
        },
      ],
      checks: [
        {
          text: { en: '{calm} listens', zh: '{calm} 正在监听' },
          expect: { expect: 'found', at: 'calm', as: 'listener', within: 10_000 },
          hint: {
            en: 'It must be running: look at what it has written.',
            zh: '它必须正在运行：请看看它输出了什么。',
          },
        },
        {
          text: { en: '{busy} listens', zh: '{busy} 正在监听' },
          expect: { expect: 'found', at: 'busy', as: 'listener', within: 10_000 },
          hint: {
            en: 'It must be running: look at what it has written.',
            zh: '它必须正在运行：请看看它输出了什么。',
          },
        },
      ],
      look: { at: 'calm' },
    },
    {
      title: { en: 'A client for each', zh: '各来一个客户端' },
      text: [
        {
          en: 'Each program gets a client. Once a word has come back, its server has read everything there was, and waits in `recv` for more.',
          zh: '每个程序各有一个客户端。话被送回来之后，说明服务器已经读完了全部数据，正停在 `recv` 等待下一句。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Select {calm}, press **Connect a client**, and connect one; then do the same with {busy}.',
            zh: '选中 {calm}，按**连接客户端**，连接一个；对 {busy} 也照做。',
          },
          commands: [
            { do: 'connect', as: 'alice', to: 'calm' },
            { do: 'connect', as: 'bob', to: 'busy' },
          ],
          point: 'newClients',
        },
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
          text: { en: '{alice} hears {calm}', zh: '{alice} 收到 {calm} 的回显' },
          expect: { expect: 'received', at: 'alice', within: 5000 },
          hint: {
            en: 'Send from {alice}. The program serves one client at a time: no other may be connected.',
            zh: '请由 {alice} 发送。这个程序一次只服务一个客户端：不能另有客户端连着。',
          },
        },
        {
          text: { en: '{bob} hears {busy}', zh: '{bob} 收到 {busy} 的回显' },
          expect: { expect: 'received', at: 'bob', within: 5000 },
          hint: {
            en: 'Send from {bob}. The program serves one client at a time: no other may be connected.',
            zh: '请由 {bob} 发送。这个程序一次只服务一个客户端：不能另有客户端连着。',
          },
        },
        {
          text: {
            en: 'The kernel has {alice@calm} as ESTABLISHED',
            zh: '内核中 {alice@calm} 处于 ESTABLISHED',
          },
          expect: { expect: 'state', of: 'alice@calm', is: 'ESTABLISHED' },
          kernel: true,
          hint: READ_TABLES,
        },
        {
          text: { en: 'The kernel has {bob@busy} as ESTABLISHED', zh: '内核中 {bob@busy} 处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'bob@busy', is: 'ESTABLISHED' },
          kernel: true,
          hint: READ_TABLES,
        },
      ],
      look: { view: 'messages', at: 'alice' },
    },
    {
      title: { en: 'Killed while idle', zh: '空闲时被结束' },
      text: [
        {
          en: 'SIGKILL [can’t be caught](man:signal.7): no handler runs, no `finally`, no `close`. The program can’t say good-bye.',
          zh: 'SIGKILL [无法被捕获](man:signal.7)：没有处理函数，没有 `finally`，也没有 `close`。程序来不及告别。',
        },
      ],
      predict: {
        question: {
          en: 'What does {alice} get when {calm} is killed?',
          zh: '{calm} 被强制结束时，{alice} 会收到什么？',
        },
        choices: [
          {
            text: { en: 'A FIN, as after an orderly close', zh: 'FIN，和正常关闭一样' },
            right: true,
            feedback: {
              en: 'Yes: the kernel [closes its descriptors](man:_exit.2), and closing the last one of a connection sends FIN.',
              zh: '对：内核会[关闭它的描述符](man:_exit.2)，连接的最后一个描述符关闭时就发送 FIN。',
            },
          },
          {
            text: { en: 'An RST, since it crashed', zh: 'RST，因为它崩溃了' },
            feedback: {
              en: 'TCP doesn’t know why a descriptor is closed. What counts is whether anything is unread: see step 5.',
              zh: 'TCP 不知道描述符为什么被关闭。关键在于是否还有未读的字节：见第 5 步。',
            },
          },
          {
            text: { en: 'Nothing: nobody is left to send it', zh: '什么都没有：已经没有人来发送' },
            feedback: {
              en: 'The program is gone, its kernel is not. Only a machine that dies is silent.',
              zh: '程序没了，内核还在。只有整台机器死掉才会悄无声息。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {calm} and press {action.killProgram}.',
            zh: '选中 {calm}，按{action.killProgram}。',
          },
          commands: [{ do: 'kill', socket: 'calm', signal: 'SIGKILL' }],
          point: 'killProgram',
        },
      ],
      checks: [
        {
          text: { en: '{calm} was ended by SIGKILL', zh: '{calm} 被 SIGKILL 终止' },
          expect: { expect: 'exited', at: 'calm', signal: 'SIGKILL' },
          hint: { en: 'Kill {calm}.', zh: '请强制结束 {calm}。' },
        },
        {
          text: { en: '{alice} reads a FIN', zh: '{alice} 读到 FIN' },
          expect: { expect: 'ended', at: 'alice' },
          hint: {
            en: 'Kill the program that {alice} is connected to.',
            zh: '要强制结束的是 {alice} 所连接的程序。',
          },
        },
        {
          text: { en: '{alice@calm} is in TIME_WAIT', zh: '{alice@calm} 处于 TIME_WAIT' },
          expect: { expect: 'state', of: 'alice@calm', is: 'TIME_WAIT' },
          kernel: true,
          hint: {
            en: 'The end that closes first has it: {alice} must not have been closed before.',
            zh: '先关闭的一端才有：{alice} 不能在此之前被关闭。',
          },
        },
      ],
      after: [
        {
          en: 'To {alice} it looks as if the server had finished. So a FIN doesn’t prove that the message is complete: the protocol must tell, with a length or an end mark, or a crash passes for a short answer.',
          zh: '在 {alice} 看来，就像服务器已经说完了。所以 FIN 并不能证明消息是完整的：协议必须用长度或结束标记来说明，否则一次崩溃就会被当成一个简短的回答。',
        },
      ],
      look: { view: 'states', at: 'alice' },
    },
    ...unreadSteps,
  ],
}
