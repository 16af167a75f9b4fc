import type { ElectronApplication } from 'playwright-core'

/** From here on the person picks `file` wherever the program asks for one; undefined: they cancel. */
export async function pickInDialog(app: ElectronApplication, file: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === undefined, filePaths: chosen === undefined ? [] : [chosen] })
  }, file)
}

/** What a box of the program's own said. */
export interface Asked {
  message: string
  detail: string
  buttons: string[]
  defaultId: number
  cancelId: number
}

/**
 * From here on the person says yes, or doesn't, to whatever the program itself asks, and ticks the box that is there or doesn't.
 * Gives all that they were asked since.
 */
export async function answerQuestions(
  app: ElectronApplication,
  yes: boolean,
  checkboxChecked = false,
): Promise<() => Promise<Asked[]>> {
  await app.evaluate(
    ({ dialog }, { yes, checkboxChecked }) => {
      const asked: unknown[] = []
      Object.assign(globalThis, { askedByBox: asked })
      // The window comes first, where there is one.
      dialog.showMessageBox = ((...given: unknown[]) => {
        const options = given.at(-1) as { cancelId: number }
        asked.push(options)
        return Promise.resolve({ response: yes ? 0 : options.cancelId, checkboxChecked })
      }) as typeof dialog.showMessageBox
    },
    { yes, checkboxChecked },
  )
  return () => app.evaluate(() => (globalThis as { askedByBox?: unknown }).askedByBox as Asked[])
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
