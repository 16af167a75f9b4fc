import type { LabEvent } from '../../shared/events'
import { emptyModel, type Model } from '../../shared/model/model'
import { reduce } from '../../shared/model/reduce'
import {
  DEFAULT_WITHIN,
  type Expectation,
  isExpectation,
  isStateExpectation,
  Names,
  type Resolved,
  type Scenario,
} from '../../shared/scenario'
import type { Lab } from '../engine/lab'
import { Cursors, eventTest, stateTest, type Test } from './expecting'
import type { Ending, Reporter } from './reporter'
import { take } from './taking'

/** After the last step the story is told on until nothing has happened for this long, ms … */
const QUIET = 50
/** … but not longer than this, ms. */
const LONGEST_EPILOGUE = 500

interface Waiting {
  /** Looks at what is new; true when the expectation is decided. */
  look(event: LabEvent | undefined): boolean
  decided(): void
}

/** Holds a run back before its steps. */
export interface StepGate {
  /** What to wait for before step `number` (from 1) is taken; undefined to take it in the same tick. */
  before(number: number): Promise<void> | undefined
}

export interface RunnerOptions {
  stop: AbortSignal
  gate?: StepGate
  /** After the last step, wait until nothing more happens. */
  epilogue?: boolean
  /** Resolves when witnesses of what has happened have told all of it. */
  witnessed?: () => Promise<void>
}

/** Takes a scenario's steps one after the other, on a lab. */
export class Runner {
  readonly model: Model
  #lab: Pick<Lab, 'execute' | 'log'>
  #options: RunnerOptions
  #scenario: Scenario
  #reporter: Reporter
  #stop: AbortSignal
  #stopped: Promise<void>
  /** What each expectation's reference stands for, by index of the step. */
  #resolved: (Resolved | undefined)[]
  /** Sockets whose states are expected: they stay in the model, however long they have been closed. */
  #stays = new Set<string>()
  readonly #cursors = new Cursors()
  /** That this run has begun. */
  #loads: string[] = []
  #waiting: Waiting | undefined
  #trouble: { error: unknown } | undefined
  #lastEvent = performance.now()

  constructor(
    lab: Pick<Lab, 'execute' | 'log'>,
    scenario: Scenario,
    reporter: Reporter,
    options: RunnerOptions,
  ) {
    const { stop } = options
    // What has left the log's memory, if it isn't a fresh one.
    this.model = lab.log.base.seq === 0 ? emptyModel() : structuredClone(lab.log.base)
    this.#lab = lab
    this.#options = options
    this.#scenario = scenario
    this.#reporter = reporter
    this.#stop = stop
    this.#stopped = new Promise((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }))
    this.#resolved = this.#plan()
    this.model.stays = this.#stays
  }

  /** Resolves when the run has ended; throws only for a fault of the program itself. */
  async run(): Promise<Ending> {
    const { log } = this.#lab
    this.#reporter.start(this.#scenario)
    for (let seq = log.first; seq <= log.head; seq++) {
      const event = log.at(seq)
      if (event) this.#take(event)
    }
    const subscription = log.subscribe((event) => this.#take(event))
    try {
      const ending = await this.#steps()
      if (ending === 'done' && this.#options.epilogue) await this.#settle()
      if (!this.#stop.aborted) await this.#options.witnessed?.()
      if (this.#trouble) throw this.#trouble.error
      const result = this.#stop.aborted ? 'stopped' : ending
      if (this.#stop.aborted) await this.#stopLoads()
      this.#reporter.end(result, this.model)
      return result
    } finally {
      subscription.dispose()
    }
  }

  /** Looks up what the expectations are about: names are known before anything runs. */
  #plan(): (Resolved | undefined)[] {
    const names = new Names()
    return this.#scenario.steps.map((step) => {
      if (!isExpectation(step)) {
        names.make(step)
        return undefined
      }
      const looked = names.expected(step)
      if ('error' in looked) throw new Error(looked.error.message)
      for (const name of looked.found.names) {
        if (isStateExpectation(step)) this.#stays.add(name)
        else this.#cursors.put(step, name)
      }
      return looked.found
    })
  }

  async #steps(): Promise<Ending> {
    for (const [index, step] of this.#scenario.steps.entries()) {
      const pause = this.#stop.aborted ? undefined : this.#options.gate?.before(index + 1)
      if (pause) await Promise.race([pause, this.#stopped])
      if (this.#stop.aborted) return 'stopped'
      this.#reporter.step(index + 1, step)
      if (isExpectation(step)) {
        if (!(await this.#expect(index, step))) return this.#stop.aborted ? 'stopped' : 'unmet'
        continue
      }
      const { made, done } = take(this.#lab, step)
      if (step.do === 'load') this.#loads.push(...made)
      if (done) await Promise.race([done, this.#stopped])
    }
    return 'done'
  }

  /** Unlike sockets, which stay as the run has left them, a load goes on by itself. */
  async #stopLoads(): Promise<void> {
    const going = this.#loads.filter((name) => this.model.loads.get(name)?.newest.phase !== 'ended')
    await Promise.all(going.map((socket) => this.#lab.execute({ do: 'stop', socket }).done))
  }

  #take(event: LabEvent): void {
    this.#lastEvent = performance.now()
    // A fault in telling the story must not reach the engine that appends to the log.
    try {
      reduce(this.model, event)
      this.#cursors.take(event)
      this.#reporter.event(event, this.model)
      const waiting = this.#waiting
      if (waiting?.look(event)) waiting.decided()
    } catch (error) {
      this.#trouble ??= { error }
      this.#waiting?.decided()
    }
  }

  /** Waits for an expectation and reports what became of it. */
  async #expect(index: number, step: Expectation): Promise<boolean> {
    const start = performance.now()
    const at = this.#resolved[index]
    if (!at) throw new Error(`step ${index + 1} is about nothing`)
    const test = isStateExpectation(step)
      ? stateTest(at.names, step, this.model)
      : eventTest(at, step, this.#cursors)
    if (!test.look(undefined)) await this.#decision(test, start + (step.within ?? DEFAULT_WITHIN))
    if (this.#stop.aborted || this.#trouble) return false
    const met = test.open() === 0
    this.#reporter.evaluated({
      number: index + 1,
      step,
      met,
      took: performance.now() - start,
      seen: met ? [] : test.seen(),
    })
    return met
  }

  async #decision(test: Test, deadline: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const decided = new Promise<void>((resolve) => {
      this.#waiting = { look: test.look, decided: resolve }
      timer = setTimeout(resolve, Math.max(0, deadline - performance.now()))
    })
    await Promise.race([decided, this.#stopped])
    clearTimeout(timer)
    this.#waiting = undefined
  }

  /** Lets what the last steps have started be seen: until the log is quiet. */
  async #settle(): Promise<void> {
    const end = performance.now() + LONGEST_EPILOGUE
    for (;;) {
      const now = performance.now()
      const quietAt = Math.min(this.#lastEvent + QUIET, end)
      if (now >= quietAt || this.#stop.aborted) return
      let timer: NodeJS.Timeout | undefined
      const passed = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, Math.ceil(quietAt - now))
      })
      await Promise.race([passed, this.#stopped])
      clearTimeout(timer)
    }
  }
}
