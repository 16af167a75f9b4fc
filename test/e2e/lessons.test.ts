import axe from 'axe-core'
import type { Locator } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { LESSONS } from '../../src/shared/lessons/chapters'
import type { Lesson, Text } from '../../src/shared/lessons/lesson'
import { labForEach } from './support/each'
import { ALL_LANGUAGES, fill, matching } from './support/words'

// Both at once: a lesson is first of all its texts.
describe.each(ALL_LANGUAGES)('lessons, in %s', (locale, words) => {
  const shared = labForEach('lessons', locale, words)
  const { lessons } = words
  const inLanguage = ({ en, zh }: Text) => (locale === 'zh-CN' ? zh : en)

  const panel = () => shared.window.page.getByRole('region', { name: lessons.pane }).last()
  const press = (name: string) => panel().getByRole('button', { name, exact: true }).click()
  const met = (count: number) =>
    expect.poll(() => panel().locator('li[data-standing="met"]').count(), { timeout: 10_000 }).toBe(count)
  const lessonOf = (id: string) => LESSONS.find((lesson) => lesson.id === id) as Lesson

  async function open(id: string, button: string = lessons.start): Promise<Lesson> {
    const { window } = shared
    await window.button(lessons.lessons).first().click()
    const row = window.dialog.locator(`[data-lesson="${id}"]`)
    await row.getByRole('button', { name: button, exact: true }).click()
    await window.dialog.waitFor({ state: 'detached' })
    await heading(lessonOf(id), 1)
    return lessonOf(id)
  }

  async function heading({ steps }: Lesson, step: number): Promise<void> {
    const title = inLanguage((steps[step - 1] as Lesson['steps'][number]).title)
    await panel().getByRole('heading', { name: title, exact: true }).waitFor()
  }

  /** The right choice of the step's prediction. */
  async function predict({ steps }: Lesson, step: number): Promise<void> {
    const right = steps[step - 1]?.predict?.choices.find((choice) => choice.right)
    if (!right) throw new Error(`step ${step} asks nothing`)
    await panel()
      .getByRole('group')
      .getByRole('button', { name: inLanguage(right.text) })
      .click()
    await panel().getByText(lessons.right, { exact: true }).waitFor()
  }

  /** The ring lies around that control. */
  async function expectPointedOut(control: Locator): Promise<void> {
    const ring = shared.window.page.locator('[class*="ring"]').last()
    await expect
      .poll(async () => {
        const [outer, inner] = [await ring.boundingBox(), await control.boundingBox()]
        return outer && inner && Math.abs(outer.x + 3 - inner.x) < 2 && Math.abs(outer.y + 3 - inner.y) < 2
      })
      .toBe(true)
  }

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

  test('the queue before accept, done by the lab', async () => {
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

  test('the wrong thing is told, with what was seen and how to go on, and can be mended', async () => {
    const lesson = await open('four-way-close')
    await press(lessons.doForMe)
    await met(2)
    await press(lessons.next)
    await heading(lesson, 2)
    await shared.window.act('Client', words.acts.name.reset).click()
    const unmet = panel().locator('li[data-standing="unmet"]')
    await unmet.first().getByText(lessons.seen).waitFor()
    const hint = lesson.steps[1]?.checks?.[0]?.hint as Text
    const beginning = inLanguage(hint).split(/[{*`[]/)[0] ?? ''
    await unmet.first().getByText(beginning.trim()).waitFor()
    await shared.lab.screenshot(`lessons-wrong-${locale}`)
    await press(lessons.doForMe)
    await met(2)
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

  test('a server that is there already plays its part, and stays when the lesson is left', async () => {
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

  test('a recording is looked at, step by step, without anything running', async () => {
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

  test('the list, a step, its wrong turn and the presenter mode have no accessibility violation, light and dark', async () => {
    const { window, lab } = shared
    const { page } = window
    await page.evaluate(axe.source)
    const look = async (what: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const violations = await page.evaluate(async () => {
          const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document)
          return violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html.slice(0, 200))}`)
        })
        expect(violations, `${what}, ${colorScheme}`).toEqual([])
      }
      await lab.screenshot(`lessons-${what}-dark-${locale}`)
    }
    await window.button(lessons.lessons).first().click()
    await window.dialog.locator('[data-lesson]').first().waitFor()
    await look('list')
    await page.keyboard.press('Escape')
    const lesson = await open('four-way-close')
    await press(lessons.doForMe)
    await met(2)
    await press(lessons.next)
    await heading(lesson, 2)
    await window.act('Client', words.acts.name.reset).click()
    await panel().locator('li[data-standing="unmet"]').first().waitFor()
    await look('step')
    await page.keyboard.press('Control+Shift+K')
    await look('presented')
  })

  test('a claim leads to its source, in the person’s own browser', async () => {
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
