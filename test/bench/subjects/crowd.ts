import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Lab } from '../../../src/main/engine/lab'
import { JournalRecorder } from '../../../src/main/journal/recorder'
import { DEFAULT_LIMITS } from '../../../src/shared/session'

/** Opens many connections to one server and keeps them open. */
export interface Crowd {
  /** Resolves when both ends of all are there. */
  open(count: number): Promise<void>
  /** Resolves when nothing that was begun meanwhile is left to do. */
  settled(): Promise<void>
  dispose(): Promise<void>
}

/** How many calls plain Node has under way: as many as the lab. */
const CALLS_AT_ONCE = 128

/**
 * Plain Node with a gate: libuv accepts one connection in a turn of its loop, so that clients who call all at once overflow the
 * listener's queue, and each of those waits a second for its SYN to be repeated. A call counts until its other end is accepted.
 */
export async function plainCrowd(): Promise<Crowd> {
  const accepted = new Map<number, net.Socket>()
  const pairs: { client: net.Socket; server: net.Socket }[] = []
  const waiting = new Map<number, () => void>()
  const server = net.createServer((socket) => {
    const port = socket.remotePort as number
    accepted.set(port, socket)
    socket.on('data', () => {})
    socket.on('error', () => {})
    waiting.get(port)?.()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo

  const one = async () => {
    const client = net.connect({ port, host: '127.0.0.1' })
    client.on('data', () => {})
    client.on('error', () => {})
    await once(client, 'connect')
    const own = client.localPort as number
    if (!accepted.has(own)) await new Promise<void>((resolve) => waiting.set(own, resolve))
    waiting.delete(own)
    pairs.push({ client, server: accepted.get(own) as net.Socket })
    accepted.delete(own)
  }

  return {
    async open(count) {
      let left = count
      const caller = async () => {
        while (left-- > 0) await one()
      }
      await Promise.all(Array.from({ length: CALLS_AT_ONCE }, caller))
    },
    settled: async () => {},
    async dispose() {
      for (const { client } of pairs) client.resetAndDestroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The same, asked of a lab that is recorded at default limits. */
export function recordedCrowd(): Promise<Crowd> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'socket-lab-bench-'))
  const lab = new Lab()
  const session = path.join(folder, 'session')
  const recorder = new JournalRecorder(lab, {
    id: 'bench',
    folder: session,
    limits: DEFAULT_LIMITS,
    atOnce: true,
  })
  const end = async () => {
    await recorder.dispose()
    rmSync(folder, { recursive: true })
  }
  return crowdOf(lab, () => recorder.flush(), end)
}

/** The same, of a lab that isn't recorded. */
export function labCrowd(): Promise<Crowd> {
  return crowdOf(
    new Lab(),
    async () => {},
    async () => {},
  )
}

async function crowdOf(lab: Lab, settled: () => Promise<void>, end: () => Promise<void>): Promise<Crowd> {
  await lab.execute({ do: 'listen', as: 'server' }).done
  let accepted = 0
  lab.log.subscribe(({ kind }) => {
    if (kind === 'accepted') accepted++
  })
  return {
    async open(count) {
      accepted = 0
      const { done, error } = lab.execute({ do: 'connect', to: 'server', count })
      await done
      if (error || accepted !== count) throw new Error(`${accepted} of ${count}: ${error?.message}`)
    },
    settled,
    async dispose() {
      await lab.dispose()
      await end()
    },
  }
}
