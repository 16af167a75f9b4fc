import type { Command } from '../commands'
import type {
  Accepted,
  Asked,
  Connected,
  Connecting,
  Finished,
  Received,
  Sent,
  SocketFacts,
  StateChanged,
} from '../events'
import { CODES, DATAGRAM_CODES, FORM, KINDS, NONE, type Tape, type Taped, type TapedKind } from './tape'

const NOTHING = { socket: '', bytes: 0, offset: 0, index: 0, t: 0, seq: 0 }

/** The events of a tape: messages without their bytes. Their fields are in the order of the log. */
export class TapeReader {
  readonly #tape: Tape
  #at = 0
  readonly #newestSent: Sent = { kind: 'sent', ...NOTHING, queued: 0 }
  readonly #newestReceived: Received = { kind: 'received', ...NOTHING }

  constructor(tape: Tape) {
    this.#tape = tape
  }

  /** The event that begins at `at`, or, unless that is given, the one after the one that was read last. */
  read(seq: number, at: number = this.#at): Taped {
    this.#at = at
    const code = this.#number()
    const isDatagram = code >= KINDS.length
    const kind = isDatagram ? datagramKind(code) : (KINDS[code] as TapedKind)
    const t = this.#number()
    const socket = this.#word() as string
    const cause = this.#number()
    const event = this.#begin(kind, socket, t, seq)
    if (cause !== NONE) event.cause = cause
    if (isDatagram) this.#otherSide(event as Sent | Received)
    return event
  }

  /**
   * The same, for who needs the event only until the next one is read: a message is always the same object then, and without its
   * cause.
   */
  glance(seq: number, at: number): Taped {
    const code = this.#tape.numbers[at]
    const message =
      code === CODES.sent ? this.#newestSent : code === CODES.received ? this.#newestReceived : undefined
    if (!message) return this.read(seq, at)
    this.#at = at + 1
    message.t = this.#number()
    message.socket = this.#word() as string
    this.#at++
    message.bytes = this.#number()
    message.offset = this.#number()
    message.index = this.#number()
    if (message.kind === 'sent') message.queued = this.#number()
    message.seq = seq
    return message
  }

  /** Each kind is made with all of its fields at once: to add one to objects of many kinds takes as long as to make them. */
  #begin(kind: TapedKind, socket: string, t: number, seq: number): Taped {
    switch (kind) {
      case 'sent':
        return this.#sent(socket, t, seq)
      case 'received':
        return this.#received(socket, t, seq)
      case 'state':
        return this.#state(socket, t, seq)
      case 'asked':
        return this.#asked(socket, t, seq)
      case 'connecting':
        return this.#connecting(socket, t, seq)
      case 'connected':
        return this.#connected(socket, t, seq)
      case 'accepted':
        return this.#accepted(socket, t, seq)
      case 'ended':
        return { kind, socket, t, seq }
      case 'finished':
        return { kind, socket, phase: this.#word() as Finished['phase'], facts: this.#facts(), t, seq }
      case 'closed':
        return { kind, socket, hadError: this.#number() === 1, t, seq }
    }
  }

  #sent(socket: string, t: number, seq: number): Sent {
    const bytes = this.#number()
    const offset = this.#number()
    const index = this.#number()
    return { kind: 'sent', socket, bytes, offset, index, queued: this.#number(), t, seq }
  }

  #received(socket: string, t: number, seq: number): Received {
    const bytes = this.#number()
    const offset = this.#number()
    return { kind: 'received', socket, bytes, offset, index: this.#number(), t, seq }
  }

  #otherSide(event: Sent | Received): void {
    const remote = this.#word()
    const peer = this.#word()
    if (remote !== undefined) event.remote = remote
    if (peer !== undefined) event.peer = peer
  }

  #state(socket: string, t: number, seq: number): StateChanged {
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
      t,
      seq,
    } as unknown as StateChanged
  }

  #asked(socket: string, t: number, seq: number): Asked {
    const by = this.#word() as Asked['by']
    const more = this.#number()
    const facts = more & 1 ? this.#facts() : undefined
    const event: Asked = { kind: 'asked', command: this.#command(), by, t, seq }
    if (socket !== '') event.socket = socket
    if (more & 2) event.deferred = true
    if (facts) event.facts = facts
    return event
  }

  #command(): Command {
    switch (this.#number()) {
      case FORM.send:
        return { do: 'send', from: this.#word(), text: this.#word() } as Command
      case FORM.act:
        return { do: this.#word(), socket: this.#word() } as Command
      case FORM.connect:
        return { do: 'connect', to: this.#word() } as Command
    }
    const command = this.#tape.commands[this.#number()]
    return typeof command === 'string' ? JSON.parse(command) : (command as Command)
  }

  #connecting(socket: string, t: number, seq: number): Connecting {
    const attempt = this.#number()
    const remote = this.#word() as string
    const local = this.#word()
    const to = this.#word()
    const event: Connecting = { kind: 'connecting', socket, attempt, remote, t, seq }
    if (local !== undefined) event.local = local
    if (to !== undefined) event.to = to
    return event
  }

  #connected(socket: string, t: number, seq: number): Connected {
    const local = this.#word() as string
    const event: Connected = { kind: 'connected', socket, local, remote: this.#word() as string, t, seq }
    const peer = this.#word()
    if (peer !== undefined) event.peer = peer
    return event
  }

  #accepted(socket: string, t: number, seq: number): Accepted {
    const listener = this.#word() as string
    const peer = this.#word() as string
    const isForeign = this.#number() === 1
    const local = this.#word() as string
    const remote = this.#word() as string
    const event: Accepted = { kind: 'accepted', socket, listener, peer, local, remote, t, seq }
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
    const place = this.#number()
    return place === NONE ? undefined : this.#tape.words[place]
  }
}

function datagramKind(code: number): 'sent' | 'received' {
  return code === DATAGRAM_CODES.sent ? 'sent' : 'received'
}
