import { createContext, type Dispatch, type SetStateAction, useContext } from 'react'
import type { Command, ConnectCommand, LoadCommand, ProxyCommand, SpawnCommand } from '../../shared/commands'
import type { LabBridge, Reply, SettingsChange, Theme } from '../../shared/ipc'
import type { PinnedNote } from '../../shared/model/model'
import type { SettingsState } from '../../shared/settings'
import type { ServerCommand } from '../dialogs/transports'
import type { Direction, Edit, EditStore } from '../edit/editStore'
import type { NoteTarget } from '../notes/target'
import type { NoticeStore } from '../notices/noticeStore'
import type { TimeControl } from '../time/timeControl'
import type { TimeRange } from '../timeline/range'
import { choicePreference } from './preferences'
import type { Say } from './saidStore'
import type { Signals } from './signals'

/** The dialog that is open, and what it is about. */
export type DialogRequest =
  | { name: 'server'; like?: ServerCommand }
  | { name: 'clients'; target?: string; like?: ConnectCommand }
  /** `like`: what it is filled in from. */
  | { name: 'load'; target?: string; like?: LoadCommand }
  | { name: 'program'; like?: SpawnCommand }
  | { name: 'proxy'; target?: string; like?: ProxyCommand }
  | { name: 'editServer'; socket: string }
  | { name: 'newLab' }
  | { name: 'saveScenario' }
  | { name: 'watch' }
  | { name: 'lookup' }
  | { name: 'lessons' }
  | { name: 'note'; target: NoteTarget; note?: PinnedNote }
  | { name: 'captureHelp' }
  | { name: 'sessions' }
  | { name: 'recording' }
  /** `id`: of a recorded session, with what it is `called`; otherwise what is looked at is meant. */
  | { name: 'exportSession'; id?: string; called?: string }
  | { name: 'code' }
  | { name: 'diagnostics' }
  | { name: 'palette' }
  | { name: 'cheatSheet' }
  | { name: 'settings' }

/** The views of a connection, and of all of them. */
export const VIEWS = ['messages', 'calls', 'segments', 'states', 'kernel', 'timeline'] as const
export type ViewName = (typeof VIEWS)[number]
/** What the pane at the bottom shows. */
export type BottomName = 'log' | 'problems' | 'notes' | 'kernel'
/** How bytes are shown, unless a row says otherwise. */
export type ByteFormat = (typeof BYTE_FORMATS)[number]
export const BYTE_FORMATS = ['text', 'hex'] as const
export const byteFormat = choicePreference('bytes', BYTE_FORMATS, 'text')

/** What the views share: what is selected, what is shown, and how to act. */
export interface Ui {
  /** Name of the selected socket: the one that acts are done to, and that messages are sent from. */
  selected: string | undefined
  /** Everything that is selected, `selected` among it; more than one socket only if the person chose so. */
  selection: readonly string[]
  /** `seq` of the event that is pointed at in every view. */
  pointed: number | undefined
  select: (socket: string) => void
  /** Selects several sockets; the last one of `sockets` becomes `selected`. */
  selectMany: (sockets: readonly string[]) => void
  /** What is in no list is not selected either. */
  deselect: (sockets: readonly string[]) => void
  /** Points at an event and selects its socket, unless that is an end of the selected connection already. */
  pointAt: (seq: number) => void

  view: ViewName
  setView: (view: ViewName) => void
  bottom: BottomName
  setBottom: (bottom: BottomName) => void
  format: ByteFormat
  setFormat: (format: ByteFormat) => void
  /** The scenario stands at the right. */
  scenarioShown: boolean
  showScenario: (shown: boolean) => void
  /** Sockets that the person has cleared away: they are in the log, and in no list. */
  cleared: ReadonlySet<string>
  setCleared: Dispatch<SetStateAction<ReadonlySet<string>>>
  /** The lists show only what was in this time; undefined: all of it. */
  range: TimeRange | undefined
  setRange: (range: TimeRange | undefined) => void

  /** What the program keeps of the settings; undefined until it has said so. */
  settings: SettingsState | undefined
  changeSettings: (change: SettingsChange) => Promise<Reply<'setSettings'>>
  /** Asks for them again: other parts of the program change some, too. */
  lookAtSettings: () => void
  theme: Theme
  setTheme: (theme: Theme) => void

  /** What does something to the lab as it is now doesn't open while its past is looked at. */
  openDialog: (dialog: DialogRequest) => void
  /** Gives a command to the lab. A refusal becomes a notice unless the caller shows it (`quiet`). */
  execute: (command: Command, quiet?: 'quiet') => Promise<Reply<'execute'>>
  /** Gives several commands in one tick. Refusals become notices. */
  executeAll: (commands: readonly Command[]) => Promise<Reply<'executeAll'>>
  /** All that the lab has kept of a message. */
  payload: (seq: number) => Promise<Reply<'payload'>>
  /** Shows a line for a moment, and has it read out: what was copied or saved, why something is not possible. */
  say: Say
  /** What was taken away and can be had back. */
  edits: EditStore
  /** Something of this lab was taken away: it can be undone, which is said at once. `anyLab`: it outlasts the lab. */
  did: (edit: Omit<Edit, 'lab'>, anyLab?: 'anyLab') => void
  /** Undoes what was done last, or does it again, and says so. */
  step: (direction: Direction) => Promise<void>
  /** To and fro in time. */
  time: TimeControl
  bridge: LabBridge
  notices: NoticeStore
  signals: Signals
}

export const UiContext = createContext<Ui | undefined>(undefined)

export function useUi(): Ui {
  const ui = useContext(UiContext)
  if (!ui) throw new Error('no window above this component')
  return ui
}
