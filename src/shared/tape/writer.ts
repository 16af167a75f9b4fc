import type { Command } from '../commands'
import type {
  Accepted,
  Asked,
  Connected,
  Connecting,
  Received,
  Sent,
  SocketFacts,
  StateChanged,
} from '../events'
import {
  CODES,
  DATAGRAM_CODES,
  FORM,
  NONE,
  type PlainAct,
  type PlainConnect,
  type PlainSend,
  type Tape,
  type Taped,
} from './tape'

/** Numbers of an event at most, but for a state's `because`. */
const MOST = 20
const USUAL = 14

export class TapeWriter implements Tape {
  #numbers: Float64Array<ArrayBuffer>
  #length = 0
  readonly words: string[] = []
  readonly commands: Command[] = []
  readonly #places = new Map<string, number>()

  #newestMessage: string | undefined
  #placeOfMessage = 0

  /** `events`: how many there will be, about. */
  constructor(events: number) {
    this.#numbers = new Float64Array(events * USUAL)
  }

  /** Takes back all that was put; its memory is used again. */
  clear(): void {
    this.#length = 0
    this.words.length = 0
    this.commands.length = 0
    this.#places.clear()
    this.#newestMessage = undefined
  }

  /** With room behind what was put. */
  get numbers(): Float64Array<ArrayBuffer> {
    return this.#numbers
  }

  /** How many numbers were put so far. */
  get length(): number {
    return this.#length
  }

  put(event: Taped): void {
    const { kind } = event
    if (kind === 'sent' || kind === 'received') {
      this.putMessage(event)
      return
    }
    this.#room(kind === 'state' ? event.because.length : 0)
    const { t, socket, cause } = event
    this.#add(CODES[kind])
    this.#add(t)
    this.#word(socket ?? '')
    this.#add(cause ?? NONE)
    switch (kind) {
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

  /** The same for the events that come most. */
  putMessage(event: Sent | Received): void {
    this.#room(0)
    const isDatagram = event.remote !== undefined
    this.#add(isDatagram ? DATAGRAM_CODES[event.kind] : CODES[event.kind])
    this.#add(event.t)
    this.#word(event.socket)
    this.#add(event.cause ?? NONE)
    this.#add(event.bytes)
    this.#add(event.offset)
    this.#add(event.index)
    if (event.kind === 'sent') this.#add(event.queued)
    if (!isDatagram) return
    this.#word(event.remote)
    this.#word(event.peer)
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
    for (let i = 0; i < because.length; i++) this.#add(because[i] as number)
  }

  #asked({ command, by, facts, deferred }: Asked): void {
    this.#word(by)
    this.#add((facts ? 1 : 0) + (deferred ? 2 : 0))
    if (facts) this.#facts(facts)
    this.#command(command)
  }

  #command(command: Command): void {
    if (isPlainSend(command)) {
      this.#add(FORM.send)
      this.#word(command.from)
      this.#message(command.text)
    } else if (isPlainAct(command)) {
      this.#add(FORM.act)
      this.#word(command.do)
      this.#word(command.socket)
    } else if (isPlainConnect(command)) {
      this.#add(FORM.connect)
      this.#word(command.to)
    } else {
      this.#add(FORM.whole)
      this.#add(this.commands.push(command) - 1)
    }
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
      place = this.words.push(word as string) - 1
      this.#places.set(word as string, place)
    }
    this.#add(place)
  }

  /** One that is like no other. */
  #text(text: string | undefined): void {
    this.#add(text === undefined ? NONE : this.words.push(text) - 1)
  }

  /** One that may be long, and the same as the one before. */
  #message(text: string): void {
    if (text !== this.#newestMessage) this.#placeOfMessage = this.words.push(text) - 1
    this.#newestMessage = text
    this.#add(this.#placeOfMessage)
  }

  #room(because: number): void {
    if (this.#length + MOST + because > this.#numbers.length) this.#grow(because)
  }

  #grow(more: number): void {
    const larger = new Float64Array(2 * (this.#numbers.length + MOST + more))
    larger.set(this.#numbers)
    this.#numbers = larger
  }
}

/** Whether a command sends a text from one socket, once. */
export function isPlainSend(command: Command): command is PlainSend {
  if (command.do !== 'send' || command.text === undefined) return false
  for (const field in command) if (field !== 'do' && field !== 'from' && field !== 'text') return false
  return true
}

const ACTS: ReadonlySet<Command['do']> = new Set<PlainAct['do']>([
  'shutdown',
  'close',
  'destroy',
  'reset',
  'pause',
  'resume',
])

function isPlainAct(command: Command): command is PlainAct {
  if (!ACTS.has(command.do)) return false
  for (const field in command) if (field !== 'do' && field !== 'socket') return false
  return true
}

function isPlainConnect(command: Command): command is PlainConnect {
  if (command.do !== 'connect' || command.to === undefined) return false
  for (const field in command) if (field !== 'do' && field !== 'to') return false
  return true
}
