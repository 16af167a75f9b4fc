import type { EventKind, EventOf, LabEvent } from '../../../shared/events'
import { LATENCY_FIELDS } from '../../../shared/load'
import { TCP_STATES } from '../../../shared/tcp/states'

/**
 * What the fields of each kind of event must be, so that a line that anybody may have made can do no harm: the fold of the log
 * and all views take an event at its word. What goes into a terminal without further ado (names, addresses) has no control
 * characters.
 */

type Check = (value: unknown) => boolean
type Checks = { [K in EventKind]: { [F in keyof Omit<Required<EventOf<K>>, 'kind' | 'seq' | 't'>]: Check } }

/** Longest name or address, UTF-16 units: an accepted end's is made of two. */
const MAX_WORD = 1024
const MAX_TEXT = 1024 * 1024
const MAX_LIST = 100_000

const text: Check = (value) => typeof value === 'string' && value.length <= MAX_TEXT
const word: Check = (value) =>
  typeof value === 'string' && value.length <= MAX_WORD && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(value)
const number: Check = (value) => Number.isFinite(value)
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0
const flag: Check = (value) => typeof value === 'boolean'
const yes: Check = (value) => value === true
const none: Check = (value) => value === undefined
const one =
  (...of: readonly string[]): Check =>
  (value) =>
    of.includes(value as string)
const state: Check = one(...TCP_STATES)
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length <= MAX_LIST && value.every(check)
const record = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function object(checks: Record<string, Check>): Check {
  const entries = Object.entries(checks)
  return (value) => record(value) && entries.every(([field, check]) => check(value[field]))
}

/** What fields of commands are, in whichever command they are. */
const commandFields: Check = object({
  do: word,
  ...Object.fromEntries(
    ['as', 'to', 'from', 'socket', 'host', 'path', 'text', 'hex', 'base64', 'file', 'transport'].map(
      (field) => [field, optional(text)],
    ),
  ),
  ...Object.fromEntries(
    [
      'port',
      'count',
      'repeat',
      'everyMs',
      'ms',
      'pid',
      'about',
      'replaces',
      'backlog',
      'clients',
      'rate',
      'bytes',
      'forMs',
    ].map((field) => [field, optional(number)]),
  ),
  maxConnections: (value) => value === undefined || value === null || number(value),
  respond: optional(
    object({ with: word, text: optional(text), hex: optional(text), rules: optional(Array.isArray) }),
  ),
})

const errorFields = {
  code: word,
  message: text,
  advice: optional(text),
  syscall: optional(text),
  address: optional(text),
  field: optional(text),
}
const error: Check = object(errorFields)

const base = { socket: optional(word), cause: optional(count) }
const about = { socket: word, cause: optional(count) }
const message = { ...about, bytes: count, offset: count, index: count, data: none }
const traffic = { written: count, unsent: count, read: count }
const facts: Check = object({ ...traffic, peer: optional(object(traffic)) })
const owner = { uid: optional(count) }

const latency: Check = object(Object.fromEntries(LATENCY_FIELDS.map((field) => [field, number])))
const counts: Check = (value) =>
  record(value) && Object.entries(value).every(([code, of]) => word(code) && count(of))

const CHECKS: Checks = {
  opened: {
    ...base,
    wall: word,
    origin: word,
    versions: (value) => record(value) && Object.values(value).every(text),
  },
  asked: {
    ...base,
    command: commandFields,
    by: one('user', 'lab'),
    facts: optional(facts),
    deferred: optional(yes),
  },
  listening: {
    ...about,
    local: word,
    backlog: count,
    queueLimit: optional(count),
    allowHalfOpen: flag,
    respond: word,
    maxConnections: optional(count),
  },
  accepted: { ...about, listener: word, peer: word, foreign: optional(yes), local: word, remote: word },
  connecting: { ...about, attempt: count, remote: word, local: optional(word), to: optional(word) },
  connected: { ...about, local: word, remote: word, peer: optional(word) },
  sent: { ...message, queued: count },
  received: message,
  ended: about,
  finished: { ...about, phase: one('queued', 'sent'), facts },
  drained: about,
  paused: about,
  resumed: about,
  timedOut: { ...about, ms: number },
  closed: { ...about, hadError: flag },
  failed: { ...base, ...errorFields },
  dropped: {
    ...about,
    reason: one('maxConnections', 'descriptors', 'listener-closed'),
    local: optional(word),
    remote: optional(word),
    peer: optional(word),
  },
  state: {
    ...about,
    from: state,
    to: state,
    provenance: one('inferred', 'observed', 'captured'),
    confidence: one('exact', 'order', 'possible'),
    because: list(count),
    tMin: number,
    tMax: number,
    alternatives: list(list(state)),
    supersedes: optional(count),
    rule: word,
  },
  observed: {
    ...about,
    by: one('procfs', 'netstat'),
    state,
    began: number,
    since: optional(number),
    sendQueue: count,
    receiveQueue: count,
    timer: optional(object({ kind: one('retransmit', 'keepalive', 'timeWait', 'probe'), ms: number })),
    ...owner,
    inode: optional(count),
  },
  segment: {
    ...about,
    to: word,
    local: word,
    remote: word,
    flags: (value) => typeof value === 'string' && /^[CEUAPRSF]{0,8}$/.test(value),
    sequence: number,
    acknowledgement: optional(number),
    raw: object({ sequence: number, acknowledgement: number }),
    bytes: count,
    window: count,
    again: optional(yes),
    options: optional(
      object({
        mss: optional(count),
        windowScale: optional(count),
        sack: optional(yes),
        timestamps: optional(yes),
      }),
    ),
    frame: optional(object({ link: count, bytes: count })),
  },
  note: {
    ...base,
    text,
    topic: optional(one('clock', 'pinned')),
    wall: optional(word),
    about: optional(count),
    replaces: optional(count),
  },
  configured: { ...about, respond: word, maxConnections: optional(count) },
  repeated: { ...about, sent: count, of: count, by: one('count', 'stop', 'closed') },
  renamed: { ...about, to: word },
  scenario: {
    ...base,
    run: count,
    phase: one('began', 'waiting', 'step', 'evaluated', 'ended'),
    title: optional(text),
    steps: optional(count),
    step: optional(count),
    met: optional(flag),
    took: optional(number),
    seen: optional(list(text)),
    ending: optional(one('done', 'unmet', 'stopped')),
  },
  found: {
    ...about,
    as: one('listener', 'server', 'client'),
    local: word,
    remote: optional(word),
    peer: optional(word),
    listener: optional(word),
    watch: optional(word),
    ...owner,
    pid: optional(count),
    process: optional(text),
  },
  watching: {
    ...about,
    port: optional(count),
    host: optional(word),
    pid: optional(count),
    process: optional(text),
  },
  unwatched: about,
  source: {
    ...base,
    source: one('kernel', 'capture'),
    phase: one('started', 'stopped', 'unavailable', 'lost'),
    by: optional(word),
    lost: optional(count),
    error: optional(error),
  },
  contradicted: {
    ...about,
    by: one('observed', 'captured'),
    inferred: state,
    seen: state,
    because: list(count),
  },
  frozen: about,
  thawed: about,
  recording: {
    ...base,
    phase: one('started', 'limited', 'failed', 'resumed', 'missing', 'pruned'),
    session: optional(word),
    of: optional(one('message', 'payloads', 'events', 'session')),
    limit: optional(count),
    error: optional(error),
    missing: optional(object({ from: count, to: count })),
    sessions: optional(count),
  },
  load: {
    ...about,
    phase: one('started', 'progress', 'ended'),
    plan: optional(
      object({
        target: word,
        clients: count,
        rate: number,
        bytes: count,
        everyMs: number,
        forMs: number,
        keep: flag,
        measured: one('answer', 'read', 'none'),
      }),
    ),
    by: optional(one('time', 'stop', 'clients', 'lab')),
    finishing: optional(yes),
    ms: number,
    calling: count,
    open: count,
    opened: count,
    closed: count,
    failed: count,
    errors: counts,
    sent: count,
    answered: count,
    unanswered: count,
    sentBytes: count,
    receivedBytes: count,
    blocked: count,
    blockings: count,
    behind: number,
    latency: optional(latency),
    recent: optional(latency),
  },
}

const TABLE = new Map(
  (Object.keys(CHECKS) as EventKind[]).map((kind) => [
    kind,
    Object.entries(CHECKS[kind]) as [string, Check][],
  ]),
)

/** Levels of what is in an event: what nests deeper would end in a full stack, here or wherever it is passed on. */
const MAX_LEVELS = 12

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (levels === 0) return false
  for (const key in value) if (!isShallow((value as Record<string, unknown>)[key], levels - 1)) return false
  return true
}

/** Whether all fields of an event that was read are what they must be. Those that nobody knows are left alone. */
export function isWellFormed(event: LabEvent): boolean {
  if (event.seq < 1 || !Number.isFinite(event.t) || !isShallow(event, MAX_LEVELS)) return false
  const checks = TABLE.get(event.kind) ?? []
  for (const [field, check] of checks) {
    if (!check((event as unknown as Record<string, unknown>)[field])) return false
  }
  return true
}
