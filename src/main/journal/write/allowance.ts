import { comesInFloods, type LabEvent } from '../../../shared/events'
import type { Recording } from '../../../shared/events/kept'
import type { RecordingLimits } from '../../../shared/session'

/** Parts of a session's bytes from which on bytes of messages, and events that come in floods, are left out. */
const PAYLOADS = 0.8
const EVENTS = 0.9
/** What is kept free for the events that tell what becomes of the journal itself, bytes. */
const RESERVE = 16 * 1024

type Left = NonNullable<Recording['of']>

/**
 * What of the events still goes into the journal. What doesn't fit into a part of the limit is left out, and so is all of its
 * kind from then on: a journal with holes here and there would be of no use to anybody.
 */
export class Allowance {
  #limits: RecordingLimits
  readonly #left = new Set<Left>()

  /** `onLimited` is told once of each thing that begins to be left out. */
  constructor(
    limits: RecordingLimits,
    private readonly onLimited: (of: Left, limit: number) => void,
  ) {
    this.#limits = limits
  }

  get limits(): RecordingLimits {
    return this.#limits
  }

  /** From now on these hold, and everything is tried again. */
  set limits(limits: RecordingLimits) {
    this.#limits = limits
    this.#left.clear()
  }

  /** Whether something was left out by the limits that hold. */
  get isLimited(): boolean {
    return this.#left.size > 0
  }

  /** Whether `count` bytes of a message that has `whole` can be kept beside the `used` ones. */
  takesBytes(count: number, whole: number, used: number): boolean {
    const { messageBytes, sessionBytes } = this.#limits
    if (!this.#fits('payloads', used + count, sessionBytes * PAYLOADS)) return false
    // The lab, or what captures packets, may have kept even less.
    if (count < whole && count >= messageBytes) this.#leave('message', messageBytes)
    return true
  }

  /** Whether a line of `length` bytes can be written beside the `used` ones. */
  takesLine(event: LabEvent, length: number, used: number): boolean {
    const { sessionBytes } = this.#limits
    const size = used + length
    if (event.kind === 'recording') return size <= sessionBytes
    if (comesInFloods(event) && !this.#fits('events', size, sessionBytes * EVENTS)) return false
    return this.#fits('session', size, sessionBytes - RESERVE)
  }

  #fits(of: Left, size: number, limit: number): boolean {
    if (this.#left.has(of)) return false
    if (size <= limit) return true
    this.#leave(of, this.#limits.sessionBytes)
    return false
  }

  #leave(of: Left, limit: number): void {
    if (this.#left.has(of)) return
    this.#left.add(of)
    this.onLimited(of, limit)
  }
}
