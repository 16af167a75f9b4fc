import { beforeEach, describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import type { RunningLab } from './support/launch'
import type { LabWindow } from './support/window'
import { escapeForRegExp, fill, languages, matching } from './support/words'

describe.each(languages())('the kernel’s view, %s', (locale, words) => {
  const shared = labForEach('kernel', locale, words)
  const { kernel } = words
  let lab: RunningLab
  let window: LabWindow

  beforeEach(async () => {
    ;({ lab, window } = shared)
    await window.quickStart()
  })

  const table = () => window.page.getByRole('grid', { name: words.actions.name.showKernelTable })
  const row = (name: string) => table().locator(`[data-name="${name}"]`)
  const names = async () => {
    const cells = await table().getByRole('row').locator('[role="gridcell"]:nth-child(8)').allInnerTexts()
    return cells.map((text) => text.trim())
  }
  const heading = (column: keyof typeof kernel.column) =>
    table().getByRole('columnheader', { name: kernel.column[column], exact: true })
  const indicator = (standing: 'on' | 'off') =>
    window.button(`${kernel.source.short} ${kernel.source[standing]}`)
  const panel = (side: 'client' | 'server') =>
    window.page.getByRole('group', { name: matching(kernel.end[side]) })

  test('has a row for each socket, sorted and filtered as one likes, by keyboard, too', async () => {
    await window.page.keyboard.press('Control+8')
    await row('server').getByText('511').waitFor()
    await expect.poll(names).toHaveLength(7)
    await expect.poll(() => table().evaluate((element) => element === document.activeElement)).toBe(true)
    await heading('name').getByRole('button').click()
    await expect.poll(async () => (await names()).at(-1)).toBe('server')
    expect(await heading('name').getAttribute('aria-sort')).toBe('ascending')
    await heading('name').getByRole('button').click()
    await expect.poll(async () => (await names())[0]).toBe('server')

    const field = window.page.getByRole('textbox', { name: kernel.filter })
    await field.fill('client.2 established')
    await expect.poll(names).toEqual(['client.2@server', 'client.2'])
    await field.press('Enter')
    await window.page.keyboard.press('End')
    await window.page.keyboard.press('Enter')
    await panel('client').getByText('ESTABLISHED').waitFor()
    await window.end('Client').getByRole('heading', { name: 'client.2' }).waitFor()
    await table().focus()
    await window.page.keyboard.press('Control+C')
    await expect
      .poll(() => lab.app.evaluate(({ clipboard }) => clipboard.readText()))
      .toMatch(/^State .*\nESTAB +0 +0 +127\.0\.0\.1:\d+ +127\.0\.0\.1:\d+ +uid:\d+ ino:\d+$/)
    await field.fill('nobody')
    await window.page.getByText(fill(kernel.nothing, { text: 'nobody' })).waitFor()
  })

  test('shows both ends of a connection as the kernel has them, until both are gone but for TIME_WAIT', async () => {
    await window.page.keyboard.press('Control+5')
    for (const side of ['client', 'server'] as const) {
      await panel(side).getByText('ESTABLISHED').waitFor()
      await panel(side).getByText(kernel.end.agrees).waitFor()
      await panel(side).getByText(kernel.end.procfs).waitFor()
    }
    await window.act('Client', words.acts.name.close).click()
    await panel('client').getByText(kernel.timer.timeWait).waitFor()
    await panel('client').getByText(kernel.noProcess).waitFor()
    await panel('server').getByText(kernel.end.gone).waitFor()
  })

  test('tells a program that does not read from its queue, and lets it read on', {
    tags: ['soak'],
  }, async () => {
    await window.page.keyboard.press('Control+5')
    await window.act('Server', words.acts.name.pause).click()
    await window.execute({ do: 'send', from: 'client.1', text: 'x'.repeat(60_000), repeat: 200 })
    const [before = ''] = kernel.hint.zeroWindow.title.split('{{size}}')
    await panel('client').getByText(before).waitFor()
    await panel('server').getByText(kernel.hint.unread.cause).waitFor()
    await panel('server').getByRole('button', { name: words.acts.name.resume }).click()
    await panel('client').getByText(before).waitFor({ state: 'detached' })
  })

  test('is not there while nobody reads the tables, which is said, and one press changes', {
    tags: ['soak'],
  }, async () => {
    await window.page.keyboard.press('Control+8')
    await window.page.keyboard.press('Control+5')
    await row('client.1').getByText('ESTABLISHED').waitFor()
    await indicator('on').click()
    await indicator('off').waitFor()
    await window.page.getByText(kernel.source.offTitle).first().waitFor()
    // What was read before is not shown as if it still held.
    await panel('client').getByText(kernel.end.notSeen).waitFor()
    await window.button(kernel.source.read).first().click()
    await indicator('on').waitFor()
    await panel('client').getByText(kernel.end.agrees).waitFor()
  })

  test('stays out of the event log until it is asked for', { tags: ['soak'] }, async () => {
    const observed = window.log.getByRole('option', {
      name: new RegExp(escapeForRegExp(words.events.observed.split('{{')[0] ?? '')),
    })
    await window.page.keyboard.press('Control+8')
    await row('client.1').getByText('ESTABLISHED').waitFor()
    await window.page.keyboard.press('Control+6')
    await window.log.getByRole('option').first().waitFor()
    expect(await observed.count()).toBe(0)
    await window.button(fill(words.log.someKinds, { shown: 7, all: 9 })).click()
    await window.page
      .getByRole('checkbox', { name: new RegExp(escapeForRegExp(words.log.kindGroup.kernel)) })
      .click()
    await observed.first().waitFor()
  })
})
