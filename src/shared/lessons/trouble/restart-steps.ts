import type { LessonStep } from '../lesson'
import { noReuse } from './programs'

/** Of "address already in use": both programs are started again over TIME_WAIT. */
export const restartSteps: readonly LessonStep[] = [
  {
    title: { en: 'Start again, without the option', zh: '不设该选项，重新启动' },
    text: [
      {
        en: 'Now the server is restarted, as one does after each change of a program.',
        zh: '现在重新启动服务器，就像每次改完程序那样。',
      },
    ],
    predict: {
      question: {
        en: 'The program without SO_REUSEADDR starts again on its port. What does `bind` say?',
        zh: '没有设置 SO_REUSEADDR 的程序在原端口上重新启动，`bind` 的结果是什么？',
      },
      choices: [
        {
          text: { en: 'It fails: address already in use', zh: '失败：地址已被占用' },
          right: true,
          feedback: {
            en: 'Yes. Without the option, an address is [not available for some time after closing](man:ip.7).',
            zh: '对。不设该选项时，地址在[关闭之后的一段时间内不可用](man:ip.7)。',
          },
        },
        {
          text: { en: 'It succeeds: nobody listens there', zh: '成功：那里没有人在监听' },
          feedback: {
            en: '`bind` looks at all that holds the port, and TIME_WAIT does.',
            zh: '`bind` 会检查占有该端口的一切，TIME_WAIT 也算在内。',
          },
        },
        {
          text: { en: 'It waits until TIME_WAIT is over', zh: '一直等到 TIME_WAIT 结束' },
          feedback: {
            en: '`bind` never waits: it succeeds or fails at once. You would have to try again for a minute.',
            zh: '`bind` 从不等待：要么马上成功，要么马上失败。只能自己在一分钟里反复重试。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Run `no_reuse_server.py` again, with `port:` and {plain} in place of the `0`: that stands for the port it had.',
          zh: '再次运行 `no_reuse_server.py`，把 `0` 换成 `port:` 加 {plain}：它表示那个程序用过的端口。',
        },
        commands: [{ do: 'spawn', as: 'plain-again', ...noReuse({ portOf: 'plain' }) }],
        point: 'runProgram',
      },
    ],
    checks: [
      {
        text: {
          en: '{plain-again} writes: Address already in use',
          zh: '{plain-again} 输出：Address already in use',
        },
        expect: [
          {
            expect: 'output',
            at: 'plain-again',
            stream: 'stderr',
            contains: 'Address already in use',
            within: 10_000,
          },
          { expect: 'output', at: 'plain-again', stream: 'stderr', contains: '10048', within: 10_000 },
        ],
        hint: {
          en: 'It must be the same port, without `reuse`, while {alice@plain} is still in TIME_WAIT. If the minute is over, start the lesson over.',
          zh: '必须是同一个端口，不带 `reuse`，而且 {alice@plain} 仍处于 TIME_WAIT。如果一分钟已过，请重新开始这一课。',
        },
      },
      {
        text: { en: '{plain-again} ends with status 1', zh: '{plain-again} 以状态码 1 退出' },
        expect: { expect: 'exited', at: 'plain-again', code: 1, within: 10_000 },
        hint: {
          en: 'A program that listens has not failed: kill it, and start the lesson over.',
          zh: '程序若在监听，就说明没有失败：请强制结束它，并重新开始这一课。',
        },
      },
    ],
    after: [
      {
        en: 'The words are those of the first step, but this time no listener is to blame: the last connection of the program before is.',
        zh: '报错与第一步一字不差，但这次并没有别的监听者：原因是上一个程序的最后一个连接。',
      },
    ],
    look: { at: 'plain-again' },
  },
  {
    title: { en: 'Start again, with the option', zh: '设置该选项，重新启动' },
    text: [
      {
        en: 'SO_REUSEADDR tells `bind` that [TIME_WAIT is no obstacle](python:socket#example). On Linux it counts only if [the program before had set it, too](man:socket.7): for the port of {plain}, the option would come too late now.',
        zh: 'SO_REUSEADDR 告诉 `bind`：[TIME_WAIT 不是障碍](python:socket#example)。在 Linux 上，只有[前一个程序也设置过它](man:socket.7)才有效：对 {plain} 的端口来说，现在才设置已经晚了。',
      },
    ],
    predict: {
      question: {
        en: 'If the program with the option starts again, what becomes of the connection in TIME_WAIT?',
        zh: '设置了该选项的程序重新启动后，那个处于 TIME_WAIT 的连接会怎样？',
      },
      choices: [
        {
          text: { en: 'It is removed to make room', zh: '它会被清除，腾出位置' },
          feedback: {
            en: 'No: TIME_WAIT still has its work to do, and the option does not shorten it.',
            zh: '不会：TIME_WAIT 还有它的任务，这个选项不会缩短它。',
          },
        },
        {
          text: { en: 'It becomes a connection of the new program', zh: '它变成新程序的连接' },
          feedback: {
            en: 'No program has it: TIME_WAIT is the kernel’s alone.',
            zh: '它不属于任何程序：TIME_WAIT 只归内核所有。',
          },
        },
        {
          text: { en: 'It stays, beside the new listener', zh: '它保持不变，与新的监听者并存' },
          right: true,
          feedback: {
            en: 'Yes. A connection is known by both addresses and both ports, so the two are never mixed up.',
            zh: '对。连接由两端的地址和端口共同标识，两者不会混淆。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Run `no_reuse_server.py` with `port:` and {reuser} in place of the `0`, and `reuse` behind it.',
          zh: '运行 `no_reuse_server.py`，把 `0` 换成 `port:` 加 {reuser}，后面再加上 `reuse`。',
        },
        commands: [{ do: 'spawn', as: 'reuser-again', ...noReuse({ portOf: 'reuser' }, 'reuse') }],
        point: 'runProgram',
      },
    ],
    checks: [
      {
        text: { en: '{reuser-again} listens', zh: '{reuser-again} 正在监听' },
        expect: { expect: 'found', at: 'reuser-again', as: 'listener', within: 10_000 },
        hint: {
          en: 'Both need `reuse`: the one before, and this one.',
          zh: '前一个和这一个都需要 `reuse`。',
        },
      },
      {
        text: { en: '{bob@reuser} is still in TIME_WAIT', zh: '{bob@reuser} 仍处于 TIME_WAIT' },
        expect: { expect: 'state', of: 'bob@reuser', is: 'TIME_WAIT' },
        kernel: true,
        hint: {
          en: 'If the minute is over, start the lesson over.',
          zh: '如果一分钟已过，请重新开始这一课。',
        },
      },
    ],
    after: [
      {
        en: 'So a server sets SO_REUSEADDR before `bind`, always. Many tutorials blame TIME_WAIT for every failed restart: with the option, which Node sets for you, only a live listener stands in the way.',
        zh: '所以服务器总应在 `bind` 之前设置 SO_REUSEADDR。许多教程把每次重启失败都归咎于 TIME_WAIT：设置了这个选项（Node 会替你设置），真正挡路的就只有仍在监听的套接字。',
      },
    ],
    look: { view: 'kernel', at: 'bob' },
  },
]
