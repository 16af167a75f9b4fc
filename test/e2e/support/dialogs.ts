import type { ElectronApplication } from 'playwright-core'

/** From here on the person picks `file` wherever the program asks for one; undefined: they cancel. */
export async function pickInDialog(app: ElectronApplication, file: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === undefined, filePaths: chosen === undefined ? [] : [chosen] })
  }, file)
}

/**
 * From here on the person saves as `file` wherever the program asks; undefined: they cancel. Gives what they were asked last:
 * the options of the dialog.
 */
export async function saveInDialog(
  app: ElectronApplication,
  file: string | undefined,
): Promise<() => Promise<unknown>> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = ((_window: unknown, options: unknown) => {
      Object.assign(globalThis, { askedToSave: options })
      return Promise.resolve({ canceled: chosen === undefined, filePath: chosen ?? '' })
    }) as typeof dialog.showSaveDialog
  }, file)
  return () => app.evaluate(() => (globalThis as { askedToSave?: unknown }).askedToSave)
}
