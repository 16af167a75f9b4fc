import type { Lesson } from '../lesson'

export const connectionRefused: Lesson = {
  id: 'connection-refused',
  title: { en: 'Nobody listens: connection refused', zh: '无人监听：连接被拒绝' },
  see: {
    en: 'Three calls that do not get through: to a port where nobody ever listened, to a server that has just closed, and to one whose kernel drops the SYN. Only the last one has to wait.',
    zh: '三次打不通的连接：端口上从来没有人监听；服务器刚刚关闭；内核丢弃了 SYN。只有最后一种需要等待。',
  },
  steps: [
    {
      title: { en: 'A port without a listener', zh: '没有监听者的端口' },
      text: [
        {
          en: 'Nobody listens on port {port:a} of this machine. A client calls it all the same.',
          zh: '本机的端口 {port:a} 上没有人在监听，客户端仍然去连接它。',
        },
        {
          en: 'In Python, `connect` raises an exception where a call fails, and [`connect_ex`](python:socket#socket.socket.connect_ex) returns the number of the error, 0 for success.',
          zh: '在 Python 里，连接失败时 `connect` 抛出异常，而 [`connect_ex`](python:socket#socket.socket.connect_ex) 返回错误号，成功则返回 0。',
        },
      ],
      predict: {
        question: {
          en: 'How does the client learn that nobody is there?',
          zh: '客户端怎么知道那里没有人？',
        },
        choices: [
          {
            text: { en: 'It waits until its time is over', zh: '一直等到超时' },
            feedback: {
              en: 'That is what silence looks like. Here the machine is there and answers: see the last steps.',
              zh: '没有任何回应时才会这样。而这里机器在线，会作出回应：见后面的步骤。',
            },
          },
          {
            text: { en: 'Its SYN is answered with RST', zh: '它的 SYN 得到 RST 作为回应' },
            right: true,
            feedback: {
              en: 'Yes: for a segment to which no socket belongs, the kernel [answers with RST](rfc9293:3.5.2).',
              zh: '对：收到不属于任何套接字的报文段时，内核[以 RST 回应](rfc9293:3.5.2)。',
            },
          },
          {
            text: { en: 'Its SYN is answered with FIN', zh: '它的 SYN 得到 FIN 作为回应' },
            feedback: {
              en: 'FIN ends a connection that exists. Here there never was one.',
              zh: 'FIN 用来结束已有的连接，而这里从未有过连接。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Open {action.newClients}, choose **Another host and port**, `127.0.0.1` and {port:a}, and connect.',
            zh: '打开{action.newClients}，选择**其他主机和端口**，填 `127.0.0.1` 和 {port:a}，然后连接。',
          },
          commands: [{ do: 'connect', as: 'alice', host: '127.0.0.1', port: { freePort: 'a' } }],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: '{alice} gets ECONNREFUSED', zh: '{alice} 得到 ECONNREFUSED' },
          expect: { expect: 'failed', at: 'alice', code: 'ECONNREFUSED' },
          hint: {
            en: 'It must be a port on which nobody listens, such as {port:a}.',
            zh: '必须是没有人监听的端口，例如 {port:a}。',
          },
        },
        {
          text: { en: '{alice} went from SYN_SENT …', zh: '{alice} 经过了 SYN_SENT……' },
          expect: { expect: 'state', of: 'alice', was: 'SYN_SENT' },
          hint: { en: 'Connect a client.', zh: '请连接一个客户端。' },
        },
        {
          text: { en: '… straight back to CLOSED', zh: '……然后直接回到 CLOSED' },
          expect: { expect: 'state', of: 'alice', was: 'CLOSED' },
          hint: {
            en: 'If it is ESTABLISHED, somebody listens there: take another port.',
            zh: '如果它处于 ESTABLISHED，说明那里有人在监听：请换一个端口。',
          },
        },
      ],
      after: [
        {
          en: 'A refusal comes at once, and says something good: the machine is up, and reachable. `connect_ex` would return [`ECONNREFUSED`](python:errno#errno.ECONNREFUSED): 111 on Linux, 61 on macOS, 10061 on Windows. So compare with the name, not with a number.',
          zh: '拒绝来得很快，而且带来一个好消息：机器在线，网络可达。`connect_ex` 此时返回 [`ECONNREFUSED`](python:errno#errno.ECONNREFUSED)：Linux 上是 111，macOS 上是 61，Windows 上是 10061。所以应与名称比较，不要与数字比较。',
        },
      ],
      look: { view: 'segments', at: 'alice' },
    },
    {
      title: { en: 'Closed a moment ago', zh: '刚刚关闭的服务器' },
      text: [
        {
          en: 'A server has a client, and then its listener is closed, as when a program stops to be updated. Closing the listener does not close the connections that it has accepted: those are sockets of their own.',
          zh: '服务器已有一个客户端，随后它的监听套接字被关闭，就像程序为了升级而停止服务。关闭监听套接字并不会关闭已接受的连接：它们是各自独立的套接字。',
        },
      ],
      acts: [
        {
          text: {
            en: 'Start a server with {action.newServer}, and connect a client to it.',
            zh: '用{action.newServer}启动一个服务器，并连接一个客户端。',
          },
          commands: [
            { do: 'listen', as: 'server' },
            { do: 'connect', as: 'bob', to: 'server' },
          ],
          point: 'newServer',
        },
        {
          text: {
            en: 'Select {server} and press {action.stopAccepting}.',
            zh: '选中 {server}，按{action.stopAccepting}。',
          },
          commands: [{ do: 'close', socket: 'server' }],
          point: 'stopAccepting',
        },
        {
          text: {
            en: 'Connect another client to `127.0.0.1`, port {server.port}.',
            zh: '再连接一个客户端到 `127.0.0.1` 的端口 {server.port}。',
          },
          commands: [{ do: 'connect', as: 'carol', host: '127.0.0.1', port: { portOf: 'server' } }],
          point: 'newClients',
        },
        {
          text: { en: 'Send something from {bob}.', zh: '由 {bob} 发送一些内容。' },
          commands: [{ do: 'send', from: 'bob', text: 'still here' }],
          point: 'composer',
        },
      ],
      checks: [
        {
          text: { en: '{carol} gets ECONNREFUSED', zh: '{carol} 得到 ECONNREFUSED' },
          expect: { expect: 'failed', at: 'carol', code: 'ECONNREFUSED' },
          hint: {
            en: 'Connect to the port that {server} had, once it has stopped accepting.',
            zh: '请在 {server} 停止接受连接之后，连接它用过的端口。',
          },
        },
        {
          text: { en: '{server} listens no more', zh: '{server} 不再监听' },
          expect: { expect: 'closed', at: 'server' },
          hint: {
            en: 'Press {action.stopAccepting} at {server}.',
            zh: '请对 {server} 按{action.stopAccepting}。',
          },
        },
        {
          text: { en: 'What {bob} says still arrives', zh: '{bob} 说的话仍然送达' },
          expect: { expect: 'received', at: 'bob@server' },
          hint: {
            en: '{bob} must be connected to {server} before that stops accepting.',
            zh: '{bob} 必须在 {server} 停止接受连接之前连上它。',
          },
        },
      ],
      after: [
        {
          en: 'An old connection works, a new one is refused: from outside the service looks half dead. During a restart there is always such a gap, so a good client tries again after a refusal, a little later each time.',
          zh: '旧连接照常工作，新连接被拒绝：从外面看，服务好像只有一半在工作。重启期间总有这样一段空档，所以好的客户端在被拒绝后会重试，而且间隔逐次加长。',
        },
      ],
      look: { view: 'states', at: 'bob' },
    },
    {
      title: { en: 'A SYN that is dropped', zh: '被丢弃的 SYN' },
      text: [
        {
          en: 'The third kind is silence. A firewall may drop a SYN without a word; so does Linux when [the queue of connections not yet accepted](man:listen.2) is full. Here a server with a backlog of 1 stops accepting, and two clients fill its queue.',
          zh: '第三种情况是毫无回应。防火墙可能不声不响地丢弃 SYN；当[尚未被 accept 的连接队列](man:listen.2)（全连接队列）已满时，Linux 也会这样做。这里让一个 backlog 为 1 的服务器停止 accept，再用两个客户端填满它的队列。',
        },
      ],
      predict: {
        question: {
          en: 'Two clients wait in the queue. What does `connect` of a third one do?',
          zh: '队列里已有两个客户端。第三个客户端的 `connect` 会怎样？',
        },
        choices: [
          {
            text: { en: 'It fails at once: refused', zh: '马上失败：被拒绝' },
            feedback: {
              en: 'A RST says that nobody listens. Here somebody does, and may have room a moment later.',
              zh: 'RST 表示无人监听。而这里有人监听，稍后也许就有空位。',
            },
          },
          {
            text: { en: 'It succeeds', zh: '成功' },
            feedback: {
              en: 'It did for the first two, though nobody accepted them: the kernel finishes handshakes by itself while there is room.',
              zh: '前两个确实如此，尽管没有人 accept：只要队列有空位，内核就会自行完成三次握手。',
            },
          },
          {
            text: { en: 'It waits, and sends its SYN again', zh: '一直等待，并重发 SYN' },
            right: true,
            feedback: {
              en: 'Yes: without an answer TCP can’t tell a lost SYN from a dropped one, so it repeats it.',
              zh: '对：得不到回应时，TCP 无法区分 SYN 是丢失了还是被丢弃了，只好重发。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Start a server with **Backlog** 1, select it, and press {action.freezeOrThaw}.',
            zh: '启动一个 **Backlog** 为 1 的服务器，选中它，按{action.freezeOrThaw}。',
          },
          commands: [
            { do: 'listen', as: 'full', backlog: 1 },
            { do: 'freeze', socket: 'full' },
          ],
          point: 'freezeOrThaw',
        },
        {
          text: {
            en: 'Connect two clients to it at once (**How many**: 2), and then one more.',
            zh: '一次连接两个客户端（**数量**填 2），然后再连接一个。',
          },
          commands: [
            { do: 'connect', as: 'early', to: 'full', count: 2 },
            { do: 'connect', as: 'late', to: 'full' },
          ],
          point: 'newClients',
        },
      ],
      checks: [
        {
          text: { en: 'Both of {early} are ESTABLISHED', zh: '两个 {early} 都处于 ESTABLISHED' },
          expect: { expect: 'state', of: 'early', is: 'ESTABLISHED' },
          kernel: true,
          hint: {
            en: 'The queue of the frozen server has room for two. Connect these two before the third one.',
            zh: '冻结的服务器的队列容得下两个。请先连接这两个，再连接第三个。',
          },
        },
        {
          text: { en: '{late} stays in SYN_SENT', zh: '{late} 停留在 SYN_SENT' },
          expect: { expect: 'state', of: 'late', is: 'SYN_SENT' },
          kernel: true,
          hint: {
            en: 'If it is ESTABLISHED, the queue was not full: is the backlog 1, and the server frozen?',
            zh: '如果它处于 ESTABLISHED，说明队列没有满：backlog 是 1 吗？服务器冻结了吗？',
          },
        },
      ],
      after: [
        {
          en: 'Let alone, the client would repeat its SYN, at first every second, and give up with ETIMEDOUT after [about two minutes](man:tcp.7). That is why programs should set a timeout of their own for `connect`.',
          zh: '如果不去管它，客户端会反复重发 SYN，起初每秒一次，[大约两分钟](man:tcp.7)后以 ETIMEDOUT 放弃。所以程序应当自己为 `connect` 设置超时。',
        },
      ],
      look: { view: 'kernel', at: 'late' },
    },
    {
      title: { en: 'From silence to refusal', zh: '从沉默到拒绝' },
      text: [
        {
          en: 'Now the frozen server is closed, without ever having accepted anybody. The third client is just waiting for the moment to repeat its SYN.',
          zh: '现在关闭这个冻结的服务器，它从未 accept 过任何人。第三个客户端正等着下一次重发 SYN。',
        },
      ],
      predict: {
        question: {
          en: 'What do the clients get now?',
          zh: '这些客户端现在会得到什么？',
        },
        choices: [
          {
            text: {
              en: 'Those in the queue ECONNRESET, the late one ECONNREFUSED',
              zh: '队列里的得到 ECONNRESET，后来的得到 ECONNREFUSED',
            },
            right: true,
            feedback: {
              en: 'Yes. RST in answer to a SYN is a refusal; at an established connection it is a reset.',
              zh: '对。对 SYN 的 RST 回应是拒绝；对已建立的连接发出的 RST 则是重置。',
            },
          },
          {
            text: { en: 'All of them ECONNREFUSED', zh: '全都得到 ECONNREFUSED' },
            feedback: {
              en: 'Those in the queue were connected, as far as they know: their `connect` has succeeded long ago.',
              zh: '队列里的客户端认为自己早已连上：它们的 `connect` 早就成功了。',
            },
          },
          {
            text: { en: 'All of them wait on', zh: '全都继续等待' },
            feedback: {
              en: 'Nobody could ever answer them. The kernel knows that, and says so with RST.',
              zh: '再也没有人能回应它们。内核知道这一点，于是用 RST 告诉它们。',
            },
          },
        ],
      },
      acts: [
        {
          text: {
            en: 'Select {full} and press {action.stopAccepting}.',
            zh: '选中 {full}，按{action.stopAccepting}。',
          },
          commands: [{ do: 'close', socket: 'full' }],
          point: 'stopAccepting',
        },
      ],
      checks: [
        {
          text: { en: 'Both of {early} get ECONNRESET', zh: '两个 {early} 都得到 ECONNRESET' },
          expect: { expect: 'failed', at: 'early', code: 'ECONNRESET' },
          hint: {
            en: 'Close the server, not its clients, and do not let it accept before.',
            zh: '要关闭的是服务器而不是客户端，而且之前不要让它恢复 accept。',
          },
        },
        {
          text: { en: '{late} gets ECONNREFUSED', zh: '{late} 得到 ECONNREFUSED' },
          expect: { expect: 'failed', at: 'late', code: 'ECONNREFUSED', within: 10_000 },
          hint: {
            en: 'It learns of it when it sends its SYN again: that may take some seconds.',
            zh: '它下一次重发 SYN 时才会得知，可能要过几秒。',
          },
        },
      ],
      after: [
        {
          en: 'So read the error: refused at once means wrong port, or server down. Silence means a firewall, a full queue, or a machine that is not there.',
          zh: '所以要看清错误：马上被拒绝，说明端口不对或服务器没有启动；毫无回应，则是防火墙、队列已满，或者那台机器根本不在。',
        },
      ],
      look: { view: 'segments', at: 'late' },
    },
  ],
}
