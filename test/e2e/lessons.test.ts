import { describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import { lessonPanel } from './support/lessons'
import { languages, matching } from './support/words'

describe.each(languages())('lessons, in %s', (locale, words) => {
  const shared = labForEach('lessons', locale, words)
  const { lessons } = words
  const { panel, press, met, lessonOf, open, heading, predict, expectPointedOut, inLanguage } = lessonPanel(
    shared,
    locale,
    words,
  )

  test('the four-way close, done by hand with the mouse', async () => {
    const { window, lab } = shared
    const { page } = window
    await window.button(lessons.lessons).first().click()
    await window.dialog.getByText(lessons.intro).waitFor()
    await window.dialog
      .locator('[data-lesson="four-way-close"]')
      .getByRole('button', { name: lessons.start, exact: true })
      .click()
    const lesson = lessonOf('four-way-close')
    await heading(lesson, 1)

    await expectPointedOut(window.button(words.app.newServer))
    await window.newServer({}, [words.dialogs.allowHalfOpen])
    await expectPointedOut(window.button(words.app.newClients))
    await window.newClients(1)
    await met(2)
    await press(lessons.next)

    await heading(lesson, 2)
    const [wrong] = lesson.steps[1]?.predict?.choices ?? []
    if (wrong)
      await panel()
        .getByRole('group')
        .getByRole('button', { name: inLanguage(wrong.text) })
        .click()
    await panel().getByText(lessons.wrong, { exact: true }).waitFor()
    await predict(lesson, 2)
    await expectPointedOut(window.act('Client', words.acts.name.shutdown))
    await lab.screenshot(`lessons-by-hand-${locale}`)
    await window.act('Client', words.acts.name.shutdown).click()
    await met(2)
    await window.row('client1').filter({ hasText: 'FIN_WAIT_2' }).waitFor()
    await window.row('client1@server1').filter({ hasText: 'CLOSE_WAIT' }).waitFor()
    await press(lessons.next)

    await heading(lesson, 3)
    await press(lessons.showMe)
    await window.act('Server', words.acts.name.close).click()
    await met(2)
    // What met a check is one press away.
    await panel()
      .getByRole('button', { name: matching(lessons.showEvent) })
      .first()
      .click()
    await press(lessons.finish)
    await panel().getByText(lessons.cleanedUp).waitFor()
    await expect.poll(() => page.getByRole('treeitem').filter({ hasText: 'LISTEN' }).count()).toBe(0)
    await page.keyboard.press('Control+L')
    await window.dialog
      .locator('[data-lesson="four-way-close"]')
      .getByText(lessons.doneBefore, { exact: true })
      .waitFor()
  })

  test('the queue before accept, done by the lab', { tags: ['soak'] }, async () => {
    const lesson = await open('accept-queue')
    for (const [index, step] of lesson.steps.entries()) {
      await heading(lesson, index + 1)
      if (step.acts) {
        await press(lessons.doForMe)
        await met(step.checks?.length ?? 0)
        for (const after of step.after ?? []) expect(inLanguage(after)).not.toBe('')
      }
      if (index === 1) await shared.lab.screenshot(`lessons-for-me-${locale}`)
      await press(index === lesson.steps.length - 1 ? lessons.finish : lessons.next)
    }
    await panel().getByText(lessons.cleanedUp).waitFor()
  })

  test('presented: large type, one step a screen, next and back by key', async () => {
    const { window, lab } = shared
    const { page } = window
    const lesson = await open('four-way-close')
    const size = () =>
      panel()
        .getByRole('heading', { level: 3 })
        .evaluate((title) => Number.parseFloat(getComputedStyle(title).fontSize))
    const small = await size()
    await page.keyboard.press('Control+Shift+K')
    await expect.poll(size).toBeGreaterThan(small * 1.5)
    await expect.poll(() => page.getByRole('tree').count()).toBe(0)
    await press(lessons.doForMe)
    await met(2)
    await page.keyboard.press('PageDown')
    await heading(lesson, 2)
    await lab.screenshot(`lessons-presented-${locale}`)
    await page.keyboard.press('ArrowRight')
    await heading(lesson, 3)
    await page.keyboard.press('PageUp')
    await heading(lesson, 2)
    await page.keyboard.press('Escape')
    await page.getByRole('tree').first().waitFor()
    await expect.poll(size).toBe(small)
    // Without it, too.
    await page.keyboard.press('Shift+F4')
    await heading(lesson, 1)
    await page.keyboard.press('F4')
    await heading(lesson, 2)
  })
})
