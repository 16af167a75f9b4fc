import { describe, expect, test } from 'vitest'
import { violationsOf } from './support/axe'
import { labForEach } from './support/each'
import { SCENES } from './support/scenes'
import { TOURS } from './support/tours'
import { ALL_LANGUAGES } from './support/words'

/** What no tour comes by. */
const onTour = new Set(TOURS.flatMap(({ stops }) => stops.map(({ name }) => name)))
const alone = SCENES.filter(({ name }) => !onTour.has(name)).map((scene) => ({
  name: scene.name,
  stops: [scene],
}))

describe.each(ALL_LANGUAGES)('no accessibility violation, in %s', (locale, words) => {
  const shared = labForEach('accessibility', locale, words)

  // Every other sight: names come from the same places in each language.
  const mine = [...TOURS, ...alone].filter(
    (_tour, index) => index % ALL_LANGUAGES.length === (locale === 'en' ? 0 : 1),
  )
  test.each(mine)('$name, light and dark', { timeout: 120_000 }, async ({ stops }) => {
    const { lab, window } = shared
    await lab.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    for (const { name, popup, arrange } of stops) {
      await arrange(window, lab.app)
      expect(await violationsOf(lab.page, popup), name).toEqual({ light: [], dark: [] })
    }
  })
})
