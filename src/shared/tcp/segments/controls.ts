import type { LabEvent, StateChanged } from '../../events'
import type { Confidence } from '../states'
import { opposite, type Side, type Span } from './segment'

/** A transition that holds, the end that made it, and the event that it was concluded from first. */
export interface Step {
  side: Side
  state: StateChanged
  evidence: LabEvent | undefined
  /** The end that `evidence` is about. */
  evidenceSide: Side | undefined
}

/** Which segment of a connection: one slot is one segment, whatever tells of it. `refusal`: the RST that answers that SYN. */
export type Slot = `${'syn' | 'refusal'} ${number}` | 'synAck' | 'ack' | `${'fin' | 'finAck' | 'rst'} ${Side}`

/** A segment without data, as the transitions of both ends tell of it. */
export interface Control {
  slot: Slot
  from: Side
  flags: string
  sent: Span
  arrived?: Span
  confidence: Confidence
  because: number[]
  made: { from: number[]; to: number[] }
}

/**
 * What becomes of the ACK of a FIN whose receiver sends something `ms` after it came. Linux delays that ACK in any case
 * (tcp_fin enters pingpong mode), and what is sent before carries it: by 40 ms (TCP_ATO_MIN) once data has come, else until
 * the next tick of its clock, which may be at once (measured: either, in turn).
 */
export function ackOfFin(ms: number, dataBefore: boolean): 'carried' | 'perhaps' | 'apart' {
  if (!dataBefore) return ms < 5 ? 'perhaps' : 'apart'
  return ms < 38 ? 'carried' : ms < 45 ? 'perhaps' : 'apart'
}

const RANK: Record<Confidence, number> = { possible: 0, order: 1, exact: 2 }

/** The segments behind the transitions of both ends, in their order. `self`: a socket that is connected to itself. */
export function controlsOf(steps: readonly Step[], self: boolean): Map<Slot, Control> {
  const found = new Map<Slot, Control>()
  let attempts = 0

  /** Tells that `step` knows of a segment: by sending it or by getting it; `makes`: that is what the transition is. */
  const tell = (slot: Slot, from: Side, flags: string, step: Step, makes: boolean): void => {
    const { state, side } = step
    const span = spanOf(state)
    const sends = side === from && (!self || !makes || slot.startsWith('fin '))
    let control = found.get(slot)
    if (!control) {
      control = {
        slot,
        from,
        flags,
        sent: sends || span.min !== span.max ? span : { ...(span.max !== undefined && { max: span.max }) },
        confidence: state.confidence,
        because: [...state.because],
        made: { from: [], to: [] },
      }
      found.set(slot, control)
    }
    if (sends) control.sent = narrowed(control.sent, span)
    else {
      control.arrived = span
      if (span.max !== undefined) control.sent = narrowed(control.sent, { max: span.max })
    }
    for (const seq of state.because) if (!control.because.includes(seq)) control.because.push(seq)
    if (RANK[state.confidence] > RANK[control.confidence]) control.confidence = state.confidence
    if (makes) control.made[sends ? 'from' : 'to'].push(state.seq)
  }
  for (const step of steps) {
    const { side, state, evidence } = step
    const other = self ? side : opposite(side)
    const fin = (of: Side): [Slot, Side, string] => [`fin ${of}`, of, 'AF']
    const finAck = (of: Side, by: Side): [Slot, Side, string] => [`finAck ${of}`, by, 'A']
    switch (state.to) {
      case 'SYN_SENT':
        attempts++
        // connect(2) failed before it had an address: nothing has left.
        if (evidence?.kind !== 'connecting' || evidence.local !== undefined)
          tell(`syn ${attempts}`, side, 'S', step, true)
        break
      case 'SYN_RECEIVED':
        // A foreign client's own SYN_SENT is concluded from this one.
        tell(`syn ${Math.max(attempts, 1)}`, other, 'S', step, true)
        tell('synAck', side, 'AS', step, false)
        break
      case 'ESTABLISHED':
        if (state.from === 'SYN_SENT') {
          tell('synAck', other, 'AS', step, true)
          tell('ack', side, 'A', step, false)
        } else if (state.from === 'SYN_RECEIVED' && !self) tell('ack', other, 'A', step, true)
        break
      case 'FIN_WAIT_1':
        tell(...fin(side), step, true)
        break
      case 'LAST_ACK':
        tell(...fin(side), step, true)
        break
      case 'CLOSE_WAIT':
      case 'CLOSING':
        tell(...fin(other), step, true)
        tell(...finAck(other, side), step, false)
        break
      case 'FIN_WAIT_2':
        tell(...finAck(side, other), step, true)
        break
      case 'TIME_WAIT':
        if (state.from === 'CLOSING') tell(...finAck(side, other), step, true)
        else {
          tell(...fin(other), step, true)
          tell(...finAck(other, side), step, false)
        }
        break
      case 'CLOSED': {
        const reset = resetOf(step, found)
        const slot: Slot | undefined =
          reset && (state.from === 'SYN_SENT' ? `refusal ${attempts}` : `rst ${reset.from}`)
        if (reset && slot) tell(slot, reset.from, reset.flags, step, true)
        else if (state.from === 'LAST_ACK') tell(...finAck(side, other), step, true)
        break
      }
      case 'LISTEN':
        break
    }
  }
  return found
}

/** Who has sent the RST behind a transition to CLOSED, if it was one: what the transition was concluded from tells. */
function resetOf(
  { state, evidence, evidenceSide }: Step,
  found: ReadonlyMap<Slot, Control>,
): { from: Side; flags: string } | undefined {
  if (!evidence || evidenceSide === undefined || state.from === 'LISTEN') return undefined
  switch (evidence.kind) {
    case 'asked':
    case 'finished': {
      // A call in SYN_SENT sends nothing; the FIN of this very call is acknowledged, not reset.
      if (state.from === 'SYN_SENT') return undefined
      const ownFin = found.get(`fin ${evidenceSide}`)
      const acknowledged = state.from === 'LAST_ACK' && ownFin?.because.includes(evidence.seq) === true
      if (acknowledged && state.rule !== 'fin-then-close-unread') return undefined
      return { from: evidenceSide, flags: 'AR' }
    }
    case 'sent':
      // RFC 9293, 3.10.7.1: it answers data for a connection that is gone, without ACK.
      return { from: opposite(evidenceSide), flags: 'R' }
    case 'failed':
    case 'attemptFailed':
      if (evidence.code === 'ECONNREFUSED') return { from: opposite(evidenceSide), flags: 'AR' }
      return evidence.code === 'ECONNRESET' || evidence.code === 'EPIPE'
        ? { from: opposite(evidenceSide), flags: 'R' }
        : undefined
    case 'segment':
      return evidence.flags.includes('R') ? { from: evidenceSide, flags: evidence.flags } : undefined
    default:
      return undefined
  }
}

function spanOf({ tMin, tMax }: StateChanged): Span {
  return { min: tMin, max: tMax }
}

function narrowed(one: Span, two: Span): Span {
  const min = Math.max(one.min ?? Number.NEGATIVE_INFINITY, two.min ?? Number.NEGATIVE_INFINITY)
  const max = Math.min(one.max ?? Number.POSITIVE_INFINITY, two.max ?? Number.POSITIVE_INFINITY)
  return {
    ...(Number.isFinite(min) && { min }),
    // An event can tell of the past: what is known of the end bounds nothing then.
    ...(Number.isFinite(max) && { max: Math.max(max, min) }),
  }
}
