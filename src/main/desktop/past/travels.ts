import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import type { Travel } from '../../../shared/session'
import type { Disposable } from '../../engine/log/log'
import type { Feeds } from '../feed/feeds'
import { type Subject, Traveller, type TravellerOptions } from './traveller'

export interface TravelsOptions<Window> extends Omit<TravellerOptions, 'onLost'> {
  feeds: Pick<Feeds<Window>, 'lead' | 'release'>
  /** Calls `listener` when the window is gone for good. */
  whenGone: (window: Window, listener: () => void) => void
}

/** Which windows look at a past instead of the lab as it is now, at most one for each. */
export class Travels<Window> implements Disposable {
  readonly #options: TravelsOptions<Window>
  readonly #travellers = new Map<Window, Traveller>()
  /** The past of the lab that is open. */
  #lab: Subject | undefined
  /** How often each window has decided what it looks at. */
  readonly #decisions = new Map<Window, number>()

  constructor(options: TravelsOptions<Window>) {
    this.#options = options
  }

  /** Another lab is open: whoever looks at the past of the one before sees this one as it is now. */
  openLab(subject: Subject): void {
    const before = this.#lab
    this.#lab = subject
    for (const [window, traveller] of [...this.#travellers]) {
      if (traveller.subject === before) this.goLive(window)
    }
  }

  /** Of a window that looks at a past. */
  of(window: Window): Traveller | undefined {
    return this.#travellers.get(window)
  }

  /** The past of the open lab. */
  get lab(): Subject {
    if (!this.#lab) throw new LabFailure(labError(LAB_CODES.disposed, 'no lab is open'))
    return this.#lab
  }

  /** What a window looks at: a recorded session, or the open lab, now or in its past. */
  subjectOf(window: Window): Subject {
    return this.of(window)?.subject ?? this.lab
  }

  /** Leads a window into the past of what it looks at. */
  async lead(window: Window, way: (traveller: Traveller) => Promise<Travel>): Promise<Travel> {
    const traveller = this.of(window)
    return traveller ? way(traveller) : this.#begin(window, this.subjectOf(window), way)
  }

  /** Has a window look at a session that `open` opens, or at the open lab's past if that gives none, at its newest event. */
  async open(window: Window, open: () => Promise<Subject | undefined>): Promise<Travel> {
    const decision = this.#decide(window)
    const subject = await open()
    if (this.#decisions.get(window) !== decision) {
      if (subject) await this.#close(subject)
      throw new LabFailure(labError(LAB_CODES.notPossible, 'something else was chosen meanwhile'))
    }
    this.#end(window)
    return this.#begin(window, subject ?? this.lab, (traveller) =>
      traveller.go({ to: 'seq', seq: Number.MAX_SAFE_INTEGER }),
    )
  }

  /** Has a window look at the open lab as it is now. A session that it looked at is closed. */
  goLive(window: Window): void {
    this.#decide(window)
    this.#end(window)
    this.#options.feeds.release(window)
  }

  /** Sessions that are looked at. */
  get sessions(): string[] {
    return [...this.#travellers.values()].flatMap(({ subject }) => subject.session?.id ?? [])
  }

  dispose(): void {
    for (const window of [...this.#travellers.keys()]) this.#end(window)
  }

  async #begin(
    window: Window,
    subject: Subject,
    way: (traveller: Traveller) => Promise<Travel>,
  ): Promise<Travel> {
    const decision = this.#decide(window)
    const traveller: Traveller = new Traveller(subject, {
      ...this.#options,
      onLost: () => {
        if (this.of(window) === traveller) this.goLive(window)
      },
    })
    this.#travellers.set(window, traveller)
    traveller.join(this.#options.feeds.lead(window, traveller))
    try {
      return await way(traveller)
    } catch (fault) {
      // Nothing of it can be shown.
      if (this.#decisions.get(window) === decision) this.goLive(window)
      throw fault
    }
  }

  #decide(window: Window): number {
    if (!this.#decisions.has(window)) this.#options.whenGone(window, () => this.#forget(window))
    const decision = (this.#decisions.get(window) ?? 0) + 1
    this.#decisions.set(window, decision)
    return decision
  }

  #forget(window: Window): void {
    this.goLive(window)
    this.#decisions.delete(window)
  }

  #end(window: Window): void {
    const traveller = this.#travellers.get(window)
    if (!traveller) return
    this.#travellers.delete(window)
    traveller.dispose()
    void this.#close(traveller.subject)
  }

  /** The open lab's past outlives those who look at it. */
  async #close(subject: Subject): Promise<void> {
    if (!subject.session) return
    try {
      await subject.past.dispose()
    } catch (fault) {
      this.#options.onFault(fault)
    }
  }
}
