import { describe, expect, test } from 'vitest'
import type { Text } from '../../src/shared/lessons/lesson'
import { expectNoViolations } from './support/axe'
import { labForEach } from './support/each'
import { lessonPanel } from './support/lessons'
import { fill, languages } from './support/words'

describe.each(languages())('lessons that go another way, in %s', (locale, words) => {
  const shared = labForEach('lessons', locale, words)
  const { lessons } = words
  const { panel, press, met, lessonOf, open, heading, inLanguage } = lessonPanel(shared, locale, words)

  test('the wrong thing is told, with what was seen and how to go on, and can be mended', {
    tags: ['soak'],
  }, async () => {
    const lesson = await open('four-way-close')
    await press(lessons.doForMe)
    await met(2)
    await press(lessons.next)
    await heading(lesson, 2)
    await shared.window.act('Client', words.acts.name.reset).click()
    const unmet = panel().locator('li[data-standing="unmet"]')
    await unmet.first().waitFor()
    await expectNoViolations(shared.window.page, 'a wrong turn')
    await unmet.first().getByText(lessons.seen).waitFor()
    const hint = lesson.steps[1]?.checks?.[0]?.hint as Text
    const beginning = inLanguage(hint).split(/[{*`[]/)[0] ?? ''
    await unmet.first().getByText(beginning.trim()).waitFor()
    await shared.lab.screenshot(`lessons-wrong-${locale}`)
    await press(lessons.doForMe)
    await met(2)
  })

  test('left, resumed where it was, with its sockets made again, and started over', async () => {
    const { window } = shared
    const { page } = window
    const lesson = await open('four-way-close')
    await press(lessons.doForMe)
    await met(2)
    await press(lessons.next)
    await heading(lesson, 2)
    await press(lessons.leave)
    await panel().waitFor({ state: 'detached' })
    await expect.poll(() => page.getByRole('treeitem').filter({ hasText: 'LISTEN' }).count()).toBe(0)

    await page.keyboard.press('Control+L')
    const row = window.dialog.locator('[data-lesson="four-way-close"]')
    await row.getByText(fill(lessons.leftAt, { step: 2, count: 3 })).waitFor()
    await row.getByRole('button', { name: lessons.resume, exact: true }).click()
    await heading(lesson, 2)
    await press(lessons.catchUp)
    await window.row('alice-2').waitFor()
    // The page comes back to where it was.
    await page.reload()
    await heading(lesson, 2)
    await press(lessons.doForMe)
    await met(2)
    await press(lessons.startOver)
    await heading(lesson, 1)
    expect(await panel().locator('li[data-standing="met"]').count()).toBe(0)
  })

  test('a server that is there already plays its part, and stays when the lesson is left', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    await window.newServer({ [words.dialogs.name]: 'shop' }, [words.dialogs.allowHalfOpen])
    await open('four-way-close')
    await panel()
      .getByText(fill(lessons.offer, { name: 'shop', role: 'server' }))
      .waitFor()
    await press(lessons.useIt)
    await press(lessons.doForMe)
    await met(2)
    await window.row('alice@shop').waitFor()
    await press(lessons.leave)
    await window.row('shop').filter({ hasText: 'LISTEN' }).waitFor()
  })

  test('a recording is looked at, step by step, without anything running', { tags: ['soak'] }, async () => {
    const { window, lab } = shared
    const { page } = window
    const lesson = lessonOf('four-way-close')
    await window.button(lessons.lessons).first().click()
    await window.dialog
      .locator('[data-lesson="four-way-close"]')
      .getByRole('button', { name: lessons.watch, exact: true })
      .click()
    await window.dialog.waitFor({ state: 'detached' })
    await panel().getByText(lessons.recorded, { exact: true }).waitFor()
    while (await panel().getByRole('button', { name: lessons.back, exact: true }).isEnabled()) {
      await press(lessons.back)
      await page.waitForTimeout(100)
    }
    await heading(lesson, 1)
    await met(2)
    await window.row('alice').filter({ hasText: 'ESTABLISHED' }).waitFor()
    await press(lessons.next)
    await heading(lesson, 2)
    await window.row('alice').filter({ hasText: 'FIN_WAIT_2' }).waitFor()
    await lab.screenshot(`lessons-recorded-${locale}`)
    await press(lessons.next)
    await heading(lesson, 3)
    await window.row('alice').filter({ hasText: 'TIME_WAIT' }).waitFor()
  })

  test('a claim leads to its source, in the person’s own browser', { tags: ['soak'] }, async () => {
    const { window, lab } = shared
    await lab.app.evaluate(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { opened })
      shell.openExternal = async (url) => void opened.push(url)
    })
    await open('four-way-close')
    await panel().getByRole('link').first().click()
    const opened = () => lab.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
    await expect.poll(opened).toEqual(['https://www.rfc-editor.org/rfc/rfc9293.html#section-3.6'])
    expect(window.page.url()).not.toContain('rfc-editor')
  })
})
