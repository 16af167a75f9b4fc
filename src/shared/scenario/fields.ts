import { z } from 'zod'
import { LOOKUP_CALLS } from '../commands/lookups'
import { hex, text } from '../commands/values'
import { FAILURE_REASONS } from '../errors'
import type { EventKind, EventOf } from '../events'
import { LATENCY_FIELDS } from '../load'
import { TCP_STATES } from '../tcp/states'

/**
 * The fields of each kind of event, in its public form (`eventToLine`), that an expectation can name.
 */

const count = z.int().min(0)
const address = z.string().describe('As in the log: "127.0.0.1:8080", "[::1]:8080"')
const name = z.string()
const transport = z.enum(['udp', 'unix'])
const failure = {
  code: z.string().describe('ECONNREFUSED, EADDRINUSE …'),
  message: z.string(),
  advice: z.string(),
  syscall: z.string(),
  address,
  field: z.string(),
  reason: z.enum(FAILURE_REASONS),
}
const state = z.enum(TCP_STATES)
const some = z.looseObject({}).describe('Some of its fields')
/** A count, or the bounds of one. */
const bounded = (value: z.ZodType) =>
  z.union([
    value,
    z
      .strictObject({ atLeast: z.number().optional(), atMost: z.number().optional() })
      .describe('Bounds, both of them included'),
  ])
const amount = bounded(count)
const milliseconds = bounded(z.number())
const latency = z
  .strictObject(Object.fromEntries(LATENCY_FIELDS.map((field) => [field, milliseconds.optional()])))
  .describe('Milliseconds, but for `count`')

const message = {
  bytes: count,
  offset: count,
  index: count,
  kept: count,
  text: text.describe('The bytes, as text'),
  hex: hex.describe('The bytes, as hex'),
}

/** Of a datagram. */
const otherSide = { remote: address, peer: name }
const span = z.tuple([count, count]).describe('Bytes of the stream: from, and up to')

/** What every event has. */
export const COMMON_FIELDS = { seq: z.int().min(1), t: z.number(), cause: z.int().min(1) }

/** Of these, `opened`, `scenario`, `lesson` and `source` are about no socket, and `state` has a form of its own. */
export type ExpectedKind = Exclude<
  EventKind,
  'opened' | 'state' | 'scenario' | 'lesson' | 'source' | 'recording'
>

type Own<K extends ExpectedKind> = Exclude<keyof EventOf<K>, 'kind' | 'socket' | keyof typeof COMMON_FIELDS>
type Public<K extends ExpectedKind> =
  'data' extends Own<K> ? Exclude<Own<K>, 'data'> | 'text' | 'hex' | 'kept' : Exclude<Own<K>, 'frame'>
type FieldTable = { [K in ExpectedKind]: Record<Public<K>, z.ZodType> }

/** Fails to compile when an event gains a field or a kind that an expectation can't name. */
export const EVENT_FIELDS = {
  asked: { command: some, by: z.enum(['user', 'lab']), facts: some, deferred: z.literal(true) },
  listening: {
    local: address,
    transport,
    backlog: count,
    queueLimit: count,
    allowHalfOpen: z.boolean(),
    serve: z.literal('one-at-a-time'),
    respond: z.string(),
    maxConnections: count,
    proxy: some,
    mode: count.describe('Permissions of a socket file: 493 is 0755'),
    replaced: z.literal(true),
  },
  accepted: {
    listener: name,
    peer: name,
    foreign: z.literal(true),
    transport,
    local: address,
    remote: address,
  },
  connecting: {
    transport,
    attempt: z.int().min(1),
    remote: address,
    local: address,
    to: name,
  },
  connected: { transport, local: address, remote: address, peer: name },
  sent: { ...message, ...otherSide, queued: amount },
  received: { ...message, ...otherSide },
  ended: {},
  finished: { phase: z.enum(['queued', 'sent']), facts: some },
  drained: {},
  paused: {},
  resumed: {},
  timedOut: { ms: count },
  closed: { hadError: z.boolean(), removed: z.string() },
  failed: failure,
  dropped: {
    reason: z.enum(['maxConnections', 'descriptors', 'listener-closed']),
    local: address,
    remote: address,
    peer: name,
  },
  observed: {
    by: z.enum(['procfs', 'netstat']),
    state,
    began: z.number(),
    since: z.number(),
    sendQueue: count,
    receiveQueue: count,
    timer: some,
    uid: count,
    inode: count,
  },
  measured: {
    by: z.enum(['procfs']),
    began: z.number(),
    since: z.number(),
    sendQueue: amount,
    receiveQueue: amount,
    drops: amount,
    uid: count,
    inode: count,
  },
  segment: {
    to: name,
    local: address,
    remote: address,
    flags: z.string().describe('Of C, E, U, A, P, R, S, F, in this order: "S", "AS", "A", "AF", "R"'),
    sequence: z.int(),
    acknowledgement: z.int(),
    raw: some,
    bytes: count,
    window: count,
    again: z.literal(true),
    options: some,
  },
  configured: { respond: z.string(), maxConnections: count, proxy: some },
  disturbed: {
    direction: z.enum(['toServer', 'toClient']),
    by: z.enum(['hold', 'release', 'limit', 'slowClose', 'reset', 'closed']),
    bytes: amount,
    ending: z.literal(true),
    ms: milliseconds,
  },
  repeated: { sent: count, of: count, by: z.enum(['count', 'stop', 'closed']) },
  renamed: { to: name },
  note: {
    text: z.string(),
    topic: z.enum(['clock', 'pinned']),
    wall: z.string(),
    about: count,
    replaces: count,
  },
  found: {
    as: z.enum(['listener', 'server', 'client']),
    local: address,
    remote: address,
    peer: name,
    listener: name,
    watch: name,
    uid: count,
    pid: count,
    process: z.string(),
  },
  watching: {
    port: count,
    host: z.string(),
    pid: count,
    children: z.literal(true),
    process: z.string(),
  },
  unwatched: {},
  contradicted: {
    by: z.enum(['observed', 'captured']),
    inferred: state,
    seen: state,
    because: z.array(count),
  },
  frozen: {},
  thawed: {},
  packed: { ...message, span },
  unpacked: {
    ...message,
    span,
    reads: amount,
    broken: z.enum(['tooLong', 'cutOff']),
    declared: z.number().min(0),
  },
  buffered: { bytes: amount, offset: amount },
  lookedUp: {
    by: z.enum(LOOKUP_CALLS),
    host: z.string(),
    addresses: z.array(some),
    name: z.string(),
    service: z.string(),
    given: z.literal(true),
    took: milliseconds,
    error: some,
  },
  secured: {
    protocol: z.string(),
    cipher: z.string(),
    servername: z.string(),
    alpn: z.string(),
    authorized: z.boolean(),
    authorizationError: z.string(),
    certificate: some,
  },
  layered: { tls: z.enum(['client', 'server']), certificate: some, framing: some },
  spawned: { pid: count, command: z.array(z.string()), cwd: z.string() },
  output: { stream: z.enum(['stdout', 'stderr']), text: z.string(), omitted: amount },
  exited: { code: count, signal: z.string() },
  attemptFailed: {
    ...failure,
    attempt: z.int().min(1),
    remote: address,
    local: address,
    timedOut: z.literal(true),
  },
  load: {
    phase: z.enum(['started', 'progress', 'ended']),
    plan: some,
    by: z.enum(['time', 'stop', 'clients', 'lab']),
    finishing: z.literal(true),
    ms: milliseconds,
    calling: amount,
    open: amount,
    opened: amount,
    closed: amount,
    failed: amount,
    errors: z.record(z.string(), amount).describe('By code, how many clients it has ended'),
    sent: amount,
    answered: amount,
    unanswered: amount,
    sentBytes: amount,
    receivedBytes: amount,
    blocked: amount,
    blockings: amount,
    behind: milliseconds,
    latency,
    recent: latency,
  },
} satisfies FieldTable
