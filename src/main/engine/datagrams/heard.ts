import { type Addressee, addresseeAt } from './addressee'

/** So many of those that a socket has heard from last are remembered. */
const MOST = 1024

/** Whom a datagram socket has heard from. */
export class Heard {
  /** Those that were heard for the first time longest ago first. */
  readonly #senders = new Map<string, Addressee>()

  /** A datagram has come from there. */
  from(host: string, port: number): Addressee {
    const sender = addresseeAt(host, port)
    const known = this.#senders.get(sender.address)
    if (known) return known
    this.#senders.set(sender.address, sender)
    if (this.#senders.size > MOST) {
      const [oldest] = this.#senders.keys()
      if (oldest !== undefined) this.#senders.delete(oldest)
    }
    return sender
  }

  others(than: Addressee): Addressee[] {
    return [...this.#senders.values()].filter((sender) => sender.address !== than.address)
  }
}
