import { app, type IpcMainInvokeEvent, nativeTheme, shell, type WebContents } from 'electron'
import { examplesFolder } from '../examples-folder'
import { type Desk, openDesk } from './desk'
import { programLog } from './faults/faults'
import { surroundings } from './faults/surroundings-electron'
import { openFeedPort } from './feed/port-electron'
import { askForConsent, askForFile, askWhereToSave } from './files/dialogs-electron'
import { createGate, type Gate } from './gate/gate'
import { trusts } from './gate/gate-electron'
import { startInElectron } from './helper-electron'
import { nativeNotifications } from './notifying/notify-electron'
import type { SettingsFile } from './settings'
import { nativeMenu } from './window/menu-electron'
import type { WindowMenu } from './window/window-menu'

export interface ProgramOptions {
  settings: SettingsFile
  menu: WindowMenu
  /** Resolves when there is time for what the window doesn't need. */
  calm: Promise<void>
  /** Whether the tour of a first start may begin by itself. */
  tour: boolean
  /** Brings the window back. */
  showWindow: () => void
  isOwnWindow: (contents: WebContents) => boolean
}

/** What is behind the window. */
export interface Program
  extends Pick<Desk<IpcMainInvokeEvent>, 'labs' | 'choose' | 'unfinished' | 'dispose'> {
  gate: Gate<IpcMainInvokeEvent>
  /** Opens a recorded session or a scenario that was given to the program from outside. */
  open(file: string): void
}

/**
 * Opens the lab and all that the window asks. A module of its own, which is loaded while the page runs its script: it is the
 * larger part of the program.
 */
export function openProgram(options: ProgramOptions): Program {
  const { settings, menu, calm, showWindow, isOwnWindow } = options
  const { electron = '', chrome = '', node } = process.versions
  const versions = { electron, chrome, node }
  const examples = examplesFolder()
  const desk = openDesk<IpcMainInvokeEvent, WebContents>({
    folder: app.getPath('userData'),
    settings,
    menu,
    about: { version: app.getVersion(), versions, ...(options.tour && { tour: true }) },
    lab: { startFreezer: startInElectron },
    ...(examples !== undefined && { examples }),
    onFault: (fault) => programLog.error(fault),
    // Elsewhere each reading starts a program: that is for the person to want.
    observe: process.platform === 'linux',
    record: true,
    // Before that they would take time from what the person waits for.
    calm,
    onGarbage: (data) =>
      programLog.warn('Something that is no acknowledgement came over a port:', typeof data),
    native: {
      ...nativeMenu,
      ...nativeNotifications,
      pageOf: ({ sender }) => sender,
      openPort: openFeedPort,
      askWhereToSave,
      askForFile,
      askForConsent,
      trash: (folder) => shell.trashItem(folder),
      reveal,
      openUrl: (url) => shell.openExternal(url),
      whenGone: (contents, listener) => contents.once('destroyed', listener),
      documents: () => app.getPath('documents'),
      setTheme: (source) => {
        nativeTheme.themeSource = source
      },
      showWindow,
      surroundings,
    },
  })
  const gate = createGate<IpcMainInvokeEvent>({
    handlers: desk.handlers,
    isTrusted: trusts(isOwnWindow),
    identify: ({ sender }) => sender,
    onFault: (fault, method) => programLog.error(`${method}:`, fault),
  })
  return {
    labs: desk.labs,
    gate,
    choose: desk.choose,
    unfinished: () => desk.unfinished(),
    open: (file) => desk.incoming.open(file),
    dispose: () => desk.dispose(),
  }
}

/** In the system's file manager. */
async function reveal(place: string, inside: boolean): Promise<void> {
  if (!inside) return shell.showItemInFolder(place)
  const trouble = await shell.openPath(place)
  if (trouble !== '') throw new Error(trouble)
}
