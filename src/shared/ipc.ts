import { z } from 'zod'
import type { TriedRules } from './answers/rules'
import { MAX_COMMANDS } from './channels'
import { commandSchema, type MakingCommand, noteSchema, referenceSchema } from './commands'
import { rulesSchema } from './commands/answers'
import { hex, text } from './commands/values'
import type { LabError } from './errors'
import { settingsChangeSchema } from './ipc/settings'
import {
  type About,
  type CaptureRights,
  type History,
  type LastLab,
  type LocalListener,
  menuSchema,
  type OpenedScenario,
  type Outcome,
  type OwnAddress,
  type Payload,
  type PickedFile,
  type RecordedScenario,
  SOURCES,
  sessionSourceSchema,
  sourceSchema,
  type Taken,
} from './ipc/values'
import {
  EXPORT_FORMATS,
  type ExportResult,
  type Overview,
  type RecordingState,
  type SessionSummary,
  type Travel,
} from './session'
import type { SettingsState } from './settings'

/**
 * The one contract between window and main process. Requests go through one channel and one gate
 * (src/main/desktop/gate/gate.ts); events come back over a MessagePort. Main, preload and window infer their
 * types from here: a change breaks the build at both ends.
 */

export { MAX_COMMANDS, PORT_CHANNEL, PORT_MESSAGE, REQUEST_CHANNEL } from './channels'
export {
  type Ack,
  ackSchema,
  type FeedMessage,
  type MenuChoice,
  type OpenRequest,
  type ShowRequest,
  type Snapshot,
  type TravelNews,
  type WorkNews,
} from './ipc/port'
export type { SettingsChange } from './ipc/settings'
export type {
  About,
  CaptureRights,
  History,
  LastLab,
  LocalListener,
  MenuState,
  OpenedScenario,
  Outcome,
  OwnAddress,
  Payload,
  PickedFile,
  RecordedScenario,
  ScenarioSource,
  SessionSource,
  SourceName,
  Taken,
} from './ipc/values'
export type { Theme } from './settings'

function method<Result>() {
  return <Params extends z.ZodType>(params: Params) => ({ params, result: undefined as Result })
}

const seq = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const word = z.string().min(1).max(200)
/** What the window calls the work that it asks for, to know it in WorkNews and to cancel it. */
const work = z.string().min(1).max(100).optional()
/** Of a lesson, from 1. */
const lessonStep = z.int().min(1).max(1000)

/** Every request: the schema of its parameters, and the type of its result. */
export const contract = {
  /**
   * Gives a command to the lab. Resolves when the engine has taken it; what comes of it is events. What goes beyond loopback sockets
   * main asks the person first, in a box of its own: that may take as long as they like.
   */
  execute: method<Taken>()(z.strictObject({ command: commandSchema })),
  /** Asks for a port with a snapshot and all events from there on. Any earlier port of this window is closed. */
  attach: method<null>()(z.strictObject({})),
  /** All that the lab has kept of a message. */
  payload: method<Payload>()(z.strictObject({ seq: z.int().min(1) })),
  about: method<About>()(z.strictObject({})),
  /** Gives several commands in one tick, in order, after one question for all of them. Each has an answer of its own. */
  executeAll: method<Outcome[]>()(
    z.strictObject({ commands: z.array(commandSchema).min(1).max(MAX_COMMANDS) }),
  ),
  /** The folder of the program's own examples; null where it has none. */
  examples: method<string | null>()(z.strictObject({})),
  /** The command that made a socket, whole, a listener's with the answer that it gives now. */
  madeBy: method<MakingCommand>()(z.strictObject({ socket: referenceSchema })),
  /** Which of the rules would answer a message, and with what, as the first answer of a socket. Nothing is sent. */
  tryRules: method<TriedRules>()(
    z.strictObject({
      rules: rulesSchema,
      message: z.union([z.strictObject({ text }), z.strictObject({ hex })]),
    }),
  ),
  /** This machine's own addresses, loopback first. */
  addresses: method<OwnAddress[]>()(z.strictObject({})),
  /** A path in the folder for temporary files at which nothing is yet, for a Unix domain socket; on Windows the name of a pipe. */
  socketPath: method<string>()(z.strictObject({})),
  /** Lets the window name a file. For the preload only: it alone knows where a picked or dropped file lies (`''` if nowhere). */
  pickFile: method<PickedFile>()(
    z.strictObject({ path: z.string().max(4096), folder: z.boolean().optional() }),
  ),
  /** Asks the person for a file, in the system's own dialog. Null if they decide otherwise. */
  chooseFile: method<PickedFile | null>()(
    z.strictObject({ kind: z.enum(['scenario', 'message', 'pem', 'session', 'sessionFolder', 'folder']) }),
  ),
  openScenario: method<OpenedScenario>()(z.strictObject({ source: sourceSchema })),
  /**
   * Runs a scenario on this lab, or first closes everything and begins a new one (`fresh`). Resolves as it begins, once the person has
   * allowed all that it needs.
   */
  runScenario: method<{ run: number }>()(
    z.strictObject({
      source: sourceSchema,
      mode: z.enum(['all', 'step']),
      fresh: z.boolean(),
    }),
  ),
  /** The run that is under way: its next step, all the rest of them, or no more. */
  controlRun: method<null>()(z.strictObject({ act: z.enum(['next', 'all', 'stop']) })),
  /** The scenario that runs, or ran last, on this lab. */
  currentRun: method<OpenedScenario | null>()(z.strictObject({})),
  /** Begins a lesson on this lab, at a step from 1, and ends the one before. Its course is in the log. */
  beginLesson: method<{ run: number }>()(z.strictObject({ lesson: word, step: lessonStep })),
  showLessonStep: method<null>()(z.strictObject({ step: lessonStep })),
  /** Does a step for the learner. Resolves as that begins. */
  doLessonStep: method<null>()(z.strictObject({ step: lessonStep })),
  /** Lets a socket that is there already play a role of the lesson. */
  castForLesson: method<null>()(z.strictObject({ role: word, name: referenceSchema })),
  /** Ends the lesson, and closes what it has made. */
  endLesson: method<null>()(z.strictObject({ ending: z.enum(['done', 'left']) })),
  /** Opens what a key of src/shared/lessons/sources.ts stands for, in the system's own browser. */
  openSource: method<null>()(z.strictObject({ source: word })),
  /** What has been done by hand so far. */
  recorded: method<RecordedScenario>()(
    z.strictObject({ title: z.string().max(200), expectations: z.boolean() }),
  ),
  /** Asks the person where, and saves what `recorded` gives. Null if they decide otherwise. */
  saveScenario: method<{ file: string } | null>()(
    z.strictObject({ title: z.string().max(200), expectations: z.boolean() }),
  ),
  lastLab: method<LastLab | null>()(z.strictObject({})),
  /** Closes every socket and begins a new lab with an empty log. */
  newLab: method<null>()(z.strictObject({})),
  /** Switches a source of knowledge on or off: the kernel's tables for the labs that come, too, capture for this lab, once the person allows it. */
  setSource: method<null>()(z.strictObject({ source: z.enum(SOURCES), on: z.boolean() })),
  captureRights: method<CaptureRights>()(z.strictObject({})),
  /** What listens on this machine besides the lab. */
  localListeners: method<LocalListener[]>()(z.strictObject({})),
  /** Looks at the moment right after event `seq` (0: before the first one), of what is looked at already, or of the open lab. */
  goTo: method<Travel>()(z.strictObject({ seq })),
  /** Looks at the moment at `t`, ms of the log's clock. */
  goToTime: method<Travel>()(z.strictObject({ t: z.number().min(0) })),
  /**
   * The next or previous event, or transition, or end of a lesson's step: right before the next one was shown, when all that it
   * caused has happened. At the end nothing moves.
   */
  step: method<Travel>()(
    z.strictObject({
      by: z.enum(['event', 'state', 'lesson']),
      direction: z.union([z.literal(1), z.literal(-1)]),
    }),
  ),
  /** The end of a step of the lesson that is held at the moment which is looked at: of the last time that it was shown. */
  goToLessonStep: method<Travel>()(z.strictObject({ step: lessonStep })),
  /** Replays on from the moment that is looked at, or stops. `speed`: seconds of the log in a second. */
  play: method<Travel>()(
    z.strictObject({ playing: z.boolean(), speed: z.number().min(0.01).max(1000).optional() }),
  ),
  /** Looks at the lab as it is now. A recorded session is closed. */
  goLive: method<null>()(z.strictObject({})),
  overview: method<Overview>()(z.strictObject({ buckets: z.int().min(1).max(2000) })),
  /** Older events (of these sockets, unless there are none) of what is looked at, or of the open lab. */
  history: method<History>()(
    z.strictObject({
      sockets: z.array(z.string().min(1).max(200)).max(16),
      before: seq,
      limit: z.int().min(1).max(10_000),
    }),
  ),
  /** The person's recorded sessions, newest first. */
  sessions: method<SessionSummary[]>()(z.strictObject({})),
  openSession: method<Travel>()(z.strictObject({ source: sessionSourceSchema, work })),
  /** Moves sessions to the system's trash. */
  deleteSessions: method<null>()(
    z.strictObject({ ids: z.array(z.string().min(1).max(255)).min(1).max(10_000) }),
  ),
  /** Shows a session's files in the system's file manager, or the folder of all of them. */
  showSession: method<null>()(z.strictObject({ id: z.string().min(1).max(255).optional() })),
  recording: method<RecordingState>()(z.strictObject({})),
  /**
   * Asks the person where, and writes what is looked at, or the open lab up to now, or a session of the folder (`id`), there:
   * the whole, or one connection (`socket`: one of its ends). Null if they decide otherwise.
   */
  exportSession: method<ExportResult | null>()(
    z.strictObject({
      to: z.enum(EXPORT_FORMATS),
      id: z.string().min(1).max(255).optional(),
      socket: z.string().min(1).max(200).optional(),
      work,
    }),
  ),
  /** Gives up long work of this window: what was asked is refused with LAB_CANCELLED. Work that is done is left alone. */
  cancelWork: method<null>()(z.strictObject({ work: z.string().min(1).max(100) })),
  /** Asks the person where, and saves a text there that the window has made. Null if they decide otherwise. */
  saveText: method<{ file: string } | null>()(
    z.strictObject({
      /** Of the file, without its extension. */
      name: z.string().min(1).max(200),
      kind: z.enum(['svg', 'md', 'csv', 'py', 'mjs', 'sh', 'txt']),
      text: z.string().max(32 * 1024 * 1024),
    }),
  ),
  /** Pins a note to what is looked at: to the open lab's log, or to a recorded session. */
  note: method<{ seq: number }>()(z.strictObject({ note: noteSchema })),
  /** Text for a report of a fault: the program and its surroundings, nothing that was sent, no names, no addresses. */
  diagnostics: method<{ text: string }>()(
    z.strictObject({
      language: z.string().max(35),
      dark: z.boolean(),
      /** CSS px. */
      width: z.int().min(0).max(100_000),
      height: z.int().min(0).max(100_000),
      reducedMotion: z.boolean(),
      moreContrast: z.boolean(),
    }),
  ),
  setMenu: method<null>()(menuSchema),
  zoom: method<{ factor: number }>()(z.strictObject({ by: z.enum(['in', 'out', 'reset']) })),
  /** What the program itself keeps of the person's settings. */
  settings: method<SettingsState>()(z.strictObject({})),
  /** Changes settings: they hold at once, and from start to start. */
  setSettings: method<SettingsState>()(z.strictObject({ change: settingsChangeSchema })),
} as const

export type Method = keyof typeof contract
export type Params<M extends Method> = z.infer<(typeof contract)[M]['params']>
export type Result<M extends Method> = (typeof contract)[M]['result']

/** What crosses the request channel. */
export const requestSchema = z.strictObject({
  method: z.enum(Object.keys(contract) as [Method, ...Method[]]),
  params: z.unknown(),
})

/** Why a request was not granted. */
export interface Refusal extends LabError {
  /** The same can be asked again after so many ms. */
  retryMs?: number
}

/** An answer is never undefined and never a thrown string: errors are data. */
export type Reply<M extends Method> = { ok: true; value: Result<M> } | { ok: false; error: Refusal }

/** What the preload puts on `window.lab`. */
export interface LabBridge {
  request<M extends Method>(method: M, params: Params<M>): Promise<Reply<M>>
  /**
   * Where a file lies that the person has picked in an <input> or dropped on the window. `file` is a DOM File, which may
   * stand for a `folder`.
   */
  pickFile(file: object, folder?: 'folder'): Promise<Reply<'pickFile'>>
  platform: string
}
