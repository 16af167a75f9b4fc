import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import type { LabEvent } from '../../../shared/events'
import type { Damage } from '../../../shared/session'
import { checksum } from '../format/line'
import { DamageList } from './damage-list'
import { type BadEntry, type Entry, entriesOf } from './entries'
import { Payloads } from './payloads'
import { noSession, openFiles, type ReadManifest, readManifest, type SessionFiles } from './session-files'

/** One way through a session, from its first event to its last. Finds all that is not whole. */
export class SessionScan {
  readonly files: SessionFiles
  readonly payloads: Payloads
  readonly size: number
  readonly #folder: string
  readonly #read: ReadManifest
  readonly #damage = new DamageList()
  #position = 0
  #lines = 0
  /** Bad lines since the newest event. */
  #bad = 0
  #events = 0
  #newer = 0
  #head = 0
  /** A limit may have left out all that came since. */
  #isLimited = false
  /** Messages whose bytes are missing with the file of them. */
  #withoutFile = 0
  #first: { mark: string; wall: string } | undefined
  #session: string | undefined

  /** Throws LAB_NO_SESSION if there are no events that can be read. */
  constructor(folder: string) {
    this.#folder = folder
    this.files = openFiles(folder)
    this.payloads = new Payloads(this.files.payloads)
    this.size = this.files.events.size
    this.#read = readManifest(folder)
    if (!this.#read.manifest) this.#damage.add('manifest')
  }

  /** What tells this session from every other; made up from its beginning if session.json can't say. */
  get id(): string {
    return this.#read.manifest?.id ?? this.#session ?? `unknown-${this.#first?.mark ?? ''}`
  }

  /** Wall-clock time of the first event, ISO 8601; empty if that is not known. */
  get startedAt(): string {
    return this.#read.manifest?.startedAt ?? this.#first?.wall ?? ''
  }

  /** What is not whole, as far as it has been read. */
  get damage(): Damage[] {
    return this.#damage.entries
  }

  /** How much has been read, 0 to 1. */
  get share(): number {
    return this.size === 0 ? 1 : this.#position / this.size
  }

  /** Each event; undefined where others may go first. Throws LAB_NO_SESSION or LAB_NEWER at the end if there was none. */
  *entries(): Generator<Entry | undefined> {
    for (const entry of entriesOf(this.files.events, 0, this.size, 0)) {
      if (!entry) {
        yield undefined
        continue
      }
      this.#lines++
      this.#position = entry.offset + entry.length
      if ('trouble' in entry) {
        this.#takeBad(entry)
        yield undefined
      } else {
        this.#take(entry)
        yield entry
      }
    }
    this.#finish()
  }

  #takeBad({ trouble, seq }: BadEntry): void {
    // With a newer version, what looks bad may be of a form that came later.
    const isNewer = trouble === 'newer' || (trouble === 'badLine' && this.#read.isNewer)
    if (isNewer) this.#newer++
    this.#damage.add(isNewer ? 'newer' : trouble, { line: this.#lines })
    if (seq !== undefined && seq > this.#head) this.#closeGap(seq, 0)
    else this.#bad++
  }

  #take({ event, skipped = 0, place }: Entry): void {
    this.#closeGap(event.seq, skipped)
    this.#events++
    this.#first ??= { mark: checksum(JSON.stringify(event)), wall: wallOf(event) }
    if (event.kind === 'recording') {
      if (event.phase === 'started') this.#session ??= event.session
      if (event.phase === 'limited' && (event.of === 'events' || event.of === 'session'))
        this.#isLimited = true
    }
    if (!place) return
    if (!this.files.payloads && place.kept > 0) this.#withoutFile++
    else if (!this.payloads.check(place)) this.#damage.add('payload', { seq: event.seq })
  }

  /** Events between the newest one and `seq` that were not left out on purpose are missing; bad lines may have held some. */
  #closeGap(seq: number, skipped: number): void {
    const missing = seq - this.#head - 1 - skipped
    if (missing > 0 && missing !== this.#bad) this.#damage.add('gap', { seq: this.#head + 1 }, missing)
    this.#head = seq
    this.#bad = 0
  }

  #finish(): void {
    if (this.#withoutFile > 0) this.#damage.add('noPayloads', {}, this.#withoutFile)
    const { manifest, isNewer } = this.#read
    const ended = manifest?.ended?.events ?? 0
    if (!this.#isLimited && ended > this.#head) this.#closeGap(ended + 1, 0)
    if (isNewer && this.#newer === 0) this.#damage.add('newer', {}, 0)
    if (this.#events > 0) return
    if (isNewer || this.#newer > 0) {
      const message = `a newer version of the program has recorded ${this.#folder}`
      throw new LabFailure(labError(LAB_CODES.newer, message))
    }
    // It may have ended before it had anything to write.
    if (this.#lines > 0 || !manifest) throw noSession(this.#folder, 'none of its events can be read')
  }
}

function wallOf(event: LabEvent): string {
  return event.kind === 'opened' ? event.wall : ''
}
