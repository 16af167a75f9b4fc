import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launchLab, type RunningLab, temporaryFolder } from './support/launch'
import { LabWindow } from './support/window'
import { ALL_LANGUAGES, fill, languages, type Words } from './support/words'

describe.each(languages())('settings in %s', (locale, words) => {
  const userData = temporaryFolder()
  let lab: RunningLab
  let window: LabWindow

  async function start(): Promise<void> {
    lab = await launchLab({ userData, locale: locale === 'en' ? 'en-US' : locale })
    window = new LabWindow(lab.page, words)
    await lab.page.getByRole('button', { name: words.empty.start }).waitFor()
    // Playwright would have it light.
    await lab.page.emulateMedia({ colorScheme: null })
  }
  const open = async () => {
    await lab.page.keyboard.press('Control+,')
    await row('theme').waitFor()
  }
  /** `said`: what the window says at this moment. */
  const row = (id: keyof Words['settings']['of'], said: Words = words): Locator =>
    window.dialog.getByRole('group', { name: said.settings.of[id].name, exact: true })
  const search = (said = words) => window.dialog.getByRole('textbox', { name: said.settings.search })
  const isDark = () => lab.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const back = (name: string, value: string) =>
    window.dialog.getByRole('button', { name: fill(words.settings.reset, { name, value }) })

  beforeAll(async () => {
    writeFileSync(path.join(userData, 'settings.json'), '{"theme":"dark",')
    await start()
  })
  afterEach(() => expect(lab.errors.splice(0)).toEqual([]))
  afterAll(async () => {
    await lab.close()
    rmSync(userData, { recursive: true, force: true })
  })

  test('tell at the start of a file that is broken, and have defaults in its place', async () => {
    const broken = path.join(userData, 'settings.json.broken')
    await lab.page.getByRole('alert').filter({ hasText: broken }).waitFor()
    await open()
    await window.dialog.getByText(broken).waitFor()
    await window.dialog.getByText(words.settings.allDefault).waitFor()
    expect(await window.dialog.getByText(words.settings.changed, { exact: true }).count()).toBe(0)
    await lab.page.keyboard.press('Escape')
    await window.dialog.waitFor({ state: 'detached' })
  })

  test('are opened by keyboard, found by what is typed, in English words as well', async () => {
    await open()
    // The search has the keyboard.
    await lab.page.keyboard.type('hexadecimal')
    await row('bytes').waitFor()
    expect(await window.dialog.getByRole('group').count()).toBe(1)
    await search().fill('zebra')
    await window.dialog.getByText(fill(words.settings.nothing, { query: 'zebra' })).waitFor()
    await window.button(words.settings.showAll).click()
    await row('theme').waitFor()
    await search().fill(words.settings.of.motion.name)
    // From there on by keyboard: to the first control, and to what comes next in it.
    await search().press('Enter')
    await lab.page.keyboard.press('ArrowRight')
    await expect.poll(() => lab.page.locator('html[data-still]').count()).toBe(1)
    await back(words.settings.of.motion.name, words.settings.options.motion.system).click()
    await expect.poll(() => lab.page.locator('html[data-still]').count()).toBe(0)
    await search().fill('')
  })

  test('take effect at once, each goes back alone, and they say where something can’t be had', async () => {
    await row('theme').getByRole('radio', { name: words.settings.options.theme.dark }).click()
    await expect.poll(isDark).toBe(true)
    await row('theme').getByText(words.settings.changed, { exact: true }).waitFor()
    await row('theme').getByRole('radio', { name: words.settings.options.theme.light }).click()
    await expect.poll(isDark).toBe(false)

    await row('sessions').getByRole('textbox').fill('0')
    await row('sessions').getByRole('textbox').press('Enter')
    const wrong = fill(words.dialogs.invalid.integer, { min: '1', max: '10000' })
    await row('sessions').getByText(wrong).waitFor()
    await row('sessions').getByRole('textbox').fill('7')
    await row('sessions').getByRole('textbox').press('Enter')
    await back(words.settings.of.sessions.name, '50').click()
    await expect.poll(() => row('sessions').getByRole('textbox').inputValue()).toBe('50')

    const canNotify = await lab.app.evaluate(({ Notification }) => Notification.isSupported())
    expect(await row('notify').getByRole('switch').isDisabled()).toBe(!canNotify)
    expect(await row('notify').getByText(words.settings.cannotNotify).count()).toBe(canNotify ? 0 : 1)

    // The language of everything, while one looks on.
    const other = ALL_LANGUAGES.find(([each]) => each !== locale)
    if (!other) throw new Error('there is but one language')
    await row('language').getByRole('combobox').click()
    await lab.page.getByRole('option', { name: other[0] === 'en' ? 'English' : '简体中文' }).click()
    await row('language', other[1]).waitFor()
    await row('language', other[1]).getByRole('combobox').click()
    await lab.page.getByRole('option', { name: other[1].settings.options.language.system }).click()
    await row('language').waitFor()
  })

  test('hold at the next start, and all go back at once, after a question', async () => {
    await row('askBeforeQuit').getByRole('switch').click()
    await row('timelineRows').getByRole('radio', { name: words.settings.options.timelineRows.tiny }).click()
    await row('askBeforeQuit').getByText(words.settings.changed, { exact: true }).waitFor()
    await lab.close()
    await start()
    expect(await isDark()).toBe(false)
    expect(await lab.page.getByRole('alert').count()).toBe(0)
    await open()
    expect(await row('askBeforeQuit').getByRole('switch').getAttribute('aria-checked')).toBe('false')
    const tiny = row('timelineRows').getByRole('radio', { name: words.settings.options.timelineRows.tiny })
    expect(await tiny.getAttribute('aria-checked')).toBe('true')

    await window.button(words.settings.resetAll).click()
    const { of, comma } = words.settings
    const names = [of.theme.name, of.timelineRows.name, of.askBeforeQuit.name].join(comma)
    await window.dialog.getByText(fill(words.settings.resetAsk, { names })).waitFor()
    await window.button(words.settings.resetSure).click()
    await window.dialog.getByText(words.settings.allDefault).waitFor()
    expect(await row('askBeforeQuit').getByRole('switch').getAttribute('aria-checked')).toBe('true')
    expect(await tiny.getAttribute('aria-checked')).toBe('false')
  })
})
