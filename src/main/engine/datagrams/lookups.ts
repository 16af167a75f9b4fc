import { type LookupOneOptions, lookup } from 'node:dns'
import { type Addressee, addresseeAt } from './addressee'

type Found = (error: NodeJS.ErrnoException | null, address: string, family: number) => void

/** Looks up the hosts that a datagram socket sends to by name, as Node does, and keeps what was found: dgram doesn't tell. */
export class Lookups {
  readonly #addresses = new Map<string, string>()

  /** For dgram.createSocket. */
  readonly lookUp = (host: string, options: LookupOneOptions, found: Found): void => {
    lookup(host, options, (error, address, family) => {
      if (!error && address !== host) this.#addresses.set(host, address)
      found(error, address, family)
    })
  }

  /** Where what was sent to `to` has gone. */
  addressOf({ host, port, address }: Addressee): string {
    const found = this.#addresses.get(host)
    return found === undefined ? address : addresseeAt(found, port).address
  }
}
