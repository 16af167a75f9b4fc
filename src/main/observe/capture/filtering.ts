import type { LabEvent } from '../../../shared/events'
import type { Lab } from '../../engine/lab'
import type { ReaderThread } from './reader-thread'
import { covers, filterOf, isLoopback, type Target, Targets, targetOf } from './targets'
import { interfaces, type Tool, toolArguments } from './tools'

/** How often it is seen whether the filter is wider than it needs to be, ms. */
const TIDY_MS = 30_000
/** Longest that a call waits until a new server's port is captured, ms. */
const PATIENCE_MS = 1000

interface Filter {
  id: number
  targets: readonly Target[]
  everywhere: boolean
}

/**
 * Keeps a tool running whose filter has what the lab and its watches need, and nothing else: a filter can't be changed, so
 * each change starts a tool anew, and the reader lets go of the one before when it captures.
 */
export class Filtering {
  readonly #lab: Lab
  readonly #reader: ReaderThread
  readonly #initial: readonly Target[]
  readonly #targets = new Targets()
  readonly #waiting = new Set<() => void>()
  readonly #tidying: NodeJS.Timeout
  #tool: Tool | undefined
  #ids = 0
  #filter: Filter | undefined
  /** The filter that is about to take its place. */
  #coming: Filter | undefined
  #scheduled = false
  #ended = false

  /** `initial`: captured besides what the log tells of. */
  constructor(lab: Lab, reader: ReaderThread, initial: readonly Target[]) {
    this.#lab = lab
    this.#reader = reader
    this.#initial = initial
    const { base } = lab.log
    this.#targets.takeModel(base.sockets.values(), base.watches.values())
    this.#tidying = setInterval(() => this.#refit(true), TIDY_MS)
    this.#tidying.unref()
  }

  /** What captures; undefined before anything does. */
  get by(): Tool | undefined {
    return this.#filter && this.#tool
  }

  follow(event: LabEvent): void {
    if (this.#targets.take(event)) this.#refit(false)
  }

  /** Has `tool` capture. */
  begin(tool: Tool): void {
    this.#tool = tool
    this.#open()
  }

  /** The tool that was started as number `id` captures. False if it is not the newest. */
  ready(id: number): boolean {
    if (this.#coming?.id !== id) return false
    this.#filter = this.#coming
    this.#coming = undefined
    for (const pass of this.#waiting) pass()
    this.#refit(false)
    return true
  }

  /** What a call to `remote` has to wait for, so that its SYN is seen; undefined for nothing. */
  covered(remote: string): Promise<void> | undefined {
    const target = targetOf(remote)
    if (!target || this.#isCovered(target)) return undefined
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.#waiting.delete(pass)
        resolve()
      }
      const pass = () => {
        if (this.#ended || this.#isCovered(target)) end()
      }
      const timer = setTimeout(end, PATIENCE_MS)
      this.#waiting.add(pass)
    })
  }

  end(): void {
    this.#ended = true
    clearInterval(this.#tidying)
    for (const pass of this.#waiting) pass()
  }

  /** Changes to a wider filter if the present one leaves something out; to a narrower one only to `tidy`. */
  #refit(tidy: boolean): void {
    if (this.#scheduled || !this.#filter) return
    this.#scheduled = true
    // One change for all that a turn brings.
    queueMicrotask(() => {
      this.#scheduled = false
      if (this.#ended || this.#coming) return
      const fits = this.#fits()
      if (fits === 'no' || (tidy && fits === 'amply')) this.#open()
    })
  }

  #fits(): 'no' | 'amply' | 'exactly' {
    const wanted = this.#wanted()
    const { targets = [], everywhere = false } = this.#filter ?? {}
    if (this.#needsAll(wanted) && !everywhere) return 'no'
    if (wanted.some((target) => !covers(targets, target))) return 'no'
    return targets.some((target) => !covers(wanted, target)) ? 'amply' : 'exactly'
  }

  #wanted(): Target[] {
    const needed = this.#targets.list(this.#lab.now())
    return [...this.#initial.filter((target) => !covers(needed, target)), ...needed]
  }

  #open(): void {
    const tool = this.#tool as Tool
    const targets = this.#wanted()
    const { loopback, all = loopback } = interfaces()
    const everywhere = this.#needsAll(targets)
    this.#coming = { id: ++this.#ids, targets, everywhere }
    const wanted = { interface: everywhere ? all : loopback, filter: filterOf(targets) }
    this.#reader.open(this.#ids, tool, toolArguments(tool.name, wanted))
  }

  #needsAll(targets: readonly Target[]): boolean {
    return interfaces().all !== undefined && targets.some((target) => !isLoopback(target))
  }

  #isCovered(target: Target): boolean {
    return this.#filter !== undefined && covers(this.#filter.targets, target)
  }
}
