import type { LabEvent } from '../../shared/events'
import type { EventStore } from '../lab/events'

/** Texts are kept, and let go, in pieces of so many. */
const PIECE = 4096
/** The clock is looked at after so many events. */
const CHECK = 32

/** What the log says, for search: of an event, and of the socket that it is about. */
export interface Says {
  event: (event: LabEvent) => string
  socket: (name: string) => string
}

/**
 * What a search looks into: the words of each event that the window holds, in small letters. To put an event into words takes
 * some microseconds, to look into words that are there a fraction of one: so they are kept, from the first search on.
 */
export class SearchText {
  readonly #store: EventStore
  readonly #says: Says
  readonly #now: () => number
  #pieces = new Map<number, (string | undefined)[]>()
  #epoch: number
  /** Has words for all from here up to `#high`. */
  #low: number
  #high: number

  constructor(store: EventStore, says: Says, now = () => performance.now()) {
    this.#store = store
    this.#says = says
    this.#now = now
    this.#epoch = store.epoch
    this.#low = store.end
    this.#high = store.end
  }

  /** Tells whether the event with an ordinal, or the name of its socket, has each of these words, which are in small letters. */
  finder(terms: readonly string[]): (ordinal: number) => boolean {
    // Thousands of events are about a few sockets.
    const names = terms.map(() => new Map<string, boolean>())
    const inName = (term: string, index: number, name: string) => {
      const known = names[index] as Map<string, boolean>
      let found = known.get(name)
      if (found === undefined) {
        found = this.#says.socket(name).toLowerCase().includes(term)
        known.set(name, found)
      }
      return found
    }
    return (ordinal) => {
      const name = this.#store.socketAt(ordinal)
      const text = this.#of(ordinal)
      return terms.every(
        (term, index) => text.includes(term) || (name !== undefined && inName(term, index, name)),
      )
    }
  }

  /** Puts events into words before they are searched, the newest first, for `budget` ms; true when all are. */
  prepare(budget: number): boolean {
    this.#tidy()
    const { first, end } = this.#store
    const deadline = this.#now() + budget
    let looked = 0
    const late = () => ++looked % CHECK === 0 && this.#now() > deadline
    for (; this.#high < end; this.#high++) {
      this.#of(this.#high)
      if (late()) return false
    }
    while (this.#low > first) {
      this.#low--
      this.#of(this.#low)
      if (late()) return false
    }
    return true
  }

  #of(ordinal: number): string {
    if (this.#epoch !== this.#store.epoch) this.#tidy()
    const at = Math.floor(ordinal / PIECE)
    let piece = this.#pieces.get(at)
    if (!piece) {
      this.#tidy()
      piece = new Array<string | undefined>(PIECE)
      this.#pieces.set(at, piece)
    }
    const known = piece[ordinal - at * PIECE]
    if (known !== undefined) return known
    const event = this.#store.at(ordinal)
    const text = event === undefined ? '' : this.#says.event(event).toLowerCase()
    piece[ordinal - at * PIECE] = text
    return text
  }

  /** Lets go of what the store has lost, or what means another event now. */
  #tidy(): void {
    const { first, end, epoch } = this.#store
    if (this.#epoch !== epoch) {
      this.#epoch = epoch
      this.#pieces.clear()
      this.#low = end
      this.#high = end
    }
    const oldest = Math.floor(first / PIECE)
    for (const at of this.#pieces.keys()) if (at < oldest) this.#pieces.delete(at)
    this.#high = Math.max(this.#high, first)
    this.#low = Math.max(this.#low, first)
  }
}
