import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Lab } from '../../../src/main/engine/lab'
import { collectEarly } from '../../../src/main/heap'
import { JournalRecorder } from '../../../src/main/journal/recorder'
import type { LabEvent } from '../../../src/shared/events'
import { DEFAULT_LIMITS } from '../../../src/shared/session'
import { apart } from '../apart'
import { judged, type Result } from '../results'

/** What a long session costs: messages on a few long connections, and others that come and go, until the log has so many events. */

interface MemorySample {
  events: number
  /** So many connections have come and gone. */
  connections: number
  /** s since the first event. */
  seconds: number
  /** Resident memory of the process, the journal's thread included, as it stands. */
  rss: number
  /** What of the main thread's heap is in use after a collection. All of these in MB (2^20 bytes). */
  heap: number
}

/** Where samples are taken: the first one is what the others are compared with. */
const MARKS = [100_000, 200_000, 500_000, 1e6, 2e6, 5e6, 10e6, 20e6]

export function marksUpTo(events: number): number[] {
  return [...MARKS.filter((mark) => mark < events), events]
}

/** What a long session costs the main process, against the first events of it. */
export function memoryFigures(events: number, tell: (line: string) => void): Result[] {
  const samples = apart<MemorySample[]>('memory', String(events))
  const [first, last] = [samples[0], samples.at(-1)] as [MemorySample, MemorySample]
  tell(`memory of a long session\n${memoryTable(samples)}`)
  return [
    judged({
      name: `memory after ${last.events.toLocaleString('en-US')} events, against ${first.events.toLocaleString('en-US')}`,
      value: last.rss,
      unit: 'MB',
      baseline: first.rss,
      ratio: last.rss / first.rss,
      goal: null,
    }),
  ]
}

function memoryTable(samples: readonly MemorySample[]): string {
  const whole = (value: number, width: number) => Math.round(value).toLocaleString('en-US').padStart(width)
  const line = ({ events, connections, seconds, rss, heap }: MemorySample) =>
    `${whole(events, 12)} ${whole(connections, 12)} ${whole(seconds, 8)} ${whole(rss, 8)} ${whole(heap, 8)}\n`
  return `      events  connections  seconds   RSS MB  heap MB\n${samples.map(line).join('')}`
}

const MB = 1024 * 1024

/** Connections that last as long as the session, and messages on their way on each. */
const LONG = 4
const WINDOW = 8
const MESSAGE = 'x'.repeat(64)
/** Connections that are opened and closed side by side. */
const OPENERS = 8
/** Many servers, so that the local ports that TIME_WAIT keeps are enough. */
const SERVERS = 8
/** How connections end: by FIN of either side, or by RST. */
const ENDINGS = ['shutdown', 'close', 'reset', 'shutdown'] as const

/** So many bytes a session may have here: everything is recorded. */
const SESSION_BYTES = 64 * 1024 ** 3

/** Runs until the log has `events` events, all of them recorded; how things stood at some marks on the way. */
export async function memoryOf(events: number): Promise<MemorySample[]> {
  const samples: MemorySample[] = []
  collectEarly()
  const lab = new Lab()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'socket-lab-bench-'))
  const limits = { ...DEFAULT_LIMITS, sessionBytes: SESSION_BYTES }
  const recorder = new JournalRecorder(lab, { id: 'bench', folder, limits, atOnce: true })
  const handlers = new Map<string, (event: LabEvent) => void>()
  const ahead = marksUpTo(events)
  const start = performance.now()
  let connections = 0
  let over = () => {}
  const isOver = new Promise<void>((resolve) => {
    over = resolve
  })
  lab.log.subscribe((event) => {
    if (event.socket !== undefined) handlers.get(event.socket)?.(event)
    if (event.seq < (ahead[0] ?? Number.POSITIVE_INFINITY)) return
    while (ahead[0] !== undefined && ahead[0] <= event.seq) ahead.shift()
    samples.push(sample(event.seq, connections, start))
    if (event.seq >= events) over()
  })
  for (let i = 0; i < SERVERS; i++) {
    await lab.execute({ do: 'listen', as: `server.${i}`, respond: { with: 'echo' } }).done
  }
  for (let i = 0; i < LONG; i++) await talk(lab, `long.${i}`, handlers)
  const opener = async (n: number) => {
    for (let i = n; lab.log.head < events; i++) {
      await comeAndGo(lab, i, handlers)
      connections++
    }
  }
  await Promise.all([isOver, ...Array.from({ length: OPENERS }, (_, n) => opener(n))])
  await lab.dispose()
  await recorder.dispose()
  await rm(folder, { recursive: true, force: true })
  return samples
}

/** A connection on which `WINDOW` messages are always on their way. */
async function talk(lab: Lab, name: string, handlers: Map<string, (event: LabEvent) => void>): Promise<void> {
  await lab.execute({ do: 'connect', as: name, to: 'server.0' }).done
  const send = () => lab.execute({ do: 'send', from: name, text: MESSAGE })
  let [came, answered] = [0, 0]
  handlers.set(name, (event) => {
    if (event.kind !== 'received') return
    came += event.bytes
    for (; answered < Math.floor(came / MESSAGE.length); answered++) setImmediate(send)
  })
  for (let i = 0; i < WINDOW; i++) send()
}

/** A connection that is opened, says something and is closed, in one way or another. */
async function comeAndGo(
  lab: Lab,
  turn: number,
  handlers: Map<string, (event: LabEvent) => void>,
): Promise<void> {
  const { made, done } = lab.execute({ do: 'connect', to: `server.${turn % SERVERS}` })
  const name = made[0] as string
  await done
  const closed = new Promise<void>((resolve) => {
    handlers.set(name, (event) => {
      if (event.kind === 'closed') resolve()
    })
  })
  lab.execute({ do: 'send', from: name, text: 'hello' })
  lab.execute({ do: ENDINGS[turn % ENDINGS.length] as 'close', socket: name })
  await closed
  handlers.delete(name)
}

function sample(events: number, connections: number, start: number): MemorySample {
  const { rss } = process.memoryUsage()
  globalThis.gc?.()
  const { heapUsed } = process.memoryUsage()
  const seconds = (performance.now() - start) / 1000
  return { events, connections, seconds, rss: rss / MB, heap: heapUsed / MB }
}
