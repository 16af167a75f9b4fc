import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../../shared/errors'
import type { LabEvent } from '../../../shared/events'
import { acceptedName } from '../../../shared/ids'
import type { LocalListener } from '../../../shared/ipc'
import type { Watched } from '../../../shared/watched'
import { hostsOf } from '../../engine/foreign'
import type { Lab } from '../../engine/lab'
import type { Disposable } from '../../engine/log'
import { workerFile } from '../../worker-file'
import type { Ends, KnownEnd } from '../ends'
import type { Source } from '../source'
import type { Finding, FromReader, Loss, ReaderData, Sighting, ToReader, Wanted } from './messages'
import { monotonic } from './tables'

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
  readonly #options: KernelSourceOptions
  readonly #lab: Lab
  readonly #ends: Ends
  /** The lab's clock at 0, on the clock of all threads. */
  readonly #origin: number
  #worker: Worker | undefined
  #following: Disposable[] = []
  #by: 'procfs' | 'netstat' = 'procfs'
  #lastId = 0
  readonly #names = new Map<number, string>()
  readonly #ids = new Map<string, number>()
  /** To be told to the thread at the end of this tick. */
  #tracking: Wanted[] = []
  #lastStir = { state: Number.NEGATIVE_INFINITY, flow: Number.NEGATIVE_INFINITY }
  readonly #tokens = new Map<number, (message?: FromReader) => void>()
  #maxBacklog = Number.POSITIVE_INFINITY
  #backlogs = new Map<string, number>()

  constructor(options: KernelSourceOptions) {
    this.#options = options
    this.#lab = options.lab
    this.#ends = options.ends
    this.#origin = monotonic() - options.lab.now()
  }

  get isOn(): boolean {
    return this.#worker !== undefined
  }

  async start(): Promise<void> {
    if (this.#worker) return
    const { platform = process.platform, folder } = this.#options
    const workerData: ReaderData = { platform, ...(folder !== undefined && { folder }) }
    const worker = new Worker(workerFile('kernel-reader'), { workerData })
    this.#worker = worker
    worker.unref()
    const ready = new Promise<FromReader>((resolve) => {
      worker.on('message', (message: FromReader) => {
        resolve(message)
        if (this.#worker === worker) this.#take(message)
      })
      // A fault of the program's, or of the runtime: the lab goes on without.
      worker.on('error', (fault) => {
        const error = labError(
          LAB_CODES.internal,
          `the thread that reads the kernel's tables: ${fault.message}`,
        )
        resolve({ type: 'trouble', error })
        if (this.#worker === worker) this.#fail(error)
      })
      worker.on('exit', () =>
        resolve({ type: 'trouble', error: labError(LAB_CODES.noSource, 'it was switched off') }),
      )
    })
    const first = await ready
    if (first.type === 'trouble') throw new LabFailure(first.error)
  }

  async stop(): Promise<void> {
    if (!this.#worker) return
    await this.#end()
    this.#lab.report({ kind: 'source', source: 'kernel', phase: 'stopped', by: this.#by }, this.#lab.now())
  }

  /** Ends it without a word in the log. */
  async dispose(): Promise<void> {
    await this.#end()
  }

  /** Resolves when the tables have been read once more. */
  look(): Promise<void> {
    return this.#worker ? this.#request('look').then(() => {}) : Promise.resolve()
  }

  /** What listens on this machine. */
  async listeners(): Promise<LocalListener[]> {
    const answer = await this.#request('listeners')
    return answer?.type === 'listeners' ? answer.listeners : []
  }

  watch(name: string, { port, host, pid }: Watched): void {
    const sought = {
      name,
      ...(port !== undefined && { port }),
      ...(host !== undefined && { hosts: hostsOf(host) }),
      ...(pid !== undefined && { pid }),
    }
    this.#say({ type: 'watch', sought })
  }

  unwatch(name: string): void {
    this.#flush()
    this.#say({ type: 'unwatch', name })
    // What is the other end of a connection of the lab's is looked at all the same.
    for (const end of this.#ends.all) {
      const { local, remote, own } = end
      if (!own && remote !== undefined && this.#ends.at(remote, local)?.own) this.#track(end)
    }
  }

  /** Any event of the lab's log: something happens. */
  stir(event: LabEvent): void {
    const what = event.kind === 'sent' || event.kind === 'received' ? 'flow' : 'state'
    if (event.kind === 'observed' || event.kind === 'found' || event.kind === 'segment') return
    if (event.t - this.#lastStir[what] < STIR_MS) return
    this.#lastStir[what] = event.t
    this.#say({ type: 'stir', what })
  }

  async #end(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    for (const following of this.#following.splice(0)) following.dispose()
    this.#names.clear()
    this.#ids.clear()
    this.#tracking = []
    for (const answer of this.#tokens.values()) answer()
    this.#tokens.clear()
    await worker?.terminate()
  }

  #fail(error: LabError): void {
    void this.#end()
    this.#lab.report(
      { kind: 'source', source: 'kernel', phase: 'unavailable', by: this.#by, error },
      this.#lab.now(),
    )
  }

  #begin(by: 'procfs' | 'netstat'): void {
    this.#by = by
    this.#maxBacklog = readMaxBacklog()
    this.#lab.report({ kind: 'source', source: 'kernel', phase: 'started', by }, this.#lab.now())
    for (const [name, watched] of this.#options.watches) this.watch(name, watched)
    for (const end of this.#ends.all) {
      this.#track(end)
      if (this.#ends.isReleased(end)) this.#release(end)
    }
    this.#following.push(
      this.#ends.follow({
        opened: (end) => this.#track(end),
        released: (end) => this.#release(end),
        dropped: (end) => this.#drop(end),
      }),
    )
  }

  #track(end: KnownEnd): void {
    const { name, own, local, remote, v6, backlog } = end
    // What was found is known to the thread by its own number, until it is told another.
    if (this.#ids.has(name)) return
    if (backlog !== undefined) this.#backlogs.set(name, Math.min(backlog, this.#maxBacklog))
    const id = ++this.#lastId
    this.#know(id, name)
    if (this.#tracking.length === 0) setImmediate(() => this.#flush())
    this.#tracking.push({ id, local, own, v6, ...(remote !== undefined && { remote }) })
  }

  #flush(): void {
    if (this.#tracking.length > 0) this.#say({ type: 'track', ends: this.#tracking.splice(0) })
  }

  #release({ name }: KnownEnd): void {
    const id = this.#ids.get(name)
    if (id === undefined) return
    this.#flush()
    this.#say({ type: 'release', ids: [id] })
  }

  #drop({ name }: KnownEnd): void {
    const id = this.#ids.get(name)
    if (id === undefined) return
    this.#flush()
    this.#say({ type: 'drop', ids: [id] })
    this.#forget(id, name)
  }

  #take(message: FromReader): void {
    switch (message.type) {
      case 'ready':
        this.#begin(message.by)
        return
      case 'trouble':
        this.#fail(message.error)
        return
      case 'reading': {
        const start = performance.now()
        for (const finding of message.found) this.#found(finding)
        for (const sighting of message.seen) this.#seen(sighting)
        for (const loss of message.gone) this.#gone(loss)
        const ms = performance.now() - start
        if (ms > WORTH_TELLING_MS) this.#say({ type: 'handled', ms })
        return
      }
      case 'watch':
        this.#tellOfWatch(message)
        return
      case 'looked':
      case 'listeners':
        this.#tokens.get(message.token)?.(message)
        this.#tokens.delete(message.token)
    }
  }

  #found({ id, t, ...finding }: Finding): void {
    const { as, local, remote, watch } = finding
    const known = remote === undefined ? undefined : this.#ends.at(local, remote)
    const isOwn = known?.own || (as !== 'client' && this.#ends.ownListenerAt(local))
    if (isOwn) {
      this.#say({ type: 'ignore', id })
      return
    }
    const other = remote === undefined ? undefined : this.#ends.at(remote, local)
    const listener = as === 'server' ? this.#ends.foreignListenerAt(local) : undefined
    const address = as === 'server' ? acceptedName(other?.own ? other.name : (remote ?? ''), watch) : local
    const socket = known?.name ?? this.#lab.claimForeign(address)
    this.#know(id, socket)
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
    const socket = this.#names.get(id)
    if (socket === undefined) return
    const backlog = this.#backlogs.get(socket)
    this.#lab.report(
      {
        kind: 'observed',
        socket,
        by: this.#by,
        ...row,
        ...(backlog !== undefined && { sendQueue: backlog }),
        began: this.#time(began),
        ...(since !== undefined && { since: this.#time(since) }),
      },
      this.#time(t),
    )
  }

  #gone({ id, began, t, since }: Loss): void {
    const socket = this.#names.get(id)
    if (socket === undefined) return
    this.#forget(id, socket)
    this.#lab.report(
      {
        kind: 'observed',
        socket,
        by: this.#by,
        state: 'CLOSED',
        sendQueue: 0,
        receiveQueue: 0,
        began: this.#time(began),
        ...(since !== undefined && { since: this.#time(since) }),
      },
      this.#time(t),
    )
  }

  #tellOfWatch({ name, what }: Extract<FromReader, { type: 'watch' }>): void {
    const watched = this.#options.watches.get(name)
    if (!watched) return
    const pid = watched.pid ?? 0
    if (what === 'ended') {
      this.#lab.note({ kind: 'note', socket: name, text: `process ${pid} has ended` })
      return
    }
    const error =
      what === 'full'
        ? labError(LAB_CODES.limit, `${name} covers more sockets than the lab takes in: some are left out`)
        : labError('EACCES', `the sockets of process ${pid} may not be looked into`, {
            syscall: 'readlink',
            advice: "It is another user's process. Watch the port that it listens on.",
          })
    this.#lab.note({ kind: 'failed', socket: name, ...error })
  }

  #know(id: number, name: string): void {
    this.#names.set(id, name)
    this.#ids.set(name, id)
  }

  #forget(id: number, name: string): void {
    this.#names.delete(id)
    this.#backlogs.delete(name)
    if (this.#ids.get(name) === id) this.#ids.delete(name)
  }

  #request(type: 'look' | 'listeners'): Promise<FromReader | undefined> {
    const token = ++this.#lastId
    this.#flush()
    return new Promise((resolve) => {
      this.#tokens.set(token, resolve)
      this.#say({ type, token })
    })
  }

  #say(message: ToReader): void {
    this.#worker?.postMessage(message)
  }

  /** On the lab's axis, ms. */
  #time(t: number): number {
    return Math.round((t - this.#origin) * 1000) / 1000
  }
}

/** The kernel cuts every queue's limit to this. */
function readMaxBacklog(): number {
  try {
    return Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8')) || Number.POSITIVE_INFINITY
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
