import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import type { Language } from '../../../src/renderer/i18n'
import { LESSONS } from '../../../src/shared/lessons/chapters'
import type { Lesson, Text } from '../../../src/shared/lessons/lesson'
import type { LabOfEach } from './each'
import type { Words } from './words'

/** The panel of a lesson, as a person uses it. */
export function lessonPanel(shared: LabOfEach, locale: Language, words: Words) {
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

  return { panel, press, met, lessonOf, open, heading, predict, expectPointedOut, inLanguage }
}
