import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { describe, test } from 'vitest'
import { root } from '../../scripts/lib/paths.mjs'
import { launchLab } from '../e2e/support/launch'
import { SCENES } from '../e2e/support/scenes'
import { LabWindow } from '../e2e/support/window'
import { ALL_LANGUAGES } from '../e2e/support/words'

/** Takes a picture of every scene at both sizes, in both themes and languages: see scripts/screenshots.mjs. */

const SIZES = [
  [1280, 800],
  [1920, 1080],
] as const
const THEMES = ['light', 'dark'] as const

describe.each(ALL_LANGUAGES)('in %s', (locale, words) => {
  test.each(SCENES)('$name', async ({ name, arrange }) => {
    const lab = await launchLab({ locale })
    try {
      const { app, page } = lab
      // What moves would be caught half-way.
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await app.evaluate(({ BrowserWindow }, [width, height]) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
      }, SIZES[0])
      await arrange(new LabWindow(page, words), app)
      for (const [width, height] of SIZES) {
        await app.evaluate(
          ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size),
          [width, height] as [number, number],
        )
        await page.waitForFunction((wanted) => innerWidth === wanted, width)
        for (const colorScheme of THEMES) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          const folder = path.join(root, 'out/pictures', String(width))
          await mkdir(folder, { recursive: true })
          await page.screenshot({ path: path.join(folder, `${name}-${locale}-${colorScheme}.png`) })
        }
      }
    } finally {
      await lab.close()
    }
  })
})
