import type { LabError } from './errors'
import type { LabEvent } from './events'
import type { PinnedNote } from './model/model'
import type { PackedModel } from './model/packed'
import type { RecordingLimits } from './recording-limits'
import type { LongWork } from './work'

export type { RecordingLimits } from './recording-limits'

/**
 * Recorded sessions, and moments of the past. A session is the journal of one lab's log: a folder with `session.json`,
 * `events.ndjson` and `payloads.bin`, or a single file that holds these three.
 */

/** How the name of the single-file form ends. */
export const SESSION_EXTENSION = 'socketlab'

export const DEFAULT_LIMITS: RecordingLimits = {
  messageBytes: 4096,
  sessionBytes: 1_073_741_824,
  sessions: 50,
}

/** A part of a journal that is not whole. What is whole is shown. */
export interface Damage {
  /**
   * `tornLine`: the last line was cut off, as when the program was killed. `badLine`: a line is not what was written.
   * `gap`: events are missing. `payload`: bytes of a message are missing, or are not what was written. `noPayloads`: the
   * whole file of them is missing. `manifest`: session.json is missing, or is not what was written. `newer`: a newer version
   * of the program has written it; these events can't be read by this one.
   */
  kind: 'tornLine' | 'badLine' | 'gap' | 'payload' | 'noPayloads' | 'manifest' | 'newer'
  /** The first place of it: line of events.ndjson, from 1, or `seq`. */
  line?: number
  seq?: number
  /** How many lines, events or messages. Of `newer`, 0 if all could be read. */
  count: number
}

/** A session of the person's own folder of sessions. */
export interface SessionSummary {
  id: string
  /** Wall-clock time of its first event, ISO 8601; empty if that is not known. */
  startedAt: string
  /** Its newest event's `t`, ms; absent if it isn't known without reading the whole. */
  duration?: number
  /** How many events; absent as above. */
  events?: number
  /** All its files, bytes. */
  bytes: number
  /** `open`: it is being recorded. `ended`: the program closed it. `recovered`: the program ended before it could. */
  state: 'open' | 'ended' | 'recovered'
  /** What a person calls it, or what it had in it (`echo, 3 clients`). */
  title?: string
}

/** What is looked at instead of the lab as it is now. */
export interface Travel {
  /** `lab`: the past of the lab that is open. `session`: a recorded one. */
  source: 'lab' | 'session'
  session?: OpenedSession
  /** `seq` of the newest event that is shown; 0 for the moment before the first one. */
  at: number
  /** The moment that is shown, ms of the log's clock. */
  t: number
  /** `seq` and `t` of the newest event that there is. That of an open lab grows. */
  head: number
  end: number
  /** Replays on by itself. */
  playing: boolean
  /** Seconds of the log in a second of replay. */
  speed: number
}

/** A recorded session that is looked at. */
export interface OpenedSession {
  id: string
  /** Name of the folder or file. */
  name: string
  startedAt: string
  damage: Damage[]
  /** Notes can be added: it is whole, its folder can be written, and it is no recording of the program's own. */
  writable: boolean
  /** The lesson of which it is the recording that the program brings along. */
  sample?: string
}

/** Speeds of replay that are offered. */
export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, 10, 100] as const

/** What happened when, for a scrubber: buckets of equally many events. */
export interface Overview {
  /** `seq` of the first event, and of the newest. */
  first: number
  head: number
  /** For each bucket, in the order of `seq`: the largest `t` up to its end, ms. */
  t: number[]
  /** How many transitions and failures each has. */
  states: number[]
  failures: number[]
  /** All notes that are pinned as of `head`: those about this moment may have been written later. */
  notes: PinnedNote[]
}

/** A moment of a log: the model right before `events[0]`, and the events from there to the moment. */
export interface Moment {
  model: PackedModel
  events: LabEvent[]
}

/** Where a lesson that was held on a lab began, showed a step, or ended. */
export interface LessonMark {
  seq: number
  /** Which run of a lesson of this lab, from 1. */
  run: number
  /** From 1; 0 where it began or ended. */
  step: number
}

/** A log that can be looked at in any moment: a recorded session's, or the open lab's. */
export interface Past {
  readonly id: string
  /** What there is by now. `first` is 1 unless the beginning is lost. */
  reach(): Promise<{ first: number; head: number; end: number }>
  /** The moment right after event `seq`; 0 is before the first. With at least the newest 1,000 events before it, if there are. */
  moment(seq: number, work?: LongWork): Promise<Moment>
  /** Events from `from` on, at most `limit`, in the order of `seq`. */
  read(from: number, limit: number): Promise<LabEvent[]>
  /** The newest `limit` events before `before` (of these sockets, unless it is empty), oldest first. */
  history(sockets: readonly string[], before: number, limit: number): Promise<LabEvent[]>
  /** `seq` of the nearest transition after or before `from`; undefined if there is none. */
  nearestState(from: number, direction: 1 | -1): Promise<number | undefined>
  /** The course of the lessons that were held, in the order of `seq`. */
  lessons(): Promise<LessonMark[]>
  /** `seq` of the newest event that had happened by `t`; 0 if none had. */
  seqAt(t: number): Promise<number>
  overview(buckets: number): Promise<Overview>
  /** The event with all bytes that are kept of it; undefined if there is none. */
  event(seq: number): Promise<LabEvent | undefined>
  dispose(): Promise<void>
}

/** What can be made of a session, or of what is looked at. */
export const EXPORT_FORMATS = ['pcapng', 'csv', 'ndjson', 'markdown', 'session'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface ExportResult {
  file: string
  /** What could not be put into it, one line each, in English. */
  left: string[]
}

/** How recording is set, and how it goes. */
export interface RecordingState {
  limits: RecordingLimits
  /** Where sessions are kept. */
  folder: string
  /** Of all sessions. */
  bytes: number
  sessions: number
  /** Why nothing is recorded now. */
  error?: LabError
}
