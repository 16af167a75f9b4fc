import { z } from 'zod'
import { parseHex } from '../bytes'
import { MAX_INLINE } from '../commands'
import type { EventKind, EventOf } from '../events'
import { LATENCY_FIELDS } from '../load'
import { TCP_STATES } from '../tcp/states'

/**
 * The fields of each kind of event, in its public form (`eventToLine`), that an expectation can name.
 */

const count = z.int().min(0)
const text = z.string().max(MAX_INLINE)
const address = z.string().describe('As in the log: "127.0.0.1:8080", "[::1]:8080"')
const name = z.string()
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
  hex: z
    .string()
    .max(MAX_INLINE)
    .refine((value) => parseHex(value) !== undefined, 'hex is pairs of digits, such as "4865" or "48 65"')
    .describe('The bytes, as hex'),
}

/** What every event has. */
export const COMMON_FIELDS = { seq: z.int().min(1), t: z.number(), cause: z.int().min(1) }

/** Of these, `opened`, `scenario` and `source` are about no socket, and `state` has a form of its own. */
export type ExpectedKind = Exclude<EventKind, 'opened' | 'state' | 'scenario' | 'source' | 'recording'>

type Own<K extends ExpectedKind> = Exclude<keyof EventOf<K>, 'kind' | 'socket' | keyof typeof COMMON_FIELDS>
type Public<K extends ExpectedKind> =
  'data' extends Own<K> ? Exclude<Own<K>, 'data'> | 'text' | 'hex' | 'kept' : Exclude<Own<K>, 'frame'>
type FieldTable = { [K in ExpectedKind]: Record<Public<K>, z.ZodType> }

/** Fails to compile when an event gains a field or a kind that an expectation can't name. */
export const EVENT_FIELDS = {
  asked: { command: some, by: z.enum(['user', 'lab']), facts: some, deferred: z.literal(true) },
  listening: {
    local: address,
    backlog: count,
    queueLimit: count,
    allowHalfOpen: z.boolean(),
    respond: z.string(),
    maxConnections: count,
  },
  accepted: { listener: name, peer: name, foreign: z.literal(true), local: address, remote: address },
  connecting: { attempt: z.int().min(1), remote: address, local: address, to: name },
  connected: { local: address, remote: address, peer: name },
  sent: { ...message, queued: count },
  received: message,
  ended: {},
  finished: { phase: z.enum(['queued', 'sent']), facts: some },
  drained: {},
  paused: {},
  resumed: {},
  timedOut: { ms: count },
  closed: { hadError: z.boolean() },
  failed: {
    code: z.string().describe('ECONNREFUSED, EADDRINUSE …'),
    message: z.string(),
    advice: z.string(),
    syscall: z.string(),
    address,
    field: z.string(),
  },
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
  configured: { respond: z.string(), maxConnections: count },
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
  watching: { port: count, host: z.string(), pid: count, process: z.string() },
  unwatched: {},
  contradicted: {
    by: z.enum(['observed', 'captured']),
    inferred: state,
    seen: state,
    because: z.array(count),
  },
  frozen: {},
  thawed: {},
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
