import {
  BrowserWindow,
  dialog,
  type OpenDialogOptions,
  type SaveDialogOptions,
  type WebContents,
} from 'electron'
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

function filter({ called, extensions }: FileKind) {
  return { name: called, extensions }
}
