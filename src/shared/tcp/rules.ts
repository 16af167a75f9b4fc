import type { EventKind, EventOf } from '../events'
import {
  abandoned,
  type Conclusion,
  descriptorCloses,
  finAndReset,
  finOut,
  opened,
  resetOut,
  whileQueued,
} from './behaviour'
import type { End } from './end'
import { hasUnread } from './queues'

/**
 * Which occurrences of TCP lie behind an event of the log. Each row has its source: Node's or the kernel's
 * behaviour, measured or documented. For each kind the first row whose `when` holds is taken.
 * What an occurrence does to a state is the business of transitions.ts: one that changes nothing is ignored.
 */

export interface Rule<K extends EventKind = EventKind> {
  id: string
  on: K
  source: string
  when(event: EventOf<K>, self: End): boolean
  concludes(event: EventOf<K>, self: End): Conclusion[]
}

function rule<K extends EventKind>(row: Rule<K>): Rule {
  return row as unknown as Rule
}

const always = () => true

export const RULES: readonly Rule[] = [
  rule({
    id: 'listen',
    on: 'listening',
    source: "Node's 'listening' follows a successful listen(2)",
    when: always,
    concludes: (_event, self) => [{ end: self, on: 'passive-open', confidence: 'exact' }],
  }),
  rule({
    id: 'listener-close',
    on: 'asked',
    source: 'net.Server.close() closes the listening descriptor at the call; connections live on',
    when: (event, self) =>
      event.command.do === 'close' &&
      self.state === 'LISTEN' &&
      self.frozenSince === undefined &&
      !self.serves,
    concludes: (_event, self) => [{ end: self, on: 'abort', confidence: 'exact' }],
  }),
  rule({
    id: 'next-attempt',
    on: 'connecting',
    source:
      "Node's Happy Eyeballs closes an attempt before it makes the next one; each has a 4-tuple of its own",
    when: (_event, self) => self.state === 'SYN_SENT',
    concludes: (_event, self) => [
      { end: self, on: 'abort', confidence: 'order' },
      { end: self, on: 'active-open', confidence: 'exact' },
    ],
  }),
  rule({
    id: 'connect',
    on: 'connecting',
    source: 'connect(2) sends SYN within the call',
    when: always,
    concludes: (_event, self) => [{ end: self, on: 'active-open', confidence: 'exact' }],
  }),
  rule({
    id: 'self-connect',
    on: 'connected',
    source:
      'RFC 9293, figure 7: a socket connected to itself opens simultaneously with itself; measured on Linux',
    when: (_event, self) => self.selfConnected,
    concludes: (event, self) => [
      { end: self, on: 'receive-syn', confidence: 'order', tMin: self.entered.tMin, tMax: event.t },
      { end: self, on: 'receive-ack-of-syn', confidence: 'order', tMin: self.entered.tMin, tMax: event.t },
    ],
  }),
  rule({
    id: 'connected',
    on: 'connected',
    source: "Node's 'connect' follows the SYN+ACK that made the descriptor writable",
    when: always,
    concludes: (event, self) => [
      { end: self, on: 'receive-syn-ack', confidence: 'exact', tMin: self.entered.tMin, tMax: event.t },
      ...(self.peer?.foreign ? opened(self.peer, self.entered.tMin, event.t) : []),
    ],
  }),
  rule({
    id: 'accepted',
    on: 'accepted',
    source:
      "accept(2) hands over what has finished the handshake: the moments of SYN_RECEIVED and ESTABLISHED are the kernel's",
    when: always,
    concludes: (event, self) => {
      const client = self.peer
      const tMin = client?.called?.t ?? self.openedAt
      const handshake = opened(self, tMin, event.t, client?.called?.connected)
      if (!client) return handshake
      const interval = { confidence: 'order' as const, tMin, tMax: event.t }
      if (client.foreign) handshake.push({ end: client, on: 'active-open', ...interval })
      // The client is ESTABLISHED before it can be accepted, even if its 'connect' comes later.
      handshake.push({ end: client, on: 'receive-syn-ack', ...interval })
      return [...handshake, ...whileQueued(self, client, event.t)]
    },
  }),
  rule({
    id: 'write-to-closed',
    on: 'sent',
    source:
      'Linux tcp_rcv_state_process: data for a socket that nobody can read is answered with RST, its ACK taken first; measured',
    when: (event, self) =>
      event.bytes > 0 &&
      self.peer !== undefined &&
      !self.peer.foreign &&
      self.peer.descriptor === 'closed' &&
      (self.state === 'CLOSE_WAIT' || self.state === 'ESTABLISHED'),
    concludes: (_event, self) => [
      { end: self.peer as End, on: 'send-reset', confidence: 'order', acknowledges: true },
      { end: self, on: 'receive-reset', confidence: 'order' },
    ],
  }),
  rule({
    id: 'fin-then-close-unread',
    on: 'finished',
    source:
      'close asked: FIN by shutdown(2), then close(2) at once, which sends RST if bytes are unread (RFC 2525, 2.17)',
    when: (event, self) =>
      event.phase === 'sent' &&
      self.closing &&
      self.peer?.foreign === false &&
      hasUnread(self, event.t) !== 'no',
    concludes: (event, self) => finAndReset(self, event.t),
  }),
  rule({
    id: 'fin',
    on: 'finished',
    source:
      "Node's 'prefinish' follows shutdown(2): FIN is the kernel's (measured: the first FIN of two own ends closes actively)",
    when: (event) => event.phase === 'sent',
    concludes: (event, self) => finOut(self, event.t, self.closing),
  }),
  rule({
    id: 'self-fin',
    on: 'ended',
    source:
      'RFC 9293, figure 13: a socket connected to itself closes simultaneously with itself; measured on Linux',
    when: (_event, self) => self.selfConnected,
    concludes: (event, self) => [
      { end: self, on: 'receive-fin', confidence: 'order', tMin: self.entered.tMin, tMax: event.t },
      { end: self, on: 'receive-ack-of-fin', confidence: 'order', tMin: self.entered.tMin, tMax: event.t },
    ],
  }),
  rule({
    id: 'fin-read',
    on: 'ended',
    source:
      "Node's 'end' follows a read(2) of 0 bytes: FIN is here and acknowledged (RFC 9293, 3.10.7.4, eighth check)",
    when: always,
    concludes: (_event, self) => {
      const peer = self.peer
      const heard: Conclusion = {
        end: self,
        on: 'receive-fin',
        confidence: self.state === 'ESTABLISHED' ? 'exact' : 'order',
      }
      if (!peer) return [heard]
      if (!peer.foreign) {
        peer.finHeldUp = false
        return [heard, { end: peer, on: 'receive-ack-of-fin', confidence: 'order' }]
      }
      return [
        heard,
        { end: peer, on: 'send-fin', confidence: 'order' },
        { end: peer, on: 'receive-ack-of-fin', confidence: 'possible' },
      ]
    },
  }),
  rule({
    id: 'destroy',
    on: 'asked',
    source:
      'destroy() is close(2) at the call: RST if bytes are unread (RFC 2525, 2.17), else FIN behind what the kernel holds',
    when: (event, self) => event.command.do === 'destroy' && self.descriptor === 'open',
    concludes: (event, self) => descriptorCloses(self, event.t),
  }),
  rule({
    id: 'close-after-fin',
    on: 'asked',
    source: 'close asked when FIN is out already: close(2) at the call',
    when: (event, self) =>
      event.command.do === 'close' && self.descriptor === 'open' && self.fin !== undefined,
    concludes: (event, self) => descriptorCloses(self, event.t),
  }),
  rule({
    id: 'reset-connecting',
    on: 'asked',
    source: 'RFC 9293, 3.10.5: ABORT in SYN-SENT sends nothing',
    when: (event, self) =>
      event.command.do === 'reset' && self.state === 'SYN_SENT' && event.deferred !== true,
    concludes: (event, self) => abandoned(self, event.t),
  }),
  rule({
    id: 'reset',
    on: 'asked',
    source:
      'resetAndDestroy(): SO_LINGER of 0 and close(2) at the call (libuv uv_tcp_close_reset), RFC 9293, 3.10.5',
    when: (event, self) =>
      event.command.do === 'reset' && self.descriptor === 'open' && event.deferred !== true,
    concludes: (_event, self) => resetOut(self, 'exact'),
  }),
  rule({
    id: 'connected-then-reset',
    on: 'failed',
    source:
      'Linux tcp_reset(): RST is ECONNREFUSED in SYN_SENT, ECONNRESET later: the handshake was over, as in the queue of a listener that closes',
    when: (event, self) => self.state === 'SYN_SENT' && event.code === 'ECONNRESET',
    concludes: (event, self) => [
      { end: self, on: 'receive-syn-ack', confidence: 'order', tMin: self.entered.tMin, tMax: event.t },
      { end: self, on: 'receive-reset', confidence: 'exact' },
    ],
  }),
  rule({
    id: 'connect-failed',
    on: 'failed',
    source: 'connect(2) failed: RST or ICMP, or SYN was repeated until the kernel gave up',
    // What the lab itself refuses meanwhile is no call, and leaves the connection alone.
    when: (event, self) => self.state === 'SYN_SENT' && event.syscall !== undefined,
    concludes: (event, self) => [
      { end: self, on: event.code === 'ETIMEDOUT' ? 'give-up' : 'receive-reset', confidence: 'exact' },
    ],
  }),
  rule({
    id: 'attempt-failed',
    on: 'attemptFailed',
    source: 'one address of several: RST or ICMP, or Node closed it when no answer came in time',
    when: (_event, self) => self.state === 'SYN_SENT',
    concludes: (event, self) => [
      { end: self, on: event.timedOut ? 'abort' : 'receive-reset', confidence: 'exact' },
    ],
  }),
  rule({
    id: 'reset-seen',
    on: 'failed',
    source: 'ECONNRESET and EPIPE of a system call mean that RST has come; measured',
    when: (event) => event.syscall !== undefined && (event.code === 'ECONNRESET' || event.code === 'EPIPE'),
    concludes: (_event, self) => [
      {
        end: self,
        on: 'receive-reset',
        // Who doesn't read, or was not accepted yet, hears of it late, and of a FIN before it never.
        ...(self.paused || !self.peer
          ? { confidence: 'order', tMin: self.entered.tMin }
          : { confidence: 'exact' }),
      },
      ...(self.peer ? [{ end: self.peer, on: 'send-reset' as const, confidence: 'order' as const }] : []),
    ],
  }),
  rule({
    id: 'gave-up',
    on: 'failed',
    source: 'ETIMEDOUT of an open connection: probes or retransmissions went unanswered (tcp(7))',
    when: (event) =>
      event.syscall !== undefined && (event.code === 'ETIMEDOUT' || event.code === 'EHOSTUNREACH'),
    concludes: (_event, self) => [{ end: self, on: 'give-up', confidence: 'exact' }],
  }),
  rule({
    id: 'listener-gone',
    on: 'closed',
    source: "a listener's descriptor is closed; that of a frozen one by another process, a little earlier",
    when: (_event, self) => self.state === 'LISTEN',
    concludes: (event, self) => [
      self.frozenSince === undefined
        ? { end: self, on: 'abort', confidence: 'exact' }
        : { end: self, on: 'abort', confidence: 'order', tMin: self.frozenSince, tMax: event.t },
    ],
  }),
  rule({
    id: 'closed-by-node',
    on: 'closed',
    source:
      "Node destroyed the socket by itself, as after a write behind the peer's FIN: close(2), and FIN most likely",
    when: (_event, self) => self.descriptor === 'open' && self.fin === undefined,
    concludes: (event, self) => {
      if (self.state === 'SYN_SENT') return abandoned(self, event.t)
      return finOut(self, event.t, true).map((conclusion) => ({
        ...conclusion,
        confidence: 'possible',
        alternatives: [['CLOSED']],
      }))
    },
  }),
]

const BY_KIND = new Map<EventKind, Rule[]>()
for (const row of RULES) BY_KIND.set(row.on, [...(BY_KIND.get(row.on) ?? []), row])

/** The row for an event about `self`; undefined if it tells nothing of TCP. */
export function ruleFor<K extends EventKind>(event: EventOf<K>, self: End): Rule<K> | undefined {
  const rows = BY_KIND.get(event.kind)
  if (rows) for (const row of rows) if (row.when(event, self)) return row as unknown as Rule<K>
  return undefined
}
