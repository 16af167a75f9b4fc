import { crc32 } from 'node:zlib'
import { hasBytes, type LabEvent } from '../../../shared/events'
import type { Recording } from '../../../shared/events/kept'
import type { RecordingLimits } from '../../../shared/session'
import { Filling } from '../format/filling'
import { LineWriter, type Written } from '../format/line-writer'
import { FORMAT, FORMAT_VERSION, type Manifest } from '../format/manifest'
import type { SessionIndex } from '../read/session-index'
import { Allowance } from './allowance'
import { type DecodedEvent, WORTH_SHARING } from './batch'
import type { SessionFacts } from './protocol'
import { SessionFiles } from './session-files'
import { SessionTitle } from './session-title'

/** Lines are written when there are so many bytes of them. */
const WRITE_BYTES = 256 * 1024

/** So many of the newest bytes are known. */
const MOST_PLACED = 8

/** A line that is about to be written. */
interface Waiting {
  event: LabEvent
  /** Bytes, with its line feed. */
  length: number
}

/**
 * Writes a session: events as lines, their bytes beside them, and every written event into the index. What the disk refuses
 * is thrown as Node's error; `next` then says which event is to come again.
 */
export class SessionWriter {
  readonly #facts: SessionFacts
  readonly #files: SessionFiles
  readonly #allowance: Allowance
  readonly #title: SessionTitle
  /** The title that session.json has. */
  #titled: string | undefined
  readonly #lines = new Filling(2 * WRITE_BYTES)
  readonly #writer = new LineWriter(this.#lines)
  readonly #payloads = new Filling(WRITE_BYTES)
  /** The newest bytes that were put: the same ones are not put again. */
  #placed: { data: Uint8Array; place: Written }[] = []
  /** The events of the lines. */
  #waiting: Waiting[] = []
  /** `seq` of the newest event that has a line, and of the newest that was looked at, written or waiting. */
  #written: number
  #looked: number

  /** `index`: of what another writer has written into `folder` so far, or an empty one. */
  constructor(
    folder: string,
    facts: SessionFacts,
    readonly index: SessionIndex,
    onLimited: (of: NonNullable<Recording['of']>, limit: number) => void,
  ) {
    this.#facts = facts
    this.#title = new SessionTitle(index.model)
    this.#titled = this.#title.text
    this.#files = new SessionFiles(folder, this.#manifest())
    this.#allowance = new Allowance(facts.limits, onLimited)
    this.#written = index.head
    this.#looked = index.head
    if (index.head > 0) this.#files.reopen(index.bytes)
  }

  /** `seq` of the event that is to come next. */
  get next(): number {
    return this.#looked + 1
  }

  /** Takes limits that hold from now on. Whether something was left out before. */
  limit(limits: RecordingLimits): boolean {
    const wasLimited = this.#allowance.isLimited
    this.#allowance.limits = limits
    return wasLimited
  }

  /** Writes events in the order of `seq`. Those between `next` and the first one are lost for good. */
  write(events: Iterable<DecodedEvent>): void {
    try {
      this.#files.open()
      for (const event of events) {
        this.#put(event)
        if (this.#lines.length + this.#payloads.length >= WRITE_BYTES) this.#flush()
      }
      this.#flush()
    } catch (error) {
      this.#forget()
      throw error
    }
  }

  /** Throws if what is written can no longer be found where it should be. */
  look(): void {
    this.#files.look()
    // A list of sessions says what is in this one while it is recorded, and if it is never ended.
    const title = this.#title.text
    if (this.index.head === 0 || title === this.#titled) return
    this.#files.writeManifest(this.#manifest())
    this.#titled = title
  }

  sync(): Promise<Error | undefined> {
    return this.#files.sync()
  }

  /** The lab has ended. Resolves when everything is on the disk; the files are closed even if it fails. */
  async end(ended: NonNullable<Manifest['ended']>): Promise<void> {
    try {
      // Nothing was recorded, or nothing could be.
      if (this.index.head === 0) return
      // There is no later look at it.
      this.#files.notice()
      this.#files.open()
      await this.#files.sync()
      this.#files.writeManifest(this.#manifest(ended))
    } finally {
      this.#files.close()
    }
  }

  #put({ event, data, isAgain = false }: DecodedEvent): void {
    this.#title.take(event)
    const known = data && isAgain ? this.#placed.find((one) => isSame(one.data, data))?.place : undefined
    const place = data && this.#takesBytes(event, data) ? (known ?? this.#placeOf(data)) : undefined
    if (place && hasBytes(event)) event.data = data
    const used = this.#used
    const length = this.#writer.put(event, place, event.seq - this.#previous - 1)
    this.#looked = event.seq
    if (!this.#allowance.takesLine(event, length, used)) {
      this.#lines.cut(this.#lines.length - length)
      return
    }
    this.#waiting.push({ event, length })
    if (!place || !data || known) return
    this.#payloads.put(data)
    if (data.length < WORTH_SHARING) return
    this.#placed.unshift({ data, place })
    if (this.#placed.length > MOST_PLACED) this.#placed.pop()
  }

  /** Whether its bytes are to be kept. */
  #takesBytes(event: LabEvent, data: Uint8Array): boolean {
    const whole = event.kind === 'segment' ? (event.frame?.bytes ?? 0) : 'bytes' in event ? event.bytes : 0
    return this.#allowance.takesBytes(data.length, whole, this.#used)
  }

  /** Where bytes will be that are put now. */
  #placeOf(data: Uint8Array): Written {
    const at = this.#files.payloads.size + this.#payloads.length
    return { at, kept: data.length, sum: crc32(data) }
  }

  /** Bytes of all files, with what waits. */
  get #used(): number {
    return this.#files.bytes + this.#lines.length + this.#payloads.length
  }

  /** `seq` of the newest event that has a line, or will have. */
  get #previous(): number {
    return this.#waiting.at(-1)?.event.seq ?? this.#written
  }

  /** Bytes first: no line tells of some that aren't there. */
  #flush(): void {
    if (this.#payloads.length > 0) this.#files.payloads.append(this.#payloads.bytes())
    this.#payloads.clear()
    if (this.#lines.length === 0) return
    const start = this.#files.lines.size
    this.#files.lines.append(this.#lines.bytes(), (written) => this.#settle(start, written))
    this.#settle(start, this.#lines.length)
    this.#lines.clear()
  }

  /** `written` bytes of the waiting lines are in the file from `start` on: how many of them are whole lines. */
  #settle(start: number, written: number): number {
    let whole = 0
    for (const { event, length } of this.#waiting) {
      if (whole + length > written) break
      this.index.take(event, start + whole, length)
      this.#written = event.seq
      whole += length
    }
    this.#waiting = []
    return whole
  }

  /** What could not be written is to come again. */
  #forget(): void {
    this.#looked = this.#written
    this.#placed = []
    this.#lines.clear()
    this.#waiting = []
    this.#payloads.clear()
  }

  #manifest(ended?: Manifest['ended']): Manifest {
    const { id, startedAt, program, limits } = this.#facts
    const title = this.#title.text
    return {
      format: FORMAT,
      version: FORMAT_VERSION,
      id,
      startedAt,
      program,
      limits,
      ...(title !== undefined && { title }),
      ...(ended && { ended }),
    }
  }
}

/** Whether it is one piece of memory. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.buffer === other.buffer && one.byteOffset === other.byteOffset && one.length === other.length
}
