import type { Lesson } from '../lesson'

export const mergedClose: Lesson = {
  id: 'merged-close',
  title: { en: 'Fewer than four: steps that merge', zh: '不足四个：合并的步骤' },
  see: {
    en: 'A close that takes three segments, a FIN that travels with the last data, and how much of that can be known without capturing packets.',
    zh: '只用三个报文段的关闭，与最后的数据同行的 FIN，以及不抓包时对此能知道多少。',
  },
  steps: [
    {
      title: { en: 'A server that closes when its client does', zh: '客户端一关闭就随之关闭的服务器' },
      text: [
        {
          en: 'Most servers have nothing more to say to a client that is done. Node’s usual ones read the end of the data and [send their own FIN at once](node:net#netcreateserveroptions-connectionlistener).',
          zh: '对于已经结束的客户端，多数服务器没有更多话要说。Node 的服务器通常读到数据结束，就[立即发出自己的 FIN](node:net#netcreateserveroptions-connectionlistener)。',
        },
        {
          en: 'Let both clients say something first: on Linux it matters here that data has gone both ways.',
          zh: '先让两个客户端各说一句话：在 Linux 上，双向都有过数据，对这里的结果有影响。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Open {action.newServer} and start a server that answers with **Echo**, as it is proposed.',
            zh: '打开{action.newServer}，按默认设置启动一个应答方式为**回显**的服务器。',
          },
          commands: [{ do: 'listen', as: 'server', respond: { with: 'echo' }, allowHalfOpen: false }],
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
        {
          text: { en: 'Connect a second client, in the same way.', zh: '用同样的方法再连接一个客户端。' },
          commands: [{ do: 'connect', as: 'bob', to: 'server' }],
          point: 'newClients',
        },
        {
          text: {
            en: 'Select {alice}, write `hello`, and press **Send**.',
            zh: '选中 {alice}，写下 `hello`，按**发送**。',
          },
          commands: [{ do: 'send', from: 'alice', text: 'hello' }],
          point: 'composer',
        },
        {
          text: { en: 'Select {bob}, and send `hello`, too.', zh: '选中 {bob}，也发送 `hello`。' },
          commands: [{ do: 'send', from: 'bob', text: 'hello' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{alice} has read the echo', zh: '{alice} 读到了回显' },
          expect: { expect: 'received', at: 'alice' },
          hint: { en: 'Send something from {alice}.', zh: '从 {alice} 发送一些内容。' },
        },
        {
          text: { en: '{bob} has read the echo', zh: '{bob} 读到了回显' },
          expect: { expect: 'received', at: 'bob' },
          hint: { en: 'Send something from {bob}.', zh: '从 {bob} 发送一些内容。' },
        },
      ],
      look: { view: 'messages', at: 'alice' },
    },
    {
      title: { en: 'FIN answers FIN', zh: '以 FIN 回应 FIN' },
      text: [
        {
          en: '{alice} closes first. Its FIN must be acknowledged, and the server’s FIN comes a moment later.',
          zh: '{alice} 先关闭。它的 FIN 必须得到确认，而片刻之后服务器的 FIN 就会发出。',
        },
      ],
      predict: {
        question: { en: 'How many segments will this close take?', zh: '这次关闭要用几个报文段？' },
        choices: [
          {
            text: { en: 'Four: books say so.', zh: '四个：书上是这么说的。' },
            feedback: {
              en: 'The books count four **steps**. An ACK is a field of the header, which every segment has, also one with FIN.',
              zh: '书上数的是四个**步骤**。ACK 只是首部中的字段，每个报文段都有，带 FIN 的也不例外。',
            },
          },
          {
            text: {
              en: 'Three or four: the server’s kernel decides.',
              zh: '三个或四个：由服务器端的内核决定。',
            },
            right: true,
            feedback: {
              en: 'If the ACK can still wait when the program closes, the FIN carries it.',
              zh: '程序关闭时，如果 ACK 还没有发出，就由 FIN 捎带。',
            },
          },
          {
            text: { en: 'Two: a FIN from each side.', zh: '两个：双方各一个 FIN。' },
            feedback: {
              en: 'The second FIN takes a sequence number, too, and must be acknowledged by somebody.',
              zh: '第二个 FIN 也占用一个序号，同样必须得到确认。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {alice} and press {action.shutdown}.',
            zh: '选中 {alice}，按{action.shutdown}。',
          },
          commands: [{ do: 'shutdown', socket: 'alice' }],
          point: 'shutdown',
        },
      ],
      checks: [
        {
          text: { en: '{alice@server} went through CLOSE_WAIT …', zh: '{alice@server} 经过了 CLOSE_WAIT……' },
          expect: { expect: 'state', of: 'alice@server', was: 'CLOSE_WAIT' },
          hint: {
            en: 'Half-close {alice}, so that the server’s end is the passive one.',
            zh: '半关闭 {alice}，使服务器端成为被动关闭的一方。',
          },
        },
        {
          text: { en: '… and LAST_ACK', zh: '……和 LAST_ACK' },
          expect: { expect: 'state', of: 'alice@server', was: 'LAST_ACK' },
          hint: {
            en: 'The server must not allow half-open connections here.',
            zh: '这里的服务器不能允许半关闭连接。',
          },
        },
        {
          text: { en: '{alice} holds TIME_WAIT', zh: '{alice} 处于 TIME_WAIT' },
          expect: { expect: 'state', of: 'alice', is: 'TIME_WAIT' },
          kernel: true,
          hint: { en: 'Half-close {alice}; don’t reset it.', zh: '半关闭 {alice}，不要重置它。' },
        },
      ],
      after: [
        {
          en: 'A kernel [may delay an ACK](rfc9293:3.8.6.3), by less than half a second; Linux delays it by 40 ms here. A program that closes sooner, and this one needs a millisecond or so, has one segment, FIN+ACK, do two steps. A slower program, or a kernel that does not wait, makes it four.',
          zh: '内核[可以推迟 ACK](rfc9293:3.8.6.3)，但不超过半秒；这里 Linux 推迟 40 毫秒。程序如果在此之前关闭（这里只需一毫秒左右），一个 FIN+ACK 报文段就完成两个步骤。程序慢一些，或内核不推迟，就会是四个。',
        },
        {
          en: 'The states are the same either way: {alice@server} was in CLOSE_WAIT, only not for long.',
          zh: '无论哪一种，状态都一样：{alice@server} 进入过 CLOSE_WAIT，只是时间很短。',
        },
      ],
      look: { view: 'segments', at: 'alice' },
    },
    {
      title: { en: 'FIN with the last data', zh: '与最后的数据同行的 FIN' },
      text: [
        {
          en: 'FIN is a bit in the header, and counts as [standing behind the last byte](rfc9293:3.4) of its segment. Closing queues it [behind what is still to be sent](rfc9293:3.10.4).',
          zh: 'FIN 是首部中的一位，视为[位于该报文段最后一个字节之后](rfc9293:3.4)。关闭时，它排在[尚未发送的数据之后](rfc9293:3.10.4)。',
        },
      ],
      predict: {
        question: {
          en: '{bob} writes twice and half-closes, all in one moment. Can a FIN be in one segment with data?',
          zh: '{bob} 在同一时刻写两次并半关闭。FIN 能与数据在同一个报文段里吗？',
        },
        choices: [
          {
            text: {
              en: 'Yes, if data still waits when the program closes.',
              zh: '能，只要程序关闭时还有数据在等待。',
            },
            right: true,
            feedback: {
              en: 'What has gone out already can’t take the FIN along any more: then it goes alone.',
              zh: '已经发出的数据带不上 FIN：那时它就单独发送。',
            },
          },
          {
            text: { en: 'No: it is a segment of its own.', zh: '不能：它自成一个报文段。' },
            feedback: {
              en: 'There is no such thing as a FIN segment, only segments in which the FIN bit is set.',
              zh: '并没有专门的 FIN 报文段，只有设置了 FIN 位的报文段。',
            },
          },
          {
            text: { en: 'Always: a FIN needs data to ride on.', zh: '总是如此：FIN 必须依附于数据。' },
            feedback: {
              en: '{alice}’s FIN went without any: everything had gone long before.',
              zh: '{alice} 的 FIN 就没有数据：一切早已发完。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Send `one` and `two` from {bob}, and press {action.shutdown}, all within a few milliseconds: a task for **Do it for me**. Slower fingers get FIN in a segment of its own.',
            zh: '从 {bob} 发送 `one` 和 `two`，再按{action.shutdown}，都要在几毫秒之内：这件事适合交给**替我做**。手动较慢，FIN 会自成一个报文段。',
          },
          commands: [
            { do: 'send', from: 'bob', text: 'one' },
            { do: 'send', from: 'bob', text: 'two' },
            { do: 'shutdown', socket: 'bob' },
          ],
          point: 'doForMe',
        },
      ],
      checks: [
        {
          text: { en: 'The server’s end has read the data …', zh: '服务器端读到了数据……' },
          expect: { expect: 'received', at: 'bob@server' },
          hint: { en: 'Send from {bob} before you half-close it.', zh: '先从 {bob} 发送，再半关闭。' },
        },
        {
          text: { en: '… and the end behind it', zh: '……以及其后的数据结束' },
          expect: { expect: 'ended', at: 'bob@server' },
          hint: { en: 'Half-close {bob}.', zh: '半关闭 {bob}。' },
        },
        {
          text: { en: '{bob} holds TIME_WAIT', zh: '{bob} 处于 TIME_WAIT' },
          expect: { expect: 'state', of: 'bob', is: 'TIME_WAIT' },
          kernel: true,
          hint: { en: 'Half-close {bob}; don’t reset it.', zh: '半关闭 {bob}，不要重置它。' },
        },
      ],
      after: [
        {
          en: 'What a capture on Linux shows, unless the computer is too busy: `one` goes alone; `two` has to wait, since a small write is held back while another one is unacknowledged ([Nagle](rfc9293:3.7.4)); then the close comes, and `two` and FIN leave in one segment.',
          zh: '在 Linux 上抓包，只要计算机不太忙，就会看到：`one` 单独发出；`two` 必须等待，因为前一个小块数据尚未确认时，后一个会被扣住（[Nagle 算法](rfc9293:3.7.4)）；接着关闭到来，`two` 与 FIN 在同一个报文段里发出。',
        },
        {
          en: 'The server’s program can’t tell: it reads bytes, and then the end, as always.',
          zh: '服务器程序看不出区别：它照常先读到字节，再读到结束。',
        },
      ],
      look: { view: 'segments', at: 'bob' },
    },
    {
      title: { en: 'Drawn is not captured', zh: '画出来的，不等于抓到的' },
      text: [
        {
          en: 'Each row of the segments says how it is known. “Inferred” rows follow from calls and states of both ends: that each FIN went, in which order, and that it was acknowledged.',
          zh: '报文段图的每一行都注明依据。标为“推断”的行由两端的调用和状态得出：每个 FIN 都发出过，先后次序如何，并且都得到了确认。',
        },
        {
          en: 'How the kernel packed that is not in any call. Data is drawn as it was written, with FIN behind it. An ACK is drawn as part of the FIN if both were so close that Linux joins them, and as “possible” if that is uncertain.',
          zh: '内核如何打包，从任何调用中都看不到。数据按写入时的样子画出，FIN 画在其后。两者间隔很短、Linux 必会合并时，ACK 画成 FIN 的一部分；不能肯定时则标为“可能”。',
        },
      ],
      predict: {
        question: {
          en: 'You see three inferred segments of a close. What do they prove?',
          zh: '你看到某次关闭有三个推断出的报文段。它们证明了什么？',
        },
        choices: [
          {
            text: { en: 'That three segments were on the wire.', zh: '线路上确实只有三个报文段。' },
            feedback: {
              en: 'That is the most likely story, from what is known of Linux. Only packets prove it.',
              zh: '根据对 Linux 的了解，这是最可能的情形。但只有数据包才能证明。',
            },
          },
          {
            text: { en: 'Nothing: they are guesses.', zh: '什么也没证明：只是猜测。' },
            feedback: {
              en: 'They are more: the states of the ends follow from FINs and ACKs that must have been there.',
              zh: '不止是猜测：两端的状态只能由确实出现过的 FIN 和 ACK 得来。',
            },
          },
          {
            text: {
              en: 'That both FINs went and were acknowledged.',
              zh: '双方的 FIN 都发出了，并且都得到了确认。',
            },
            right: true,
            feedback: {
              en: 'For the packing there is {action.toggleCapture}, where this computer allows it: then do the lesson again, and the rows say “captured”.',
              zh: '要看如何打包，可用{action.toggleCapture}（如果这台计算机允许）：再做一遍这一课，各行就会标为“抓包”。',
            },
          },
        ],
      },
      look: { view: 'segments', at: 'bob' },
    },
  ],
}
