import axe from 'axe-core'
import { afterEach, describe, expect, test } from 'vitest'
import { launchLab, type RunningLab } from './support/launch'
import { SCENES } from './support/scenes'
import { LabWindow } from './support/window'
import { LANGUAGES } from './support/words'

let lab: RunningLab
afterEach(() => lab.close())

describe.each(SCENES)('$name', ({ arrange, popup }) => {
  test.each([
    ['light', 0],
    ['dark', 1],
  ] as const)('has no accessibility violation in %s', async (colorScheme, language) => {
    const [locale, words] = LANGUAGES[language] as (typeof LANGUAGES)[number]
    lab = await launchLab({ locale })
    await lab.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await arrange(new LabWindow(lab.page, words), lab.app)
    await lab.page.evaluate(axe.source)
    // What lies over the page for a moment is in no landmark of it, as menus of the system aren't.
    const options = { rules: { region: { enabled: popup !== true } } }
    const violations = await lab.page.evaluate(async (options) => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, options)
      return violations.map(({ id, help, nodes }) => ({
        id,
        help,
        where: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
      }))
    }, options)
    expect(violations).toEqual([])
  })
})
