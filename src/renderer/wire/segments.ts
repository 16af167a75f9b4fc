import type { EventOf, LabEvent } from '../../shared/events'

/** What the wire shows of a segment: its flags, or that it carries data. */
export type SegmentKind = 'SYN' | 'SYN+ACK' | 'ACK' | 'FIN' | 'RST' | 'data'

export interface InferredSegment {
  kind: Exclude<SegmentKind, 'data'>
  /** The socket that the transition is about has sent it; otherwise it is what has arrived there. */
  sent: boolean
}

/** Rules by which the end that the evidence is about sends RST (src/shared/tcp/rules.ts), and those by which it gets one. */
const RESETS: ReadonlySet<string> = new Set(['reset', 'destroy', 'close-after-fin', 'fin-then-close-unread'])
const IS_RESET: ReadonlySet<string> = new Set(['write-to-closed', 'reset-seen', 'connected-then-reset'])

/**
 * The segment behind a transition, as far as the transition tells; undefined if there was none, or the other end's own
 * transition tells of it. `evidence` is the event that the transition was concluded from first.
 */
export function segmentOf(
  state: EventOf<'state'>,
  evidence: LabEvent | undefined,
): InferredSegment | undefined {
  if (state.supersedes !== undefined) return undefined
  switch (state.to) {
    case 'SYN_SENT':
      return { kind: 'SYN', sent: true }
    case 'SYN_RECEIVED':
      return { kind: 'SYN+ACK', sent: true }
    case 'ESTABLISHED':
      return state.from === 'SYN_SENT' ? { kind: 'ACK', sent: true } : undefined
    case 'FIN_WAIT_1':
    case 'LAST_ACK':
      return { kind: 'FIN', sent: true }
    case 'FIN_WAIT_2':
      return { kind: 'ACK', sent: false }
    case 'TIME_WAIT':
      // From CLOSING it is the last ACK that has come, which the other end doesn't tell of.
      return { kind: 'ACK', sent: state.from !== 'CLOSING' }
    case 'CLOSED':
      return resetOf(state, evidence)
    case 'LISTEN':
    case 'CLOSE_WAIT':
    case 'CLOSING':
      return undefined
  }
}

function resetOf(state: EventOf<'state'>, evidence: LabEvent | undefined): InferredSegment | undefined {
  // Both ends become CLOSED by one reset: it is drawn once, for the end that the evidence is about.
  if (evidence?.socket !== state.socket) return undefined
  if (RESETS.has(state.rule)) return { kind: 'RST', sent: true }
  const refused =
    state.rule === 'connect-failed' && evidence.kind === 'failed' && evidence.code === 'ECONNREFUSED'
  return refused || IS_RESET.has(state.rule) ? { kind: 'RST', sent: false } : undefined
}
