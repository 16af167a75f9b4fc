import type { Asked, LessonCourse, Opened, ScenarioCourse } from './events/course'
import type { Disturbed } from './events/disturbed'
import type { Note, Recording } from './events/kept'
import type { Buffered, Packed, Received, Sent, Unpacked } from './events/messages'
import type { LookedUp } from './events/names'
import type { Exited, Output, Spawned } from './events/programs'
import type { LayersSet, Secured } from './events/secured'
import type {
  Contradicted,
  Found,
  Measured,
  Observed,
  Segment,
  SourceChanged,
  Unwatched,
  Watching,
} from './events/seen'
import type {
  Accepted,
  AttemptFailed,
  Closed,
  Configured,
  Connected,
  Connecting,
  Drained,
  Dropped,
  Ended,
  Failed,
  Finished,
  Frozen,
  Listening,
  Paused,
  Renamed,
  Repeated,
  Resumed,
  StateChanged,
  Thawed,
  TimedOut,
} from './events/sockets'
import type { LoadCourse } from './load'

export type * from './events/base'
export type * from './events/course'
export type * from './events/disturbed'
export type * from './events/kept'
export type * from './events/messages'
export type * from './events/names'
export type * from './events/programs'
export type * from './events/secured'
export type * from './events/seen'
export type * from './events/sockets'
export type { LoadCourse } from './load'

/**
 * What happened, in the past tense. Plain data, append-only; `seq` is the order of recording, gap-free from 1.
 * Adding a kind: docs/adding-an-event.md.
 */

export type LabEvent =
  | Opened
  | Asked
  | Listening
  | Accepted
  | Connecting
  | Connected
  | Sent
  | Received
  | Ended
  | Finished
  | Drained
  | Paused
  | Resumed
  | TimedOut
  | Closed
  | Failed
  | Dropped
  | StateChanged
  | Observed
  | Segment
  | Note
  | Configured
  | Repeated
  | Renamed
  | ScenarioCourse
  | Found
  | Watching
  | Unwatched
  | SourceChanged
  | Contradicted
  | Frozen
  | Thawed
  | Recording
  | LoadCourse
  | Packed
  | Unpacked
  | Buffered
  | LookedUp
  | Secured
  | Spawned
  | Output
  | Exited
  | LayersSet
  | Disturbed
  | Measured
  | AttemptFailed
  | LessonCourse

export type EventKind = LabEvent['kind']
export type EventOf<K extends EventKind> = Extract<LabEvent, { kind: K }>

/** An event before the log has given it its `seq`. */
export type EventDraft = LabEvent extends infer E ? (E extends LabEvent ? Omit<E, 'seq'> : never) : never

/** Every kind. A number in the codec is an index into this list: append only. */
export const EVENT_KINDS = [
  'opened',
  'asked',
  'listening',
  'accepted',
  'connecting',
  'connected',
  'sent',
  'received',
  'ended',
  'finished',
  'drained',
  'paused',
  'resumed',
  'timedOut',
  'closed',
  'failed',
  'dropped',
  'state',
  'observed',
  'segment',
  'note',
  'configured',
  'repeated',
  'renamed',
  'scenario',
  'found',
  'watching',
  'unwatched',
  'source',
  'contradicted',
  'frozen',
  'thawed',
  'recording',
  'load',
  'packed',
  'unpacked',
  'buffered',
  'lookedUp',
  'secured',
  'spawned',
  'output',
  'exited',
  'layered',
  'disturbed',
  'measured',
  'attemptFailed',
  'lesson',
] as const satisfies readonly EventKind[]

// Fails to compile if a kind is missing from the list above.
type Missing = Exclude<EventKind, (typeof EVENT_KINDS)[number]>
export const EVENT_KINDS_COMPLETE: [Missing] extends [never] ? true : Missing = true

/** False for what opens a socket of another transport, which has no segments and no TCP states. */
export function isOfTcp(event: LabEvent): boolean {
  return !('transport' in event) || event.transport === undefined
}

/** Sent and received bytes. */
export function isMessage(event: LabEvent): event is Sent | Received {
  return event.kind === 'sent' || event.kind === 'received'
}

/** What a layer above a stream has packed, or has unpacked. */
export function isLayerMessage(event: LabEvent): event is Packed | Unpacked {
  return event.kind === 'packed' || event.kind === 'unpacked'
}

/** Whatever carries bytes of a message, `data`: in a stream, or in a layer above. */
export function hasBytes(event: LabEvent): event is Sent | Received | Packed | Unpacked {
  return isMessage(event) || isLayerMessage(event)
}

/** What comes in floods, and what a slow window may skip: messages, and segments that tell of nothing but data. */
export function comesInFloods(event: LabEvent): event is Sent | Received | Packed | Unpacked | Segment {
  if (isMessage(event) || event.kind === 'packed') return true
  if (event.kind === 'unpacked') return event.broken === undefined
  return event.kind === 'segment' && !/[SFR]/.test(event.flags)
}
