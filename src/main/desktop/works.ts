import { randomUUID } from 'node:crypto'
import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { WorkNews } from '../../shared/ipc'
import type { LongWork, WorkKind, WorkState } from '../../shared/work'

/** A window is told so often at most, ms. Work that takes no longer than that isn't told of. */
export const TELL_MS = 100

export interface WorksOptions<Page> {
  tell: (page: Page, news: WorkNews) => void
  /** Calls `listener` when the page is gone for good. */
  whenGone: (page: Page, listener: () => void) => void
}

export interface Begun {
  /** What the page calls it, if it does. */
  id?: string | undefined
  kind: WorkKind
  /** Name of the file or session. */
  label?: string
}

/** What a task may say of itself and look at. */
export type OwnWork = Required<LongWork>

interface Running {
  state: WorkState
  stop: AbortController
  finished: Promise<unknown>
  isTold: boolean
}

/** Long work that goes on for pages: what they are told of it, and how it ends before it is done. */
export class Works<Page> {
  readonly #options: WorksOptions<Page>
  readonly #running = new Map<Page, Map<string, Running>>()
  readonly #timers = new Map<Page, NodeJS.Timeout>()
  /** Pages that were told of some work, and not yet that there is none. */
  readonly #aware = new Set<Page>()
  #disposed = false

  constructor(options: WorksOptions<Page>) {
    this.#options = options
  }

  /** Does `task` for a page. Rejects with LAB_CANCELLED if it was cancelled, or the page went, before it was done. */
  async run<T>(page: Page, { id, kind, label = '' }: Begun, task: (work: OwnWork) => Promise<T>): Promise<T> {
    if (this.#disposed) throw cancelled()
    const works = this.#of(page)
    // Who gives a name twice can't tell one from the other.
    const name = id === undefined || works.has(id) ? randomUUID() : id
    const stop = new AbortController()
    const work: Running = {
      state: { id: name, kind, label },
      stop,
      finished: Promise.resolve(),
      isTold: false,
    }
    const doing = task({
      signal: stop.signal,
      onProgress: (share, bytes) => this.#progress(page, work, share, bytes),
    })
    work.finished = doing.catch(() => {})
    works.set(name, work)
    this.#tellSoon(page)
    try {
      const result = await doing
      // Who was told of it sees it whole before it is gone.
      work.state = { ...work.state, share: 1 }
      if (work.isTold) this.#tell(page)
      return result
    } finally {
      works.delete(name)
      if (work.isTold) this.#tellSoon(page)
    }
  }

  /** How much of a kind goes on, for all pages. */
  running(kind: WorkKind): number {
    const all = [...this.#running.values()].flatMap((works) => [...works.values()])
    return all.filter(({ state }) => state.kind === kind).length
  }

  /** Work that is done, or of which nobody knows, is left alone. */
  cancel(page: Page, id: string): void {
    this.#running.get(page)?.get(id)?.stop.abort(cancelled())
  }

  /** To be called when the page listens anew: it hears of what still goes on. */
  retell(page: Page): void {
    if ((this.#running.get(page)?.size ?? 0) > 0) this.#tellSoon(page)
  }

  /** Cancels everything. Resolves when it has left nothing behind. */
  async dispose(): Promise<void> {
    this.#disposed = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
    const all = [...this.#running.values()].flatMap((works) => [...works.values()])
    for (const { stop } of all) stop.abort(cancelled())
    await Promise.all(all.map(({ finished }) => finished))
  }

  #of(page: Page): Map<string, Running> {
    const known = this.#running.get(page)
    if (known) return known
    const works = new Map<string, Running>()
    this.#running.set(page, works)
    this.#options.whenGone(page, () => {
      for (const { stop } of works.values()) stop.abort(cancelled())
      clearTimeout(this.#timers.get(page))
      this.#timers.delete(page)
      this.#running.delete(page)
      this.#aware.delete(page)
    })
    return works
  }

  #progress(page: Page, work: Running, share: number, bytes: number | undefined): void {
    const before = work.state.share ?? 0
    work.state = {
      ...work.state,
      share: Math.min(1, Math.max(before, share)),
      ...(bytes !== undefined && { bytes }),
    }
    this.#tellSoon(page)
  }

  #tellSoon(page: Page): void {
    if (this.#disposed || this.#timers.has(page) || !this.#running.has(page)) return
    this.#timers.set(
      page,
      setTimeout(() => {
        this.#timers.delete(page)
        this.#tell(page)
      }, TELL_MS),
    )
  }

  #tell(page: Page): void {
    const works = [...(this.#running.get(page)?.values() ?? [])]
    if (this.#disposed || (works.length === 0 && !this.#aware.has(page))) return
    if (works.length > 0) this.#aware.add(page)
    else this.#aware.delete(page)
    for (const work of works) work.isTold = true
    this.#options.tell(page, { type: 'work', works: works.map(({ state }) => state) })
  }
}

function cancelled(): LabFailure {
  return new LabFailure(labError(LAB_CODES.cancelled, 'it was cancelled before it was done'))
}
