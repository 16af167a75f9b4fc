import {
  acceptedName,
  memberName,
  otherLeg,
  splitAccepted,
  splitMember,
  splitPassed,
} from '../../../shared/ids'
import { keepNewest } from '../keep-newest'

/** So many of the newest accepted ends of the lab's own clients are known one by one. */
const MOST_ACCEPTED = 20_000

/**
 * Names that are, or were, in use: an event's `socket` means one socket for ever. Names that the lab has made up by counting
 * are kept as numbers, so that connections by the hundred thousand come and go without leaving anything here.
 */
export class Names {
  /** Those that people gave. */
  readonly #given = new Set<string>()
  /** Listeners that are proxies. */
  readonly #proxies = new Set<string>()
  /** How many members each group has. */
  readonly #groups = new Map<string, number>()
  /** How many names of each stem the lab has made up: `client1`, `client2`… */
  readonly #made = new Map<string, number>()
  /** How often an address, or an accepted end that is called by one, has come: the second time it is `…#2`. */
  readonly #foreign = new Map<string, number>()
  /** The same of accepted ends whose client is the lab's, the newest of them. A client is accepted once, so they hardly come again. */
  readonly #accepted = new Map<string, number>()
  #acceptedLeft = false

  has(name: string): boolean {
    const passed = splitPassed(name)
    if (passed) return this.#proxies.has(numbered(passed.proxy).base) && this.has(otherLeg(name) as string)
    if (this.#given.has(name) || this.#groups.has(name) || this.#isMade(name)) return true
    const { base, number } = numbered(name)
    if (number <= (this.#foreign.get(base) ?? this.#accepted.get(base) ?? 0)) return true
    const member = splitMember(name)
    if (member) return member.index <= (this.#groups.get(member.group) ?? 0)
    // Of accepted ends that came long ago it is only known that both their names were in use.
    const ends = this.#acceptedLeft && number === 1 ? splitAccepted(name) : undefined
    return ends !== undefined && this.has(ends.client) && this.has(ends.listener)
  }

  isGroup(name: string): boolean {
    return this.#groups.has(name)
  }

  /** The members of a group; undefined if there is none of that name. */
  members(name: string): string[] | undefined {
    const count = this.#groups.get(name)
    return count === undefined ? undefined : membersOf(name, count)
  }

  /** A name that is still free: `client1`, `client2`… `taken` says which others are not. */
  free(stem: string, taken: (name: string) => boolean): string {
    for (;;) {
      const count = (this.#made.get(stem) ?? 0) + 1
      const name = `${stem}${count}`
      // Of what the lab itself makes up, nothing else has this form.
      const free = !this.#given.has(name) && !this.#groups.has(name) && !taken(name)
      this.#made.set(stem, count)
      if (free) return name
    }
  }

  /** Claims a name, and the names of `count` members if it is a group. */
  claim(name: string, count?: number): string[] {
    if (count !== undefined) {
      this.#groups.set(name, count)
      return membersOf(name, count)
    }
    if (!this.#isMade(name)) this.#given.add(name)
    return [name]
  }

  /** This listener is a proxy: for each of its accepted ends there is one with which it carries on. */
  addProxy(name: string): void {
    this.#proxies.add(name)
  }

  /** Claims the name of a foreign end, or of an accepted end whose client is foreign; a number tells it from an earlier one. */
  claimForeign(name: string): string {
    return claimIn(this.#foreign, name)
  }

  /** Claims the name of the accepted end of a client of the lab's. */
  claimAccepted(client: string, listener: string): string {
    const name = claimIn(this.#accepted, acceptedName(client, listener))
    if (keepNewest(this.#accepted, MOST_ACCEPTED)) this.#acceptedLeft = true
    return name
  }

  #isMade(name: string): boolean {
    for (const [stem, count] of this.#made) {
      if (!name.startsWith(stem)) continue
      const digits = name.slice(stem.length)
      const number = Number(digits)
      if (number >= 1 && number <= count && String(number) === digits) return true
    }
    return false
  }
}

function membersOf(group: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => memberName(group, index + 1))
}

/** Splits `127.0.0.1:5000#2` into the address and 2; what has no number is the first. */
function numbered(name: string): { base: string; number: number } {
  const match = /^(.*)#([1-9]\d{0,8})$/.exec(name)
  return match ? { base: match[1] as string, number: Number(match[2]) } : { base: name, number: 1 }
}

function claimIn(counts: Map<string, number>, name: string): string {
  const number = (counts.get(name) ?? 0) + 1
  counts.set(name, number)
  return number === 1 ? name : `${name}#${number}`
}
