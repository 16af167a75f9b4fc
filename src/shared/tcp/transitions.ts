import type { TcpState } from './states'

/**
 * RFC 9293's state machine as a table. What happens to a TCP is an `Occurrence`: a segment that it sends or
 * receives, a call, or a timer. Which occurrence lies behind an event of Node is the business of rules.ts.
 */
export type Occurrence =
  | 'passive-open'
  | 'active-open'
  | 'receive-syn'
  | 'receive-syn-ack'
  | 'receive-ack-of-syn'
  | 'send'
  | 'send-fin'
  | 'receive-fin'
  | 'receive-ack-of-fin'
  | 'send-reset'
  | 'receive-reset'
  | 'abort'
  | 'give-up'
  | 'timer-expires'

export interface Transition {
  from: TcpState
  on: Occurrence
  to: TcpState
  source: string
}

const SYNCHRONIZED = [
  'SYN_RECEIVED',
  'ESTABLISHED',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
] as const satisfies readonly TcpState[]

function fromAll(states: readonly TcpState[], on: Occurrence, to: TcpState, source: string): Transition[] {
  return states.map((from) => ({ from, on, to, source }))
}

export const TRANSITIONS: readonly Transition[] = [
  { from: 'CLOSED', on: 'passive-open', to: 'LISTEN', source: 'RFC 9293, 3.10.1: passive OPEN' },
  { from: 'CLOSED', on: 'active-open', to: 'SYN_SENT', source: 'RFC 9293, 3.10.1: active OPEN sends SYN' },
  {
    from: 'CLOSED',
    on: 'receive-syn',
    to: 'SYN_RECEIVED',
    source:
      'RFC 9293, 3.10.7.2: a SYN in LISTEN; the listener stays in LISTEN, the connection is a socket of its own (accept(2))',
  },
  {
    from: 'SYN_SENT',
    on: 'receive-syn-ack',
    to: 'ESTABLISHED',
    source: 'RFC 9293, 3.10.7.3: SYN acceptable and our SYN acknowledged',
  },
  {
    from: 'SYN_SENT',
    on: 'receive-syn',
    to: 'SYN_RECEIVED',
    source: 'RFC 9293, 3.10.7.3: SYN without ACK, a simultaneous open',
  },
  {
    from: 'SYN_RECEIVED',
    on: 'receive-ack-of-syn',
    to: 'ESTABLISHED',
    source: 'RFC 9293, 3.10.7.4: fifth check, acceptable ACK',
  },
  {
    from: 'SYN_RECEIVED',
    on: 'send-fin',
    to: 'FIN_WAIT_1',
    source: 'RFC 9293, 3.10.4: CLOSE in SYN-RECEIVED',
  },
  { from: 'ESTABLISHED', on: 'send-fin', to: 'FIN_WAIT_1', source: 'RFC 9293, 3.10.4: CLOSE in ESTABLISHED' },
  { from: 'CLOSE_WAIT', on: 'send-fin', to: 'LAST_ACK', source: 'RFC 9293, 3.10.4: CLOSE in CLOSE-WAIT' },
  {
    from: 'SYN_RECEIVED',
    on: 'receive-fin',
    to: 'CLOSE_WAIT',
    source: 'RFC 9293, 3.10.7.4: eighth check, FIN',
  },
  {
    from: 'ESTABLISHED',
    on: 'receive-fin',
    to: 'CLOSE_WAIT',
    source: 'RFC 9293, 3.10.7.4: eighth check, FIN',
  },
  {
    from: 'FIN_WAIT_1',
    on: 'receive-fin',
    to: 'CLOSING',
    source: 'RFC 9293, 3.10.7.4: eighth check, FIN before the ACK of ours',
  },
  { from: 'FIN_WAIT_2', on: 'receive-fin', to: 'TIME_WAIT', source: 'RFC 9293, 3.10.7.4: eighth check, FIN' },
  {
    from: 'FIN_WAIT_1',
    on: 'receive-ack-of-fin',
    to: 'FIN_WAIT_2',
    source: 'RFC 9293, 3.10.7.4: fifth check, our FIN is acknowledged',
  },
  {
    from: 'CLOSING',
    on: 'receive-ack-of-fin',
    to: 'TIME_WAIT',
    source: 'RFC 9293, 3.10.7.4: fifth check, our FIN is acknowledged',
  },
  {
    from: 'LAST_ACK',
    on: 'receive-ack-of-fin',
    to: 'CLOSED',
    source: 'RFC 9293, 3.10.7.4: fifth check, our FIN is acknowledged',
  },
  {
    from: 'TIME_WAIT',
    on: 'timer-expires',
    to: 'CLOSED',
    source: 'RFC 9293, 3.10.8: time-wait timeout; 60 s on Linux (TCP_TIMEWAIT_LEN)',
  },
  {
    from: 'FIN_WAIT_2',
    on: 'timer-expires',
    to: 'CLOSED',
    source: 'Linux tcp(7), tcp_fin_timeout: an orphaned FIN_WAIT_2 is given up',
  },
  { from: 'LISTEN', on: 'abort', to: 'CLOSED', source: 'RFC 9293, 3.10.4: CLOSE in LISTEN' },
  { from: 'SYN_SENT', on: 'abort', to: 'CLOSED', source: 'RFC 9293, 3.10.4: CLOSE in SYN-SENT' },
  { from: 'SYN_SENT', on: 'receive-reset', to: 'CLOSED', source: 'RFC 9293, 3.10.7.3: second check, RST' },
  { from: 'SYN_SENT', on: 'give-up', to: 'CLOSED', source: 'RFC 9293, 3.10.8: user timeout' },
  ...fromAll(SYNCHRONIZED, 'send-reset', 'CLOSED', 'RFC 9293, 3.10.5: ABORT sends RST'),
  ...fromAll(SYNCHRONIZED, 'receive-reset', 'CLOSED', 'RFC 9293, 3.10.7.4: second check, RST'),
  ...fromAll(SYNCHRONIZED, 'give-up', 'CLOSED', 'RFC 9293, 3.10.8: user timeout'),
]

/**
 * What the RFC's figure (5, in 3.3.2) has besides. There the TCB in LISTEN itself becomes the connection; with sockets
 * the listener stays, and each connection is a socket of its own, so that inference never takes these.
 */
export const OF_THE_FIGURE_ONLY: readonly Transition[] = [
  { from: 'LISTEN', on: 'receive-syn', to: 'SYN_RECEIVED', source: 'RFC 9293, 3.10.7.2: third check, SYN' },
  { from: 'LISTEN', on: 'send', to: 'SYN_SENT', source: 'RFC 9293, 3.10.2: SEND in LISTEN' },
  {
    from: 'SYN_RECEIVED',
    on: 'receive-reset',
    to: 'LISTEN',
    source: 'RFC 9293, 3.10.7.4: second check, RST after a passive OPEN',
  },
]

const BY_STATE = new Map<TcpState, Map<Occurrence, Transition>>()
for (const row of TRANSITIONS) {
  const rows = BY_STATE.get(row.from) ?? new Map<Occurrence, Transition>()
  BY_STATE.set(row.from, rows.set(row.on, row))
}

/** The row for `on` in state `from`; undefined where it changes nothing. */
export function transition(from: TcpState, on: Occurrence): Transition | undefined {
  return BY_STATE.get(from)?.get(on)
}
