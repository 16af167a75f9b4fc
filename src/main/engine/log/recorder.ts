import type { EventDraft, LabEvent, Received, Sent } from '../../../shared/events'
import { type Conclusions, Inference } from '../../../shared/tcp/inference'
import type { Happening } from '../context'
import { Clock } from './clock'
import { Log } from './log'

/** Wall-clock and monotonic time are paired in the log this often, ms. */
const CLOCK_NOTE_MS = 60_000

/** Gives what happens its time and its place in the log, and puts beside it what it means for TCP states. */
export class Recorder {
  readonly log: Log
  #clock = new Clock()
  #inference = new Inference()
  #clockTimer: NodeJS.Timeout
  #stateTimer: NodeJS.Timeout | undefined
  #disposed = false

  constructor(maxEvents: number | undefined, versions: Record<string, string>) {
    this.log = new Log(maxEvents === undefined ? {} : { maxEvents })
    this.log.append({
      kind: 'opened',
      t: 0,
      wall: this.#clock.wall.toISOString(),
      origin: this.#clock.origin.toString(),
      versions,
    })
    this.#clockTimer = setInterval(() => {
      this.record({ kind: 'note', topic: 'clock', text: 'clock', wall: new Date().toISOString() })
    }, CLOCK_NOTE_MS)
    this.#clockTimer.unref()
  }

  /** Present time on the log's axis, ms. */
  now(): number {
    return this.#clock.now()
  }

  /** `t`: when it happened, for what is told late (a reading of the kernel's, a packet); now unless given. */
  record(happening: Happening, t: number = this.#clock.now()): LabEvent {
    const draft = happening as EventDraft
    draft.t = t
    const event = this.log.append(draft)
    this.#conclude(this.#inference.step(event))
    return event
  }

  /** A message. Nothing comes as often: it has a way of its own, on which each step knows what kind of event it gets. */
  recordMessage<M extends Sent | Received>(message: M): M {
    message.t = this.#clock.now()
    this.log.appendMessage(message)
    this.#conclude(this.#inference.message(message))
    return message
  }

  #conclude(conclusions: Conclusions): void {
    for (const draft of conclusions) this.#inference.step(this.log.append(draft))
    this.#armStateTimer()
  }

  dispose(): void {
    this.#disposed = true
    clearInterval(this.#clockTimer)
    clearTimeout(this.#stateTimer)
  }

  /** The kernel's own timers (TIME_WAIT) end without an event: the log says so when they should have. */
  #armStateTimer(): void {
    if (this.#stateTimer || this.#disposed) return
    const at = this.#inference.nextDeadline
    if (at === undefined) return
    this.#stateTimer = setTimeout(() => {
      this.#stateTimer = undefined
      for (const draft of this.#inference.expire(this.#clock.now()))
        this.#inference.step(this.log.append(draft))
      this.#armStateTimer()
    }, at - this.#clock.now())
    this.#stateTimer.unref()
  }
}
