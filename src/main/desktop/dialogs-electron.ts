import { BrowserWindow, dialog, type SaveDialogOptions, type WebContents } from 'electron'

/** Asks the person where to save a scenario, over the window that wants to. */
export async function chooseScenarioFile(
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
