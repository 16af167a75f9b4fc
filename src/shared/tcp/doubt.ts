import type { Conclusion } from './behaviour'
import type { End } from './end'
import { ackHasCome, finHasArrived } from './queues'
import type { Confidence, TcpState } from './states'

/**
 * What is not sure about an end that goes to CLOSED by a reset, since segments cross on the way: whether the ACK of its
 * own FIN came before (FIN_WAIT_2), and whether the peer's FIN did (CLOSE_WAIT).
 */
export type Doubt =
  | 'none'
  /** It was in FIN_WAIT_2, as far as timers and the bytes that went to and fro can tell. */
  | 'acknowledged'
  /** It was taken to be in FIN_WAIT_2, and surely wasn't: the ACK is delayed. */
  | 'unacknowledged'
  | 'likely unacknowledged'
  | 'likely acknowledged'
  /** It was taken to be in FIN_WAIT_1, and its FIN may have got through since. */
  | 'maybe got through'
  /** It was taken to be in ESTABLISHED, and the peer's FIN may have come since. */
  | 'maybe FIN first'

/** What may stand in place of CLOSED. */
export const OTHER_STORIES: Readonly<Record<Doubt, TcpState[][]>> = {
  none: [],
  acknowledged: [],
  unacknowledged: [],
  'likely unacknowledged': [['FIN_WAIT_2', 'CLOSED']],
  'likely acknowledged': [],
  'maybe got through': [['FIN_WAIT_2', 'CLOSED']],
  'maybe FIN first': [['CLOSE_WAIT', 'CLOSED']],
}

/** `t`: of the event that `conclusion` was made from, ms. */
export function doubtAbout({ end, acknowledges }: Conclusion, to: TcpState, t: number): Doubt {
  if (to !== 'CLOSED') return 'none'
  const { state, entered, peer } = end
  if (state === 'FIN_WAIT_2' && t < entered.tMax && !acknowledges && !peer?.foreign) {
    switch (ackHasCome(end, t - entered.tMin)) {
      case 'no':
        return 'unacknowledged'
      case 'unlikely':
        return 'likely unacknowledged'
      case 'likely':
        return 'likely acknowledged'
      case 'yes':
        return 'acknowledged'
    }
  }
  if (state === 'FIN_WAIT_1' && end.finHeldUp && finHasArrived(end) !== 'no') return 'maybe got through'
  if (state === 'ESTABLISHED' && peer?.finHeldUp && finHasArrived(peer) !== 'no') return 'maybe FIN first'
  return 'none'
}

/** True if the state that it was taken to be in never was, or likely never was. */
export function isUnacknowledged(doubt: Doubt): boolean {
  return doubt === 'unacknowledged' || doubt === 'likely unacknowledged'
}

/** How sure a transition is: none is `exact` that comes from a state which is not. */
export function confidenceIn(doubt: Doubt, { confidence, on }: Conclusion, end: End): Confidence {
  switch (doubt) {
    case 'likely unacknowledged':
    case 'maybe got through':
    case 'maybe FIN first':
      return 'possible'
    case 'acknowledged':
    case 'unacknowledged':
    case 'likely acknowledged':
      return confidence === 'exact' ? 'order' : confidence
    case 'none':
      return confidence === 'exact' && !canBeExact(on, end) ? 'order' : confidence
  }
}

function canBeExact(on: Conclusion['on'], { foreign, sure, heard, state, peer }: End): boolean {
  // What stands on the peer's segments having come is no surer than that.
  if (foreign || !sure || !heard) return false
  // A foreign FIN may have come, and Node not have told yet.
  const mayHaveCome = state === 'ESTABLISHED' && peer?.foreign === true
  return !(mayHaveCome && (on === 'send-fin' || on === 'send-reset' || on === 'receive-reset'))
}
