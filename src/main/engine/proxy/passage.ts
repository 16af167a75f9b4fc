import type { Fault } from '../../../shared/commands'
import type { Direction } from '../../../shared/events'
import type { Context } from '../context'
import type { StreamEnd } from '../streams/stream-end'
import { Resetting } from './resetting'
import { Telling } from './telling'
import { type Ending, type Item, Transit } from './transit'

/** With so many bytes, or reads, on their way in one direction the proxy reads no more there, until half of them are gone. */
export const FULL = 1024 * 1024
export const FULL_READS = 4096
/** A bandwidth is kept to in so many parts of a second. */
const PARTS = 10
/** How often it is looked whether what lies before a reset is read, ms. */
const LOOK_MS = 2

/** What a passage needs of the relay that it is a half of. */
export interface Passing {
  context: Context
  direction: Direction
  from: StreamEnd
  to: StreamEnd
  random: () => number
  /** Both connections are to be reset. */
  reset(cause: number): void
  /** `to` is to be ended so. */
  end(ending: Ending, cause: number): void
}

/**
 * One direction through a proxy: what is read at one end is written at the other, in its order, when its fault lets it pass. A change
 * of the fault holds for all that has not passed yet.
 */
export class Passage {
  readonly #of: Passing
  #fault: Fault
  readonly #transit = new Transit()
  readonly #telling: Telling
  /** `to` is connected. */
  #isOpen = false
  /** `to` takes nothing more: what comes is dropped. */
  #isGone = false
  #isFull = false
  /** Node holds so much for `to` that it asks to wait. */
  #isBlocked = false
  /** FIN was passed on, or put in by a limit. */
  #hasEnded = false
  /** What the limit has made of the direction. */
  #cut: 'close' | 'stop' | undefined
  #dropped = 0
  #passed = 0
  /** What had passed when the limit began to count. */
  #limitFrom = 0
  readonly #resetting: Resetting
  /** Nothing more before then, ms: slices and the bandwidth have it so. */
  #notBefore = 0
  #cancelWait: () => void = () => {}

  constructor(of: Passing, fault: Fault) {
    this.#of = of
    this.#fault = fault
    this.#telling = new Telling(of.context, of.from, of.direction, (ms, task) =>
      of.from.pending.later(ms, task),
    )
    this.#resetting = new Resetting(of.to, () => this.#resetNow())
    this.#resetting.begin(fault.reset, 0)
  }

  /** So much is on its way that no more is to be read. */
  get isFull(): boolean {
    return this.#isFull
  }

  /** FIN has passed. */
  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** `to` can be written to. */
  open(): void {
    this.#isOpen = true
    this.#step()
    const waits = this.#transit.next
    if (waits) this.#tellHeld(waits.cause)
  }

  /** `bytes` were read; `cause` is their `received`. */
  take(bytes: Uint8Array, cause: number): void {
    if (this.#isGone || this.#cut) this.#drop(bytes.length, cause)
    else {
      this.#transit.add({ bytes, cause, ...this.#arrival() })
      this.#step()
      this.#regulate(cause)
      this.#tellHeld(cause)
    }
  }

  /** Nothing more comes, but for a harder end than this. */
  end(ending: Ending, cause: number): void {
    // A limit that stops a direction stops it for good: not even its end is told.
    this.#telling.flush()
    if (this.#isGone || this.#cut === 'stop') return
    this.#transit.add({ ending, cause, ...this.#arrival() })
    this.#step()
    this.#tellHeld(cause)
  }

  /** From now on it is this; `cause` is the `configured` that says so. */
  change(fault: Fault, cause: number): void {
    const before = this.#fault
    this.#fault = fault
    this.#notBefore = 0
    if (!isSame(before.limit, fault.limit)) {
      this.#limitFrom = this.#passed
      if (this.#cut === 'stop') this.#cut = undefined
      if (this.#cut === undefined) this.#dropped = 0
      if (this.#telling.told?.by === 'limit') this.#telling.forget()
    }
    if (!this.#isGone && !isSame(before.reset, fault.reset)) {
      this.#resetting.begin(fault.reset, this.#passed)
    }
    if (before.hold && !fault.hold && this.#telling.told?.by === 'hold') {
      this.#telling.now({ by: 'release', ...this.#waiting() }, cause)
      this.#telling.forget()
    }
    this.#step()
    this.#tellHeld(cause)
  }

  /** `to` is closed. */
  gone(cause: number): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#cancelWait()
    this.#resetting.cancel()
    const lost = this.#transit.drop()
    if (lost > 0) this.#drop(lost, cause)
    this.#telling.flush()
    this.#regulate(cause)
  }

  // --- What passes ----------------------------------------------------------------------------------------

  #arrival(): Pick<Item, 'arrived' | 'draw'> {
    return { arrived: performance.now(), draw: 2 * this.#of.random() - 1 }
  }

  /** Passes on all that may pass now, and sees to it that this goes on when more may. */
  #step = (): void => {
    this.#cancelWait()
    while (this.#isOpen && !this.#isGone && this.#goesOn());
  }

  /** Passes on what may pass in one piece. False if nothing may, now. */
  #goesOn(): boolean {
    if (this.#resetting.isDue) return this.#resetOnceRead()
    this.#limit()
    const item = this.#transit.next
    if (!item || this.#fault.hold) return false
    const now = performance.now()
    const wait = Math.max(this.#due(item), this.#notBefore) - now
    if (wait > 0) return this.#waits(wait)
    if (item.ending) {
      if (!this.#isItsTurn(item, now)) return false
      this.#transit.shift()
      this.#finish(item.ending, item.cause)
      return true
    }
    if (this.#isBlocked) return false
    const isPaced = this.#pass(item, now)
    this.#regulate(item.cause)
    return isPaced ? this.#waits(Math.max(0, this.#notBefore - performance.now())) : true
  }

  /** Items are in their order: one that would be due before those ahead of it waits for them. */
  #due({ arrived, draw }: Item): number {
    const { latencyMs = 0, jitterMs = 0 } = this.#fault
    return arrived + Math.max(0, latencyMs + jitterMs * draw)
  }

  /** Writes what may go in one piece. True if there is to be a turn of the event loop, or a time, before the next one. */
  #pass(item: Item, now: number): boolean {
    const { to } = this.#of
    if (to.refuse('send')) {
      this.gone(item.cause)
      return false
    }
    const { slice, bytesPerSecond } = this.#fault
    const bytes = this.#transit.take(item, this.#most())
    const goOn = to.write(bytes, item.cause)
    this.#passed += bytes.length
    if (!goOn) {
      this.#isBlocked = true
      to.pending.onceDrained(() => {
        this.#isBlocked = false
        this.#step()
      })
    }
    if (bytesPerSecond)
      this.#notBefore = Math.max(this.#notBefore, now) + (1000 * bytes.length) / bytesPerSecond
    if (slice?.pauseMs) this.#notBefore = Math.max(this.#notBefore, now + slice.pauseMs)
    if (this.#resetting.hasPassed(this.#passed)) return false
    return slice !== undefined || bytesPerSecond !== undefined
  }

  /** So many bytes may go at once. */
  #most(): number {
    const { slice, bytesPerSecond, limit } = this.#fault
    return Math.min(
      slice?.bytes ?? Number.POSITIVE_INFINITY,
      bytesPerSecond === undefined
        ? Number.POSITIVE_INFINITY
        : Math.max(1, Math.floor(bytesPerSecond / PARTS)),
      limit === undefined ? Number.POSITIVE_INFINITY : limit.bytes - (this.#passed - this.#limitFrom),
      Math.max(1, this.#resetting.left(this.#passed)),
    )
  }

  /** FIN and what is harder is passed on when its time has come. */
  #isItsTurn(item: Item, now: number): boolean {
    const { slowCloseMs } = this.#fault
    if (!slowCloseMs || item.ending === 'reset') return true
    if (item.turn === undefined) {
      item.turn = now
      this.#telling.now({ by: 'slowClose', bytes: 0, ms: slowCloseMs }, item.cause)
    }
    const wait = item.turn + slowCloseMs - now
    return wait <= 0 || this.#waits(wait)
  }

  #finish(ending: Ending, cause: number): void {
    this.#hasEnded = true
    this.#of.end(ending, cause)
  }

  // --- What does not --------------------------------------------------------------------------------------

  #limit(): void {
    const { limit } = this.#fault
    if (!limit || this.#cut || this.#passed - this.#limitFrom < limit.bytes) return
    this.#cut = limit.end ?? 'close'
    const cause = this.#transit.next?.cause
    const dropped = this.#transit.drop(this.#cut === 'stop')
    this.#dropped = dropped
    const seq = this.#telling.now({ by: 'limit', bytes: dropped }, cause)
    if (this.#cut === 'close' && !this.#hasEnded) this.#finish('shutdown', seq)
  }

  #drop(bytes: number, cause: number): void {
    this.#dropped += bytes
    this.#telling.growing({ by: this.#cut ? 'limit' : 'closed', bytes: this.#dropped }, cause)
  }

  #waiting(): { bytes: number; ending: boolean } {
    return { bytes: this.#transit.bytes, ending: this.#transit.isEnding }
  }

  #tellHeld(cause: number): void {
    if (this.#fault.hold && this.#isOpen && !this.#isGone && this.#transit.length > 0) {
      this.#telling.growing({ by: 'hold', ...this.#waiting() }, cause)
    }
  }

  /** Reads no more, or reads on, as the other side has it. */
  #regulate(cause: number): void {
    const { bytes, length } = this.#transit
    const share = this.#isFull ? 0.5 : 1
    const isFull = !this.#isGone && (bytes >= FULL * share || length >= FULL_READS * share)
    if (isFull === this.#isFull) return
    this.#isFull = isFull
    if (!this.#of.from.isClosed) this.#of.from.flow(cause)
  }

  // --- Reset ----------------------------------------------------------------------------------------------

  #resetOnceRead(): boolean {
    if (!this.#resetting.mayGo(this.#passed)) return this.#waits(LOOK_MS)
    this.#resetNow()
    return false
  }

  #resetNow(): void {
    this.#cancelWait()
    this.#telling.flush()
    const lost = this.#transit.drop()
    this.#of.reset(this.#telling.now({ by: 'reset', bytes: lost }, undefined))
  }

  /** Goes on in `ms`. */
  #waits(ms: number): false {
    const { pending } = this.#of.to
    this.#cancelWait = pending.later(Math.ceil(ms), this.#step)
    return false
  }
}

function isSame(one: object | undefined, other: object | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
