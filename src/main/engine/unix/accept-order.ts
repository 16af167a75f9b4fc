import type { ClientEnd } from '../streams/client-end'
import { boundAt } from './table'

/**
 * Who is accepted next at a Unix domain socket. There is no 4-tuple: both ends of a connection have the listener's path, or
 * nothing. But connect(2) puts a connection into the queue within the call, and accept(2) takes them out in that order. Before
 * the lab's own clients call, the kernel's table tells how many others wait ahead of them; where there is no such table, that
 * there are none is taken for granted.
 */
export class AcceptOrder {
  /** In the order in which they were put into the queue; `undefined`: another program's. */
  #queue: (ClientEnd | undefined)[] = []
  /** Clients may be put into the queue without another look: nothing else happens in this turn. */
  #isKnown = false

  constructor(private readonly address: string) {}

  /** The lab's clients that were put into the queue and not accepted. */
  get clients(): ClientEnd[] {
    return this.#queue.filter((one) => one !== undefined)
  }

  /** True if clients can be put into the queue at little cost: the table needs no further look, or none of them waits. */
  get isOpen(): boolean {
    return this.#isKnown || this.clients.length === 0
  }

  /** Right before `client` calls. */
  calls(client: ClientEnd): void {
    if (!this.#isKnown) {
      const ahead = (boundAt(this.address)?.waiting ?? 0) - this.#queue.length
      for (let i = 0; i < ahead; i++) this.#queue.push(undefined)
      this.#isKnown = true
      process.nextTick(() => {
        this.#isKnown = false
      })
    }
    this.#queue.push(client)
  }

  /** The call has not come as far as the queue. */
  failed(client: ClientEnd): void {
    this.#queue = this.#queue.filter((one) => one !== client)
  }

  /** The next one is accepted, or dropped: gives the lab's client whose it is. */
  next(): ClientEnd | undefined {
    return this.#queue.shift()
  }
}
