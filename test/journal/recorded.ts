import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { checksum, type Place } from '../../src/main/journal/format/line'
import { encodeLine } from '../../src/main/journal/format/line-writer'
import {
  EVENTS,
  FORMAT,
  FORMAT_VERSION,
  MANIFEST,
  type Manifest,
  PAYLOADS,
} from '../../src/main/journal/format/manifest'
import type { LabEvent } from '../../src/shared/events'
import { DEFAULT_LIMITS } from '../../src/shared/session'

/** Writes a session as the journal does, without a lab. */
export class SessionWriter {
  readonly #events: number
  readonly #payloads: number
  #lines: string[] = []
  #bytes: Uint8Array[] = []
  #at = 0
  #offset = 0

  constructor(
    readonly folder: string,
    manifest: Partial<Manifest> = {},
  ) {
    mkdirSync(folder, { recursive: true })
    writeManifest(folder, manifest)
    this.#events = openSync(path.join(folder, EVENTS), 'w')
    this.#payloads = openSync(path.join(folder, PAYLOADS), 'w')
  }

  /** Where the line of the event is, as an index is told. `skipped`: so many before it were left out. */
  put(event: LabEvent, skipped = 0): { offset: number; length: number } {
    const data = 'data' in event ? event.data : event.kind === 'segment' ? event.frame?.data : undefined
    let place: Place | undefined
    if (data) {
      const kept = data.subarray(0, DEFAULT_LIMITS.messageBytes)
      place = { at: this.#at, kept: kept.length, sum: checksum(kept) }
      this.#at += kept.length
      this.#bytes.push(kept)
    }
    return this.line(encodeLine(event, place, skipped))
  }

  /** Any line. */
  line(text: string): { offset: number; length: number } {
    const line = `${text}\n`
    this.#lines.push(line)
    const at = { offset: this.#offset, length: Buffer.byteLength(line) }
    this.#offset += at.length
    if (this.#lines.length >= 4096) this.flush()
    return at
  }

  /** Everything is in the files then. */
  flush(): void {
    writeSync(this.#payloads, Buffer.concat(this.#bytes))
    writeSync(this.#events, this.#lines.join(''))
    this.#bytes = []
    this.#lines = []
  }

  end(): void {
    this.flush()
    closeSync(this.#events)
    closeSync(this.#payloads)
  }
}

/** The session of these events, in `folder`. */
export function writeSession(
  folder: string,
  events: Iterable<LabEvent>,
  manifest: Partial<Manifest> = {},
): string {
  const writer = new SessionWriter(folder, manifest)
  for (const event of events) writer.put(event)
  writer.end()
  return folder
}

export function writeManifest(
  folder: string,
  manifest: Partial<Manifest> | Record<string, unknown> = {},
): void {
  const whole = {
    format: FORMAT,
    version: FORMAT_VERSION,
    id: 'a-session',
    startedAt: '2026-11-21T10:00:00.000Z',
    program: '0.1.0',
    limits: DEFAULT_LIMITS,
    ...manifest,
  }
  writeFileSync(path.join(folder, MANIFEST), JSON.stringify(whole))
}

/** A line of events.ndjson with a right checksum. */
export function sealed(object: Record<string, unknown>): string {
  const body = JSON.stringify(object).slice(0, -1)
  return `${body},"crc":"${checksum(body)}"}`
}

export const fileOf = (folder: string, name: string) => readFileSync(path.join(folder, name))
export const append = (folder: string, text: string) => appendFileSync(path.join(folder, EVENTS), text)
