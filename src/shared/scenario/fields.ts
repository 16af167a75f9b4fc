import { z } from 'zod'
import type { EventKind, EventOf } from '../events'
import { COURSE_FIELDS } from './fields/courses'
import { MESSAGE_FIELDS } from './fields/messages'
import { SEEN_FIELDS } from './fields/seen'
import { SOCKET_FIELDS } from './fields/sockets'

/**
 * The fields of each kind of event, in its public form (`eventToLine`), that an expectation can name.
 */

/** What every event has. */
export const COMMON_FIELDS = {
  seq: z.int().min(1).describe('Order of recording, from 1'),
  t: z.number().describe("When it happened, ms since the lab's start"),
  cause: z.int().min(1).describe('`seq` of what led to it'),
}

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
  ...SOCKET_FIELDS,
  ...MESSAGE_FIELDS,
  ...SEEN_FIELDS,
  ...COURSE_FIELDS,
} satisfies FieldTable

/** What has happened at `at`, in a sentence. */
export const EVENT_MEANINGS: Readonly<Record<ExpectedKind, string>> = {
  asked: 'A command was given that acts on it',
  listening: 'It listens, or is bound',
  accepted: 'A listener has accepted it',
  connecting: 'It calls: SYN goes out, or for a path connect(2) is made',
  connected: 'The call was answered; of UDP, the kernel knows whom the socket sends to',
  attemptFailed: 'One of several addresses that the host has came to nothing',
  ended: "The peer's FIN was read",
  finished: 'Its own FIN is queued, or is sent',
  drained: 'The kernel has taken all that Node had held back',
  paused: 'It reads no more',
  resumed: 'It reads again',
  timedOut: 'Nothing was sent or received for as long as `timeout` says; it stays open',
  closed: 'Its descriptor is closed; the connection can live on in the kernel',
  failed: 'A command, or the socket, has failed',
  dropped: 'Of a listener: it has closed a connection without handing it over',
  frozen: 'Of a listener: it accepts no more, while the kernel goes on connecting',
  thawed: 'Of a listener: it accepts again',
  configured: 'Of a listener: it was changed',
  renamed: 'It has another name',
  sent: 'Bytes were written; a datagram was taken by the kernel',
  received: 'Bytes were read; a datagram was',
  packed: 'With framing or TLS: a message was made ready for the stream',
  unpacked: 'With framing or TLS: a message was taken out of the stream',
  buffered: 'While it is paused: what Node has read ahead has changed',
  repeated: 'A repeated `send` is over',
  disturbed: 'Of an end that a proxy holds: something else was done to what it has read than passing it on',
  secured: 'The TLS handshake is done',
  layered: 'What stands above the stream from now on',
  observed: "A row of the kernel's tables of TCP is new, has changed, or is gone",
  measured: "Of a datagram socket: its queues in the kernel's tables are seen first, or have changed (Linux)",
  segment: 'A segment that it has sent was captured',
  contradicted: 'The kernel or the wire has shown another state than the one that had been concluded',
  found: "Another program's socket was found, or has become known better",
  watching: 'A port or a process is watched',
  unwatched: 'It is watched no more',
  lookedUp: 'The resolver has answered',
  spawned: 'A program has started',
  output: 'A program has written something',
  exited: 'A program has ended, after all of its output',
  note: 'A note was pinned to it',
  load: 'Of a load: it has begun, goes on, or has ended',
}
