/** The eleven states of RFC 9293, section 3.3.2. */
export const TCP_STATES = [
  'LISTEN',
  'SYN_SENT',
  'SYN_RECEIVED',
  'ESTABLISHED',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
  'TIME_WAIT',
  'CLOSED',
] as const

export type TcpState = (typeof TCP_STATES)[number]

/**
 * Where knowledge of a transition comes from: concluded from calls and events (`inferred`), seen in the
 * kernel's tables (`observed`), or from packets on the wire (`captured`).
 */
export type Provenance = 'inferred' | 'observed' | 'captured'

/**
 * `exact`: it happened, in this place of the sequence, at `t` as closely as the event loop tells.
 * `order`: it happened in this place of the sequence, some time between `tMin` and `tMax`.
 * `possible`: one of several stories; `alternatives` has the others where they can be listed.
 */
export type Confidence = 'exact' | 'order' | 'possible'

/** How long Linux keeps TIME_WAIT, whatever MSL is (TCP_TIMEWAIT_LEN, include/net/tcp.h), ms. */
export const TIME_WAIT_MS = 60_000
/** How long Linux keeps FIN_WAIT_2 once no process holds the socket (net.ipv4.tcp_fin_timeout), ms. */
export const ORPHAN_FIN_WAIT_2_MS = 60_000
/** The longest that Linux delays an ACK (TCP_DELACK_MAX, include/net/tcp.h), ms. */
export const DELAYED_ACK_MS = 200
