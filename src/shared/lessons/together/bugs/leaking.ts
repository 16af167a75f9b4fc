import type { LessonStep } from '../../lesson'

/** The second bug: sockets that nobody closes. */
export const leaking: readonly LessonStep[] = [
  {
    title: { en: 'Second report: “too many open files”', zh: '第二份报告：“打开的文件过多”' },
    text: [
      {
        en: '{logger} collects readings: a sensor connects, sends one line, and closes. All readings arrive. Every few days the server stops with `EMFILE`: [no descriptor is left](man:accept.2). A restart helps, for some days.',
        zh: '{logger} 收集读数：传感器连接，发送一行，然后关闭。读数都能收到。但每隔几天，服务器就因 `EMFILE` 停止工作：[描述符用完了](man:accept.2)。重启之后又能撑几天。',
      },
    ],
    acts: [
      {
        text: {
          en: 'Let the lab start the broken server, and five sensors that connect, send and close: **Do it for me**.',
          zh: '让实验室启动这个有毛病的服务器，以及五个连接、发送、关闭的传感器：**替我做**。',
        },
        commands: [
          { do: 'listen', as: 'logger', allowHalfOpen: true },
          { do: 'connect', as: 'sensors', to: 'logger', count: 5 },
          { do: 'send', from: 'sensors', text: '21.5\n' },
          { do: 'close', socket: 'sensors' },
        ],
        point: 'doForMe',
      },
    ],
    checks: [
      {
        text: { en: 'All five readings have arrived', zh: '五个读数都已收到' },
        expect: { expect: 'received', at: 'sensors@logger' },
        hint: { en: 'Each sensor has to send something.', zh: '每个传感器都要发送点什么。' },
      },
      {
        text: { en: 'All five sensors have closed their sockets', zh: '五个传感器都关闭了自己的套接字' },
        expect: { expect: 'closed', at: 'sensors' },
        hint: { en: 'Close the sensors, not the server.', zh: '要关闭的是传感器，不是服务器。' },
      },
      {
        text: {
          en: 'Five ends of {logger} have outlived them',
          zh: '{logger} 的五端却留了下来',
        },
        expect: { expect: 'state', of: 'sensors@logger', is: 'CLOSE_WAIT' },
        kernel: true,
        hint: {
          en: 'The sensors must close in good order; a reset would leave nothing.',
          zh: '传感器必须正常关闭；如果重置，就什么也不会留下。',
        },
      },
    ],
    after: [
      {
        en: 'Five came, five went, and under {logger} there are still five. Open {action.showKernelTable} and read their states, then {action.showStates} of one of them: at which arrow does it stand still, and whose turn is it there?',
        zh: '来了五个，走了五个，{logger} 之下却还有五个。打开{action.showKernelTable}，读出它们的状态，再看其中一个的{action.showStates}：它停在哪个箭头前？那里该轮到谁？',
      },
    ],
    look: { view: 'messages', at: 'logger' },
  },
  {
    title: { en: 'Second diagnosis', zh: '第二个诊断' },
    text: [
      {
        en: 'CLOSE_WAIT has no timer. [It ends](rfc9293:3.3.2) when the program closes, and in no other way: a minute or a month, the kernel waits.',
        zh: 'CLOSE_WAIT 没有定时器。只有程序关闭时[它才结束](rfc9293:3.3.2)，别无他法：一分钟也好，一个月也好，内核都会等。',
      },
    ],
    predict: {
      question: { en: 'What is wrong with {logger}?', zh: '{logger} 的毛病是什么？' },
      choices: [
        {
          text: {
            en: 'After reading the end it does not close',
            zh: '读到结尾之后没有关闭',
          },
          right: true,
          feedback: {
            en: 'That fits: the FIN has come and was acknowledged; what is missing is the server’s own. If it is so, one close at its end sets one free.',
            zh: '符合现象：FIN 已到并得到确认，缺的是服务器自己的 FIN。如果是这样，在它那一端关闭一个，就会释放一个。',
          },
        },
        {
          text: { en: 'The sensors do not send FIN', zh: '传感器没有发送 FIN' },
          feedback: {
            en: 'Without FIN the server’s ends would be ESTABLISHED.',
            zh: '如果没有 FIN，服务器这几端就会是 ESTABLISHED。',
          },
        },
        {
          text: { en: 'Nothing: the states vanish after 60 s', zh: '没有毛病：60 秒后状态就会消失' },
          feedback: {
            en: 'That is TIME_WAIT, which belongs to whoever closed first, and holds no descriptor.',
            zh: '那是 TIME_WAIT，属于先关闭的一方，而且不占用描述符。',
          },
        },
        {
          text: { en: 'The limit of descriptors is too low', zh: '描述符的上限太低' },
          feedback: {
            en: 'A higher limit makes it last longer. It still only ever grows.',
            zh: '提高上限只能撑得久一些，数目仍旧只增不减。',
          },
        },
      ],
    },
    acts: [
      {
        text: {
          en: 'Put the diagnosis to the test: select the first end under {logger} and press {action.close}.',
          zh: '检验这个诊断：选中 {logger} 之下的第一端，按{action.close}。',
        },
        commands: [{ do: 'close', socket: 'sensors.1@logger' }],
        point: 'close',
      },
      {
        text: {
          en: 'The cure: start a server with {action.newServer}, without the tick at **Allow half-open connections**: it answers a FIN with its own.',
          zh: '治疗：用{action.newServer}启动一个服务器，不勾选**允许半关闭连接**：收到 FIN，它就回以自己的 FIN。',
        },
        commands: [{ do: 'listen', as: 'tidy', allowHalfOpen: false }],
        point: 'newServer',
      },
      {
        text: {
          en: 'Open {action.newClients}, and connect five at once to {tidy}: **How many** 5.',
          zh: '打开{action.newClients}，一次让五个连接到 {tidy}：**数量**填 5。',
        },
        commands: [{ do: 'connect', as: 'probes', to: 'tidy', count: 5 }],
        point: 'newClients',
      },
      {
        text: {
          en: 'Select all five (the first one, then the last one with Shift), send a reading such as `21.5`, and press {action.close}.',
          zh: '同时选中五个（先选第一个，再按住 Shift 选最后一个），发送一个读数，例如 `21.5`，再按{action.close}。',
        },
        commands: [
          { do: 'send', from: 'probes', text: '21.5\n' },
          { do: 'close', socket: 'probes' },
        ],
        point: 'composer',
      },
    ],
    checks: [
      {
        text: {
          en: 'The first end of {logger} went through LAST_ACK',
          zh: '{logger} 的第一端经过了 LAST_ACK',
        },
        expect: { expect: 'state', of: 'sensors.1@logger', was: 'LAST_ACK' },
        hint: {
          en: 'Close the end at the server, under {logger}: the sensor has closed already.',
          zh: '要关闭的是 {logger} 之下的服务器一端：传感器早已关闭。',
        },
      },
      {
        text: { en: 'The second end of {logger} still waits', zh: '{logger} 的第二端仍在等待' },
        expect: { expect: 'state', of: 'sensors.2@logger', is: 'CLOSE_WAIT' },
        kernel: true,
        hint: {
          en: 'Leave the others as they are: nobody else closes them.',
          zh: '其余几端不要动：没有别人会关闭它们。',
        },
      },
      {
        text: { en: 'All ends of {tidy} are CLOSED', zh: '{tidy} 的各端都处于 CLOSED' },
        expect: { expect: 'state', of: 'probes@tidy', is: 'CLOSED' },
        hint: {
          en: 'Its ends close as soon as the sensors do. Have those closed?',
          zh: '传感器一关闭，它的各端就会关闭。传感器关闭了吗？',
        },
      },
    ],
    after: [
      {
        en: 'Confirmed and cured. In Python the bug is a loop that goes on, or breaks, at `b""` without `close()`; in Node it is `allowHalfOpen` without [`end()`](node:net#socketenddata-encoding-callback). On any Linux machine, `ss -t state close-wait` shows it.',
        zh: '诊断得到证实，毛病也治好了。在 Python 中，这种毛病是循环读到 `b""` 后没有 `close()`；在 Node 中，是设置了 `allowHalfOpen` 却没有调用 [`end()`](node:net#socketenddata-encoding-callback)。在任何 Linux 机器上，`ss -t state close-wait` 都能看到它。',
      },
    ],
    look: { view: 'timeline', at: 'sensors.1@logger' },
  },
]
