import type { Words } from './addresses'
import type { Finding } from './messages'
import type { Row } from './tables'

/** An end that is looked for, and what was told of it last. */
export interface Entry {
  readonly id: number
  readonly local: Words
  readonly localPort: number
  readonly remote: Words
  readonly remotePort: number
  readonly own: boolean
  readonly v6: boolean
  /** The watch that has found it. */
  watch?: string
  /** It was found as this, and whose it is has still to be found out. */
  unowned?: Finding['as']
  /** Of a listener that was found: another socket at the same address is another listener. */
  inode?: number
  /** It was found, and is the lab's own. */
  ignored?: true
  /** Its descriptor is closed: without a row it is forgotten. */
  released?: true
  /** Its row is to be told, changed or not. */
  retold?: true
  /** Number of the newest reading in which it had a row. */
  reading: number
  /** When it was first missed, if it was in the newest reading. */
  missed?: { began: number; t: number }
  /** When the newest reading began in which it had a row. */
  since?: number
  /** What was told last, and when. */
  told?: Pick<Row, 'state' | 'sendQueue' | 'receiveQueue' | 'timer' | 'uid' | 'inode'> & { at: number }
  /** Another end with the same two ports. */
  next?: Entry
}

/** The ends that are looked for, to be found by their row. */
export class Entries {
  /** By both ports; ends of other addresses with the same ones are chained. */
  readonly #byPorts = new Map<number, Entry>()
  readonly #byId = new Map<number, Entry>()
  /** How many can have their row in the tables of IPv6. */
  v6 = 0
  /** How many were found by watches. */
  found = 0

  get size(): number {
    return this.#byId.size
  }

  [Symbol.iterator](): IterableIterator<Entry> {
    return this.#byId.values()
  }

  get(id: number): Entry | undefined {
    return this.#byId.get(id)
  }

  /** Takes the place of an earlier end with the same addresses. */
  add(entry: Entry): void {
    const earlier = this.of(entry)
    if (earlier) this.remove(earlier)
    const key = keyOf(entry)
    const first = this.#byPorts.get(key)
    if (first) entry.next = first
    this.#byPorts.set(key, entry)
    this.#byId.set(entry.id, entry)
    if (entry.v6) this.v6++
    if (entry.id < 0) this.found++
  }

  remove(entry: Entry): void {
    if (!this.#byId.delete(entry.id)) return
    if (entry.v6) this.v6--
    if (entry.id < 0) this.found--
    const key = keyOf(entry)
    const first = this.#byPorts.get(key)
    if (first === entry) {
      if (entry.next) this.#byPorts.set(key, entry.next)
      else this.#byPorts.delete(key)
      return
    }
    for (let one = first; one; one = one.next) {
      if (one.next !== entry) continue
      if (entry.next) one.next = entry.next
      else delete one.next
      return
    }
  }

  /** The end that a row is of. */
  of(row: Addresses): Entry | undefined {
    for (let entry = this.#byPorts.get(keyOf(row)); entry; entry = entry.next) {
      if (same(entry.local, row.local) && same(entry.remote, row.remote)) {
        if (entry.inode === undefined || row.inode === undefined || entry.inode === row.inode) return entry
      }
    }
    return undefined
  }
}

interface Addresses {
  local: Words
  localPort: number
  remote: Words
  remotePort: number
  inode?: number | undefined
}

function keyOf({ localPort, remotePort }: Addresses): number {
  return localPort * 65_536 + remotePort
}

export function same(a: Words, b: Words): boolean {
  return a[3] === b[3] && a[2] === b[2] && a[1] === b[1] && a[0] === b[0]
}
