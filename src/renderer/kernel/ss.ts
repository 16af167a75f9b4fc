import type { KernelTimer } from '../../shared/events'
import { backlogOf, rowOf, timerLeft } from '../../shared/model/kernel'
import type { Model, SocketModel } from '../../shared/model/model'
import { isListener } from '../../shared/model/selectors'
import type { TcpState } from '../../shared/tcp/states'

/** Rows as `ss -tanpoe` (iproute2) writes them, for whoever takes them elsewhere. */

const STATES: Record<TcpState, string> = {
  LISTEN: 'LISTEN',
  SYN_SENT: 'SYN-SENT',
  SYN_RECEIVED: 'SYN-RECV',
  ESTABLISHED: 'ESTAB',
  FIN_WAIT_1: 'FIN-WAIT-1',
  FIN_WAIT_2: 'FIN-WAIT-2',
  CLOSE_WAIT: 'CLOSE-WAIT',
  CLOSING: 'CLOSING',
  LAST_ACK: 'LAST-ACK',
  TIME_WAIT: 'TIME-WAIT',
  CLOSED: 'UNCONN',
}

const TIMERS: Record<KernelTimer['kind'], string> = {
  retransmit: 'on',
  keepalive: 'keepalive',
  timeWait: 'timewait',
  probe: 'persist',
}

export const SS_HEAD = columns(
  'State',
  'Recv-Q',
  'Send-Q',
  'Local Address:Port',
  'Peer Address:Port',
  'Process',
)

/** `now` is the lab's time, ms. What the table doesn't tell is `-`. */
export function ssLine(model: Model, socket: SocketModel, now: number): string {
  const row = rowOf(model, socket)
  const timer = row && timerLeft(row, now)
  const listens = isListener(socket)
  const rest = [
    ...(socket.pid === undefined ? [] : [`users:(("${socket.process ?? '?'}",pid=${socket.pid}))`]),
    ...(timer ? [`timer:(${TIMERS[timer.kind]},${ssTime(timer.ms)},0)`] : []),
    ...(row?.uid === undefined ? [] : [`uid:${row.uid}`]),
    ...(row?.inode === undefined ? [] : [`ino:${row.inode}`]),
  ]
  return columns(
    STATES[row?.state ?? socket.state],
    row ? String(row.receiveQueue) : '-',
    row ? String((listens ? backlogOf(socket) : undefined) ?? row.sendQueue) : '-',
    socket.local ?? '*:*',
    socket.remote ?? (listens ? anyOf(socket.local) : '*:*'),
    rest.join(' '),
  )
}

const anyOf = (local = '') => (local.startsWith('[') ? '[::]:*' : '0.0.0.0:*')

/** `54sec`, `1min12sec`, `200ms`: as ss does (print_ms_timer). */
function ssTime(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  const seconds = Math.floor(ms / 1000) % 60
  const rest = Math.floor(ms % 1000)
  if (minutes > 0) return seconds > 0 ? `${minutes}min${seconds}sec` : `${minutes}min`
  if (seconds >= 10) return `${seconds}sec`
  if (seconds > 0) return rest > 0 ? `${seconds}.${String(rest).padStart(3, '0')}sec` : `${seconds}sec`
  return `${rest}ms`
}

function columns(state: string, receive: string, send: string, local: string, peer: string, rest: string) {
  const parts = [state.padEnd(10), receive.padEnd(6), send.padEnd(6), local.padEnd(24), peer.padEnd(24), rest]
  return parts.join(' ').trimEnd()
}
