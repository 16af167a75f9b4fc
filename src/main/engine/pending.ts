import type { Repeated } from '../../shared/events'
import type { Context } from './context'

export type RepeatEnd = Repeated['by']

/** A repeated send that is under way at one end. It ends once. */
export class Repeat {
  #over = false
  #ended: (by: RepeatEnd) => void
  #cancel: () => void = () => {}

  constructor(ended: (by: RepeatEnd) => void) {
    this.#ended = ended
  }

  get over(): boolean {
    return this.#over
  }

  /** It waits for its next turn, which `cancel` takes back. */
  goOn(cancel: () => void): void {
    this.#cancel = cancel
  }

  end(by: RepeatEnd): void {
    if (this.#over) return
    this.#over = true
    this.#cancel()
    this.#ended(by)
  }
}

/** What one end of a connection still has to do: after a time, once its bytes are gone, or again and again. */
export class Pending {
  // Most ends never have any of these.
  #timers: Set<NodeJS.Timeout> | undefined
  #whenDrained: Set<() => void> | undefined
  #repeats: Set<Repeat> | undefined

  /** `socket`: whose it is, as `guard` is told when it runs a task that a timer calls. */
  constructor(
    private readonly context: Pick<Context, 'guard'>,
    private readonly socket: string,
  ) {}

  /** Calls `task` in `ms`. Gives what takes that back. */
  later(ms: number, task: () => void): () => void {
    this.#timers ??= new Set()
    const timers = this.#timers
    const timer = setTimeout(() => {
      timers.delete(timer)
      this.context.guard(this.socket, task)
    }, ms)
    timers.add(timer)
    return () => {
      clearTimeout(timer)
      timers.delete(timer)
    }
  }

  /** Calls `task` once Node holds nothing more for the socket. Gives what takes that back. */
  onceDrained(task: () => void): () => void {
    this.#whenDrained ??= new Set()
    this.#whenDrained.add(task)
    return () => this.#whenDrained?.delete(task)
  }

  /** Node holds nothing more for the socket. */
  drained(): void {
    if (!this.#whenDrained) return
    const tasks = [...this.#whenDrained]
    this.#whenDrained.clear()
    for (const task of tasks) task()
  }

  /** True while a repeated send is under way. */
  get isRepeating(): boolean {
    return this.#repeats !== undefined && this.#repeats.size > 0
  }

  /** A repeated send begins; `ended` is told once how it ends, at the latest when the end can send no more. */
  beginRepeat(ended: (by: RepeatEnd) => void): Repeat {
    this.#repeats ??= new Set()
    const repeats = this.#repeats
    const repeat = new Repeat((by) => {
      repeats.delete(repeat)
      ended(by)
    })
    repeats.add(repeat)
    return repeat
  }

  endRepeats(by: RepeatEnd): void {
    for (const repeat of this.#repeats ?? []) repeat.end(by)
  }

  /** Drops everything: the end can do no more. */
  cancel(): void {
    for (const timer of this.#timers ?? []) clearTimeout(timer)
    this.#timers?.clear()
    this.#whenDrained?.clear()
    this.endRepeats('closed')
  }
}
