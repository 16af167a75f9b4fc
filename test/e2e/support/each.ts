import { afterAll, afterEach, beforeEach, expect } from 'vitest'
import type { Language } from '../../../src/renderer/i18n'
import type { LabBridge } from '../../../src/shared/ipc'
import { launchLab, type RunningLab } from './launch'
import { LabWindow } from './window'
import { en, type Words } from './words'

/** The program of a block of tests; to be asked for in a test, not before. */
export interface LabOfEach {
  readonly lab: RunningLab
  readonly window: LabWindow
}

/**
 * Starts the program once for the tests of this block. Each of them finds an empty lab, a page just loaded and nothing
 * remembered, and fails if the window's console has an error, a violation of its policy among them. After a test that
 * fails, which leaves test-results/`name`-….png, the next one begins with another process.
 */
export function labForEach(name: string, locale: Language = 'en', words: Words = en): LabOfEach {
  let running: { lab: RunningLab; window: LabWindow } | undefined
  const current = () => {
    if (!running) throw new Error('the program runs only while a test does')
    return running
  }

  beforeEach(async () => {
    if (running) return asIfJustStarted(running.lab)
    const lab = await launchLab({ locale: locale === 'en' ? 'en-US' : locale })
    running = { lab, window: new LabWindow(lab.page, words) }
  })
  afterEach(async ({ task }) => {
    const { lab } = current()
    const errors = lab.errors.splice(0)
    if (task.result?.state === 'fail') {
      running = undefined
      await lab.screenshot(`${name}-${locale}-${task.name.replace(/\W+/g, '-')}`).catch(() => {})
      await lab.close()
    }
    expect(errors).toEqual([])
  })
  afterAll(() => running?.lab.close())

  return {
    get lab() {
      return current().lab
    },
    get window() {
      return current().window
    },
  }
}

async function asIfJustStarted({ app, page }: RunningLab): Promise<void> {
  await app.evaluate(({ BrowserWindow, clipboard }) => {
    clipboard.clear()
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800)
  })
  await page.mouse.move(0, 0)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' })
  await page.evaluate(() => (globalThis as unknown as { lab: LabBridge }).lab.request('newLab', {}))
  await page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  await page.reload()
}
