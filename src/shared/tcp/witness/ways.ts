import type { TcpState } from '../states'
import { type Occurrence, TRANSITIONS } from '../transitions'

/** Ways from one state to another: what a reading of the kernel's tables that has missed the states between leaves open. */

/** What ends a connection at once; it leads nowhere but to CLOSED, and GONE has that. */
const ENDS_AT_ONCE: ReadonlySet<Occurrence> = new Set(['send-reset', 'receive-reset', 'abort', 'give-up'])

/** Transitions of RFC 9293 that no connection of a socket takes unless it is seen to. */
const RARE: ReadonlySet<string> = new Set([
  // Simultaneous open (RFC 9293, figure 7): only of two sockets that are bound to each other's address.
  'SYN_SENT SYN_RECEIVED',
  // A socket that can be closed, or that reads FIN, has been handed over, and so has been ESTABLISHED (accept(2)).
  'SYN_RECEIVED FIN_WAIT_1',
  'SYN_RECEIVED CLOSE_WAIT',
])

const STEPS = TRANSITIONS.filter((row) => row.from !== 'CLOSED' && !ENDS_AT_ONCE.has(row.on))

function search(from: TcpState, to: TcpState, before: readonly TcpState[]): TcpState[][] {
  if (from === to && before.length > 0) return [[...before]]
  return STEPS.filter((row) => row.from === from && !before.includes(row.to))
    .filter((row) => row.to === to || !RARE.has(`${row.from} ${row.to}`))
    .flatMap((row) => search(row.to, to, [...before, row.to]))
}

/**
 * What may lie behind a connection whose row is gone, the usual first. TIME_WAIT is not among it: that has a row, for
 * a minute. The peer tells which it was, if its row is there; and whose program has not closed was reset.
 */
export const GONE: readonly { from: TcpState; ways: TcpState[][]; source: string }[] = [
  { from: 'LISTEN', ways: [['CLOSED']], source: 'close(2) of the listening descriptor (RFC 9293, 3.10.4)' },
  {
    from: 'SYN_SENT',
    ways: [['CLOSED']],
    source: 'RFC 9293, 3.10.7.3: RST; or nobody answered (tcp(7), tcp_syn_retries)',
  },
  {
    from: 'SYN_RECEIVED',
    ways: [['CLOSED']],
    source: 'RST, or the ACK did not come (tcp(7), tcp_synack_retries)',
  },
  {
    from: 'ESTABLISHED',
    ways: [['CLOSE_WAIT', 'LAST_ACK', 'CLOSED'], ['CLOSED']],
    source: 'RFC 9293, 3.6: an orderly close by the peer, quicker than two readings; or RST',
  },
  {
    from: 'CLOSE_WAIT',
    ways: [['LAST_ACK', 'CLOSED'], ['CLOSED']],
    source: 'RFC 9293, 3.10.7.4: FIN and its ACK between two readings; or RST',
  },
  {
    from: 'FIN_WAIT_1',
    ways: [['CLOSED']],
    source: 'RST, or FIN was never acknowledged (tcp(7), tcp_orphan_retries); TIME_WAIT would have a row',
  },
  {
    from: 'FIN_WAIT_2',
    ways: [['CLOSED']],
    source: 'RST, or given up without a process (tcp(7), tcp_fin_timeout); TIME_WAIT would have a row',
  },
  { from: 'CLOSING', ways: [['CLOSED']], source: 'RST, or FIN was never acknowledged' },
  { from: 'LAST_ACK', ways: [['CLOSED']], source: 'RFC 9293, 3.10.7.4: our FIN is acknowledged' },
  {
    from: 'TIME_WAIT',
    ways: [['CLOSED']],
    source: 'its time is over; or the kernel needed the port or the room (tcp_tw_reuse, tcp_max_tw_buckets)',
  },
]

const known = new Map<string, TcpState[][]>()

/** The ways from `from` to `seen`, each the states entered one after the other, the usual first; none if there is no way. */
export function waysTo(from: TcpState, seen: TcpState): readonly TcpState[][] {
  if (seen === 'CLOSED') return GONE.find((row) => row.from === from)?.ways ?? []
  const key = `${from} ${seen}`
  let ways = known.get(key)
  if (!ways) {
    // FINs that cross (CLOSING) are rarer than those that answer each other.
    const crossing = (way: TcpState[]) => Number(way.slice(0, -1).includes('CLOSING'))
    ways = search(from, seen, []).sort((a, b) => crossing(a) - crossing(b) || a.length - b.length)
    known.set(key, ways)
  }
  return ways
}

/** True if one segment, call or timer leads from `from` to `to`. */
export function leads(from: TcpState, to: TcpState): boolean {
  return TRANSITIONS.some((row) => row.from === from && row.to === to)
}
