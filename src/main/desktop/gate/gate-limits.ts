import { LAB_CODES, type LabError, labError } from '../../../shared/errors'
import type { Method, Refusal } from '../../../shared/ipc'
import { Pace, type PaceLimits } from './pace'
import { type Excess, SIZE_LIMITS, type Size, type SizeLimits } from './request-size'

/** How much one asker can have of the gate. */
export interface GateLimits {
  /** Of one request. */
  size: SizeLimits
  /** Requests that wait for their answers. Those that a person is asked for can wait long. */
  unanswered: number
  /** Of requests, each as much as `weightOf` says. */
  pace: PaceLimits
}

/**
 * A window at its busiest (a scrubber is dragged while everything flows) asks some hundred times a second, and has fewer than ten
 * requests unanswered.
 */
export const GATE_LIMITS: GateLimits = {
  size: SIZE_LIMITS,
  unanswered: 256,
  pace: { burst: 2000, perSecond: 1000 },
}

/** Requests that cost the program more than the common one does, and as how many more of those each counts. */
const WEIGHTS: Partial<Record<Method, number>> = {
  attach: 20,
  captureRights: 50,
  localListeners: 50,
  recorded: 10,
  history: 5,
  overview: 5,
  tryRules: 5,
}
/** What is checked in the time of a common request. */
const PARTS_OF_ONE = 100
const LENGTH_OF_ONE = 128 * 1024

/** As how many more requests one of this method, or the check of one of this size, counts. */
export function weightOf(what: Method | Size): number {
  if (typeof what === 'string') return WEIGHTS[what] ?? 0
  return Math.floor(what.parts / PARTS_OF_ONE + what.length / LENGTH_OF_ONE)
}

/** Unanswered ones can be answered any time; until one asks again, ms. */
const AGAIN_MS = 1000

/** What somebody who asks has asked lately. */
export class Asker {
  readonly #limits: GateLimits
  readonly #pace: Pace
  #unanswered = 0

  constructor(limits: GateLimits) {
    this.#limits = limits
    this.#pace = new Pace(limits.pace)
  }

  /** Something is asked. Gives why that is too much just now; else `end` follows, when it has been answered. */
  begin(): Refusal | undefined {
    const { unanswered, pace } = this.#limits
    if (this.#unanswered >= unanswered) {
      return busy(`${unanswered} requests have no answer yet; try again when one has`, AGAIN_MS)
    }
    const { wait } = this.#pace
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000)
      return busy(`more than ${pace.perSecond} requests a second; try again in ${seconds} s`, wait)
    }
    this.#pace.spend(1)
    this.#unanswered++
    return undefined
  }

  /** What is asked has turned out to be so much. */
  spend(weight: number): void {
    this.#pace.spend(weight)
  }

  end(): void {
    this.#unanswered--
  }
}

function busy(message: string, retryMs: number): Refusal {
  return { ...labError(LAB_CODES.busy, message), retryMs }
}

/** Whatever is named in an error is shown to a person: so many names of fields at most, and so much of each. */
const MOST_NAMES = 8
const LONGEST_NAME = 40

export function sizeError({ of, path }: Excess, limits: SizeLimits): LabError {
  const what = {
    depth: `is nested more than ${limits.depth} deep`,
    parts: `has more than ${limits.parts} values`,
    length: `has more than ${limits.length} characters and bytes`,
  }[of]
  const names = fieldPath(path).slice(0, MOST_NAMES)
  const field = names.map((name) => name.slice(0, LONGEST_NAME)).join('.')
  return labError(LAB_CODES.tooLarge, `the request ${what}`, { ...(field !== '' && { field }) })
}

/** As a field is named elsewhere: within the parameters, and of a command as in a scenario's step. */
function fieldPath(path: readonly string[]): readonly string[] {
  const [first, second] = path
  if (first !== 'params') return path
  return path.slice(second === 'command' ? 2 : 1)
}
