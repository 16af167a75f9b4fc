import {
  BrowserWindow,
  dialog,
  type OpenDialogOptions,
  type SaveDialogOptions,
  type WebContents,
} from 'electron'

/** Asks the person where to save a scenario, over the window that wants to. */
export async function askWhereToSave(
  suggested: string,
  contents: WebContents,
  kind: string,
): Promise<string | undefined> {
  const options: SaveDialogOptions = {
    defaultPath: suggested,
    filters: [{ name: kind, extensions: ['json'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  }
  const window = BrowserWindow.fromWebContents(contents)
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? undefined : filePath
}

/** Asks the person for a file, over the window that wants one; for a scenario if `kind` says what such a file is called. */
export async function askForFile(
  folder: string,
  contents: WebContents,
  kind: string | undefined,
): Promise<string | undefined> {
  const options: OpenDialogOptions = {
    defaultPath: folder,
    properties: ['openFile'],
    ...(kind !== undefined && { filters: [{ name: kind, extensions: ['json'] }] }),
  }
  const window = BrowserWindow.fromWebContents(contents)
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return canceled ? undefined : filePaths[0]
}
