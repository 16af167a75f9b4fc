import type { LabError } from '../../shared/errors'
import type { LabBridge, Method, Params } from '../../shared/ipc'
import type { Lesson } from '../../shared/lessons/lesson'
import type { LessonModel } from '../../shared/model/lesson'
import { type LessonProgress, type Progress, readProgress, writeProgress } from './progress'

export interface LessonsState {
  /** The lesson that stands at the right of the window. */
  open: Lesson | undefined
  /** Its step that is shown, from 1. */
  step: number
  /** For a projector: larger type, and nothing in sight but the lesson and the views. */
  presenting: boolean
  /** It was gone through to its end, just now. */
  finished: boolean
  /** An answer is awaited. */
  busy: boolean
  /** The learner has asked where the next act's control is: a number that grows with each time, 0 when that is long past. */
  asked: number
  /** Why the last request could not be met. */
  refused: LabError | undefined
  progress: Progress
  /** The lesson that was shown last; undefined if there was none. */
  newest: string | undefined
}

/** What the store needs of the window. */
export interface Surroundings {
  bridge: Pick<LabBridge, 'request'>
  /** The lesson that is held on the lab as it is now; undefined if none is, or the past is looked at. */
  held: () => LessonModel | undefined
  /** Makes room at the right, and begins with what a step is best looked at in. */
  onStep: (lesson: Lesson, step: number) => void
  onOpen: () => void
}

/** What is known of the open lesson when the page comes back. */
export interface KeptLesson {
  lesson: string
  step: number
  presenting: boolean
}

/** The lesson that is open in this window, and how far its person has come in each. What becomes of its checks is in the model. */
export class LessonStore {
  #state: LessonsState = {
    open: undefined,
    step: 1,
    presenting: false,
    finished: false,
    busy: false,
    asked: 0,
    refused: undefined,
    ...readProgress(),
  }
  readonly #listeners = new Set<() => void>()
  readonly #around: Surroundings

  constructor(around: Surroundings) {
    this.#around = around
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  current = (): LessonsState => this.#state

  get kept(): KeptLesson | undefined {
    const { open, step, presenting } = this.#state
    return open && { lesson: open.id, step, presenting }
  }

  progressOf(id: string): LessonProgress | undefined {
    return Object.hasOwn(this.#state.progress, id) ? this.#state.progress[id] : undefined
  }

  /** After a reload: the lesson goes on where it was. */
  restore(lesson: Lesson, { step, presenting }: KeptLesson): void {
    this.#set({ open: lesson, step: Math.min(step, lesson.steps.length), presenting })
  }

  /** Opens a lesson, where the person has left it or from its beginning, and holds it on the lab. */
  async start(lesson: Lesson, from: 'beginning' | 'left'): Promise<void> {
    const known = this.progressOf(lesson.id)
    const step = from === 'left' && known && !known.done ? Math.min(known.step, lesson.steps.length) : 1
    this.#set({ open: lesson, step, finished: false, refused: undefined })
    this.#around.onOpen()
    if (from === 'beginning') this.#record(lesson.id, { step: 1, done: known?.done ?? false, chosen: {} })
    await this.#hold(lesson, step)
  }

  /** Holds the open lesson on this lab again, at the step that is shown. */
  async goOn(): Promise<void> {
    const { open, step } = this.#state
    if (open) await this.#hold(open, step)
  }

  async startOver(): Promise<void> {
    const { open } = this.#state
    if (open) await this.start(open, 'beginning')
  }

  /** Shows the next step (1) or the one before (-1). Behind the last one, the lesson is done. */
  async move(direction: 1 | -1): Promise<void> {
    const { open, step, busy, finished } = this.#state
    if (!open || busy) return
    if (finished) {
      if (direction < 0) await this.#hold(open, step)
      return
    }
    const next = step + direction
    if (next < 1) return
    if (next > open.steps.length) return this.finish()
    await this.show(next)
  }

  async show(step: number): Promise<void> {
    const { open } = this.#state
    if (!open?.steps[step - 1]) return
    if (!this.#around.held()) return this.#hold(open, step)
    if (await this.#ask('showLessonStep', { step })) this.#shown(open, step)
  }

  async finish(): Promise<void> {
    const { open } = this.#state
    if (!open) return
    if (this.#around.held() && !(await this.#ask('endLesson', { ending: 'done' }))) return
    this.#record(open.id, { done: true, step: 1 })
    this.#set({ finished: true })
  }

  /** Puts the lesson away, and closes what it has made. */
  async leave(): Promise<void> {
    if (!this.#state.open) return
    if (this.#around.held()) await this.#ask('endLesson', { ending: 'left' })
    this.#set({ open: undefined, presenting: false, finished: false, refused: undefined })
  }

  async doForMe(): Promise<void> {
    await this.#ask('doLessonStep', { step: this.#state.step })
  }

  /** Does what the steps before have made, where that isn't there. */
  async catchUp(): Promise<void> {
    await this.#ask('doLessonStep', { step: this.#state.step - 1 })
  }

  async cast(role: string, name: string): Promise<void> {
    await this.#ask('castForLesson', { role, name })
  }

  choose(choice: number): void {
    const { open, step } = this.#state
    if (!open) return
    const chosen = this.progressOf(open.id)?.chosen ?? {}
    const before = chosen[step] ?? []
    if (before.includes(choice)) return
    this.#record(open.id, { chosen: { ...chosen, [step]: [...before, choice] } })
  }

  askWhere(asked: boolean): void {
    this.#set({ asked: asked ? this.#state.asked + 1 : 0 })
  }

  present(presenting: boolean): void {
    this.#set({ presenting: presenting && this.#state.open !== undefined })
  }

  async #hold(lesson: Lesson, step: number): Promise<void> {
    if (await this.#ask('beginLesson', { lesson: lesson.id, step })) this.#shown(lesson, step)
  }

  #shown(lesson: Lesson, step: number): void {
    this.#record(lesson.id, { step })
    this.#set({ step, finished: false })
    this.#around.onStep(lesson, step)
  }

  async #ask<M extends Method>(method: M, params: Params<M>): Promise<boolean> {
    this.#set({ busy: true, refused: undefined })
    const reply = await this.#around.bridge.request(method, params)
    this.#set({ busy: false, refused: reply.ok ? undefined : reply.error })
    return reply.ok
  }

  #record(id: string, change: Partial<LessonProgress>): void {
    const before = this.progressOf(id) ?? { step: 1, done: false, chosen: {} }
    const progress = { ...this.#state.progress, [id]: { ...before, ...change } }
    writeProgress({ progress, newest: id })
    this.#set({ progress, newest: id })
  }

  #set(change: Partial<LessonsState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of [...this.#listeners]) listener()
  }
}
