import type { LabEvent } from '../../shared/events'
import type { Check } from '../../shared/lessons/lesson'
import type { Model } from '../../shared/model/model'
import { type Expectation, isStateExpectation, type Names, type Resolved } from '../../shared/scenario'
import type { Log } from '../engine/log/log'
import { Cursors, eventTest, stateTest, type Test } from '../scenario/expecting'
import type { Roles } from './roles'

/** So many events are told of where a check isn't met, the newest ones. */
const TOLD = 6

/** What a check looks at. */
export interface Sight {
  log: Pick<Log, 'at' | 'first' | 'head'>
  model: Model
  roles: Roles
  /** What the names of the lab stand for, as far as this lesson knows them. */
  names: Names
  /** `seq` of the event that the step began with. */
  since: number
  /** Whether the kernel's tables are read. */
  observing: boolean
}

interface Alternative {
  /** In names of roles. */
  wanted: Expectation
  expectation: Expectation
  found: Resolved
  cursors: Cursors
  test: Test
}

/** A check of a lesson's step, looked at as events come, until it is met. */
export class LiveCheck {
  readonly #check: Check
  #alternatives: Alternative[] = []
  #met: { by: number } | undefined
  #metBy: Expectation | undefined

  constructor(check: Check) {
    this.#check = check
  }

  /** The event that decided it; undefined while it isn't met. */
  get met(): { by: number } | undefined {
    return this.#met
  }

  /** Milliseconds that "do it for me" gives it; undefined for the usual time. */
  get within(): number | undefined {
    return this.#wanted[0]?.within
  }

  /** What it wants, in names of roles; where it takes any of several, what has met it, or the first. */
  get told(): Expectation {
    return this.#metBy ?? (this.#wanted[0] as Expectation)
  }

  /** Begins to look: at all that has happened since the step began, and from there on. */
  begin(sight: Sight): void {
    if (this.#met) return
    this.#alternatives = this.#wanted.flatMap((expectation) => this.#alternative(expectation, sight))
    this.#decide(sight.log.head, undefined)
  }

  /** Looks at a new event; true if it has met the check. */
  look(event: LabEvent): boolean {
    if (this.#met) return false
    for (const { cursors } of this.#alternatives) cursors.take(event)
    return this.#decide(event.seq, event)
  }

  /** The newest events at the sockets that it is about, by `seq`. */
  seen({ log, since }: Sight): number[] {
    const names = new Set(this.#alternatives.flatMap(({ found }) => found.names))
    const seqs: number[] = []
    for (let seq = log.head; seq > since && seq >= log.first && seqs.length < TOLD; seq--) {
      const event = log.at(seq)
      if (event?.socket === undefined || !names.has(event.socket)) continue
      if (event.kind !== 'observed' && event.kind !== 'segment' && event.kind !== 'asked') seqs.unshift(seq)
    }
    return seqs
  }

  /** The same in words, for the command line. */
  get seenWords(): string[] {
    return this.#alternatives.flatMap(({ test }) => test.seen())
  }

  get #wanted(): readonly Expectation[] {
    const { expect } = this.#check
    return (Array.isArray(expect) ? expect : [expect]) as readonly Expectation[]
  }

  #alternative(wanted: Expectation, { roles, names, model, log, since, observing }: Sight): Alternative[] {
    const expectation = roles.expectation(wanted)
    if (this.#check.kernel && observing && isStateExpectation(expectation))
      expectation.provenance ??= 'observed'
    const looked = names.expected(expectation)
    // Nobody plays that role yet.
    if ('error' in looked) return []
    const { found } = looked
    const cursors = new Cursors()
    if (isStateExpectation(expectation)) {
      return [{ wanted, expectation, found, cursors, test: stateTest(found.names, expectation, model) }]
    }
    for (const name of found.names) cursors.put(expectation, name)
    for (let seq = Math.max(since + 1, log.first); seq <= log.head; seq++) {
      const event = log.at(seq)
      if (event) cursors.take(event)
    }
    return [{ wanted, expectation, found, cursors, test: eventTest(found, expectation, cursors) }]
  }

  #decide(seq: number, event: LabEvent | undefined): boolean {
    for (const alternative of this.#alternatives) {
      const decided = alternative.test.look(event)
      if (decided && alternative.test.open() === 0) {
        this.#met = { by: seq }
        this.#metBy = alternative.wanted
        return true
      }
      // What came can't be part of it, so that it begins anew behind it: a learner may try again.
      if (decided) this.#anew(alternative)
    }
    return false
  }

  #anew(alternative: Alternative): void {
    const { expectation, found } = alternative
    if (isStateExpectation(expectation)) return
    const cursors = new Cursors()
    for (const name of found.names) cursors.put(expectation, name)
    alternative.cursors = cursors
    alternative.test = eventTest(found, expectation, cursors)
  }
}
