import type { ElectronApplication } from 'playwright-core'

/** From here on the person picks `file` wherever the program asks for one; undefined: they cancel. */
export async function pickInDialog(app: ElectronApplication, file: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === undefined, filePaths: chosen === undefined ? [] : [chosen] })
  }, file)
}

/** From here on the person saves as `file` wherever the program asks; undefined: they cancel. */
export async function saveInDialog(app: ElectronApplication, file: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === undefined, filePath: chosen ?? '' })
  }, file)
}
