import { type LabError, LabFailure } from '../../../shared/errors'
import type { LabEvent } from '../../../shared/events'
import { acceptedName } from '../../../shared/ids'
import type { LocalListener } from '../../../shared/ipc'
import type { Watched } from '../../../shared/watched'
import { hostsOf } from '../../engine/directory/foreign'
import type { Lab } from '../../engine/lab'
import type { Disposable } from '../../engine/log/log'
import type { Ends, KnownEnd } from '../ends'
import type { Source } from '../source'
import { type Addresses, DatagramEnds } from './datagram-ends'
import { Laggards } from './laggards'
import type { Finding, Loss, Measurement, ReaderData, Sighting } from './messages'
import { Numbers } from './numbers'
import { Outbox } from './outbox'
import { maxBacklog } from './procfs'
import { monotonic } from './tables'
import { type News, TablesThread } from './thread'
import { watchEvent } from './watch-events'

/** The thread is told so often at most that something happens, ms. */
const STIR_MS = 10
/** What takes less is not worth a message, ms. */
const WORTH_TELLING_MS = 0.5

export interface KernelSourceOptions extends Partial<ReaderData> {
  lab: Lab
  ends: Ends
  /** What is watched now, by name. */
  watches: ReadonlyMap<string, Watched>
}

/** The kernel's tables of TCP sockets, read in a thread of their own, as a source of `observed` and `found`. */
export class KernelSource implements Source {
  readonly #lab: Lab
  readonly #ends: Ends
  readonly #watches: ReadonlyMap<string, Watched>
  readonly #data: ReaderData
  /** The lab's clock at 0, on the clock of all threads. */
  readonly #origin: number
  #thread: TablesThread | undefined
  #following: Disposable | undefined
  #by: 'procfs' | 'netstat' = 'procfs'
  readonly #numbers = new Numbers()
  readonly #outbox = new Outbox((batch) => this.#thread?.say(batch))
  #told = { state: Number.NEGATIVE_INFINITY, flow: Number.NEGATIVE_INFINITY }
  readonly #laggards: Laggards
  /** Of own listeners: the limits of their queues, which no table tells. */
  readonly #backlogs = new Map<string, number>()
  readonly #datagrams = new DatagramEnds({
    opened: (name, addresses) => {
      if (this.#thread) this.#trackDatagrams(name, addresses)
    },
    closed: (name) => this.#drop(name),
  })

  constructor({ lab, ends, watches, platform = process.platform, folder }: KernelSourceOptions) {
    this.#lab = lab
    this.#ends = ends
    this.#watches = watches
    this.#data = { platform, ...(folder !== undefined && { folder }) }
    this.#origin = monotonic() - lab.now()
    this.#laggards = new Laggards(
      () => lab.now(),
      (sockets) => this.#retell(sockets),
    )
  }

  get isOn(): boolean {
    return this.#thread !== undefined
  }

  async start(): Promise<void> {
    if (this.#thread) return
    const trouble = await new Promise<LabError | undefined>((resolve) => {
      this.#thread = new TablesThread(this.#data, (news) => {
        this.#take(news)
        resolve(news.type === 'trouble' ? news.error : undefined)
      })
    })
    if (trouble) throw new LabFailure(trouble)
  }

  async stop(): Promise<void> {
    if (!this.#thread) return
    await this.dispose()
    this.#lab.report({ kind: 'source', source: 'kernel', phase: 'stopped', by: this.#by }, this.#lab.now())
  }

  /** Ends it without a word in the log. */
  async dispose(): Promise<void> {
    const thread = this.#thread
    this.#forgetAll()
    await thread?.end()
  }

  /** Resolves when the tables have been read once more, if they are read at all. */
  async look(): Promise<void> {
    this.#outbox.flush()
    await this.#thread?.look()
  }

  /** What listens on this machine, whether the source is on or not. Throws LabFailure if that can't be had. */
  async listeners(): Promise<LocalListener[]> {
    if (this.#thread) return this.#thread.listeners()
    let thread: TablesThread | undefined
    const trouble = await new Promise<LabError | undefined>((resolve) => {
      thread = new TablesThread(this.#data, (news) =>
        resolve(news.type === 'trouble' ? news.error : undefined),
      )
    })
    if (trouble) throw new LabFailure(trouble)
    const all = await thread?.listeners()
    await thread?.end()
    return all ?? []
  }

  watch(name: string, { port, host, pid, children }: Watched): void {
    const sought = {
      name,
      ...(port !== undefined && { port }),
      ...(host !== undefined && { hosts: hostsOf(host) }),
      ...(pid !== undefined && { pid }),
      ...(children && { children }),
    }
    this.#thread?.say({ type: 'watch', sought })
  }

  unwatch(name: string): void {
    this.#outbox.flush()
    this.#thread?.say({ type: 'unwatch', name })
    // The other end of a connection of the lab's is looked at all the same, under a number of ours.
    for (const end of this.#ends.all) {
      const id = this.#numbers.of(end.name)
      if (end.watch !== name || id === undefined || id > 0) continue
      this.#forget(id, end.name)
      const isPeer = end.remote !== undefined && this.#ends.at(end.remote, end.local)?.own === true
      if (isPeer) this.#track(end)
      // Nobody will see it go.
      else this.#ends.forget(end.name)
    }
  }

  /** Something happens in the lab. */
  stir(event: LabEvent): void {
    this.#datagrams.take(event)
    if (!this.#thread) return
    this.#laggards.take(event)
    const { kind, t } = event
    if (kind === 'observed' || kind === 'measured' || kind === 'found' || kind === 'segment') return
    const what = kind === 'sent' || kind === 'received' ? 'flow' : 'state'
    if (t - this.#told[what] < STIR_MS) return
    this.#told[what] = t
    this.#thread.say({ type: 'stir', what })
  }

  #take(news: News): void {
    switch (news.type) {
      case 'ready':
        this.#begin(news.by)
        return
      case 'trouble':
        this.#forgetAll()
        this.#lab.report(
          { kind: 'source', source: 'kernel', phase: 'unavailable', by: this.#by, error: news.error },
          this.#lab.now(),
        )
        return
      case 'reading': {
        const start = performance.now()
        for (const finding of news.found) this.#found(finding)
        for (const sighting of news.seen) this.#seen(sighting)
        for (const loss of news.gone) this.#gone(loss)
        for (const id of news.unseen) this.#unseen(id)
        for (const measurement of news.measured) this.#measured(measurement)
        const ms = performance.now() - start
        if (ms > WORTH_TELLING_MS) this.#thread?.say({ type: 'handled', ms })
        return
      }
      case 'watch':
        this.#tellOfWatch(news)
    }
  }

  #begin(by: 'procfs' | 'netstat'): void {
    this.#by = by
    this.#lab.report({ kind: 'source', source: 'kernel', phase: 'started', by }, this.#lab.now())
    for (const [name, watched] of this.#watches) this.watch(name, watched)
    for (const end of this.#ends.all) {
      this.#track(end)
      if (this.#ends.isReleased(end)) this.#release(end)
    }
    for (const [name, addresses] of this.#datagrams.all) this.#trackDatagrams(name, addresses)
    this.#following = this.#ends.follow({
      opened: (end) => this.#track(end),
      released: (end) => this.#release(end),
      dropped: ({ name }) => this.#drop(name),
    })
  }

  #track({ name, own, local, remote, v6, backlog }: KnownEnd): void {
    // What was found is known to the thread already.
    if (this.#numbers.of(name) !== undefined) return
    if (backlog !== undefined) this.#backlogs.set(name, Math.min(backlog, maxBacklog()))
    const id = this.#numbers.give(name)
    this.#outbox.track({ id, local, own, v6, ...(remote !== undefined && { remote }) })
  }

  #trackDatagrams(name: string, addresses: Addresses): void {
    if (this.#numbers.of(name) !== undefined) return
    const id = this.#numbers.give(name)
    this.#outbox.track({ id, own: true, v6: true, datagrams: true, ...addresses })
  }

  #measured({ id, began, t, since, ...queues }: Measurement): void {
    const socket = this.#numbers.nameOf(id)
    if (socket === undefined || this.#by !== 'procfs') return
    this.#lab.report(
      { kind: 'measured', socket, by: this.#by, ...queues, ...this.#times({ began, since }) },
      this.#time(t),
    )
  }

  #retell(sockets: readonly string[]): void {
    const ids = sockets.flatMap((socket) => this.#numbers.of(socket) ?? [])
    if (ids.length > 0) this.#thread?.say({ type: 'retell', ids })
  }

  #release({ name }: KnownEnd): void {
    const id = this.#numbers.of(name)
    if (id !== undefined) this.#outbox.tell('release', id)
  }

  #drop(name: string): void {
    const id = this.#numbers.of(name)
    if (id === undefined) return
    this.#outbox.tell('drop', id)
    this.#forget(id, name)
  }

  #found({ id, t, ...finding }: Finding): void {
    const { as, local, remote, watch } = finding
    const known = remote === undefined ? undefined : this.#ends.at(local, remote)
    if (known?.own || (as !== 'client' && this.#ends.ownListenerAt(local))) {
      this.#thread?.say({ type: 'ignore', id })
      return
    }
    const other = remote === undefined ? undefined : this.#ends.at(remote, local)
    const listener = as === 'server' ? this.#ends.foreignListenerAt(local) : undefined
    const caller = other?.own ? other.name : remote
    const address = as === 'server' && caller !== undefined ? acceptedName(caller, watch) : local
    const socket = known?.name ?? this.#lab.claimForeign(address)
    this.#numbers.know(id, socket)
    this.#lab.report(
      {
        kind: 'found',
        socket,
        ...finding,
        ...(other && { peer: other.name }),
        ...(listener && { listener: listener.name }),
      },
      this.#time(t),
    )
  }

  #seen({ id, began, t, since, ...row }: Sighting): void {
    const socket = this.#numbers.nameOf(id)
    if (socket === undefined) return
    const sendQueue = this.#backlogs.get(socket) ?? row.sendQueue
    this.#lab.report(
      { kind: 'observed', socket, by: this.#by, ...row, sendQueue, ...this.#times({ began, since }) },
      this.#time(t),
    )
  }

  #gone({ id, began, t, since }: Loss): void {
    const socket = this.#numbers.nameOf(id)
    if (socket === undefined) return
    // Found before its own end's `connected` came to the thread, and followed under another number since: it is there.
    const isCurrent = this.#numbers.of(socket) === id
    this.#forget(id, socket)
    if (!isCurrent) return
    const row = { state: 'CLOSED', sendQueue: 0, receiveQueue: 0 } as const
    this.#lab.report(
      { kind: 'observed', socket, by: this.#by, ...row, ...this.#times({ began, since }) },
      this.#time(t),
    )
  }

  /** Closed, and never seen: it was over between two readings. */
  #unseen(id: number): void {
    const name = this.#numbers.nameOf(id)
    if (name === undefined) return
    this.#forget(id, name)
    this.#ends.forget(name)
  }

  #tellOfWatch({ name, what }: Extract<News, { type: 'watch' }>): void {
    const watched = this.#watches.get(name)
    const told = watched && watchEvent(name, what, watched)
    if (told) this.#lab.note(told)
  }

  #forget(id: number, name: string): void {
    this.#numbers.forget(id, name)
    this.#backlogs.delete(name)
  }

  #forgetAll(): void {
    this.#thread = undefined
    this.#following?.dispose()
    this.#following = undefined
    this.#numbers.clear()
    this.#backlogs.clear()
    this.#laggards.clear()
    this.#outbox.clear()
  }

  /** On the lab's axis, ms. */
  #time(t: number): number {
    return Math.round((t - this.#origin) * 1000) / 1000
  }

  #times({ began, since }: { began: number; since: number | undefined }): { began: number; since?: number } {
    return { began: this.#time(began), ...(since !== undefined && { since: this.#time(since) }) }
  }
}
