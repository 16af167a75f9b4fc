import { type EventDraft, type EventOf, isMessage, type LabEvent, type Received, type Sent } from '../events'
import { type Conclusion, overdue } from './behaviour'
import { confidenceIn, doubtAbout, isUnacknowledged, OTHER_STORIES } from './doubt'
import type { End } from './end'
import { Ends, isWaiting } from './ends'
import { follow, settle } from './following'
import { hasRead, wrote } from './queues'
import { ruleFor } from './rules'
import { type Confidence, ORPHAN_FIN_WAIT_2_MS, type TcpState, TIME_WAIT_MS } from './states'
import { Timers } from './timers'
import { transition } from './transitions'
import { isSeen, Witness } from './witness/witness'

type StateDraft = Extract<EventDraft, { kind: 'state' }>
export type Conclusions = readonly Extract<EventDraft, { kind: 'state' | 'contradicted' }>[]

/** A FIN that was read this soon, ms, after our own went out may have crossed it on the way. */
const CROSSING_MS = 250
/** One that was there before ours is read in the next turn of the event loop: this soon, ms, if that isn't very busy. */
const NEXT_TURN_MS = 20

/**
 * So many ends that are in TIME_WAIT, and that the program has done with, are followed in every respect; of those before them
 * nothing but how long it lasts: it lasts a minute, in which a hundred thousand can come to it.
 */
const MOST_WAITING = 2000

const NONE: StateDraft[] = []

/**
 * Concludes TCP states from the events of a log: the only place that decides what state a socket is in.
 * Pure: events in, `state` events out; the same log gives the same states. It runs beside the log, which appends
 * each conclusion and tells its `seq` by giving it back to `step`.
 */
export class Inference {
  readonly #ends = new Ends()
  readonly #timers = new Timers()
  readonly #witness = new Witness(this.#ends, this.#timers)
  readonly #waiting = new Set<End>()

  /** Takes in one event; returns the transitions that it means, and what they contradict, in order. */
  step(event: LabEvent): Conclusions {
    if (event.kind === 'state') {
      this.#record(event)
      this.#witness.record(event)
      const end = this.#ends.get(event.socket)
      if (end) this.#waits(end)
      return NONE
    }
    if (isMessage(event)) return this.message(event)
    if (isSeen(event)) return this.#witness.see(event)
    if (event.socket === undefined) return NONE
    const self = follow(event, event.socket, this.#ends)
    if (!self) return NONE
    let out = this.#overdue(event, self)
    const row = ruleFor(event, self)
    if (row) {
      if (out === NONE) out = []
      let conclusions = row.concludes(event as never, self)
      if (event.kind === 'ended') conclusions = this.#crossed(event, self, conclusions, out)
      for (const conclusion of conclusions) this.#apply(conclusion, event, row.id, out)
    }
    settle(event, self, () => this.#descriptorClosed(self, event.t))
    if (event.kind === 'closed') {
      this.#ends.forget(self)
      this.#waits(self)
    }
    if (event.kind === 'dropped') this.#ends.wontBeAccepted(event.peer)
    return out
  }

  /** The same as `step`, of the events that come most. */
  message(event: Sent | Received): Conclusions {
    const self = this.#ends.get(event.socket)
    if (!self) return NONE
    if (event.kind === 'sent') wrote(self, event)
    else hasRead(self, event.offset + event.bytes)
    let out = this.#overdue(event, self)
    const row = ruleFor(event, self)
    if (!row) return out
    if (out === NONE) out = []
    for (const conclusion of row.concludes(event as never, self)) this.#apply(conclusion, event, row.id, out)
    return out
  }

  /** When the next timer of a kernel ends that nobody sees end, in ms of the log's clock. */
  get nextDeadline(): number | undefined {
    return this.#timers.next
  }

  /** Transitions by timers that have ended by `now`: `possible`, since the kernel alone knows. */
  expire(now: number): StateDraft[] {
    const out: StateDraft[] = []
    for (const { name, end, state, at, because } of this.#timers.take(now)) {
      out.push(
        this.#draft({ name, state }, 'CLOSED', {
          t: at,
          tMin: at,
          tMax: at + 4000,
          confidence: 'possible',
          alternatives: [],
          because: [because],
          rule: state === 'TIME_WAIT' ? 'time-wait-over' : 'orphan-over',
        }),
      )
      if (!end) continue
      end.state = 'CLOSED'
      this.#waiting.delete(end)
      this.#ends.forget(end)
    }
    return out
  }

  #waits(end: End): void {
    if (!isWaiting(end)) return
    this.#waiting.add(end)
    for (const oldest of this.#waiting) {
      if (this.#waiting.size <= MOST_WAITING) return
      this.#waiting.delete(oldest)
      if (!isWaiting(oldest) || !this.#ends.letGo(oldest)) continue
      this.#timers.letGo(oldest)
      this.#witness.letGo(oldest.name)
    }
  }

  /** FINs that were held up, and have come by now. */
  #overdue(event: LabEvent, self: End): StateDraft[] {
    if (!self.finHeldUp && !self.peer?.finHeldUp) return NONE
    const out: StateDraft[] = []
    for (const conclusion of overdue(self, event.t)) this.#apply(conclusion, event, 'fin-held-up', out)
    return out
  }

  #descriptorClosed(end: End, t: number): void {
    end.descriptor = 'closed'
    if (end.state === 'FIN_WAIT_2') this.#timers.begin(end, t + ORPHAN_FIN_WAIT_2_MS)
  }

  /**
   * A foreign FIN read soon after our own went out: the two may have crossed (CLOSING), or theirs may have
   * been first and lain unread (CLOSE_WAIT, LAST_ACK). Nothing that we see tells which: say all.
   */
  #crossed(event: EventOf<'ended'>, self: End, conclusions: Conclusion[], out: StateDraft[]): Conclusion[] {
    const { fin, entered, peer } = self
    if (self.state !== 'FIN_WAIT_2' || !fin || self.selfConnected || self.acknowledged === 'yes')
      return conclusions
    if ((peer && !peer.foreign) || event.t - fin.t > CROSSING_MS) return conclusions
    const finSent = event.t - fin.t > NEXT_TURN_MS ? undefined : self.finSent
    const because = [fin.seq, event.seq]
    const doubt = { confidence: 'possible' as const, because, rule: 'crossing-fins' }
    if (finSent) {
      const { seq, tMin, tMax, from } = finSent
      const alternatives: TcpState[][] = [['CLOSE_WAIT', 'LAST_ACK']]
      const rest = { ...doubt, t: tMin, tMin, tMax, supersedes: seq, alternatives, cause: event.seq }
      out.push(this.#draft(self, 'FIN_WAIT_1', rest, from))
    }
    const { seq, tMin, from } = entered
    const tMax = Math.min(entered.tMax, event.t)
    const alternatives: TcpState[][] = [['CLOSING'], ...(finSent ? [[]] : [])]
    const rest = { ...doubt, t: tMin, tMin, tMax, supersedes: seq, alternatives, cause: event.seq }
    out.push(this.#draft(self, 'FIN_WAIT_2', rest, from))
    self.sure = false
    if (!finSent) return conclusions
    const closed: TcpState[][] = [['CLOSED']]
    return conclusions.map((conclusion) =>
      conclusion.end === self && conclusion.on === 'receive-fin'
        ? { ...conclusion, confidence: 'possible', alternatives: closed }
        : conclusion,
    )
  }

  #apply(conclusion: Conclusion, event: LabEvent, rule: string, out: StateDraft[]): void {
    const { end } = conclusion
    const own = event.socket === end.name
    const row = transition(end.state, conclusion.on)
    if (!row) {
      // It tells what had been concluded from its peer.
      if (own && transition(end.entered.from, conclusion.on)?.to === end.state) end.heard = true
      return
    }
    const tMin = conclusion.tMin ?? event.t
    const tMax = conclusion.tMax ?? event.t
    const doubt = doubtAbout(conclusion, row.to, event.t)
    if (doubt === 'likely acknowledged') this.#doubtAck(end, event, out)
    if (isUnacknowledged(doubt)) this.#takeBack(end, event, out)
    const confidence = confidenceIn(doubt, conclusion, end)
    const { because, alternatives = [] } = conclusion
    out.push(
      this.#draft(end, row.to, {
        t: tMin > event.t ? event.t : Math.min(tMax, event.t),
        tMin,
        tMax,
        confidence,
        alternatives: doubt === 'none' ? alternatives : [...alternatives, ...OTHER_STORIES[doubt]],
        because: because ? [event.seq, ...because] : [event.seq],
        rule,
      }),
    )
    // Ahead of the log's own `state` event, since the next conclusion stands on this one.
    end.entered = { seq: 0, tMin, tMax, from: end.state }
    end.state = row.to
    end.heard = own && end.heard && !end.foreign
    if (row.on === 'send-reset' || row.on === 'receive-reset') end.wasReset = true
    if (confidence === 'possible' || doubt === 'likely acknowledged') end.sure = false
  }

  /** The newest state of `end` is no more certain: what led there may not have come before what `event` tells. */
  #doubtAck(end: End, event: LabEvent, out: StateDraft[]): void {
    const { seq, tMin, from } = end.entered
    const tMax = Math.min(end.entered.tMax, event.t)
    const possible = { confidence: 'possible' as const, alternatives: [[]], tMax }
    const pending = out.findLast((draft) => draft.socket === end.name && draft.to === end.state)
    if (pending) Object.assign(pending, possible)
    else {
      const because = [event.seq]
      const rest = { t: tMin, tMin, because, supersedes: seq, rule: 'ack-or-reset-first', ...possible }
      out.push(this.#draft(end, end.state, rest, from))
    }
  }

  /** What led to the newest state of `end` never came before what `event` tells: it is in the one before. */
  #takeBack(end: End, event: LabEvent, out: StateDraft[]): void {
    const { seq, tMin, from } = end.entered
    const pending = out.findLastIndex((draft) => draft.socket === end.name && draft.to === end.state)
    if (pending >= 0) out.splice(pending, 1)
    else {
      const rest = { confidence: 'order' as const, alternatives: [], rule: 'ack-or-reset-first' }
      const at = { t: tMin, tMin, tMax: event.t, because: [event.seq], supersedes: seq }
      out.push(this.#draft(end, from, { ...at, ...rest }, from))
    }
    end.state = from
  }

  #draft(
    end: Pick<End, 'name' | 'state'>,
    to: TcpState,
    rest: {
      t: number
      tMin: number
      tMax: number
      confidence: Confidence
      alternatives: TcpState[][]
      because: number[]
      rule: string
      supersedes?: number
      cause?: number
    },
    from: TcpState = end.state,
  ): StateDraft {
    const { t, tMin, tMax, confidence, alternatives, because, rule, supersedes } = rest
    const draft: StateDraft = {
      kind: 'state',
      socket: end.name,
      from,
      to,
      provenance: 'inferred',
      cause: rest.cause ?? because[0],
      tMin,
      tMax,
      confidence,
      alternatives,
      because,
      rule,
      // The last one, as of every event that the log gets: the journal's lines are made from that.
      t,
    }
    if (supersedes !== undefined) draft.supersedes = supersedes
    return draft
  }

  /** The log has given one of our conclusions its `seq`. */
  #record(event: EventOf<'state'>): void {
    const end = this.#ends.get(event.socket)
    if (!end || event.supersedes !== undefined || event.provenance !== 'inferred') return
    const entered = { seq: event.seq, tMin: event.tMin, tMax: event.tMax, from: event.from }
    if (event.to === 'FIN_WAIT_1' && event.from === 'ESTABLISHED') end.finSent = entered
    if (end.state !== event.to) return
    end.entered = entered
    if (end.foreign) return
    if (event.to === 'TIME_WAIT') this.#timers.begin(end, event.tMax + TIME_WAIT_MS)
    if (event.to === 'FIN_WAIT_2' && end.descriptor === 'closed')
      this.#timers.begin(end, event.t + ORPHAN_FIN_WAIT_2_MS)
  }
}
