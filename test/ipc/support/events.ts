import type { Log } from '../../../src/main/engine/log/log'
import type { EventDraft, LabEvent } from '../../../src/shared/events'
import { emptyModel, type Model } from '../../../src/shared/model/model'
import { reduce } from '../../../src/shared/model/reduce'

/** Writes a plausible history into a log: counters and times as the engine would give them. */
export class Writer {
  /** All that was written, whatever has left the log since. */
  readonly all: LabEvent[] = []
  #log: Log
  #t = 0
  #totals = new Map<string, { offset: number; index: number }>()

  constructor(log: Log) {
    this.#log = log
  }

  /** What all of it comes to. */
  get model(): Model {
    return this.all.reduce(reduce, emptyModel())
  }

  open(...sockets: string[]): void {
    for (const socket of sockets) {
      this.#write({ kind: 'connecting', t: this.#time(), socket, attempt: 1, remote: '127.0.0.1:80' })
    }
  }

  message(kind: 'sent' | 'received', socket: string, data: Uint8Array): void {
    const key = `${kind} ${socket}`
    const { offset, index } = this.#totals.get(key) ?? { offset: 0, index: 0 }
    this.#totals.set(key, { offset: offset + data.length, index: index + 1 })
    const message = { t: this.#time(), socket, bytes: data.length, offset, index, data }
    this.#write(kind === 'sent' ? { kind, ...message, queued: index % 3 } : { kind, ...message })
  }

  messages(count: number, sockets: readonly string[], size = 3): void {
    for (let i = 0; i < count; i++) {
      const socket = sockets[i % sockets.length] as string
      this.message(i % 2 === 0 ? 'sent' : 'received', socket, new Uint8Array(size).fill(i))
    }
  }

  plain(kind: 'drained' | 'paused' | 'resumed' | 'ended', socket: string): void {
    this.#write({ kind, t: this.#time(), socket })
  }

  state(socket: string): void {
    const t = this.#time()
    this.#write({
      kind: 'state',
      t,
      socket,
      from: 'SYN_SENT',
      to: 'ESTABLISHED',
      provenance: 'inferred',
      tMin: t,
      tMax: t,
      confidence: 'order',
      alternatives: [['SYN_SENT'], []],
      because: [this.#log.head],
      rule: 'connected',
    })
  }

  segment(socket: string, flags: string): void {
    this.#write({
      kind: 'segment',
      t: this.#time(),
      socket,
      to: 'server',
      local: '127.0.0.1:50000',
      remote: '127.0.0.1:80',
      flags,
      sequence: 1,
      acknowledgement: 1,
      raw: { sequence: 1, acknowledgement: 1 },
      bytes: 0,
      window: 65_536,
    })
  }

  failed(socket: string | undefined): void {
    const about = socket === undefined ? {} : { socket }
    this.#write({ kind: 'failed', t: this.#time(), ...about, code: 'ECONNRESET', message: 'read ECONNRESET' })
  }

  lessonStep(run: number, step: number): void {
    this.#write({ kind: 'lesson', t: this.#time(), run, phase: 'step', step, steps: 3 })
  }

  #time(): number {
    this.#t += 0.25
    return this.#t
  }

  #write(draft: EventDraft): void {
    this.all.push(this.#log.append(draft))
  }
}
