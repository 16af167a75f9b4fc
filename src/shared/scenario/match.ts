import { encodeUtf8, parseHex } from '../bytes'
import type { EventKind, EventOf, LabEvent, Output } from '../events'
import { hasBytes } from '../events'
import type { Model, PathStep } from '../model/model'
import { eventToObject } from '../ndjson'
import type { Resolved } from './names'
import { OutputSearch } from './output-search'
import type { EventExpectation, StateExpectation } from './schema'

/** Whether an expectation is met; undefined while that is open. `why` says what makes it impossible. */
export type Verdict = { met: true } | { met: false; why: string } | undefined

/** What messages are to whoever uses an end with framing or TLS. */
const MESSAGES = { sent: 'packed', received: 'unpacked' } as const

/** What a stream's bytes come in, or a layer's plain ones. */
type Bytes = EventOf<'received' | 'unpacked'>

/** What is left of a received message, or of a program's output, after an expectation has taken its beginning. */
interface Rest<E extends Bytes | Output = Bytes | Output> {
  event: E
  /** Byte, or character. */
  from: number
}

/**
 * The events at one socket that no expectation has passed yet. An expectation that is met moves the cursor
 * behind the event that met it; of a byte stream, behind the byte.
 */
export class Cursor {
  #events: LabEvent[] = []
  #rest: Rest | undefined

  take(event: LabEvent): void {
    this.#events.push(event)
  }

  /** What came since the cursor; for messages. */
  get since(): readonly LabEvent[] {
    return this.#events
  }

  /** How many bytes of an earlier message are left over. */
  get restBytes(): number {
    return this.#rest && this.#rest.event.kind !== 'output' ? this.#rest.event.bytes - this.#rest.from : 0
  }

  /** Starts to look for `expectation`, at a socket that is `at`. */
  expect(expectation: EventExpectation, at: Pick<Resolved, 'joined' | 'layered'>): EventMatcher {
    return new EventMatcher(this, expectation, at)
  }

  /** For the matcher: the `index`-th event since the cursor. */
  at(index: number): LabEvent | undefined {
    return this.#events[index]
  }

  /** For the matcher: what is left over from an earlier message. */
  get rest(): Rest | undefined {
    return this.#rest
  }

  /** For the matcher: moves behind the `index`-th event since the cursor, or behind what is left over (-1). */
  pass(index: number, rest?: Rest): void {
    this.#events = this.#events.slice(index + 1)
    this.#rest = rest && rest.from < sizeOf(rest.event) ? rest : undefined
  }
}

/** Looks for one expectation at one socket, each event once: floods of events cost no more than they must. */
export class EventMatcher {
  #cursor: Cursor
  #kind: EventKind
  /** It wants a message, which a broken one is not. */
  #whole: boolean
  #fields: [string, unknown][]
  #content: Uint8Array | undefined
  /** Of a program's output: the text that is looked for. */
  #search: OutputSearch | undefined
  /** Bytes of the stream that are wanted, if it is matched joined. */
  #wanted: number | undefined
  #have = 0
  #next = 0

  constructor(
    cursor: Cursor,
    expectation: EventExpectation,
    { joined, layered }: Pick<Resolved, 'joined' | 'layered'>,
  ) {
    const { expect, at: _at, within: _within, ...fields } = expectation
    this.#cursor = cursor
    const isMessage = expect === 'sent' || expect === 'received'
    this.#kind = layered && isMessage ? MESSAGES[expect] : expect
    this.#whole = isMessage
    this.#content = isMessage || expect === 'packed' || expect === 'unpacked' ? payload(fields) : undefined
    if (this.#content) {
      delete fields.text
      delete fields.hex
    }
    if (expect === 'output' && (fields.text !== undefined || fields.contains !== undefined)) {
      this.#search = new OutputSearch(fields as { text?: string; contains?: string })
      delete fields.text
      delete fields.contains
    }
    this.#fields = Object.entries(fields)
    const others = this.#fields.filter(([field]) => field !== 'bytes')
    if (joined && expect === 'received' && others.length === 0) {
      this.#wanted = this.#content?.length ?? (fields.bytes as number | undefined) ?? 0
    }
  }

  /** How many of the bytes that are wanted have come; undefined if the expectation isn't about a stream's bytes. */
  get progress(): { have: number; wanted: number } | undefined {
    return this.#wanted ? { have: this.#have, wanted: this.#wanted } : undefined
  }

  /** Looks at what has come since the last look. Once it has answered, it is done. */
  look(): Verdict {
    const { rest } = this.#cursor
    if (rest && this.#next === 0 && this.#have === 0) {
      const verdict = this.#taste(rest)
      if (verdict) return verdict
    }
    for (let event = this.#cursor.at(this.#next); event; event = this.#cursor.at(this.#next)) {
      const index = this.#next++
      if (event.kind !== this.#kind) continue
      if (this.#wanted !== undefined) {
        const verdict = this.#drink({ event: event as Bytes, from: 0 }, index)
        if (verdict) return verdict
      } else if (this.#search) {
        const verdict = this.#seek({ event: event as Output, from: 0 }, index)
        if (verdict) return verdict
      } else if (this.#matches(event)) {
        this.#cursor.pass(index)
        return { met: true }
      }
    }
    return undefined
  }

  /** What is left over from before comes first. */
  #taste({ event, from }: Rest): Verdict {
    if (event.kind === 'output') return this.#search && this.#seek({ event, from }, -1)
    return this.#wanted === undefined ? undefined : this.#drink({ event, from }, -1)
  }

  /** Looks for the text in a piece of a program's output. */
  #seek({ event, from }: Rest<Output>, index: number): Verdict {
    if (!this.#matches(event)) return undefined
    const end = this.#search?.look(event, from)
    if (end === 'differs') return { met: false, why: 'what was written begins otherwise' }
    if (end === undefined) return undefined
    this.#cursor.pass(index, { event, from: end })
    return { met: true }
  }

  /** Takes bytes of the stream towards what is wanted; with nothing wanted, any will do. */
  #drink({ event, from }: Rest<Bytes>, index: number): Verdict {
    const wanted = this.#wanted === 0 ? event.bytes - from : (this.#wanted ?? 0) - this.#have
    const length = Math.min(wanted, event.bytes - from)
    if (this.#content) {
      const data = event.data ?? new Uint8Array(0)
      for (let i = 0; i < length; i++) {
        if (from + i >= data.length)
          return { met: false, why: `the log kept ${data.length} of its ${event.bytes} bytes` }
        if (data[from + i] !== this.#content[this.#have + i]) {
          return { met: false, why: `it differs after ${this.#have + i} of ${this.#wanted} bytes` }
        }
      }
    }
    this.#have += length
    if (this.#wanted !== 0 && this.#have < (this.#wanted ?? 0)) return undefined
    this.#cursor.pass(index, { event, from: from + length })
    return { met: true }
  }

  #matches(event: LabEvent): boolean {
    if (this.#whole && event.kind === 'unpacked' && event.broken !== undefined) return false
    if (this.#content && !(hasBytes(event) && hasPayload(event, this.#content))) return false
    if (this.#fields.length === 0) return true
    const object = eventToObject(event)
    return this.#fields.every(([field, value]) => includes(object[field], value))
  }
}

function sizeOf(event: Bytes | Output): number {
  return event.kind === 'output' ? event.text.length : event.bytes
}

function payload(fields: Record<string, unknown>): Uint8Array | undefined {
  if (typeof fields.text === 'string') return encodeUtf8(fields.text)
  return typeof fields.hex === 'string' ? parseHex(fields.hex) : undefined
}

/** True if the event's bytes are `content`, as far as the log has kept them. */
function hasPayload(event: { bytes: number; data?: Uint8Array }, content: Uint8Array): boolean {
  const { data } = event
  return (
    event.bytes === content.length &&
    data !== undefined &&
    data.every((byte, index) => byte === content[index])
  )
}

/** True if `actual` is `expected`; of an object, if it has the fields of `expected`; of a number, if it is within its bounds. */
function includes(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return actual === expected
  if (typeof actual === 'number') return isWithin(actual, expected)
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual) !== Array.isArray(expected))
    return false
  if (Array.isArray(expected) && expected.length !== (actual as unknown[]).length) return false
  return Object.entries(expected).every(([key, value]) =>
    includes((actual as Record<string, unknown>)[key], value),
  )
}

function isWithin(actual: number, bounds: { atLeast?: number; atMost?: number }): boolean {
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = bounds
  return actual >= atLeast && actual <= atMost
}

/**
 * Whether `socket` is (or was) in the expected state, by the model as it is now. A state that was concluded otherwise, and
 * that the kernel's tables have shown since, is observed, too.
 */
export function stateHolds(model: Model, socket: string, { is, was, provenance }: StateExpectation): boolean {
  const found = model.sockets.get(socket)
  if (!found) return false
  const source = (step: PathStep | undefined) =>
    provenance === undefined ||
    step?.provenance === provenance ||
    (provenance === 'observed' && step?.confirmed !== undefined)
  if (is !== undefined) return found.state === is && source(found.path.at(-1))
  return found.path.some((step) => step.to === was && source(step))
}
