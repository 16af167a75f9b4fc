import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveInDialog } from './support/dialogs'
import { launchLab, type RunningLab } from './support/launch'
import { lessonPanel } from './support/lessons'
import { LabWindow } from './support/window'
import { fill, languages } from './support/words'

let lab: RunningLab
let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'socket-lab-keyboard-'))
})
afterEach(async () => {
  const errors = [...lab.errors]
  await lab.close()
  rmSync(folder, { recursive: true, force: true })
  expect(errors).toEqual([])
})

/** Moves on with Tab until the field or control with this name has the focus. */
async function tabToNamed(page: Page, name: string, keys = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(keys)
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      const named = element?.closest('[aria-label]') ?? element
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
      return label ?? named?.getAttribute('aria-label')
    })
    if (focused === name) return
  }
  throw new Error(`Tab never came to ${name}`)
}

/** Moves on with Tab until a button has the focus that says this, or a box beside which it stands. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    const said = await page.evaluate(
      () => document.activeElement?.closest('label, button')?.textContent ?? '',
    )
    if (said.includes(text)) return
  }
  throw new Error(`Tab never came to ${text}`)
}

/** Whatever a click would do here, this file does with keys: the mouse is never used. */
describe.each(languages())('the whole main job by keyboard alone, in %s', (locale, words) => {
  test('servers, clients, messages, acts, views, names, problems, and the file of it all', async () => {
    lab = await launchLab({ locale })
    const { page } = lab
    const window = new LabWindow(page, words)
    const press = (keys: string) => page.keyboard.press(keys)
    const stateOfRow = (name: string, role: keyof typeof words.roles, state: string) =>
      page
        .getByRole('treeitem', { name: fill(words.explorer.row, { name, role: words.roles[role], state }) })
        .waitFor()
    await window.button(words.empty.start).waitFor()

    // A server, by its dialog.
    await press('Control+N')
    await window.dialog.waitFor()
    await page.keyboard.type('echo')
    await press('Enter')
    await stateOfRow('echo', 'listener', 'LISTEN')

    // Two clients to it.
    await press('Control+Shift+N')
    await window.dialog.waitFor()
    await page.keyboard.type('2')
    await tabToNamed(page, words.dialogs.name)
    await page.keyboard.type('pair')
    await press('Enter')
    await stateOfRow('pair.2@echo', 'accepted', 'ESTABLISHED')

    // A message and its echo.
    await press('Control+J')
    await page.keyboard.type('typed by hand')
    await press('Enter')
    await window.messages.getByRole('listitem').nth(3).waitFor()

    // Along the explorer to the second client, and bytes in hex from there.
    await press('Control+F')
    await page.keyboard.type('pair.2')
    await page.getByRole('treeitem', { name: /^pair\.1[,，]/ }).waitFor({ state: 'detached' })
    await press('Escape')
    await focusTree()
    await press('Home')
    await downTo('pair.2')
    await press('Control+J')
    await tabToNamed(page, words.composer.format, 'Shift+Tab')
    await press('ArrowRight')
    await press('Control+J')
    await press('Control+A')
    await page.keyboard.type('48 65 6c 6c 6f')
    await press('Control+Enter')
    await window.messages.getByText('Hello').nth(3).waitFor()
    await press('Control+Shift+B')
    await window.messages.getByText('48 65 6c 6c 6f').nth(3).waitFor()

    // Calls, cause and effect, and back.
    await press('Control+2')
    await window.calls.getByText(fill(words.events.asked.send, { size: '5 B' })).waitFor()
    await press('Control+1')

    // Who closes first holds TIME_WAIT.
    await press('Control+Shift+X')
    await window.stateOf('Client', 'TIME_WAIT')
    await window.stateOf('Server', 'CLOSED')

    // Once more, under a name of one's own.
    await press('F5')
    await stateOfRow('pair-2-2', 'client', 'ESTABLISHED')
    await press('F2')
    await press('Control+A')
    await page.keyboard.type('again')
    await press('Enter')
    await stateOfRow('again', 'client', 'ESTABLISHED')

    // A reset from the other end, and what it did.
    await press('Control+Shift+O')
    await press('Control+Shift+U')
    await window.stateOf('Client', 'CLOSED')
    await press('Control+7')
    await page.getByText('ECONNRESET').first().waitFor()

    // The file of it all.
    const file = path.join(folder, 'by-hand.json')
    await saveInDialog(lab.app, file)
    await press('Control+S')
    await window.dialog.waitFor()
    await press('Enter')
    await page
      .getByRole('status')
      .getByText(/by-hand\.json/)
      .waitFor()
    const { steps } = JSON.parse(readFileSync(file, 'utf8')) as { steps: Record<string, unknown>[] }
    expect(steps.filter((step) => 'do' in step).map((step) => step.do)).toEqual([
      'listen',
      'connect',
      'send',
      'send',
      'close',
      'connect',
      'reset',
    ])

    async function focusTree(): Promise<void> {
      const tree = page.getByRole('tree')
      for (let presses = 0; presses < 10; presses++) {
        if (await tree.evaluate((element) => element === document.activeElement)) return
        await press('F6')
      }
      throw new Error('F6 never came to the explorer')
    }

    async function downTo(name: string): Promise<void> {
      const row = fill(words.explorer.row, { name, role: words.roles.client, state: 'ESTABLISHED' })
      for (let presses = 0; presses < 20; presses++) {
        if ((await page.getByRole('treeitem', { name: row, selected: true, exact: true }).count()) > 0) return
        await press('ArrowDown')
      }
      throw new Error(`the arrow never came to ${name}`)
    }
  })

  test('a lesson from the list to its end: what is predicted, what is made in dialogs, each step', async () => {
    lab = await launchLab({ locale })
    const { page } = lab
    const window = new LabWindow(page, words)
    const press = (keys: string) => page.keyboard.press(keys)
    const { met, heading, lessonOf, inLanguage, panel } = lessonPanel({ lab, window }, locale, words)
    const lesson = lessonOf('four-way-close')
    const inPanel = () =>
      page.evaluate(() => document.activeElement?.closest('[data-pane="lesson"]') !== null)
    await window.button(words.empty.start).waitFor()

    // Out of all lessons, by its name.
    await press('Control+L')
    await window.dialog.getByText(words.lessons.intro).waitFor()
    await page.keyboard.type(lesson.id)
    await window.dialog.getByRole('listitem').nth(1).waitFor({ state: 'detached' })
    await press('ArrowDown')
    await press('Enter')
    await heading(lesson, 1)

    // A server with half-open connections, and a client of it.
    await press('Control+N')
    await window.dialog.waitFor()
    await tabTo(page, words.dialogs.allowHalfOpen)
    await press('Space')
    await press('Enter')
    await window.dialog.waitFor({ state: 'detached' })
    await press('Control+Shift+N')
    await window.dialog.waitFor()
    await press('Enter')
    await met(2)
    await press('F4')

    // A wrong choice, and from there to the right one.
    await heading(lesson, 2)
    const choices = lesson.steps[1]?.predict?.choices ?? []
    const [wrong, right] = choices
    if (!wrong || !right) throw new Error('nothing to choose from')
    for (let presses = 0; presses < 8 && !(await inPanel()); presses++) await press('F6')
    await tabTo(page, inLanguage(wrong.text))
    await press('Enter')
    await panel().getByText(words.lessons.wrong, { exact: true }).waitFor()
    expect(await inPanel()).toBe(true)
    await tabTo(page, inLanguage(right.text))
    await press('Space')
    await panel().getByText(words.lessons.right, { exact: true }).waitFor()
    expect(await inPanel()).toBe(true)

    // The client was made last: it is the current end.
    await press('Control+Shift+H')
    await met(2)
    await press('F4')
    await heading(lesson, 3)
    await press('Control+Shift+O')
    await press('Control+Shift+X')
    await met(2)
    await press('F4')
    await panel().getByText(words.lessons.cleanedUp).waitFor()
  })
})
