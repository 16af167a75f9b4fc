import type { ElectronApplication } from 'playwright-core'
import type { LabWindow } from '../window'

export interface Stop {
  /** That of a scene, if this is the same sight. */
  name: string
  /** A menu or the like lies over it: no landmark of the page. */
  popup?: true
  arrange: (window: LabWindow, app: ElectronApplication) => Promise<void>
}

/** Sights that one lab can show one after the other: to load the page for each of them takes longer than to look at it. */
export interface Tour {
  name: string
  stops: readonly Stop[]
}

/** Does something by its name, as the palette has it. */
export async function command({ page, words }: LabWindow, name: string): Promise<void> {
  await page.keyboard.press('Control+K')
  await page.getByRole('combobox', { name: words.actions.palette.title }).fill(name.replace(/…+$/, ''))
  await page.keyboard.press('Enter')
}

/** Closes the dialog, menu or popup that the last stop has opened. */
export async function dismiss({ page, dialog }: LabWindow): Promise<void> {
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('menu').waitFor({ state: 'detached' })
}

export const keys = (name: string, pressed: string, ready: (window: LabWindow) => Promise<void>): Stop => ({
  name,
  async arrange(window) {
    await dismiss(window)
    await window.page.keyboard.press(pressed)
    await ready(window)
  },
})

export const dialogBy = (
  name: string,
  act: (words: LabWindow['words']) => string,
  more: (window: LabWindow) => Promise<void> = async () => {},
): Stop => ({
  name,
  async arrange(window) {
    await dismiss(window)
    await command(window, act(window.words))
    await window.page
      .getByRole('combobox', { name: window.words.actions.palette.title })
      .waitFor({ state: 'detached' })
    await window.dialog.waitFor()
    await more(window)
  },
})
