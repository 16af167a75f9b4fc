import type { EndAct, Faults } from '../../../shared/commands'
import { faultOf } from '../../../shared/faults'
import type { Context } from '../context'
import { actIfPossible } from '../end'
import type { AcceptedEnd } from '../streams/accepted-end'
import type { ClientEnd } from '../streams/client-end'
import type { StreamEnd } from '../streams/stream-end'
import type { Tap } from '../streams/tap'
import { Passage } from './passage'
import { randomOf } from './random'
import type { Ending } from './transit'

/** One connection through a proxy: the end that it has accepted, the end with which it calls the server, and the ways between. */
export class Relay {
  readonly #context: Context
  readonly #toServer: Passage
  readonly #toClient: Passage

  /** `number`: which connection of the proxy it is. `over` is told once both ends are closed. */
  constructor(
    context: Context,
    client: AcceptedEnd,
    server: ClientEnd,
    faults: Faults,
    number: number,
    over: (relay: Relay) => void,
  ) {
    this.#context = context
    const passage = (direction: 'toServer' | 'toClient') => {
      const [from, to] = direction === 'toServer' ? [client, server] : [server, client]
      return new Passage(
        {
          context,
          direction,
          from,
          to,
          random: randomOf(faults.seed ?? 1, number, direction),
          end: (ending, cause) => this.#end(to, ending, cause),
          reset: (cause) => {
            for (const end of [from, to]) this.#end(end, 'reset', cause)
          },
        },
        faultOf(faults, direction),
      )
    }
    this.#toServer = passage('toServer')
    this.#toClient = passage('toClient')
    const closed = () => {
      if (client.isClosed && server.isClosed) over(this)
    }
    client.tap = new Leg(this.#toServer, this.#toClient, closed)
    server.tap = new Leg(this.#toClient, this.#toServer, closed)
    this.#toClient.open()
  }

  change(faults: Faults, cause: number): void {
    this.#toServer.change(faultOf(faults, 'toServer'), cause)
    this.#toClient.change(faultOf(faults, 'toClient'), cause)
  }

  #end(end: StreamEnd, wanted: Ending, cause: number): void {
    // A Unix domain socket knows no RST: it is closed at once.
    const act = wanted === 'reset' && end.refuse('reset') ? 'destroy' : wanted
    actIfPossible(this.#context, end, act, cause)
  }
}

/** What a relay makes of what happens at one of its ends. */
class Leg implements Tap {
  #ended = false
  #isReset = false

  constructor(
    /** What is read here goes this way; what is written here comes that way. */
    private readonly onward: Passage,
    private readonly inward: Passage,
    private readonly onClosed: () => void,
  ) {}

  get isFull(): boolean {
    return this.onward.isFull
  }

  opened(): void {
    this.inward.open()
  }

  received(chunk: Uint8Array, seq: number): void {
    this.onward.take(chunk, seq)
  }

  ended(seq: number): void {
    this.#ended = true
    this.onward.end('shutdown', seq)
  }

  failed(): void {
    this.#isReset = true
  }

  acted(act: EndAct): void {
    if (act === 'reset') this.#isReset = true
  }

  closed(seq: number): void {
    const isOrderly = this.#ended && this.inward.hasEnded && !this.#isReset
    this.inward.gone(seq)
    // Nobody reads here any more, nor writes: the other end has no one to talk to, once it has got what is on its way.
    if (!isOrderly) this.onward.end(this.#isReset ? 'reset' : 'close', seq)
    this.onClosed()
  }
}
