import type { LabError } from '../errors'
import type { Contradicted, Recording } from '../events'
import type { TcpState } from '../tcp/states'
import type { Watched } from '../watched'
import type { LessonModel } from './lesson'
import type { LoadModel } from './loads'
import type { ProgramModel } from './programs'
import type { Lookup, SocketModel } from './socket'

export type { PathStep } from '../tcp/path'
export type { Layers } from './layers'
export type {
  FailedAttempt,
  HeardFrom,
  KernelQueues,
  KernelRow,
  Lookup,
  Repeating,
  Role,
  SocketModel,
  Totals,
} from './socket'

/**
 * The lab as the fold of its log (`reduce.ts`): what the window, the command line and tests look at.
 * Plain data, so that a snapshot of it can be cloned to the window.
 */

/** A source of knowledge besides Node's own events. */
export interface Source {
  /** `off` before it was ever switched on, and after it was switched off. */
  phase: 'off' | 'on' | 'unavailable'
  by?: string
  /** Why it is unavailable. */
  error?: LabError
  /** Segments that are missing. */
  lost: number
  /** `seq` of the event that said so last. */
  seq: number
}

/** A port or process of this machine that is watched. */
export interface Watch extends Watched {
  name: string
  /** `t` of its `watching`. */
  since: number
}

/** A failure, for the one list of what went wrong. */
export interface Problem extends LabError {
  seq: number
  t: number
  socket?: string
}

/** The kernel or the wire has shown a state that was not the one concluded. */
export interface Contradiction {
  /** `seq` of its `contradicted`. */
  seq: number
  t: number
  socket: string
  by: Contradicted['by']
  inferred: TcpState
  seen: TcpState
  /** `seq` of what was concluded, and of what was seen. */
  because: number[]
}

/** What a person has pinned to an event, to a socket, or to the log as a whole. */
export interface PinnedNote {
  /** `seq` of its `note`. */
  seq: number
  t: number
  text: string
  socket?: string
  /** `seq` of the event that it is pinned to. */
  about?: number
}

/** What becomes of the log on disk. */
export interface Kept {
  /** `off`: nothing is recorded. `failed`: it should be, and `error` says why it isn't. */
  phase: 'off' | 'on' | 'failed'
  /** Id of the session. */
  session?: string
  error?: LabError
  /** What is left out by now, and the limit that was reached, bytes. */
  limited: Partial<Record<NonNullable<Recording['of']>, number>>
  /** Events that are not in the journal. */
  missing: number
  /** `seq` of the event that said so last. */
  seq: number
}

/** A scenario that runs, or ran last, on this lab. */
export interface Run {
  /** From 1. */
  run: number
  title: string
  steps: number
  /** The step that is being taken, was taken last, or waits to be; 0 before the first. */
  step: number
  /** `step` waits for the person. */
  waiting: boolean
  /** By number of the step: what became of an expectation. */
  results: Map<number, { met: boolean; took: number; seen: string[] }>
  ending?: 'done' | 'unmet' | 'stopped'
}

export interface Model {
  /** `seq` of the newest event that is folded in; 0 for the empty model. */
  seq: number
  /** Largest `t` so far, ms. */
  t: number
  /** Wall-clock time at `t` = 0, ISO 8601; empty before `opened`. */
  wall: string
  versions: Record<string, string>
  /** In the order in which they came. */
  sockets: Map<string, SocketModel>
  /** Failures so far. */
  failures: number
  /** The newest of them, up to MAX_PROBLEMS, oldest first. */
  problems: Problem[]
  run?: Run
  lesson?: LessonModel
  /** By name, in the order in which they began. */
  loads: Map<string, LoadModel>
  sources: { kernel: Source; capture: Source }
  /** By name, in the order in which they came. */
  watches: Map<string, Watch>
  /** By name, in the order in which they were asked for. */
  programs: Map<string, ProgramModel>
  /** The newest of the look-ups that were asked for, by name, oldest first; up to MAX_LOOKUPS. */
  lookups: Map<string, Lookup>
  contradictions: number
  /** The newest of them, up to MAX_PROBLEMS, oldest first. */
  contradicted: Contradiction[]
  /** In the order in which they were written. */
  notes: PinnedNote[]
  kept: Kept
  /** Names of the sockets that nothing will happen to any more, those that have been so for longest first (over.ts). */
  over: Set<string>
  /** Those that stay all the same, since whoever folds this model asks for them. */
  stays?: Set<string>
  /** Long-closed sockets that are in the log, and no longer in here. */
  gone: number
}

export const MAX_PROBLEMS = 500
export const MAX_HEARD = 32
export const MAX_LOOKUPS = 50

export function emptyModel(): Model {
  return {
    seq: 0,
    t: 0,
    wall: '',
    versions: {},
    sockets: new Map(),
    failures: 0,
    problems: [],
    loads: new Map(),
    sources: { kernel: { phase: 'off', lost: 0, seq: 0 }, capture: { phase: 'off', lost: 0, seq: 0 } },
    watches: new Map(),
    programs: new Map(),
    lookups: new Map(),
    contradictions: 0,
    contradicted: [],
    notes: [],
    kept: { phase: 'off', limited: {}, missing: 0, seq: 0 },
    over: new Set(),
    gone: 0,
  }
}
