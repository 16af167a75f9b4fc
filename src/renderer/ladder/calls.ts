import { formatBytes, visible } from '../../shared/bytes'
import type { LabEvent } from '../../shared/events'
import { parseAddress } from '../../shared/ids'
import type { Side } from '../../shared/tcp/segments'
import type { en } from '../i18n/en'
import { duration } from '../ui/format'

/** Functions have one name in every language. */
export const FUNCTIONS = {
  connect: 'connect()',
  accepted: 'accept()',
  shutdown: 'shutdown()',
  close: 'close()',
  destroy: 'destroy()',
  reset: 'reset()',
} as const

export type CallName =
  | Exclude<keyof typeof en.ladder.call, 'disturbed'>
  | `disturbed.${keyof typeof en.ladder.call.disturbed}`
  | keyof typeof FUNCTIONS

/** A call, or what came of one, beside the lifeline of its end. */
export interface Call {
  seq: number
  t: number
  side: Side
  name: CallName
  /** What goes into its words. */
  values: { size?: string; code?: string; seen?: string; for?: string; to?: string }
  /** `seq` of what caused it; 0 for nothing that is known. */
  cause: number
}

/** What the ladder shows of an event beside a lifeline; undefined for what the segments and states say already. */
export function callOf(event: LabEvent, side: Side): Call | undefined {
  const call = (name: CallName, values: Call['values'] = {}): Call => ({
    seq: event.seq,
    t: event.t,
    side,
    name,
    values,
    cause: event.cause ?? 0,
  })
  switch (event.kind) {
    case 'connecting':
      return event.attempt > 1 ? call('connectAgain', { to: hostOf(event.remote) }) : call('connect')
    // One address of several: the call goes on with the next one.
    case 'attemptFailed':
      return call('attemptFailed', { code: visible(event.code), to: hostOf(event.remote) })
    case 'connected':
    case 'accepted':
    case 'ended':
    case 'paused':
    case 'resumed':
    case 'timedOut':
    case 'closed':
      return call(event.kind)
    case 'sent':
      return call('sent', { size: formatBytes(event.bytes) })
    case 'received':
      return call('received', { size: formatBytes(event.bytes) })
    case 'failed':
      return call('failed', { code: visible(event.code) })
    case 'contradicted':
      return call('contradicted', { seen: event.seen })
    case 'disturbed':
      return call(`disturbed.${event.by}`, { size: formatBytes(event.bytes), for: duration(event.ms ?? 0) })
    case 'finished':
      return event.phase === 'queued' ? call('finQueued') : call('finished')
    case 'asked':
      switch (event.command.do) {
        case 'shutdown':
        case 'close':
        case 'destroy':
        case 'reset':
          return call(event.command.do)
        default:
          return undefined
      }
    default:
      return undefined
  }
}

/** Attempts differ in it: the port is the same for all addresses of a name. */
function hostOf(remote: string): string {
  return parseAddress(remote)?.host ?? remote
}
