import type { Command, CommandOf } from '../../../shared/commands'
import type { Asked, LabEvent, Received, Sent, StateChanged } from '../../../shared/events'

/**
 * The events that come most, messages, what asks for them, and states, as a row of numbers: to clone objects takes either
 * thread several times as long. What is a word stands as its place in a list of words.
 */
export interface Tape {
  numbers: Float64Array<ArrayBuffer>
  words: string[]
}

/** What begins an event on the tape. */
const KINDS = ['sent', 'received', 'state', 'asked'] as const
type TapedKind = (typeof KINDS)[number]
type Taped = Extract<LabEvent, { kind: TapedKind }>
const CODES: Record<TapedKind, number> = { sent: 0, received: 1, state: 2, asked: 3 }
/** A text to be sent, by one socket, once. */
type PlainSend = Pick<CommandOf<'send'>, 'do' | 'from'> & { text: string }

// Fails to compile if one of them has a field that would be lost.
type Missing =
  | Exclude<
      keyof Sent,
      'kind' | 'seq' | 't' | 'socket' | 'cause' | 'bytes' | 'offset' | 'index' | 'queued' | 'data'
    >
  | Exclude<
      keyof StateChanged,
      'kind' | 'seq' | 't' | 'socket' | 'cause' | 'from' | 'to' | 'provenance' | 'confidence'
    >
type StateFields = 'rule' | 'tMin' | 'tMax' | 'because' | 'alternatives' | 'supersedes'
export const TAPE_COMPLETE: [Exclude<Missing, StateFields>] extends [never] ? true : Missing = true

/** Numbers of an event at most, but for a state's `because`. */
const MOST = 16
const USUAL = 10

/** Whether an event goes on a tape. A state with alternatives, or one that corrects another, is rare. */
export function isTaped(event: LabEvent): event is Taped {
  switch (event.kind) {
    case 'sent':
    case 'received':
      return true
    case 'state':
      return event.alternatives.length === 0 && event.supersedes === undefined
    case 'asked':
      return isPlainSend(event.command) && event.facts === undefined && event.deferred === undefined
  }
  return false
}

function isPlainSend(command: Command): command is PlainSend {
  if (command.do !== 'send' || command.text === undefined) return false
  for (const field in command) if (field !== 'do' && field !== 'from' && field !== 'text') return false
  return true
}

export class TapeWriter {
  #numbers: Float64Array<ArrayBuffer>
  #length = 0
  readonly #words: string[] = []
  readonly #places = new Map<string, number>()

  /** `events`: how many there will be, about. */
  constructor(events: number) {
    this.#numbers = new Float64Array(events * USUAL)
  }

  put(event: Taped): void {
    const because = event.kind === 'state' ? event.because.length : 0
    if (this.#length + MOST + because > this.#numbers.length) this.#grow(because)
    const { seq, t, socket, cause } = event
    this.#add(CODES[event.kind])
    this.#add(seq)
    this.#add(t)
    this.#word(socket ?? '')
    this.#add(cause ?? Number.NaN)
    if (event.kind === 'state') this.#state(event)
    else if (event.kind === 'asked') this.#asked(event)
    else this.#message(event)
  }

  /** All that was put; memory of its own, which can be handed over. */
  get tape(): Tape {
    return { numbers: this.#numbers.slice(0, this.#length), words: this.#words }
  }

  #message(event: Sent | Received): void {
    this.#add(event.bytes)
    this.#add(event.offset)
    this.#add(event.index)
    if (event.kind === 'sent') this.#add(event.queued)
  }

  #state({ from, to, provenance, confidence, rule, tMin, tMax, because }: StateChanged): void {
    this.#word(from)
    this.#word(to)
    this.#word(provenance)
    this.#word(confidence)
    this.#word(rule)
    this.#add(tMin)
    this.#add(tMax)
    this.#add(because.length)
    for (const seq of because) this.#add(seq)
  }

  #asked({ command, by }: Asked): void {
    const { from, text } = command as PlainSend
    this.#word(by)
    this.#word(from)
    // Most are like no other.
    this.#add(this.#words.push(text) - 1)
  }

  #add(value: number): void {
    this.#numbers[this.#length++] = value
  }

  #word(word: string): void {
    let place = this.#places.get(word)
    if (place === undefined) {
      place = this.#words.push(word) - 1
      this.#places.set(word, place)
    }
    this.#add(place)
  }

  #grow(more: number): void {
    const larger = new Float64Array(2 * (this.#numbers.length + more))
    larger.set(this.#numbers)
    this.#numbers = larger
  }
}

/** The events of a tape, one after the other: messages without their bytes. */
export class TapeReader {
  readonly #tape: Tape
  #at = 0

  constructor(tape: Tape) {
    this.#tape = tape
  }

  /** To be called as often as there are events. */
  next(): Taped {
    const kind = KINDS[this.#number()] as TapedKind
    const seq = this.#number()
    const t = this.#number()
    const socket = this.#word()
    const cause = this.#number()
    if (kind === 'asked') return this.#asked(socket, cause, t, seq)
    const event = kind === 'state' ? this.#state(socket, t, seq) : this.#message(kind, socket, t, seq)
    if (!Number.isNaN(cause)) event.cause = cause
    return event
  }

  #asked(socket: string, cause: number, t: number, seq: number): Asked {
    const by = this.#word() as Asked['by']
    const command = { do: 'send', from: this.#word(), text: this.#word() } as const
    const event = { kind: 'asked', command, by } as Asked
    if (socket !== '') event.socket = socket
    if (!Number.isNaN(cause)) event.cause = cause
    // In the order of the log: lines are made from that.
    event.t = t
    event.seq = seq
    return event
  }

  #message(kind: 'sent' | 'received', socket: string, t: number, seq: number): Sent | Received {
    const bytes = this.#number()
    const offset = this.#number()
    const index = this.#number()
    const event = { kind, socket, bytes, offset, index, t, seq } as Sent | Received
    if (event.kind === 'sent') event.queued = this.#number()
    return event
  }

  #state(socket: string, t: number, seq: number): StateChanged {
    return {
      kind: 'state',
      socket,
      from: this.#word() as StateChanged['from'],
      to: this.#word() as StateChanged['to'],
      provenance: this.#word() as StateChanged['provenance'],
      confidence: this.#word() as StateChanged['confidence'],
      rule: this.#word(),
      tMin: this.#number(),
      tMax: this.#number(),
      because: this.#because(),
      alternatives: [],
      t,
      seq,
    }
  }

  #because(): number[] {
    const seqs: number[] = []
    for (let count = this.#number(); count > 0; count--) seqs.push(this.#number())
    return seqs
  }

  #number(): number {
    return this.#tape.numbers[this.#at++] as number
  }

  #word(): string {
    return this.#tape.words[this.#number()] as string
  }
}
