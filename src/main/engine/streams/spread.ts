import { MAX_SPREAD } from '../../../shared/commands'
import { parseAddress } from '../../../shared/ids'
import type { Call } from './calling'

/**
 * Where calls to loopback come from. From one address only so many ports are free towards one destination (Linux: 28,232), and
 * TIME_WAIT keeps some of them; but all of 127.0.0.0/8 is this machine's.
 */

/** What is known of the local addresses that are left, for one lab. */
export class Spread {
  /** By destination: the number of the address from which it is called, since those before have no port left. */
  readonly #sources = new Map<string, number>()
  /** Only 127.0.0.1 is this machine's, as on macOS. */
  #isAlone = false
  #turn = 0

  /** The local address for the next call; undefined leaves it to the system. */
  source({ command, target }: Call): string | undefined {
    const { localAddress, spread } = command
    if (localAddress !== undefined || !isLoopback(target) || this.#isAlone) return localAddress
    if (spread !== undefined) return `127.0.0.${1 + (this.#turn++ % spread)}`
    const number = this.#sources.get(keyOf(target))
    return number === undefined ? undefined : `127.0.0.${number}`
  }

  /**
   * A call has failed with `error`. True if it can be made again, from another address: it had no port left, or came from an
   * address that isn't this machine's. `tries`: how often this client has called.
   */
  canCallAgain({ command, target }: Call, error: Error, tries: number): boolean {
    const { code, syscall } = error as NodeJS.ErrnoException
    const { localAddress, localPort } = command
    if (localAddress !== undefined || localPort || !isLoopback(target) || this.#isAlone) return false
    // Of an address that is bound before the call it is said to be in use.
    const noPort = (code === 'EADDRNOTAVAIL' && syscall === 'connect') || code === 'EADDRINUSE'
    const noAddress = code === 'EADDRNOTAVAIL' && syscall === 'bind'
    if (noAddress) this.#isAlone = true
    if (noAddress) return true
    if (!noPort || tries >= MAX_SPREAD) return false
    const key = keyOf(target)
    this.#sources.set(key, ((this.#sources.get(key) ?? 1) % MAX_SPREAD) + 1)
    return true
  }
}

function keyOf({ host, port }: Call['target']): string {
  return `${host} ${port}`
}

/** Of IPv6 there is but one loopback address. */
function isLoopback({ host }: Call['target']): boolean {
  return host?.startsWith('127.') === true && parseAddress(`${host}:1`) !== undefined
}
