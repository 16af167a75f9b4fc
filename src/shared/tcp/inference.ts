import type { EventDraft, EventOf, LabEvent } from '../events'
import { parseAddress } from '../ids'
import type { Conclusion } from './behaviour'
import type { End } from './end'
import { Ends } from './ends'
import { ruleFor } from './rules'
import { type Confidence, ORPHAN_FIN_WAIT_2_MS, type TcpState, TIME_WAIT_MS } from './states'
import { Timers } from './timers'
import { transition } from './transitions'
import { isSeen, Witness } from './witness/witness'

type StateDraft = Extract<EventDraft, { kind: 'state' }>
export type Conclusions = readonly Extract<EventDraft, { kind: 'state' | 'contradicted' }>[]

/** A FIN that was read this soon, ms, after our own went out may have crossed it on the way. */
const CROSSING_MS = 250

const NONE: StateDraft[] = []
const CLOSE_WAIT_FIRST: TcpState[] = ['CLOSE_WAIT', 'CLOSED']

/**
 * Concludes TCP states from the events of a log: the only place that decides what state a socket is in.
 * Pure: events in, `state` events out; the same log gives the same states. It runs beside the log, which appends
 * each conclusion and tells its `seq` by giving it back to `step`.
 */
export class Inference {
  readonly #ends = new Ends()
  readonly #timers = new Timers()
  readonly #witness = new Witness(this.#ends, this.#timers)

  /** Takes in one event; returns the transitions that it means, and what they contradict, in order. */
  step(event: LabEvent): Conclusions {
    // Most events by far, and none of them tells of a state.
    if (event.kind === 'received') return NONE
    if (event.kind === 'state') {
      this.#record(event)
      this.#witness.record(event)
      return NONE
    }
    if (isSeen(event)) return this.#witness.see(event)
    if (event.socket === undefined) return NONE
    const self = this.#prepare(event, event.socket)
    if (!self) return NONE
    const row = ruleFor(event, self)
    let out = NONE
    if (row) {
      out = []
      const conclusions = row.concludes(event as never, self)
      if (event.kind === 'ended') this.#crossed(event, self, out)
      for (const conclusion of conclusions) this.#apply(conclusion, event, row.id, out)
    }
    this.#settle(event, self)
    return out
  }

  /** When the next timer of a kernel ends that nobody sees end, in ms of the log's clock. */
  get nextDeadline(): number | undefined {
    return this.#timers.next
  }

  /** Transitions by timers that have ended by `now`: `possible`, since the kernel alone knows. */
  expire(now: number): StateDraft[] {
    const out: StateDraft[] = []
    for (const { end, state, at, because } of this.#timers.take(now)) {
      out.push(
        this.#draft(end, 'CLOSED', {
          t: at,
          tMin: at,
          tMax: at + 4000,
          confidence: 'possible',
          alternatives: [],
          because: [because],
          rule: state === 'TIME_WAIT' ? 'time-wait-over' : 'orphan-over',
        }),
      )
      end.state = 'CLOSED'
      this.#ends.forget(end)
    }
    return out
  }

  /** Before the rules: what the event itself says of its end. */
  #prepare(event: LabEvent, name: string): End | undefined {
    switch (event.kind) {
      case 'listening':
        return this.#ends.open(name, false, event.t)
      case 'connecting': {
        const self = this.#ends.open(name, false, event.t)
        self.selfConnected = event.local === event.remote
        self.loopback = isLoopback(event.remote)
        self.called = { t: event.t }
        return self
      }
      case 'accepted': {
        const self = this.#ends.open(name, false, event.t)
        self.loopback = isLoopback(event.remote)
        this.#ends.pair(self, event.peer, event.foreign === true, event.t)
        // Its client has closed before it was accepted: the handshake was some time since the listener is there.
        if (!self.peer) self.openedAt = this.#ends.get(event.listener)?.entered.tMin ?? event.t
        return self
      }
      case 'connected': {
        const self = this.#ends.get(name)
        if (!self) return undefined
        self.loopback = isLoopback(event.remote)
        self.selfConnected = event.local === event.remote
        if (self.called) self.called.connected = event.t
        if (event.peer !== undefined && !self.peer) this.#ends.pair(self, event.peer, true, event.t)
        return self
      }
      case 'sent': {
        const self = this.#ends.get(name)
        if (self) self.written = event.offset + event.bytes
        return self
      }
      default:
        return this.#ends.get(name)
    }
  }

  /** After the rules: facts that later events are judged by. */
  #settle(event: LabEvent, self: End): void {
    switch (event.kind) {
      case 'asked':
        // Refused: it is closed already.
        if (self.descriptor === 'closed') return
        switch (event.command.do) {
          case 'close':
            if (self.frozenSince !== undefined && !self.closing) self.frozenSince = event.t
            self.closing = !self.resetting
            if (self.fin) this.#descriptorClosed(self, event.t)
            return
          case 'destroy':
            self.fin ??= { seq: event.seq, t: event.t }
            this.#descriptorClosed(self, event.t)
            return
          case 'reset':
            // It takes the place of a close that waits for the same FIN.
            if (event.deferred) {
              self.closing = false
              self.resetting = true
            } else this.#descriptorClosed(self, event.t)
        }
        return
      case 'finished':
        if (event.phase !== 'sent') return
        self.fin = { seq: event.seq, t: event.t }
        if (self.closing) this.#descriptorClosed(self, event.t)
        return
      case 'dropped':
        this.#ends.wontBeAccepted(event.peer)
        return
      case 'frozen':
        self.frozenSince = event.t
        return
      case 'thawed':
        delete self.frozenSince
        return
      case 'paused':
      case 'resumed':
        self.paused = event.kind === 'paused'
        return
      case 'closed':
        this.#descriptorClosed(self, event.t)
        this.#ends.forget(self)
    }
  }

  #descriptorClosed(end: End, t: number): void {
    end.descriptor = 'closed'
    if (end.state === 'FIN_WAIT_2') this.#timers.begin(end, t + ORPHAN_FIN_WAIT_2_MS)
  }

  /**
   * A foreign FIN read soon after our own went out: the two may have crossed (CLOSING), or theirs may have
   * been first and lain unread (CLOSE_WAIT, LAST_ACK). Nothing that we see tells which: say all.
   */
  #crossed(event: EventOf<'ended'>, self: End, out: StateDraft[]): void {
    if (self.state !== 'FIN_WAIT_2' || !self.fin || self.selfConnected) return
    if (self.peer && !self.peer.foreign) return
    if (event.t - self.fin.t > CROSSING_MS) return
    out.push({
      kind: 'state',
      socket: self.name,
      t: self.entered.tMin,
      from: self.entered.from,
      to: 'FIN_WAIT_2',
      provenance: 'inferred',
      confidence: 'possible',
      because: [self.fin.seq, event.seq],
      tMin: self.entered.tMin,
      tMax: Math.min(self.entered.tMax, event.t),
      alternatives: [['CLOSING']],
      supersedes: self.entered.seq,
      rule: 'crossing-fins',
      cause: event.seq,
    })
  }

  #apply(conclusion: Conclusion, event: LabEvent, rule: string, out: StateDraft[]): void {
    const { end } = conclusion
    const row = transition(end.state, conclusion.on)
    if (!row) return
    const tMin = conclusion.tMin ?? event.t
    const tMax = conclusion.tMax ?? event.t
    // F2 is entered when an ACK comes, which a reset can overtake; identical runs differ there.
    if (
      end.state === 'FIN_WAIT_2' &&
      row.to === 'CLOSED' &&
      end.entered.seq > 0 &&
      event.t < end.entered.tMax
    ) {
      out.push(
        this.#draft(
          end,
          'FIN_WAIT_2',
          { ...doubt(end, event), rule: 'ack-or-reset-first' },
          end.entered.from,
        ),
      )
    }
    // The peer's FIN is under way: this end may have been in CLOSE_WAIT before.
    const unseenFin = end.state === 'ESTABLISHED' && row.to === 'CLOSED' && end.peer?.finInDoubt === true
    const confidence = end.foreign && conclusion.confidence === 'exact' ? 'order' : conclusion.confidence
    out.push(
      this.#draft(end, row.to, {
        t: tMin > event.t ? event.t : Math.min(tMax, event.t),
        tMin,
        tMax,
        confidence: unseenFin ? 'possible' : confidence,
        alternatives: [...(conclusion.alternatives ?? []), ...(unseenFin ? [CLOSE_WAIT_FIRST] : [])],
        because: [event.seq, ...(conclusion.because ?? [])],
        rule,
      }),
    )
    // Ahead of the log's own `state` event, since the next conclusion stands on this one.
    end.entered = { seq: 0, tMin, tMax, from: end.state }
    end.state = row.to
  }

  #draft(
    end: End,
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
    },
    from: TcpState = end.state,
  ): StateDraft {
    return {
      kind: 'state',
      socket: end.name,
      from,
      to,
      provenance: 'inferred',
      ...rest,
      cause: rest.because[0],
    }
  }

  /** The log has given one of our conclusions its `seq`. */
  #record(event: EventOf<'state'>): void {
    const end = this.#ends.get(event.socket)
    if (!end || event.supersedes !== undefined || end.state !== event.to) return
    if (event.provenance !== 'inferred') return
    end.entered = { seq: event.seq, tMin: event.tMin, tMax: event.tMax, from: event.from }
    if (end.foreign) return
    if (event.to === 'TIME_WAIT') this.#timers.begin(end, event.tMax + TIME_WAIT_MS)
    if (event.to === 'FIN_WAIT_2' && end.descriptor === 'closed')
      this.#timers.begin(end, event.t + ORPHAN_FIN_WAIT_2_MS)
  }
}

function doubt(end: End, event: LabEvent) {
  return {
    t: end.entered.tMin,
    tMin: end.entered.tMin,
    tMax: Math.min(end.entered.tMax, event.t),
    confidence: 'possible' as const,
    alternatives: [[]],
    because: [event.seq],
    supersedes: end.entered.seq,
  }
}

function isLoopback(address: string): boolean {
  const host = parseAddress(address)?.host ?? ''
  return host.startsWith('127.') || host === '::1'
}
