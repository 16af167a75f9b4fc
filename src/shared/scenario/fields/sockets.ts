import { z } from 'zod'
import { address, count, failure, name, some, transport, yes } from './values'

/** Of events about the life of sockets. */
export const SOCKET_FIELDS = {
  asked: {
    command: some,
    by: z.enum(['user', 'lab']).describe('A person or a file; or the lab itself, as an answer that closes'),
    facts: some,
    deferred: yes.describe('It is done later, since the system would refuse it now'),
  },
  listening: {
    local: address,
    transport,
    backlog: count.describe('Of the command'),
    queueLimit: count.describe('So many connections wait at most to be accepted, where that is known'),
    allowHalfOpen: z.boolean().describe("It stays open for sending after the peer's FIN"),
    serve: z
      .literal('one-at-a-time')
      .describe('It accepts one connection, and no other before that is closed'),
    respond: z.string().describe('`respond.with`'),
    maxConnections: count.describe('Absent: no limit'),
    proxy: some,
    mode: count.describe('Permissions of a socket file: 493 is 0755'),
    replaced: yes.describe('A stale socket file was removed first'),
  },
  accepted: {
    listener: name.describe('Which accepted it'),
    peer: name.describe('The client'),
    foreign: yes.describe("The client isn't the lab's"),
    transport,
    local: address,
    remote: address,
  },
  connecting: {
    transport,
    attempt: z.int().min(1).describe('From 1: which address of the host it is'),
    remote: address,
    local: address,
    to: name.describe('The listener that the command named'),
  },
  connected: {
    transport,
    local: address,
    remote: address,
    peer: name.describe("The other end, if it isn't the lab's"),
  },
  attemptFailed: {
    ...failure,
    attempt: z.int().min(1).describe('From 1'),
    remote: address,
    local: address,
    timedOut: yes.describe('It was given up, since no answer came in time'),
  },
  ended: {},
  finished: {
    phase: z.enum(['queued', 'sent']).describe('FIN waits behind unsent bytes; FIN is handed to the kernel'),
    facts: some,
  },
  drained: {},
  paused: {},
  resumed: {},
  timedOut: { ms: count.describe('The idle timeout, ms') },
  closed: {
    hadError: z.boolean().describe('An error has closed it'),
    removed: z.string().describe('Of a listener: the socket file that went with it'),
  },
  failed: failure,
  dropped: {
    reason: z.enum(['maxConnections', 'descriptors', 'listener-closed']).describe('Why'),
    local: address,
    remote: address,
    peer: name.describe("The client, if it is the lab's"),
  },
  frozen: {},
  thawed: {},
  configured: {
    respond: z.string().describe('`respond.with`'),
    maxConnections: count.describe('Absent: no limit'),
    proxy: some,
  },
  renamed: { to: name.describe('What it is called from now on') },
}
