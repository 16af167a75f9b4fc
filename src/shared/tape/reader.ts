import type { Command } from '../commands'
import type {
  Accepted,
  Asked,
  Closed,
  Connected,
  Connecting,
  Ended,
  Finished,
  Received,
  Sent,
  SocketFacts,
  StateChanged,
} from '../events'
import { FORM, KINDS, NONE, type Tape, type Taped, type TapedKind } from './tape'

/** The events of a tape: messages without their bytes. Their fields are in the order of the log. */
export class TapeReader {
  readonly #tape: Tape
  #at = 0

  constructor(tape: Tape) {
    this.#tape = tape
  }

  /** The event that begins at `at`, or, unless that is given, the one after the one that was read last. */
  read(seq: number, at: number = this.#at): Taped {
    this.#at = at
    const kind = KINDS[this.#number()] as TapedKind
    const t = this.#number()
    const socket = this.#word() as string
    const cause = this.#number()
    const event = this.#begin(kind, socket)
    if (cause !== NONE) event.cause = cause
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
    const more = this.#number()
    const facts = more & 1 ? this.#facts() : undefined
    const event = { kind: 'asked', command: this.#command(), by } as Asked
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
    const { commands, firstCommand } = this.#tape
    const command = commands[this.#number() - firstCommand]
    return typeof command === 'string' ? JSON.parse(command) : (command as Command)
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
    const place = this.#number()
    return place === NONE ? undefined : this.#tape.words[place]
  }
}
