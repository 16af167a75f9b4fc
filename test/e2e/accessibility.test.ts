import axe from 'axe-core'
import { describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import { SCENES } from './support/scenes'
import { ALL_LANGUAGES } from './support/words'

describe.each(ALL_LANGUAGES)('no accessibility violation, in %s', (locale, words) => {
  const shared = labForEach('accessibility', locale, words)

  // Every other scene: names come from the same places in each language.
  const scenes = SCENES.filter((_scene, index) => index % ALL_LANGUAGES.length === (locale === 'en' ? 0 : 1))
  test.each(scenes)('$name, light and dark', async ({ arrange, popup }) => {
    // What lies over the page for a moment is in no landmark of it, as menus of the system aren't.
    const options = { rules: { region: { enabled: popup !== true } } }
    const { lab, window } = shared
    await lab.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await arrange(window, lab.app)
    await lab.page.evaluate(axe.source)
    for (const colorScheme of ['light', 'dark'] as const) {
      await lab.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const violations = await lab.page.evaluate(async (options) => {
        const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, options)
        return violations.map(({ id, help, nodes }) => ({
          id,
          help,
          where: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
        }))
      }, options)
      expect(violations, colorScheme).toEqual([])
    }
  })
})
