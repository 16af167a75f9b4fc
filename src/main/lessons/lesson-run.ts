import { rmSync } from 'node:fs'
import path from 'node:path'
import type { Command } from '../../shared/commands'
import type { LabEvent, LessonCourse } from '../../shared/events'
import { splitMember } from '../../shared/ids'
import type { Lesson, LessonStep } from '../../shared/lessons/lesson'
import { commandsOf, isMaking, roleMadeBy } from '../../shared/lessons/makers'
import type { Model } from '../../shared/model/model'
import { reduce } from '../../shared/model/reduce'
import { DEFAULT_WITHIN } from '../../shared/scenario'
import type { Lab } from '../engine/lab'
import type { Disposable } from '../engine/log/log'
import { take } from '../scenario/taking'
import { portOf } from './addresses'
import { Cast } from './cast'
import { cleanUp } from './clean-up'
import { FreePorts } from './free-ports'
import type { LiveCheck } from './live-check'
import type { Places, Roles } from './roles'
import { ShownSteps } from './shown-steps'

/** After the learner has done something, so long is waited for what comes of it before a check is said not to be met, ms. */
const PATIENCE = 1500
/** And so long more, while some of its acts are still to come. */
const BETWEEN_ACTS = 8000

export interface LessonRunOptions {
  lab: Pick<Lab, 'log' | 'execute' | 'isTaken' | 'madeBy' | 'note'>
  /** Which run of a lesson of this lab, from 1. */
  run: number
  /** A folder of the run's own, for sockets of files. Made when it is asked for. */
  folder: () => string
  /** Is told what "do it for me" does. */
  hearing?: Hearing
}

/** Hears a step being done for the learner. */
export interface Hearing {
  step(number: number, step: LessonStep): void
  command(command: Command): void
  checked(check: LiveCheck, took: number, roles: Roles): void
}

export type Course = Omit<LessonCourse, 'kind' | 'run' | 'seq' | 't'>

export type LessonEnding = NonNullable<LessonCourse['ending']>

/**
 * A lesson that is held on a lab: it knows who plays which role, looks at its checks as events come, and does a step for the
 * learner who asks for that. What becomes of it is in the log (`lesson`).
 */
export class LessonRun {
  readonly model: Model
  readonly #lesson: Lesson
  readonly #options: LessonRunOptions
  readonly #cast: Cast
  readonly #ports = new FreePorts((role, port) => this.#note({ phase: 'port', role, port }))
  /** Names that this run has given itself. */
  readonly #own = new Set<string>()
  readonly #shown: ShownSteps
  #step = 0
  #doing = false
  #folder: string | undefined
  #impatient: NodeJS.Timeout | undefined
  readonly #subscription: Disposable
  #ended = false
  #taking = false
  readonly #told: Course[] = []

  constructor(lesson: Lesson, options: LessonRunOptions) {
    this.#lesson = lesson
    this.#options = options
    const { log } = options.lab
    this.model = structuredClone(log.base)
    for (let seq = log.first; seq <= log.head; seq++) {
      const event = log.at(seq)
      if (event) reduce(this.model, event)
    }
    this.#cast = new Cast(lesson, this.model, (word) => this.#ports.known(word))
    const note = (course: Course) => this.#note(course)
    this.#shown = new ShownSteps({ lesson, log, model: this.model, cast: this.#cast, note })
    this.#subscription = log.subscribe((event) => this.#take(event))
    this.#note({ phase: 'began', lesson: lesson.id, steps: lesson.steps.length })
  }

  get lesson(): Lesson {
    return this.#lesson
  }

  get ended(): boolean {
    return this.#ended
  }

  /** Whether a check, from 1, of a step that was shown is met. */
  isMet(step: number, check: number): boolean {
    return this.#shown.checks(step)[check - 1]?.met !== undefined
  }

  get roles(): Roles {
    return this.#cast.roles
  }

  /** Shows a step, from 1. What was done and met there before stays so. */
  show(step: number): void {
    if (this.#ended || !this.#lesson.steps[step - 1]) return
    this.#step = step
    // What was done in the step before is no try at this one.
    clearTimeout(this.#impatient)
    this.#note({ phase: 'step', step, steps: this.#lesson.steps.length })
    this.#shown.show(step)
    this.#offer()
    void this.#choosePorts(this.#lesson.steps[step - 1] as LessonStep)
  }

  /** Lets a socket that was there before play a role. False if it can't. */
  adopt(role: string, name: string): boolean {
    const command = this.#options.lab.madeBy(name)
    if (this.#ended || !command || !this.#cast.fits(role, name, command)) return false
    this.#put(role, name, command, 'adopted')
    return true
  }

  /**
   * Does a step for the learner, and first those before it that it builds on, where they are not done. `afresh`: where a socket that
   * it acts on was closed in the meantime, or it is done once more, all of it with new sockets. Resolves when its checks are met, or
   * their time is over: true if all of it is met.
   */
  async perform(step: number, { afresh = false } = {}): Promise<boolean> {
    if (this.#ended || this.#doing) return false
    this.#doing = true
    this.#note({ phase: 'doing', step })
    try {
      if (afresh) this.#forget(step)
      for (let before = 1; before < step; before++) {
        const isDone = this.#shown.isWhole(before) || !this.#lesson.steps[before - 1]?.acts
        if (!isDone && !(await this.#performOne(before))) return false
      }
      return await this.#performOne(step)
    } finally {
      this.#doing = false
      this.#note({ phase: 'done', step })
    }
  }

  /** Ends the lesson, and closes what it has made; what was there before stays. Resolves when all of that is closed. */
  async end(ending: LessonEnding): Promise<void> {
    if (!this.#finish(ending)) return
    const made = [...this.roles.all.values(), ...this.#own].filter((name) => !this.#cast.isAdopted(name))
    await cleanUp(this.#options.lab, this.model, new Set(made))
    this.#dispose()
  }

  /** Ends it without closing anything: the lab is about to do that. */
  close(ending: LessonEnding): void {
    if (this.#finish(ending)) this.#dispose()
  }

  /** Says so before anything is closed: what that does belongs to no step. */
  #finish(ending: LessonEnding): boolean {
    if (this.#ended) return false
    clearTimeout(this.#impatient)
    this.#note({ phase: 'ended', ending })
    this.#ended = true
    return true
  }

  #dispose(): void {
    this.#subscription.dispose()
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true })
  }

  #take(event: LabEvent): void {
    reduce(this.model, event)
    if (event.kind === 'lesson') return
    this.#taking = true
    try {
      this.#judge(event)
    } finally {
      this.#taking = false
    }
  }

  #judge(event: LabEvent): void {
    if (this.#ended) return
    if (event.kind === 'asked' && event.by === 'user') this.#notice(event.command, event.socket)
    // By then the lab knows what it would be made by.
    if (event.kind === 'configured') queueMicrotask(() => this.#noticeChange(event.socket))
    this.#shown.take(event)
  }

  /** A server that answers otherwise now may be what is wanted. */
  #noticeChange(name: string): void {
    if (this.#ended || [...this.roles.all.values()].includes(name)) return
    const command = this.#options.lab.madeBy(name)
    if (command) this.#notice(command, name)
  }

  /** A command of a person's: it may make who plays a role. */
  #notice(command: Command, socket: string | undefined): void {
    if (!this.#doing) this.#waitForLearner()
    const member = 'count' in command && command.count !== undefined ? splitMember(socket ?? '') : undefined
    const name = member?.group ?? socket ?? ('as' in command ? command.as : undefined)
    if (typeof name !== 'string' || this.#own.has(name) || !isMaking(command)) return
    // A group that the lab has named itself is known by its first member.
    if (member && (member.index !== 1 || [...this.roles.all.values()].includes(name))) return
    let nearest: { role: string; differs: string[] } | undefined
    for (const maker of this.#cast.open(this.#step, (step) => this.#shown.isWhole(step))) {
      const { role } = maker
      const differs = this.#cast.differences(maker, command)
      if (differs?.length === 0) {
        this.#put(role, name, command)
        return
      }
      if (differs && this.roles.get(role) === undefined) nearest ??= { role, differs }
    }
    if (nearest) this.#note({ phase: 'unfit', ...nearest, name })
  }

  /** Says which sockets that are there already could play the roles of this step that nobody plays. */
  #offer(): void {
    const { lab } = this.#options
    for (const offer of this.#cast.offers(this.#step, (name) => lab.madeBy(name))) {
      this.#note({ phase: 'offer', ...offer })
    }
  }

  #put(role: string, name: string, command: Command, adopted?: 'adopted'): void {
    this.#cast.put(role, name, command, adopted !== undefined)
    this.#note({ phase: 'role', role, name, ...(adopted && { adopted: true }) })
    this.#shown.cast(role)
  }

  /** After a while, what of the step isn't met is said, with what was seen. Between two acts, nobody is hurried. */
  #waitForLearner(patience = PATIENCE): void {
    clearTimeout(this.#impatient)
    this.#impatient = setTimeout(() => {
      if (patience === PATIENCE && this.#shown.isUnderWay(this.#step)) this.#waitForLearner(BETWEEN_ACTS)
      else this.#shown.noteUnmet(this.#step)
    }, patience)
    this.#impatient.unref()
  }

  async #performOne(step: number): Promise<boolean> {
    const what = this.#lesson.steps[step - 1]
    if (!what) return false
    const { hearing, lab } = this.#options
    this.#shown.show(step)
    hearing?.step(step, what)
    await this.#choosePorts(what)
    for (const given of commandsOf(what)) {
      const role = roleMadeBy(given)
      // The learner has done that part.
      if (role !== undefined && this.roles.get(role) !== undefined && !this.#cast.isLost(role)) continue
      const as = role === undefined ? undefined : this.#newName(role)
      if (as !== undefined) this.#own.add(as)
      const command = await this.roles.command(given, as, this.places)
      if (role !== undefined && as !== undefined) this.#put(role, as, command)
      hearing?.command(command)
      await take(lab, command).done
    }
    const met = await this.#met(this.#shown.checks(step))
    if (!met) this.#shown.noteUnmet(step)
    return met
  }

  /** Waits for the checks of a step: each has its time from now on. */
  async #met(checks: readonly LiveCheck[]): Promise<boolean> {
    const start = performance.now()
    for (const check of checks) {
      const deadline = start + (check.within ?? DEFAULT_WITHIN)
      while (!check.met && !this.#ended) {
        const left = deadline - performance.now()
        if (left <= 0) break
        await this.#shown.change(left)
      }
      this.#options.hearing?.checked(check, performance.now() - start, this.roles)
      if (!check.met) return false
    }
    return true
  }

  /** Forgets the steps that have to be done anew for this one: from where the first socket is made that is closed, or that it makes. */
  #forget(step: number): void {
    const since = this.#shown.since(step)
    const lost = this.#cast
      .actedOn(step)
      .filter(({ role }) => this.#cast.isLost(role) && this.#closedSince(role, since))
      .map((maker) => maker.step)
    const first = Math.min(...lost, this.#shown.isWhole(step) ? step : Number.POSITIVE_INFINITY)
    if (first > step) return
    this.#cast.dismiss(first)
    this.#shown.forget(first)
  }

  /** What was closed before the step began, the lesson itself had closed. */
  #closedSince(role: string, seq: number): boolean {
    const { log } = this.#options.lab
    const name = this.roles.get(role)
    for (let at = log.head; at > seq && at >= log.first; at--) {
      const event = log.at(at)
      if (event?.kind === 'closed' && event.socket === name) return true
    }
    return false
  }

  #newName(role: string): string {
    const { lab } = this.#options
    for (let count = 1; ; count++) {
      const name = count === 1 ? role : `${role}-${count}`
      if (!lab.isTaken(name) && !this.#own.has(name)) return name
    }
  }

  /** What the lesson's words stand for. */
  get places(): Places {
    return {
      portOf: (name) => portOf(this.model, name),
      freePort: (word) => this.#ports.get(word),
      pathOf: (file) => {
        this.#folder ??= this.#options.folder()
        return path.join(this.#folder, file)
      },
    }
  }

  async #choosePorts(step: LessonStep): Promise<void> {
    for (const command of commandsOf(step)) {
      const port = 'port' in command ? command.port : undefined
      if (typeof port === 'object' && 'freePort' in port) await this.#ports.get(port.freePort)
    }
  }

  /** Behind the event that is being taken, if one is: whoever else follows the log has them in their order. */
  #note(course: Course): void {
    if (this.#ended) return
    this.#told.push(course)
    if (this.#taking) queueMicrotask(() => this.#tell())
    else this.#tell()
  }

  #tell(): void {
    const { lab, run } = this.#options
    for (const course of this.#told.splice(0)) lab.note({ kind: 'lesson', run, ...course })
  }
}
