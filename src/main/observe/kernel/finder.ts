import { descendants, type Holdings, socketsOf as held, holders, processName } from '../../processes'
import { addressOf, isWildcard, wordsOf } from './addresses'
import { Entries, type Entry, same } from './entries'
import type { Finding, FromReader, Sought } from './messages'
import { copyOf, type Row } from './tables'

/** So many found sockets are followed at a time. What is beyond them is found when others have gone. */
export const MAX_FOUND = 4096
/** Looking through all processes for the one that holds a socket may cost this share of a core … */
const SCAN_SHARE = 0.02
/** … of which so much can be saved up, ms. */
const MAX_SCAN_CREDIT_MS = 200

const NONE: ReadonlySet<number> = new Set()

type WatchNews = Extract<FromReader, { type: 'watch' }>

interface Watch extends Sought {
  /** Of a process: the sockets that it holds. */
  inodes: ReadonlySet<number>
  /** Of a process that this one has started: the sockets that it was born with, and that are not its own. */
  inherited?: ReadonlySet<number>
  /** Of a process: the ports that it listens on. Whom it has not accepted yet, or has closed, nobody holds. */
  ports: Set<number>
  /** What was said of it last. */
  said?: WatchNews['what']
}

/** A row that a watch covers, and that is followed from now on. */
interface Found {
  entry: Entry
  row: Row
  finding: Finding
}

/** Looks for the sockets that watches cover. */
export class Finder {
  readonly #max: number
  /** What the process's sockets are, where the tables don't tell the process. */
  readonly #socketsOf: (pid: number) => Holdings
  readonly #watches = new Map<string, Watch>()
  /** By port: whether a watch is on it. */
  readonly #ports = new Uint8Array(65_536)
  /** By port: the number of the reading in which something listened there last. */
  readonly #listening = new Float64Array(65_536)
  /** Where the other ends of found connections would be, if they are on this machine. */
  readonly #partners = new Entries()
  #candidates: { row: Row; watch: string; entry: Entry | undefined }[] = []
  #news: WatchNews[] = []
  #reading = 0
  #lastId = 0
  #scanCredit = MAX_SCAN_CREDIT_MS
  #scanned = performance.now()
  #cost = 0
  /** Processes that hold found sockets. */
  readonly #known = new Set<number>()

  constructor({
    max = MAX_FOUND,
    socketsOf = held,
  }: { max?: number; socketsOf?: (pid: number) => Holdings } = {}) {
    this.#max = max
    this.#socketsOf = socketsOf
  }

  /** How many watches there are. */
  get size(): number {
    return this.#watches.size
  }

  add(sought: Sought): void {
    this.#watches.set(sought.name, { ...sought, inodes: new Set(), ports: new Set() })
    if (sought.port !== undefined) this.#ports[sought.port] = 1
  }

  remove(name: string): void {
    this.#watches.delete(name)
    this.#ports.fill(0)
    for (const { port } of this.#watches.values()) if (port !== undefined) this.#ports[port] = 1
    for (const partner of [...this.#partners]) if (partner.watch === name) this.#partners.remove(partner)
  }

  /** Before a reading. */
  begin(): void {
    this.#reading++
    for (const watch of this.#watches.values()) {
      // Another process can have its number by now.
      if (watch.pid === undefined || watch.said === 'ended') continue
      const held = this.#socketsOf(watch.pid)
      if (typeof held === 'string') {
        watch.inodes = NONE
        this.#say(watch, held === 'gone' ? 'ended' : 'forbidden')
      } else watch.inodes = watch.children ? this.#ofProgram(watch, watch.pid, held) : held
    }
  }

  /** A listener's row. */
  hears(row: Row): void {
    this.#listening[row.localPort] = this.#reading
  }

  /**
   * Any row; `entry`: it is followed already, as the foreign end of a connection of the lab's, or as one that was found
   * before it could be told whose it is.
   */
  see(row: Row, entry: Entry | undefined): void {
    if (this.#watches.size === 0) return
    const watch = this.#watchOf(row) ?? this.#partners.of(row)?.watch
    if (watch !== undefined) this.#candidates.push({ row: copyOf(row), watch, entry })
  }

  /** It has no row any more. */
  lost(entry: Entry): void {
    const partner = this.#partners.of(turned(entry))
    if (partner) this.#partners.remove(partner)
  }

  /** What this reading has found: listeners first, so that connections have somebody to belong to. */
  *take(entries: Entries): Generator<Found> {
    const candidates = this.#candidates
    this.#candidates = []
    candidates.sort((a, b) => Number(b.row.state === 'LISTEN') - Number(a.row.state === 'LISTEN'))
    const { owners, sought } = this.#ownersOf(candidates.map(({ row }) => row))
    for (const { row, watch: by, entry: known } of candidates) {
      // The other end of one that was found just now, or a row that was read twice.
      const present = known ?? entries.of(row)
      const watch = present?.watch ?? by
      const pid = row.pid ?? (row.inode === undefined ? undefined : owners.get(row.inode))
      if (present?.unowned && row.inode !== 0 && (pid !== undefined || sought)) {
        const { id, unowned: as } = present
        delete present.unowned
        if (pid !== undefined) yield { entry: present, row, finding: this.#describe(row, id, as, watch, pid) }
      }
      if (present && (present.own || present.watch !== undefined)) continue
      if (!present && entries.found >= this.#max) {
        const its = this.#watches.get(watch)
        if (its) this.#say(its, 'full')
        continue
      }
      const entry = present ?? this.#newEntry(row)
      entry.watch = watch
      const as = row.state === 'LISTEN' ? 'listener' : this.#sideOf(row)
      // Nobody holds a connection that is still to be accepted, and nobody may have had the time to look.
      if (pid === undefined && row.inode !== undefined && (row.inode === 0 || !sought)) entry.unowned = as
      yield { entry, row, finding: this.#describe(row, entry.id, as, watch, pid) }
      if (row.state !== 'LISTEN') this.#expectPartner(entry, entries)
    }
    if (entries.found < this.#max) {
      for (const watch of this.#watches.values()) if (watch.said === 'full') delete watch.said
    }
  }

  /** After a reading: what became of watches. */
  end(): WatchNews[] {
    const news = this.#news
    this.#news = []
    return news
  }

  /** What looking through all processes has cost since this was asked before, ms. */
  takeCost(): number {
    const cost = this.#cost
    this.#cost = 0
    return cost
  }

  /**
   * The sockets of a process that this one has started, `held`, and those of the processes that it has started. Chromium has
   * sockets that are not closed when a process begins another one.
   */
  #ofProgram(watch: Watch, pid: number, held: ReadonlySet<number>): ReadonlySet<number> {
    const all = new Set(held)
    for (const child of descendants(pid)) {
      const its = this.#socketsOf(child)
      if (typeof its !== 'string') for (const inode of its) all.add(inode)
    }
    watch.inherited ??= this.#ownAmong(held)
    for (const inode of watch.inherited) all.delete(inode)
    return all
  }

  /** Which of them this process has, too. */
  #ownAmong(inodes: ReadonlySet<number>): ReadonlySet<number> {
    const own = inodes.size === 0 ? NONE : this.#socketsOf(process.pid)
    return typeof own === 'string' ? NONE : new Set([...inodes].filter((inode) => own.has(inode)))
  }

  #say(watch: Watch, what: WatchNews['what']): void {
    if (watch.said === what) return
    watch.said = what
    this.#news.push({ type: 'watch', name: watch.name, what })
  }

  #watchOf(row: Row): string | undefined {
    if (this.#ports[row.localPort] === 1) {
      for (const { name, port, hosts } of this.#watches.values()) {
        if (port === row.localPort && (!hosts || hosts.some((host) => isAt(row, host)))) return name
      }
    }
    for (const { name, pid, inodes, ports, said } of this.#watches.values()) {
      if (pid === undefined) continue
      const isIts = row.pid === undefined ? row.inode !== undefined && inodes.has(row.inode) : row.pid === pid
      const holds = isIts && said !== 'ended'
      if (holds && row.state === 'LISTEN') ports.add(row.localPort)
      if (holds || (!row.inode && row.pid === undefined && ports.has(row.localPort))) return name
    }
    return undefined
  }

  #newEntry(row: Row): Entry {
    const { local, localPort, remote, remotePort, inode } = row
    this.#lastId--
    return {
      id: this.#lastId,
      own: false,
      v6: true,
      local,
      localPort,
      remote,
      remotePort,
      reading: 0,
      ...(row.state === 'LISTEN' && inode !== undefined && { inode }),
    }
  }

  #describe(row: Row, id: number, as: Finding['as'], watch: string, pid: number | undefined): Finding {
    const { state, local, localPort, remote, remotePort, uid, inode, t } = row
    const process = row.process ?? (pid === undefined ? undefined : processName(pid))
    return {
      id,
      as,
      local: addressOf(local, localPort),
      ...(state !== 'LISTEN' && { remote: addressOf(remote, remotePort) }),
      watch,
      ...(inode !== 0 && uid !== undefined && { uid }),
      ...(pid !== undefined && { pid }),
      ...(process !== undefined && { process }),
      t,
    }
  }

  /** Who called whom: no table tells, but a port that is listened on was called. */
  #sideOf({ state, localPort, remotePort }: Row): 'server' | 'client' {
    if (state === 'SYN_SENT') return 'client'
    if (state === 'SYN_RECEIVED' || this.#isHeard(localPort)) return 'server'
    if (this.#isHeard(remotePort)) return 'client'
    // The listener is gone. Ports that the system gives to clients are the high ones.
    return localPort < remotePort ? 'server' : 'client'
  }

  #isHeard(port: number): boolean {
    return this.#listening[port] === this.#reading
  }

  #expectPartner(entry: Entry, entries: Entries): void {
    const there = turned(entry)
    if (entries.of(there) || this.#partners.of(there)) return
    this.#lastId--
    this.#partners.add({
      ...there,
      id: this.#lastId,
      own: false,
      v6: true,
      reading: 0,
      watch: entry.watch as string,
    })
  }

  /**
   * The processes that hold the sockets of `rows`, as far as that can be found out without looking too often. `sought`: all
   * processes were looked through where that was needed, so that those it leaves out may not be looked into.
   */
  #ownersOf(rows: readonly Row[]): { owners: Map<number, number>; sought: boolean } {
    const wanted = new Set(rows.flatMap(({ inode, pid }) => (inode && pid === undefined ? [inode] : [])))
    const owners = new Map<number, number>()
    if (wanted.size === 0) return { owners, sought: true }
    for (const pid of this.#known) {
      const held = this.#socketsOf(pid)
      if (typeof held === 'string') this.#known.delete(pid)
      else for (const inode of held) if (wanted.delete(inode)) owners.set(inode, pid)
    }
    const start = performance.now()
    const credit = this.#scanCredit + (start - this.#scanned) * SCAN_SHARE
    if (wanted.size === 0 || credit < 0) return { owners, sought: wanted.size === 0 }
    for (const [inode, pid] of holders(wanted)) {
      owners.set(inode, pid)
      this.#known.add(pid)
    }
    this.#scanned = performance.now()
    this.#cost += this.#scanned - start
    this.#scanCredit = Math.min(credit, MAX_SCAN_CREDIT_MS) - (this.#scanned - start)
    return { owners, sought: true }
  }
}

/** True if a socket is at `host`, or listens at all addresses. */
function isAt(row: Row, host: string): boolean {
  const wanted = wordsOf(host.includes(':') ? `[${host}]:1` : `${host}:1`)?.words
  return (
    wanted !== undefined && (same(wanted, row.local) || (row.state === 'LISTEN' && isWildcard(row.local)))
  )
}

/** The addresses of the other end. */
function turned({ local, localPort, remote, remotePort }: Entry) {
  return { local: remote, localPort: remotePort, remote: local, remotePort: localPort }
}
