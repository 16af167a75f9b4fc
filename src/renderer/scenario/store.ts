import { LAB_CODES, type LabError } from '../../shared/errors'
import type { LabBridge, OpenedScenario, PickedFile, ScenarioSource } from '../../shared/ipc'
import type { Model, Run } from '../../shared/model/model'
import { clashes, isUnderWay } from './steps'

export type RunMode = 'all' | 'step'

/** What the person has to decide before something happens. */
export type Question =
  | { ask: 'clash'; mode: RunMode; names: string[] }
  | { ask: 'replace'; source: ScenarioSource; name: string }

export interface ScenarioState {
  opened?: OpenedScenario
  /** Which of the lab's runs is the one of `opened`; absent before it ran. */
  run?: number | 'newest'
  /** What was picked last, if it can't run: it takes the place of `opened` on the screen until it is put away. */
  bad?: { name: string; errors: LabError[] }
  /** Why the last request could not be met. */
  refused?: LabError
  question?: Question
  /** The selection follows the sockets of the steps. */
  follow: boolean
  /** An answer is awaited. */
  busy: boolean
}

/** What the store needs of the window. */
export interface Surroundings {
  bridge: Pick<LabBridge, 'request' | 'pickFile'>
  model: () => Model
  /** Brings the panel into sight. */
  show: () => void
  /** The lab of this moment is over: what was selected in it means nothing any more. */
  beginAgain: () => void
}

/** What is known of the open scenario when the page comes back. */
export interface KeptScenario {
  source: ScenarioSource
  name: string
  follow: boolean
}

type Fleeting = 'opened' | 'run' | 'bad' | 'refused' | 'question'

/** The scenario that is open in this window. What becomes of its steps is in the model (`Model.run`). */
export class ScenarioStore {
  #state: ScenarioState = { follow: false, busy: false }
  #listeners = new Set<() => void>()
  /** Counts what was opened: an answer that comes after something else was opened is dropped. */
  #turn = 0
  readonly #around: Surroundings

  constructor(around: Surroundings) {
    this.#around = around
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  current = (): ScenarioState => this.#state

  /** The run of what is open; undefined before it ran, and once the lab knows of a later one. */
  get run(): Run | undefined {
    const { run } = this.#around.model()
    const { opened, run: own } = this.#state
    return opened && (own === 'newest' || own === run?.run) ? run : undefined
  }

  /** What `restore` needs of this after a reload; undefined if nothing is open. */
  get kept(): KeptScenario | undefined {
    const { opened, follow } = this.#state
    return opened && { source: opened.source, name: nameOf(opened), follow }
  }

  /**
   * After a reload: what was open, or else what runs, or ran last, on this lab. `hidden`: the person had put the panel away.
   */
  async restore({
    hidden = false,
    scenario,
  }: {
    hidden?: boolean
    scenario?: KeptScenario | undefined
  } = {}): Promise<void> {
    const turn = this.#turn
    const reply = await this.#around.bridge.request('currentRun', {})
    if (turn !== this.#turn || this.#state.opened) return
    const current = reply.ok ? reply.value : null
    const isCurrent =
      scenario === undefined || JSON.stringify(scenario.source) === JSON.stringify(current?.source)
    if (scenario && !isCurrent) {
      if (await this.#load(scenario.source, scenario.name)) this.#set({ follow: scenario.follow })
      return
    }
    if (!current) return
    // The lab's model may not have come yet.
    this.#set({ opened: current, run: 'newest', ...(scenario && { follow: scenario.follow }) })
    if (!hidden) this.#around.show()
  }

  /** Opens a file that the person dropped; asks first if that would end a run. */
  async openFile(file: { name: string }): Promise<void> {
    this.#around.show()
    const picked = await this.#around.bridge.pickFile(file)
    if (!picked.ok) return this.#set({ bad: { name: file.name, errors: [picked.error] } })
    await this.openPicked(picked.value)
  }

  openPicked({ path, name }: PickedFile): Promise<void> {
    return this.open({ from: 'file', path }, name)
  }

  async open(source: ScenarioSource, name: string): Promise<void> {
    this.#around.show()
    if (isUnderWay(this.#around.model().run)) return this.#ask({ ask: 'replace', source, name })
    await this.#load(source, name)
  }

  /**
   * Runs what is open, as its file says by now; asks first if its names are taken in this lab. Does nothing if the file
   * can't run any more. What it needs, main asks the person itself: their no is `refused`.
   */
  async start(mode: RunMode, { fresh = false, follow = mode === 'step' } = {}): Promise<void> {
    const { opened: before, busy } = this.#state
    if (!before || busy || isUnderWay(this.#around.model().run)) return
    if (!(await this.#load(before.source, nameOf(before), 'again'))) return
    const { opened } = this.#state
    if (!opened) return
    const names = fresh ? [] : clashes(this.#around.model(), opened.steps)
    if (names.length > 0) return this.#ask({ ask: 'clash', mode, names })
    this.#set({ busy: true, follow, without: ['question', 'refused', 'run'] })
    const turn = this.#turn
    const { source } = opened
    const reply = await this.#around.bridge.request('runScenario', { source, mode, fresh })
    if (turn !== this.#turn) return
    if (reply.ok) {
      if (fresh) this.#around.beginAgain()
      return this.#set({ busy: false, run: reply.value.run })
    }
    this.#set({ busy: false, refused: reply.error })
    this.#around.show()
    // A name that never came to life is taken, too: only the lab knows of it.
    if (reply.error.code === LAB_CODES.nameTaken && !fresh) this.#ask({ ask: 'clash', mode, names: [] })
  }

  next = () => this.#control('next')
  all = () => this.#control('all')
  stop = () => this.#control('stop')

  follow(follow: boolean): void {
    this.#set({ follow })
  }

  /** The person's yes to what was asked. */
  async agree(): Promise<void> {
    const { question } = this.#state
    if (question?.ask === 'clash') await this.start(question.mode, { fresh: true })
    if (question?.ask === 'replace') {
      if (isUnderWay(this.#around.model().run)) await this.stop()
      await this.#load(question.source, question.name)
    }
  }

  decline(): void {
    this.#set({ without: ['question', 'refused'] })
  }

  /** Puts away what could not be opened. */
  dismissBad(): void {
    this.#set({ without: ['bad'] })
  }

  /** Stops the run and forgets the scenario. */
  async close(): Promise<void> {
    if (isUnderWay(this.run)) await this.stop()
    this.#turn++
    this.#set({ busy: false, without: ['opened', 'run', 'bad', 'refused', 'question'] })
  }

  /** Opens what the last lab had, and runs it at once if it needs nothing that has to be allowed. */
  async setUpLastLab(name: string): Promise<void> {
    if (!(await this.#load({ from: 'lastLab', part: 'setup' }, name))) return
    if (this.#state.opened?.needs.length === 0) await this.start('all', { follow: true })
    else this.#around.show()
  }

  /** Reads a scenario; `again` if it is the one that is open. False if it can't run, or another was opened meanwhile. */
  async #load(source: ScenarioSource, name: string, again?: 'again'): Promise<boolean> {
    const turn = ++this.#turn
    this.#set({ busy: true, without: ['question', 'refused', 'bad'] })
    const reply = await this.#around.bridge.request('openScenario', { source })
    if (turn !== this.#turn) return false
    const errors = reply.ok ? reply.value.errors : [reply.error]
    if (!reply.ok || errors.length > 0) {
      this.#set({ busy: false, bad: { name, errors } })
      this.#around.show()
      return false
    }
    const opened = reply.value
    this.#set({ busy: false, opened, ...(again === undefined && { without: ['run'] }) })
    return true
  }

  async #control(act: 'next' | 'all' | 'stop'): Promise<void> {
    const reply = await this.#around.bridge.request('controlRun', { act })
    if (!reply.ok) this.#set({ refused: reply.error })
  }

  #ask(question: Question): void {
    this.#around.show()
    this.#set({ question })
  }

  #set({ without = [], ...change }: Partial<ScenarioState> & { without?: Fleeting[] }): void {
    const next = { ...this.#state, ...change }
    for (const key of without) delete next[key]
    this.#state = next
    for (const listener of [...this.#listeners]) listener()
  }
}

/** What the person knows it by: the file's name, or its title if it is none. */
function nameOf({ source, title }: OpenedScenario): string {
  return source.from === 'file' ? (source.path.split(/[\\/]/).at(-1) ?? title) : title
}
