import type { Command, CommandOf } from '../../../shared/commands'
import type {
  Accepted,
  Asked,
  Closed,
  Connected,
  Connecting,
  Ended,
  EventOf,
  Finished,
  LabEvent,
  Received,
  Sent,
  SocketFacts,
  StateChanged,
} from '../../../shared/events'

/**
 * The events that come most, messages, what becomes of connections, what asks for either, and states, as a row of numbers: to
 * clone objects takes either thread several times as long. What is a word stands as its place in a list of words.
 */
export interface Tape {
  numbers: Float64Array<ArrayBuffer>
  words: string[]
}

/** What begins an event on the tape. */
const KINDS = [
  'sent',
  'received',
  'state',
  'asked',
  'connecting',
  'connected',
  'accepted',
  'ended',
  'finished',
  'closed',
] as const
type TapedKind = (typeof KINDS)[number]
type Taped = EventOf<TapedKind>
const CODES = Object.fromEntries(KINDS.map((kind, code) => [kind, code])) as Record<TapedKind, number>

/** The fields that all of them have. */
type Common = 'kind' | 'seq' | 't' | 'socket' | 'cause'
/** Fields of each kind that are put on the tape, but for those of all; bytes come beside it. */
interface Put {
  sent: 'bytes' | 'offset' | 'index' | 'queued' | 'data'
  received: 'bytes' | 'offset' | 'index' | 'data'
  state:
    | 'from'
    | 'to'
    | 'provenance'
    | 'confidence'
    | 'rule'
    | 'tMin'
    | 'tMax'
    | 'because'
    | 'alternatives'
    | 'supersedes'
  asked: 'command' | 'by' | 'facts' | 'deferred'
  connecting: 'attempt' | 'remote' | 'local' | 'to'
  connected: 'local' | 'remote' | 'peer'
  accepted: 'listener' | 'peer' | 'foreign' | 'local' | 'remote'
  ended: never
  finished: 'phase' | 'facts'
  closed: 'hadError'
}
type Missing = { [K in TapedKind]: Exclude<keyof EventOf<K>, Common | Put[K]> }[TapedKind]
// Fails to compile if one of them has a field that would be lost.
export const TAPE_COMPLETE: [Missing] extends [never] ? true : Missing = true

/** A text to be sent, by one socket, once. */
type PlainSend = Pick<CommandOf<'send'>, 'do' | 'from'> & { text: string }

/** Numbers of an event at most, but for a state's `because`. */
const MOST = 20
const USUAL = 10
/** Stands for a field that an event doesn't have. */
const NONE = Number.NaN

/** Whether an event goes on a tape. A state with alternatives, or one that corrects another, is rare. */
export function isTaped(event: LabEvent): event is Taped {
  if (event.kind === 'state') return event.alternatives.length === 0 && event.supersedes === undefined
  return event.kind in CODES
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
    this.#add(cause ?? NONE)
    switch (event.kind) {
      case 'sent':
      case 'received':
        this.#message(event)
        break
      case 'state':
        this.#state(event)
        break
      case 'asked':
        this.#asked(event)
        break
      case 'connecting':
        this.#connecting(event)
        break
      case 'connected':
        this.#connected(event)
        break
      case 'accepted':
        this.#accepted(event)
        break
      case 'finished':
        this.#word(event.phase)
        this.#facts(event.facts)
        break
      case 'closed':
        this.#add(event.hadError ? 1 : 0)
    }
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

  #asked({ command, by, facts, deferred }: Asked): void {
    this.#word(by)
    const isPlain = isPlainSend(command)
    this.#add((isPlain ? 1 : 0) + (facts ? 2 : 0) + (deferred ? 4 : 0))
    if (facts) this.#facts(facts)
    if (isPlain) {
      this.#word(command.from)
      this.#text(command.text)
    } else this.#word(JSON.stringify(command))
  }

  #connecting({ attempt, remote, local, to }: Connecting): void {
    this.#add(attempt)
    this.#word(remote)
    this.#text(local)
    this.#word(to)
  }

  #connected({ local, remote, peer }: Connected): void {
    this.#text(local)
    this.#word(remote)
    this.#word(peer)
  }

  #accepted({ listener, peer, foreign, local, remote }: Accepted): void {
    this.#word(listener)
    this.#word(peer)
    this.#add(foreign ? 1 : 0)
    this.#word(local)
    this.#text(remote)
  }

  #facts({ written, unsent, read, peer }: SocketFacts): void {
    this.#add(written)
    this.#add(unsent)
    this.#add(read)
    this.#add(peer ? 1 : 0)
    if (!peer) return
    this.#add(peer.written)
    this.#add(peer.unsent)
    this.#add(peer.read)
  }

  #add(value: number): void {
    this.#numbers[this.#length++] = value
  }

  /** A word that most likely comes again. */
  #word(word: string | undefined): void {
    let place = word === undefined ? NONE : this.#places.get(word)
    if (place === undefined) {
      place = this.#words.push(word as string) - 1
      this.#places.set(word as string, place)
    }
    this.#add(place)
  }

  /** One that is like no other. */
  #text(text: string | undefined): void {
    this.#add(text === undefined ? NONE : this.#words.push(text) - 1)
  }

  #grow(more: number): void {
    const larger = new Float64Array(2 * (this.#numbers.length + MOST + more))
    larger.set(this.#numbers)
    this.#numbers = larger
  }
}

/** The events of a tape, one after the other: messages without their bytes. Their fields are in the order of the log. */
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
    const socket = this.#word() as string
    const cause = this.#number()
    const event = this.#begin(kind, socket)
    if (!Number.isNaN(cause)) event.cause = cause
    event.t = t
    event.seq = seq
    return event
  }

  #begin(kind: TapedKind, socket: string): Taped {
    switch (kind) {
      case 'sent':
      case 'received':
        return this.#message(kind, socket)
      case 'state':
        return this.#state(socket)
      case 'asked':
        return this.#asked(socket)
      case 'connecting':
        return this.#connecting(socket)
      case 'connected':
        return this.#connected(socket)
      case 'accepted':
        return this.#accepted(socket)
      case 'ended':
        return { kind, socket } as Ended
      case 'finished':
        return { kind, socket, phase: this.#word(), facts: this.#facts() } as Finished
      case 'closed':
        return { kind, socket, hadError: this.#number() === 1 } as Closed
    }
  }

  #message(kind: 'sent' | 'received', socket: string): Sent | Received {
    const bytes = this.#number()
    const offset = this.#number()
    const index = this.#number()
    const event = { kind, socket, bytes, offset, index } as Sent | Received
    if (event.kind === 'sent') event.queued = this.#number()
    return event
  }

  #state(socket: string): StateChanged {
    return {
      kind: 'state',
      socket,
      from: this.#word(),
      to: this.#word(),
      provenance: this.#word(),
      confidence: this.#word(),
      rule: this.#word(),
      tMin: this.#number(),
      tMax: this.#number(),
      because: this.#because(),
      alternatives: [],
    } as unknown as StateChanged
  }

  #asked(socket: string): Asked {
    const by = this.#word()
    const form = this.#number()
    const facts = form & 2 ? this.#facts() : undefined
    const command = form & 1 ? { do: 'send', from: this.#word(), text: this.#word() } : this.#command()
    const event = { kind: 'asked', command, by } as Asked
    if (socket !== '') event.socket = socket
    if (form & 4) event.deferred = true
    if (facts) event.facts = facts
    return event
  }

  #command(): Command {
    return JSON.parse(this.#word() as string)
  }

  #connecting(socket: string): Connecting {
    const event = { kind: 'connecting', socket, attempt: this.#number(), remote: this.#word() } as Connecting
    const local = this.#word()
    const to = this.#word()
    if (local !== undefined) event.local = local
    if (to !== undefined) event.to = to
    return event
  }

  #connected(socket: string): Connected {
    const event = { kind: 'connected', socket, local: this.#word(), remote: this.#word() } as Connected
    const peer = this.#word()
    if (peer !== undefined) event.peer = peer
    return event
  }

  #accepted(socket: string): Accepted {
    const listener = this.#word()
    const peer = this.#word()
    const isForeign = this.#number() === 1
    const event = {
      kind: 'accepted',
      socket,
      listener,
      peer,
      local: this.#word(),
      remote: this.#word(),
    } as Accepted
    if (isForeign) event.foreign = true
    return event
  }

  #facts(): SocketFacts {
    const facts: SocketFacts = { written: this.#number(), unsent: this.#number(), read: this.#number() }
    if (this.#number() === 1)
      facts.peer = { written: this.#number(), unsent: this.#number(), read: this.#number() }
    return facts
  }

  #because(): number[] {
    const seqs: number[] = []
    for (let count = this.#number(); count > 0; count--) seqs.push(this.#number())
    return seqs
  }

  #number(): number {
    return this.#tape.numbers[this.#at++] as number
  }

  /** Undefined where there was none. */
  #word(): string | undefined {
    return this.#tape.words[this.#number()]
  }
}
