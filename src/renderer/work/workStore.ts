import type { LabBridge } from '../../shared/ipc'
import type { WorkState } from '../../shared/work'

/** Work that goes on, as it is shown. */
export interface ShownWork extends WorkState {
  /** The person has cancelled it, and it is about to end. */
  ending: boolean
}

/** What ends sooner than so long after the window has heard of it isn't shown, ms: the main process tells after 100 ms. */
const LATE_MS = 200

/** Long work of the main process for this window: how far it is, and how it is cancelled. */
export class WorkStore {
  readonly #bridge: Pick<LabBridge, 'request'>
  readonly #listeners = new Set<() => void>()
  /** What this page calls the work that it has asked for. */
  readonly #names = new Map<string, string>()
  readonly #ending = new Set<string>()
  readonly #late = new Set<string>()
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  #works: readonly WorkState[] = []
  #shown: readonly ShownWork[] = []
  #last = 0

  constructor(bridge: Pick<LabBridge, 'request'>) {
    this.#bridge = bridge
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What has gone on long enough to be shown, oldest first. */
  current = (): readonly ShownWork[] => this.#shown

  /** An id for work that is about to be asked for, which no other page of the window has used. `name`: what a person calls it. */
  announce(name?: string): string {
    const id = `${Math.round(performance.timeOrigin)}-${++this.#last}`
    if (name !== undefined) this.#names.set(id, name)
    return id
  }

  /** The request for that work was answered. */
  answered(id: string): void {
    this.#names.delete(id)
  }

  cancel(id: string): void {
    if (this.#ending.has(id)) return
    this.#ending.add(id)
    this.#show()
    void this.#bridge.request('cancelWork', { work: id })
  }

  take = (works: readonly WorkState[]): void => {
    this.#works = works
    const ids = new Set(works.map(({ id }) => id))
    for (const id of ids) {
      if (this.#late.has(id) || this.#timers.has(id)) continue
      const reveal = () => {
        this.#timers.delete(id)
        this.#late.add(id)
        this.#show()
      }
      this.#timers.set(id, setTimeout(reveal, LATE_MS))
    }
    for (const [id, timer] of this.#timers) {
      if (ids.has(id)) continue
      clearTimeout(timer)
      this.#timers.delete(id)
    }
    for (const known of [this.#late, this.#ending]) for (const id of known) if (!ids.has(id)) known.delete(id)
    this.#show()
  }

  #show(): void {
    const late = this.#works.filter(({ id }) => this.#late.has(id))
    if (late.length === 0 && this.#shown.length === 0) return
    this.#shown = late.map((work) => ({
      ...work,
      label: this.#names.get(work.id) ?? work.label,
      ending: this.#ending.has(work.id),
    }))
    for (const listener of [...this.#listeners]) listener()
  }
}
