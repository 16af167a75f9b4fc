import { parseAddress } from '../ids'
import { type End, newEnd } from './end'

/** The ends that something can still happen to, by name. */
export class Ends {
  #ends = new Map<string, End>()
  #listeners = new Set<End>()

  get(name: string): End | undefined {
    return this.#ends.get(name)
  }

  /** The end of that name; a new one, first heard of at `t` (ms), if there is none. */
  open(name: string, foreign: boolean, t: number): End {
    let end = this.#ends.get(name)
    if (!end) {
      end = newEnd(name, foreign, t)
      this.#ends.set(name, end)
    }
    return end
  }

  /** There is nothing to conclude of it. */
  leave(name: string): undefined {
    this.#ends.delete(name)
  }

  /** `end` listens at `local`. */
  listens(end: End, local: string): void {
    end.local = local
    this.#listeners.add(end)
  }

  /** The listener that a call to `address` reaches. */
  listenerAt(address: string): End | undefined {
    for (const end of this.#listeners) {
      if (end.state === 'LISTEN' && end.local !== undefined && reaches(address, end.local)) return end
    }
    return undefined
  }

  pair(self: End, peerName: string, foreign: boolean, t: number): void {
    const peer = foreign ? this.open(peerName, true, t) : this.#ends.get(peerName)
    if (!peer) return
    self.peer = peer
    peer.peer = self
  }

  /** Leaves `end` out if nothing more can happen to it: what is kept doesn't grow with every connection there ever was. */
  forget(end: End): void {
    if (!isDone(end) || canBeAccepted(end) || (end.peer && !isDone(end.peer) && !end.peer.foreign)) return
    this.#ends.delete(end.name)
    this.#listeners.delete(end)
    if (end.peer) this.#ends.delete(end.peer.name)
  }

  /** Leaves out an end in TIME_WAIT, which nobody but the kernel has to do with; false if its other end is not that far. */
  letGo(end: End): boolean {
    const { peer } = end
    if (peer && !peer.foreign && !isDone(peer) && !isWaiting(peer)) return false
    if (this.#ends.get(end.name) === end) this.#ends.delete(end.name)
    if (!peer) return true
    // Not deleted, as nothing of an end is: that would make it several times as large.
    peer.peer = undefined
    if (!isWaiting(peer)) this.#ends.delete(peer.name)
    return true
  }

  /** The client of that name has been dropped: nobody accepts it any more. */
  wontBeAccepted(name: string | undefined): void {
    const end = name === undefined ? undefined : this.#ends.get(name)
    if (!end) return
    end.called = undefined
    this.forget(end)
  }
}

/** In TIME_WAIT, and the program has done with it. */
export function isWaiting({ state, descriptor, foreign }: End): boolean {
  return state === 'TIME_WAIT' && descriptor === 'closed' && !foreign
}

function isDone({ state, descriptor }: End): boolean {
  return state === 'CLOSED' && descriptor === 'closed'
}

/** A client of ours in the queue of our own listener: what became of it there tells what its other end is, once accepted. */
function canBeAccepted(end: End): boolean {
  return end.called?.connected !== undefined && !end.peer && !end.selfConnected
}

/** True if a call to `remote` ends at the listening address `local`: the same one, or a wildcard on the same port. */
function reaches(remote: string, local: string): boolean {
  if (remote === local) return true
  const [wanted, own] = [parseAddress(remote), parseAddress(local)]
  return wanted !== undefined && wanted.port === own?.port && (own.host === '0.0.0.0' || own.host === '::')
}
