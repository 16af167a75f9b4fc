import { keepNewest } from '../keep-newest'
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
    keepNewest(this.#senders, MOST)
    return sender
  }

  others(than: Addressee): Addressee[] {
    return [...this.#senders.values()].filter((sender) => sender.address !== than.address)
  }
}
