import type { ConnectCommand } from '../../../shared/commands'
import type { TlsSide } from '../layers/tls/session'
import type { CallTarget } from './place'

/**
 * How many calls to one listener are under way at most. libuv accepts one connection per turn of its loop: beyond the backlog the
 * kernel drops SYNs, and each waits a second for its repetition.
 */
export const CALLS_AT_ONCE = 128

/** If nothing comes of any call for so long, ms, none of them is waited for: a SYN that was lost is repeated after a second. */
const PATIENCE_MS = 1000

/** Calls the next of some clients who wait for their turn; false if there is none. */
type CallNext = () => boolean

/**
 * Lets no more calls through to one listener than its queue has room for, whoever makes them. A call is under way until its other
 * end has been accepted and paired, or until it is known that it never will be.
 */
export class Gate {
  #underWay = 0
  #waiting: CallNext[] = []
  #admitting = false
  #timer: NodeJS.Timeout | undefined
  #hasMoved = false

  /** `room`: how many may be under way. Asked each time, since it changes: nobody waits for a listener that accepts nothing. */
  constructor(private readonly room: () => number = () => CALLS_AT_ONCE) {}

  /** As many as there is room for call at once, the others in their turn. */
  enter(callNext: CallNext): void {
    this.#waiting.push(callNext)
    this.admit()
  }

  /** One that was let through is under way no more. */
  leave(): void {
    this.#hasMoved = true
    if (this.#underWay > 0) this.#underWay--
    if (this.#waiting.length > 0) this.admit()
  }

  /** Lets through whoever may go now. */
  admit(): void {
    if (this.#admitting) return
    this.#admitting = true
    while (this.#waiting.length > 0 && this.#underWay < this.room()) {
      this.#underWay++
      if (this.#waiting[0]?.()) continue
      this.#underWay--
      this.#waiting.shift()
    }
    this.#admitting = false
    this.#lookAgain()
  }

  #lookAgain(): void {
    if (this.#waiting.length === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
    } else this.#timer ??= setInterval(() => this.#onTime(), PATIENCE_MS).unref()
  }

  #onTime(): void {
    if (!this.#hasMoved) this.#underWay = 0
    this.#hasMoved = false
    this.admit()
  }
}

/** How the clients of one `connect` call: the same for all of them. */
export interface Call {
  command: ConnectCommand
  target: CallTarget
  /** Name of the listener that the command named. */
  listener: string | undefined
  gate: Gate
  /** How they do TLS, if they do. */
  tls: TlsSide | undefined
}
