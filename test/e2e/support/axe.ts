import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { labForEach } from './each'
import type { Tour } from './tours/tour'
import { ALL_LANGUAGES } from './words'

/** What is wrong, and where. */
export interface Violation {
  id: string
  help: string
  where: string[]
}

/** Where dialogs, menus and the like are put, beside the page. */
const OVER = '[data-base-ui-portal]:has([role="dialog"], [role="menu"], [role="listbox"])'

/**
 * What axe finds in the page, in both themes. Everything is looked at in the light; in the dark the colours are others, and
 * nothing else. Of a page with a dialog or a menu over it, that alone: the rest is another sight, and only whether it is
 * hidden well is asked. `popup`: what lies over it for a moment is in no landmark of it, as menus of the system aren't.
 */
export async function violationsOf(
  page: Page,
  popup = false,
): Promise<Record<'light' | 'dark', Violation[]>> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const isCovered = (await page.locator(OVER).count()) > 0
  const light = await run({ rules: { region: { enabled: !popup && !isCovered } } })
  if (isCovered) light.push(...(await run({ runOnly: ['aria-hidden-focus'] }, 'whole')))
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const dark = await run({ runOnly: ['color-contrast'] })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  return { light, dark }

  function run(options: axe.RunOptions, whole?: 'whole'): Promise<Violation[]> {
    return page.evaluate(
      async ({ over, options }) => {
        const { axe: there } = globalThis as unknown as { axe: typeof axe }
        const { violations } = await there.run(over === undefined ? document : { include: [over] }, options)
        return violations.map(({ id, help, nodes }) => ({
          id,
          help,
          where: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
        }))
      },
      {
        over: isCovered && whole === undefined ? OVER : undefined,
        options: { ...options, resultTypes: ['violations' as const] },
      },
    )
  }
}

/** That axe finds nothing in the page, in both themes. `what` names the sight. */
export async function expectNoViolations(page: Page, what: string, popup = false): Promise<void> {
  expect(await violationsOf(page, popup), what).toEqual({ light: [], dark: [] })
}

/** Tests that axe finds nothing on these tours. Every other one is in Chinese: names come from the same places in each language. */
export function testTours(tours: readonly Tour[]): void {
  describe.each(ALL_LANGUAGES)('no accessibility violation, in %s', (locale, words) => {
    const shared = labForEach('accessibility', locale, words)
    const turn = locale === 'en' ? 0 : 1
    const mine = tours.filter((_tour, index) => index % ALL_LANGUAGES.length === turn)
    test.each(mine)('$name, light and dark', { timeout: 120_000 }, async ({ stops }) => {
      const { lab, window } = shared
      await lab.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      for (const { name, popup, arrange } of stops) {
        await arrange(window, lab.app)
        await expectNoViolations(lab.page, name, popup)
      }
    })
  })
}
