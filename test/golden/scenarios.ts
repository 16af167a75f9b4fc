import { spawn } from 'node:child_process'
import net from 'node:net'
import type { Lab } from '../../src/main/engine/lab'
import { connectedLab, entered, event, openLab, socketOf } from '../support/lab'

/** What is recorded: one way for a connection to live and die, as both ends of it see it. */
export interface Scenario {
  name: string
  /** What it is to show. */
  purpose: string
  /** Plays it on real sockets; resolves when all of it has happened. */
  play: () => Promise<Lab>
}

const server = 'alice@server'
const half = { allowHalfOpen: true }
const text = (bytes: number) => 'x'.repeat(bytes)
const closed = (lab: Lab) => Promise.all([event(lab, 'closed', 'alice'), event(lab, 'closed', server)])

async function after(lab: Lab, play: (lab: Lab) => void | Promise<void>): Promise<Lab> {
  await play(lab)
  await closed(lab)
  return lab
}

/** A client of another program that reads nothing is killed after `bytes` have been sent to it. */
async function killed(bytes: number): Promise<Lab> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  const [, port] = socketOf(lab, 'server').local?.split(':') ?? []
  // A paused socket keeps no process alive.
  const program = `require('node:net').connect(${port}, '127.0.0.1').pause(); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['-e', program], { stdio: 'ignore' })
  const { socket } = await event(lab, 'accepted')
  if (bytes > 0) lab.execute({ do: 'send', from: socket, text: text(bytes) })
  child.kill('SIGKILL')
  await event(lab, 'closed', socket)
  return lab
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'shutdown',
    purpose: 'the client ends, Node answers: the textbook close',
    play: async () =>
      after(await connectedLab(), (lab) => void lab.execute({ do: 'shutdown', socket: 'alice' })),
  },
  {
    name: 'half-close',
    purpose: 'FIN_WAIT_2 and CLOSE_WAIT last, and data flows back meanwhile',
    play: async () =>
      after(await connectedLab(half), async (lab) => {
        lab.execute({ do: 'shutdown', socket: 'alice' })
        await event(lab, 'ended', server)
        lab.execute({ do: 'send', from: server, text: 'late' })
        await event(lab, 'received', 'alice')
        lab.execute({ do: 'shutdown', socket: server })
      }),
  },
  {
    name: 'both-in-one-tick',
    purpose: 'both ends end in one tick: the first FIN is the active closer, CLOSING never is',
    play: async () =>
      after(await connectedLab(), (lab) => {
        lab.execute({ do: 'shutdown', socket: server })
        lab.execute({ do: 'shutdown', socket: 'alice' })
      }),
  },
  {
    name: 'both-behind-windows',
    purpose: 'both FINs wait behind 600,000 bytes that nobody reads: CLOSING at the end that reads first',
    play: async () =>
      after(await connectedLab(half, half), async (lab) => {
        for (const socket of ['alice', server]) lab.execute({ do: 'pause', socket })
        for (const from of ['alice', server]) lab.execute({ do: 'send', from, text: text(600_000) })
        for (const socket of ['alice', server]) lab.execute({ do: 'shutdown', socket })
        await Promise.all([entered(lab, 'alice', 'FIN_WAIT_1'), entered(lab, server, 'FIN_WAIT_1')])
        lab.execute({ do: 'resume', socket: 'alice' })
        await entered(lab, 'alice', 'CLOSING')
        lab.execute({ do: 'resume', socket: server })
      }),
  },
  {
    name: 'close',
    purpose: 'FIN, then the descriptor',
    play: async () => after(await connectedLab(), (lab) => void lab.execute({ do: 'close', socket: server })),
  },
  {
    name: 'destroy',
    purpose: 'nothing is unread: FIN',
    play: async () =>
      after(await connectedLab(), (lab) => void lab.execute({ do: 'destroy', socket: 'alice' })),
  },
  ...[10, 70_000, 12_000_000].map((bytes) => ({
    name: `destroy-with-${bytes}-outstanding`,
    purpose: `${bytes} bytes were written, and nobody has read them, when the writer destroys its end`,
    play: async () =>
      after(await connectedLab(), (lab) => {
        lab.execute({ do: 'pause', socket: server })
        lab.execute({ do: 'send', from: 'alice', text: text(bytes) })
        lab.execute({ do: 'destroy', socket: 'alice' })
        lab.execute({ do: 'resume', socket: server })
      }),
  })),
  ...[10, 300_000].map((bytes) => ({
    name: `destroy-with-${bytes}-unread`,
    purpose: `${bytes} bytes have come and are not read when the reader destroys its end: RST`,
    play: async () =>
      after(await connectedLab(), (lab) => {
        lab.execute({ do: 'send', from: server, text: text(bytes) })
        lab.execute({ do: 'destroy', socket: 'alice' })
      }),
  })),
  {
    name: 'write-to-closed',
    purpose: 'the first write to an end that nobody holds is answered with RST, the second fails',
    play: async () =>
      after(await connectedLab(half), async (lab) => {
        lab.execute({ do: 'destroy', socket: 'alice' })
        await event(lab, 'ended', server)
        lab.execute({ do: 'send', from: server, text: 'one' })
        lab.execute({ do: 'send', from: server, text: 'two' })
        await event(lab, 'failed', server)
      }),
  },
  {
    name: 'orphan',
    purpose: 'FIN_WAIT_2 of an end that nobody holds, while the peer keeps its own open',
    play: async () => {
      const lab = await connectedLab(half)
      lab.execute({ do: 'destroy', socket: 'alice' })
      await Promise.all([event(lab, 'closed', 'alice'), event(lab, 'ended', server)])
      return lab
    },
  },
  {
    name: 'reset',
    purpose: 'RST: both ends are CLOSED at the call',
    play: async () =>
      after(await connectedLab(), (lab) => void lab.execute({ do: 'reset', socket: 'alice' })),
  },
  {
    name: 'shutdown-then-reset',
    purpose: 'the reset waits for the FIN of the same tick, and is not lost',
    play: async () =>
      after(await connectedLab(), (lab) => {
        lab.execute({ do: 'shutdown', socket: 'alice' })
        lab.execute({ do: 'reset', socket: 'alice' })
      }),
  },
  {
    name: 'reset-after-finish',
    purpose: 'FIN has been read by the peer when RST comes, which that end is not told any more',
    play: async () => {
      const lab = await connectedLab(half)
      lab.execute({ do: 'shutdown', socket: 'alice' })
      await event(lab, 'ended', server)
      lab.execute({ do: 'reset', socket: 'alice' })
      await event(lab, 'closed', 'alice')
      return lab
    },
  },
  {
    name: 'close-twice',
    purpose: 'a second close is refused and means nothing',
    play: async () =>
      after(await connectedLab(half), async (lab) => {
        lab.execute({ do: 'shutdown', socket: 'alice' })
        await event(lab, 'ended', server)
        lab.execute({ do: 'close', socket: 'alice' })
        lab.execute({ do: 'close', socket: 'alice' })
        lab.execute({ do: 'shutdown', socket: server })
      }),
  },
  {
    name: 'refused',
    purpose: 'nobody listens: SYN_SENT, then CLOSED',
    play: async () => {
      const lab = openLab()
      const probe = net.createServer().listen(0, '127.0.0.1')
      await new Promise((resolve) => probe.once('listening', resolve))
      const { port } = probe.address() as net.AddressInfo
      await new Promise((resolve) => probe.close(resolve))
      await lab.execute({ do: 'connect', as: 'alice', port }).done
      await event(lab, 'closed', 'alice')
      return lab
    },
  },
  {
    name: 'given-up',
    purpose: 'a client that is destroyed before Node tells of its connection: the kernel had opened it',
    play: async () => {
      const lab = openLab()
      await lab.execute({ do: 'listen', as: 'server' }).done
      lab.execute({ do: 'connect', as: 'alice', to: 'server' })
      await event(lab, 'connecting', 'alice')
      lab.execute({ do: 'destroy', socket: 'alice' })
      await event(lab, 'accepted')
      await closed(lab)
      return lab
    },
  },
  {
    name: 'maxConnections',
    purpose: 'the listener drops what its kernel had completed',
    play: async () => {
      const lab = openLab()
      await lab.execute({ do: 'listen', as: 'server', maxConnections: 1 }).done
      await lab.execute({ do: 'connect', as: 'first', to: 'server' }).done
      await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
      await event(lab, 'closed', 'alice')
      return lab
    },
  },
  {
    name: 'idle-timeout',
    purpose: "Node's timeout closes nothing",
    play: async () => {
      const lab = await connectedLab({}, { timeout: 20 })
      await event(lab, 'timedOut', 'alice')
      return lab
    },
  },
  {
    name: 'self-connect',
    purpose: 'a socket that is connected to itself opens and closes simultaneously with itself',
    play: async () => {
      const lab = openLab()
      const port = 20_000 + (process.pid % 10_000)
      await lab.execute({ do: 'connect', as: 'self', port, localPort: port, localAddress: '127.0.0.1' }).done
      lab.execute({ do: 'shutdown', socket: 'self' })
      await event(lab, 'closed', 'self')
      return lab
    },
  },
  {
    name: 'queue-full',
    purpose:
      'nobody accepts: the kernel opens what its queue has room for, and drops the SYN of who comes then',
    play: async () => {
      const lab = openLab()
      await lab.execute({ do: 'listen', as: 'server', backlog: 1 }).done
      await lab.execute({ do: 'freeze', socket: 'server' }).done
      for (const as of ['one', 'two', 'alice']) await lab.execute({ do: 'connect', as, to: 'server' }).done
      await lab.execute({ do: 'thaw', socket: 'server' }).done
      await entered(lab, server, 'ESTABLISHED')
      return lab
    },
  },
  {
    name: 'queue-closed',
    purpose: 'a listener is closed with a connection in its queue: that is reset',
    play: async () => {
      const lab = openLab()
      await lab.execute({ do: 'listen', as: 'server' }).done
      await lab.execute({ do: 'freeze', socket: 'server' }).done
      await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
      lab.execute({ do: 'close', socket: 'server' })
      await Promise.all([event(lab, 'closed', 'alice'), entered(lab, 'server', 'CLOSED')])
      return lab
    },
  },
  {
    name: 'paused-reader',
    purpose: 'one end does not read: the other one’s writes pile up, and nothing changes its state',
    play: async () => {
      const lab = await connectedLab()
      lab.execute({ do: 'pause', socket: server })
      lab.execute({ do: 'send', from: 'alice', text: text(12_000_000) })
      lab.execute({ do: 'resume', socket: server })
      await event(lab, 'drained', 'alice')
      return lab
    },
  },
  {
    name: 'dual-stack',
    purpose: 'a listener on :: is called over IPv4',
    play: async () => {
      const lab = openLab()
      await lab.execute({ do: 'listen', as: 'server', host: '::' }).done
      const { local } = await event(lab, 'listening', 'server')
      await lab.execute({
        do: 'connect',
        as: 'alice',
        host: '127.0.0.1',
        port: Number(local.split(':').at(-1)),
      }).done
      return after(lab, () => void lab.execute({ do: 'close', socket: server }))
    },
  },
  {
    name: 'peer-killed',
    purpose: 'the program at the other end is killed with nothing unread: a FIN like any other',
    play: () => killed(0),
  },
  {
    name: 'peer-killed-unread',
    purpose: 'the program at the other end is killed with bytes unread: RST',
    play: () => killed(300_000),
  },
  {
    name: 'foreign-client',
    purpose: 'a client that is not the lab’s closes first',
    play: async () => {
      const lab = openLab()
      await lab.execute({ do: 'listen', as: 'server' }).done
      const [, port] = socketOf(lab, 'server').local?.split(':') ?? []
      net.connect(Number(port), '127.0.0.1').end('bye').resume()
      const { socket } = await event(lab, 'accepted')
      await event(lab, 'closed', socket)
      return lab
    },
  },
  {
    name: 'foreign-server',
    purpose: 'a server that is not the lab’s reads to the end and answers',
    play: async () => {
      const foreign = net.createServer({ allowHalfOpen: true }, (socket) => {
        socket.resume().on('end', () => socket.end('all read'))
      })
      foreign.listen(0, '127.0.0.1')
      await new Promise((resolve) => foreign.once('listening', resolve))
      const lab = openLab()
      const { port } = foreign.address() as net.AddressInfo
      await lab.execute({ do: 'connect', as: 'alice', port }).done
      lab.execute({ do: 'send', from: 'alice', text: 'question' })
      lab.execute({ do: 'shutdown', socket: 'alice' })
      await event(lab, 'closed', 'alice')
      await new Promise((resolve) => foreign.close(resolve))
      return lab
    },
  },
  {
    name: 'proxy',
    purpose:
      'a proxy carries on a message in two slices, the answer and both FINs: two connections that are one',
    play: async () => {
      const lab = openLab()
      await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
      const faults = { both: { latencyMs: 20 }, toServer: { slice: { bytes: 4, pauseMs: 20 } } }
      await lab.execute({ do: 'proxy', as: 'proxy', to: 'server', faults }).done
      await lab.execute({ do: 'connect', as: 'alice', to: 'proxy' }).done
      lab.execute({ do: 'send', from: 'alice', text: 'message' })
      await event(lab, 'received', 'alice', (one) => one.offset + one.bytes === 7)
      lab.execute({ do: 'shutdown', socket: 'alice' })
      const ends = ['alice', 'alice@proxy', 'alice>proxy', 'alice>proxy@server']
      await Promise.all(ends.map((name) => event(lab, 'closed', name)))
      return lab
    },
  },
]

/** Where the recorded log of a scenario is. */
export function fileOf(name: string): string {
  return new URL(`./${name}.ndjson`, import.meta.url).pathname
}
