import type { TcpState } from './states'

/** What a state is called in the output of the tools that list sockets. */
export interface ToolNames {
  /** `ss` of Linux, and the name by which it filters (`ss -tan state NAME`). */
  ss: string
  ssFilter: string
  /** `netstat` of Linux, of macOS and the BSDs, of Windows. */
  netstat: string
  macos: string
  windows: string
}

/**
 * After iproute2's misc/ss.c (`sstate_name`, `sstate_namel`), net-tools' netstat.c (`tcp_state`), BSD's
 * netinet/tcp_fsm.h (`tcpstates`), and Microsoft's "netstat" reference and KB 137984.
 */
export const TOOL_NAMES: Record<TcpState, ToolNames> = {
  LISTEN: names('LISTEN', 'listening', 'LISTEN', 'LISTEN', 'LISTENING'),
  SYN_SENT: names('SYN-SENT', 'syn-sent', 'SYN_SENT', 'SYN_SENT', 'SYN_SENT'),
  SYN_RECEIVED: names('SYN-RECV', 'syn-recv', 'SYN_RECV', 'SYN_RCVD', 'SYN_RECEIVED'),
  ESTABLISHED: names('ESTAB', 'established', 'ESTABLISHED', 'ESTABLISHED', 'ESTABLISHED'),
  FIN_WAIT_1: names('FIN-WAIT-1', 'fin-wait-1', 'FIN_WAIT1', 'FIN_WAIT_1', 'FIN_WAIT_1'),
  FIN_WAIT_2: names('FIN-WAIT-2', 'fin-wait-2', 'FIN_WAIT2', 'FIN_WAIT_2', 'FIN_WAIT_2'),
  CLOSE_WAIT: names('CLOSE-WAIT', 'close-wait', 'CLOSE_WAIT', 'CLOSE_WAIT', 'CLOSE_WAIT'),
  CLOSING: names('CLOSING', 'closing', 'CLOSING', 'CLOSING', 'CLOSING'),
  LAST_ACK: names('LAST-ACK', 'last-ack', 'LAST_ACK', 'LAST_ACK', 'LAST_ACK'),
  TIME_WAIT: names('TIME-WAIT', 'time-wait', 'TIME_WAIT', 'TIME_WAIT', 'TIME_WAIT'),
  CLOSED: names('UNCONN', 'closed', 'CLOSE', 'CLOSED', 'CLOSED'),
}

function names(ss: string, ssFilter: string, netstat: string, macos: string, windows: string): ToolNames {
  return { ss, ssFilter, netstat, macos, windows }
}
