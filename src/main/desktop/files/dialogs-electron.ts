import {
  BrowserWindow,
  dialog,
  type MessageBoxOptions,
  type OpenDialogOptions,
  type SaveDialogOptions,
  type WebContents,
} from 'electron'
import type { ConsentBox } from '../consent/words'
import type { Wanted } from './file-kinds'
import type { FileKind } from './saving'

/** Asks the person where to save a file, over the window that wants to. */
export async function askWhereToSave(
  suggested: string,
  contents: WebContents,
  kind: FileKind,
): Promise<string | undefined> {
  const options: SaveDialogOptions = {
    defaultPath: suggested,
    filters: [filter(kind)],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  }
  const window = BrowserWindow.fromWebContents(contents)
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? undefined : filePath
}

/** Asks the person for a file or a folder, over the window that wants one. */
export async function askForFile(
  begin: string,
  contents: WebContents,
  { kind, folder }: Wanted,
): Promise<string | undefined> {
  const options: OpenDialogOptions = {
    defaultPath: begin,
    properties: [folder ? 'openDirectory' : 'openFile'],
    ...(kind && { filters: [filter(kind)] }),
  }
  const window = BrowserWindow.fromWebContents(contents)
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return canceled ? undefined : filePaths[0]
}

/** The answers of the box, in their order. */
const ALLOW = 0
const CANCEL = 1

/**
 * Asks a question of the program's own, over the window that wants something: whatever runs in that can't answer it. Enter and
 * Escape say no, and so does the end of the window.
 */
export async function askForConsent(box: ConsentBox, contents: WebContents): Promise<boolean> {
  const { message, detail, allow, cancel } = box
  const window = BrowserWindow.fromWebContents(contents)
  if (!window) return false
  let closed = () => {}
  const gone = new Promise<undefined>((resolve) => {
    closed = () => resolve(undefined)
    window.once('closed', closed)
  })
  const options: MessageBoxOptions = {
    type: 'warning',
    message,
    detail,
    buttons: [allow, cancel],
    defaultId: CANCEL,
    cancelId: CANCEL,
    // Buttons, not links, which Windows would make of them; their texts are nobody's keys.
    noLink: true,
  }
  try {
    const answer = await Promise.race([dialog.showMessageBox(window, options), gone])
    return answer?.response === ALLOW
  } finally {
    window.off('closed', closed)
  }
}

function filter({ called, extensions }: FileKind) {
  return { name: called, extensions }
}
