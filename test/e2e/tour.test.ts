import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectNoViolations } from './support/axe'
import { launchLab, type RunningLab, removeFolder, temporaryFolder } from './support/launch'
import { chooseInMenu } from './support/menu'
import { LabWindow } from './support/window'
import { ALL_LANGUAGES, languages, type Words } from './support/words'

const STEPS = ['start', 'explorer', 'views', 'more'] as const
const SIZES = [
  [900, 600],
  [1280, 800],
  [1920, 1080],
] as const
const CONTROLS =
  'button, input, textarea, select, a[href], [role=button], [role=tab], [role=checkbox], [role=radio], [role=combobox], [role=separator]'

/** Controls under the card, by what they are called. */
function covered(page: Page): Promise<string[]> {
  return page.evaluate((selector) => {
    const card = document.querySelector('[data-pane="tour"]') as HTMLElement
    const own = card.getBoundingClientRect()
    if (getComputedStyle(card).visibility !== 'visible') return ['the card is not there']
    if (own.left < 0 || own.top < 0 || own.right > innerWidth || own.bottom > innerHeight)
      return ['the edge of the window']
    // What lies under the card can be told only without it.
    card.style.pointerEvents = 'none'
    const under = [...document.querySelectorAll(selector)].filter((control) => {
      if (card.contains(control)) return false
      const { left, top, right, bottom, width, height } = control.getBoundingClientRect()
      if (width === 0 || right <= own.left || left >= own.right || bottom <= own.top || top >= own.bottom)
        return false
      const there = document.elementFromPoint(left + width / 2, top + height / 2)
      return there !== null && (control.contains(there) || there.contains(control))
    })
    card.style.pointerEvents = ''
    return under.map(
      (control) => control.getAttribute('aria-label') ?? control.textContent ?? control.tagName,
    )
  }, CONTROLS)
}

describe.each(languages())('the tour, in %s', (locale, words) => {
  let userData: string
  let lab: RunningLab
  let window: LabWindow
  const card = (of: Words, step: (typeof STEPS)[number]) =>
    lab.page.getByRole('dialog', { name: of.tour.title[step], exact: true })
  const any = () => lab.page.locator('[data-pane="tour"]')

  async function start() {
    lab = await launchLab({ userData, locale, tour: true })
    window = new LabWindow(lab.page, words)
  }
  beforeAll(async () => {
    userData = temporaryFolder()
    await start()
  })
  afterAll(async () => {
    const errors = [...lab.errors]
    await lab.close()
    await removeFolder(userData)
    expect(errors).toEqual([])
  })

  async function resize([width, height]: readonly [number, number]) {
    await lab.app.evaluate(
      ({ BrowserWindow }, [width, height]) =>
        BrowserWindow.getAllWindows()[0]?.setContentSize(width as number, height as number),
      [width, height],
    )
    await lab.page.waitForFunction(
      ([width, height]) => innerWidth === width && innerHeight === height,
      [width, height],
    )
  }

  test('comes at the first start, takes no focus, and covers no control, at any size and in each language', async () => {
    await card(words, 'start').waitFor()
    expect(await any().evaluate((element) => element.contains(document.activeElement))).toBe(false)
    for (const [language, other] of ALL_LANGUAGES) {
      const { languageEnglish, languageChinese } = words.actions.name
      await chooseInMenu(lab.app, language === 'en' ? languageEnglish : languageChinese)
      for (const [index, step] of STEPS.entries()) {
        await card(other, step).waitFor()
        for (const size of SIZES) {
          await resize(size)
          await expect
            .poll(() => covered(lab.page), { message: `${language}, ${step}, ${size.join(' × ')}` })
            .toEqual([])
        }
        if (index < STEPS.length - 1) await any().getByRole('button', { name: other.tour.next }).click()
      }
      await expectNoViolations(lab.page, `the tour, ${language}`)
      for (const _ of STEPS.slice(1)) await any().getByRole('button', { name: other.tour.back }).click()
    }
    const { languageEnglish, languageChinese } = words.actions.name
    await chooseInMenu(lab.app, locale === 'en' ? languageEnglish : languageChinese)
  })

  test('goes on when the person begins, stays out of the way of what is there then, and ends by Escape', async () => {
    await resize([900, 600])
    await window.quickStart()
    await card(words, 'explorer').waitFor()
    expect(await covered(lab.page)).toEqual([])
    await any().getByRole('button', { name: words.tour.next }).click()
    await card(words, 'views').waitFor()
    await expect.poll(() => covered(lab.page)).toEqual([])
    // F6 goes to it from wherever one is.
    await window.input.focus()
    await expect
      .poll(async () => {
        await lab.page.keyboard.press('F6')
        return any().evaluate((element) => element.contains(document.activeElement))
      })
      .toBe(true)
    await lab.page.keyboard.press('Escape')
    await any().waitFor({ state: 'detached' })
  })

  test('does not come again, but when it is asked for; whoever opens something instead has left it', async () => {
    await lab.close()
    await start()
    await window.button(words.empty.start).waitFor()
    const quiet = await lab.page.evaluate(async () => {
      const { lab } = globalThis as unknown as {
        lab: { request(method: string, params: object): Promise<unknown> }
      }
      await lab.request('about', {})
      await new Promise((resolve) => requestIdleCallback(resolve))
      return document.querySelector('[data-pane="tour"]') === null
    })
    expect(quiet).toBe(true)
    // The window says what is in the menu a little after it is there.
    await expect.poll(() => chooseInMenu(lab.app, words.actions.name.showTour)).toBe(true)
    await card(words, 'start').waitFor()
    await any().getByRole('button', { name: words.tour.skip }).click()
    await any().waitFor({ state: 'detached' })

    expect(await chooseInMenu(lab.app, words.actions.name.showTour)).toBe(true)
    for (const _ of STEPS.slice(1)) await any().getByRole('button', { name: words.tour.next }).click()
    await card(words, 'more').waitFor()
    await lab.page.keyboard.press('Control+k')
    await window.dialog.getByRole('combobox').waitFor()
    await lab.page.keyboard.press('Escape')
    await window.dialog.waitFor({ state: 'detached' })
    expect(await any().count()).toBe(0)
  })

  test('diagnostics are shown before they are copied', async () => {
    await chooseInMenu(lab.app, words.actions.name.diagnostics)
    const text = window.dialog.getByRole('region', { name: words.diagnostics.text })
    await text.getByText(/Electron +\d+\./).waitFor()
    const said = await text.innerText()
    expect(said).toContain('Socket Lab')
    expect(said).not.toContain(userData)
    const copied = lab.page.getByText(words.diagnostics.copied)
    await window.dialog.getByRole('button', { name: words.code.copy, exact: true }).click()
    await copied.first().waitFor()
    expect(await lab.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(said)
    await lab.page.keyboard.press('Escape')
    await window.dialog.waitFor({ state: 'detached' })
  })
})
