import { type Words, wordsOf } from './addresses'
import type { Measurement, Wanted } from './messages'
import { type KernelTables, monotonic, type Row } from './tables'

/** Changes are told so often at most, ms. */
const OFTEN_MS = 100

interface Entry {
  id: number
  key: string
  /** How many rows it had in this reading: sockets can share an address, and whose is whose is not told. */
  rows: number
  row?: Measurement
  told?: Measurement
  since?: number
}

/** Compares each reading of the tables of datagram sockets with the one before. */
export class DatagramQueues {
  readonly #entries = new Map<number, Entry>()
  readonly #byKey = new Map<string, Entry>()

  constructor(private readonly tables: KernelTables) {}

  get isNeeded(): boolean {
    return this.#entries.size > 0 && this.tables.readDatagrams !== undefined
  }

  track({ id, local, remote }: Wanted): void {
    const here = wordsOf(local)
    if (!here) return
    const port = remote === undefined ? 0 : (wordsOf(remote)?.port ?? 0)
    const entry: Entry = { id, key: keyOf(here.words, here.port, port), rows: 0 }
    this.#entries.set(id, entry)
    this.#byKey.set(entry.key, entry)
  }

  drop(id: number): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#entries.delete(id)
    if (this.#byKey.get(entry.key) === entry) this.#byKey.delete(entry.key)
  }

  /** What is new, or has changed. Throws TableTrouble. */
  read(): Measurement[] {
    if (!this.isNeeded) return []
    const began = monotonic()
    for (const entry of this.#entries.values()) entry.rows = 0
    this.tables.readDatagrams?.((row) => this.#see(row))
    const measured: Measurement[] = []
    for (const entry of this.#entries.values()) {
      if (entry.rows !== 1 || !entry.row) continue
      if (isWorthTelling(entry.row, entry.told)) {
        measured.push({ ...entry.row, ...(entry.since !== undefined && { since: entry.since }) })
        entry.told = entry.row
      }
      entry.since = began
    }
    return measured
  }

  #see({ local, localPort, remotePort, sendQueue, receiveQueue, drops, uid, inode, began, t }: Row): void {
    const entry = this.#byKey.get(keyOf(local, localPort, remotePort))
    if (!entry) return
    entry.rows++
    entry.row = {
      ...{ id: entry.id, sendQueue, receiveQueue, drops, began, t },
      ...(uid !== undefined && { uid }),
      ...(inode !== undefined && { inode }),
    }
  }
}

function isWorthTelling(row: Measurement, told: Measurement | undefined): boolean {
  if (!told) return true
  const isOther =
    row.sendQueue !== told.sendQueue || row.receiveQueue !== told.receiveQueue || row.drops !== told.drops
  return isOther && row.t - told.t >= OFTEN_MS
}

function keyOf(words: Words, port: number, remotePort: number): string {
  return `${words.join('.')}:${port}>${remotePort}`
}
