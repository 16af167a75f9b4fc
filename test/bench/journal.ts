import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { checksum, type Place } from '../../src/main/journal/format/line'
import { encodeLine } from '../../src/main/journal/format/line-writer'
import { EVENTS, FORMAT, FORMAT_VERSION, MANIFEST, PAYLOADS } from '../../src/main/journal/format/manifest'
import type { EventDraft, LabEvent } from '../../src/shared/events'
import { DEFAULT_LIMITS } from '../../src/shared/session'
import type { TcpState } from '../../src/shared/tcp/states'

/** A new connection comes, and an old one is closed, once in so many rounds of messages. */
const ROUNDS = 50
const WRITE_EVENTS = 4096

/**
 * Writes a session of `count` events into `folder`: `connections` that exchange messages with a server, while some are closed
 * and others come.
 */
export function writeJournal(folder: string, count: number, connections: number): void {
  mkdirSync(folder, { recursive: true })
  const manifest = {
    format: FORMAT,
    version: FORMAT_VERSION,
    id: 'bench',
    startedAt: new Date().toISOString(),
    program: '0',
    limits: DEFAULT_LIMITS,
  }
  writeFileSync(path.join(folder, MANIFEST), JSON.stringify(manifest))
  const output = new Output(folder)
  new Course(output, connections).play(count)
  output.end()
}

class Output {
  readonly #events: number
  readonly #payloads: number
  #lines: string[] = []
  #bytes: Uint8Array[] = []
  #at = 0
  seq = 0
  t = 0

  constructor(folder: string) {
    this.#events = openSync(path.join(folder, EVENTS), 'w')
    this.#payloads = openSync(path.join(folder, PAYLOADS), 'w')
  }

  put(draft: EventDraft): void {
    this.seq++
    this.t += 0.05
    const event = { ...draft, seq: this.seq, t: this.t } as LabEvent
    let place: Place | undefined
    if ('data' in event && event.data) {
      place = { at: this.#at, kept: event.data.length, sum: checksum(event.data) }
      this.#at += event.data.length
      this.#bytes.push(event.data)
    }
    this.#lines.push(`${encodeLine(event, place)}\n`)
    if (this.#lines.length >= WRITE_EVENTS) this.#write()
  }

  end(): void {
    this.#write()
    closeSync(this.#events)
    closeSync(this.#payloads)
  }

  #write(): void {
    writeSync(this.#events, this.#lines.join(''))
    writeSync(this.#payloads, Buffer.concat(this.#bytes))
    this.#lines = []
    this.#bytes = []
  }
}

const FACTS = { written: 1, unsent: 0, read: 1 }
const SERVER = '127.0.0.1:8080'

class Course {
  readonly #out: Output
  readonly #connections: number
  readonly #open: string[] = []
  readonly #totals = new Map<string, { offset: number; index: number }>()
  #made = 0

  constructor(out: Output, connections: number) {
    this.#out = out
    this.#connections = connections
  }

  play(count: number): void {
    const { put } = { put: (draft: EventDraft) => this.#out.put(draft) }
    put({ kind: 'opened', t: 0, wall: new Date().toISOString(), origin: '0', versions: {} })
    const rest = { backlog: 511, allowHalfOpen: false, respond: 'echo' }
    put({ kind: 'listening', t: 0, socket: 'server', local: SERVER, ...rest })
    for (let round = 0; this.#out.seq < count; round++) {
      while (this.#open.length < this.#connections) this.#connect()
      if (round % ROUNDS === 0) this.#close(this.#open.shift() as string)
      else this.#exchange(this.#open[(round * 7) % this.#open.length] as string, round)
    }
  }

  #connect(): void {
    const socket = `client.${++this.#made}`
    const peer = `${socket}@server`
    const remote = `127.0.0.1:${30_000 + (this.#made % 30_000)}`
    this.#open.push(socket)
    this.#out.put({
      kind: 'asked',
      t: 0,
      socket,
      by: 'user',
      command: { do: 'connect', as: socket, to: 'server' },
    })
    this.#out.put({
      kind: 'connecting',
      t: 0,
      socket,
      attempt: 1,
      remote: SERVER,
      local: remote,
      to: 'server',
    })
    this.#state(socket, 'CLOSED', 'SYN_SENT')
    this.#out.put({
      kind: 'accepted',
      t: 0,
      socket: peer,
      listener: 'server',
      peer: socket,
      local: SERVER,
      remote,
    })
    this.#state(peer, 'CLOSED', 'SYN_RECEIVED')
    this.#state(peer, 'SYN_RECEIVED', 'ESTABLISHED')
    this.#state(socket, 'SYN_SENT', 'ESTABLISHED')
    this.#out.put({ kind: 'connected', t: 0, socket, local: remote, remote: SERVER })
  }

  #exchange(client: string, round: number): void {
    const data = Buffer.from(`message number ${round}`)
    const peer = `${client}@server`
    for (const [from, to] of [
      [client, peer],
      [peer, client],
    ] as const) {
      this.#out.put({ kind: 'sent', t: 0, socket: from, queued: 0, ...this.#message(`> ${from}`, data) })
      this.#out.put({ kind: 'received', t: 0, socket: to, ...this.#message(`< ${to}`, data) })
    }
  }

  #message(key: string, data: Uint8Array) {
    const { offset, index } = this.#totals.get(key) ?? { offset: 0, index: 0 }
    this.#totals.set(key, { offset: offset + data.length, index: index + 1 })
    return { bytes: data.length, offset, index, data }
  }

  #close(client: string): void {
    const peer = `${client}@server`
    this.#out.put({ kind: 'finished', t: 0, socket: client, phase: 'sent', facts: FACTS })
    this.#state(client, 'ESTABLISHED', 'FIN_WAIT_1')
    this.#state(peer, 'ESTABLISHED', 'CLOSE_WAIT')
    this.#state(client, 'FIN_WAIT_1', 'FIN_WAIT_2')
    this.#out.put({ kind: 'ended', t: 0, socket: peer })
    this.#out.put({ kind: 'finished', t: 0, socket: peer, phase: 'sent', facts: FACTS })
    this.#state(peer, 'CLOSE_WAIT', 'LAST_ACK')
    this.#state(client, 'FIN_WAIT_2', 'TIME_WAIT')
    this.#state(peer, 'LAST_ACK', 'CLOSED')
    for (const socket of [client, peer]) this.#out.put({ kind: 'closed', t: 0, socket, hadError: false })
  }

  #state(socket: string, from: TcpState, to: TcpState): void {
    const { seq, t } = this.#out
    this.#out.put({
      kind: 'state',
      t,
      socket,
      from,
      to,
      provenance: 'inferred',
      confidence: 'order',
      because: [seq],
      tMin: t,
      tMax: t,
      alternatives: [],
      rule: 'bench',
    })
  }
}
