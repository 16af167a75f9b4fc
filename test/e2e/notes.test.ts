import { describe, expect, test } from 'vitest'
import type { LabBridge } from '../../src/shared/ipc'
import { labForEach } from './support/each'
import type { LabWindow } from './support/window'
import { fill, languages, matching } from './support/words'

describe.each(languages())('notes, in %s', (locale, words) => {
  const shared = labForEach('notes', locale, words)
  const { notes } = words

  async function write(window: LabWindow, text: string): Promise<void> {
    await window.dialog.getByRole('textbox', { name: notes.dialog.text, exact: true }).fill(text)
    await window.page.keyboard.press('Control+Enter')
    await window.dialog.waitFor({ state: 'detached' })
  }
  const list = (window: LabWindow) => window.page.getByRole('list', { name: notes.list })
  const items = async (window: LabWindow) =>
    (await list(window).getByRole('listitem').locator('p').allInnerTexts()).map((text) => text.trim())
  const showAll = (window: LabWindow) =>
    window.page.getByRole('tab', { name: new RegExp(`^${notes.title}`) }).click()

  test('a note on the pointed event stands in its row in every view, in the list and at its socket', async () => {
    const { window } = shared
    const { page } = window
    await window.quickStart()
    await window.send('hello')
    const first = window.messages.getByRole('listitem').first()
    await first.click()
    const seq = Number(await first.getAttribute('data-seq'))
    await page.keyboard.press('Control+Shift+M')
    await window.dialog.getByText(matching(notes.dialog.toEvent, { target: `#${seq} client.1` })).waitFor()
    await write(window, 'Look at this.\nIt is the first one.')

    await first.getByText('Look at this. · It is the first one.').waitFor()
    await page.keyboard.press('Control+2')
    await window.calls.getByText('Look at this. · It is the first one.').first().waitFor()
    expect(
      await window.log
        .getByRole('option')
        .and(page.locator(`[data-seq="${seq}"]`))
        .innerText(),
    ).toContain('Look at this. · It is the first one.')
    await page.keyboard.press('Control+3')
    await page
      .getByRole('list', { name: words.ladder.label })
      .getByRole('listitem')
      .filter({ hasText: `${notes.mark} Look at this.` })
      .waitFor()
    expect(await window.row('client.1').innerText()).toContain(
      locale === 'en' ? '1 note' : fill(notes.marks_other, { count: 1 }),
    )

    await showAll(window)
    expect(await items(window)).toEqual(['Look at this.\nIt is the first one.'])
    await window.row('client.2').click()
    await window.end('Client').getByRole('heading', { name: 'client.2' }).waitFor()
    await window.button(fill(notes.show, { target: `#${seq} client.1` })).click()
    await window.end('Client').getByRole('heading', { name: 'client.1' }).waitFor()
  })

  test('a note is pinned to what is selected, to the log where nothing is, by keyboard and by menus', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { page } = window
    await window.button(words.empty.start).waitFor()
    await page.keyboard.press('Control+Shift+M')
    await window.dialog.getByText(notes.dialog.toLog).waitFor()
    await write(window, 'of the log')

    await window.quickStart()
    await page.keyboard.press('Control+Shift+M')
    await window.dialog.getByText(fill(notes.dialog.toSocket, { target: 'client.1' })).waitFor()
    await write(window, 'of the client')

    await window.row('server').click({ button: 'right' })
    await page.getByRole('menuitem', { name: fill(notes.pinTo, { name: 'server' }) }).click()
    await write(window, 'of the server')
    await page.keyboard.press('Escape')

    await window.log.getByRole('option').first().click({ button: 'right' })
    await page.getByRole('menuitem', { name: words.actions.name.addNote }).click()
    await write(window, 'of an event')

    await showAll(window)
    expect(await items(window)).toEqual(['of the log', 'of the client', 'of the server', 'of an event'])
    await window.row('server').click()
    await page
      .getByRole('button', { name: /^1 |：?server 的 1/ })
      .first()
      .click()
    await page.getByRole('dialog').getByText('of the server').waitFor()
  })

  test('a note is written anew, taken away, and brought back', { tags: ['soak'] }, async () => {
    const { window } = shared
    const { page } = window
    await window.execute({ do: 'note', text: 'one' })
    await window.execute({ do: 'note', text: 'two' })
    await showAll(window)
    await expect.poll(() => items(window)).toEqual(['one', 'two'])

    const edit = fill(notes.editNote, { target: notes.theLog })
    await page.getByRole('button', { name: edit }).first().click()
    expect(
      await window.dialog.getByRole('textbox', { name: notes.dialog.text, exact: true }).inputValue(),
    ).toBe('one')
    await write(window, 'first')
    await expect.poll(() => items(window)).toEqual(['first', 'two'])

    const remove = fill(notes.removeNote, { target: notes.theLog })
    await page.getByRole('button', { name: remove }).first().click()
    await expect.poll(() => items(window)).toEqual(['two'])
    await page.getByText(fill(words.edit.done.note, { text: 'first' })).waitFor()
    // Its button went with it; keys go on in the list.
    await page.keyboard.press('Control+Z')
    await expect.poll(() => items(window)).toEqual(['two', 'first'])
  })

  test('what a note says is shown as text, whatever it is; a longer one is not taken', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { page } = window
    const text = '<img src=x onerror=alert(1)> \u202e {{count}} $t(app.name)'
    await window.button(words.empty.start).waitFor()
    await page.keyboard.press('Control+Shift+M')
    await write(window, text)
    await showAll(window)
    const shown = '<img src=x onerror=alert(1)> \\u{202e} {{count}} $t(app.name)'
    await expect.poll(() => items(window)).toEqual([shown])
    await page.keyboard.press('Control+6')
    await window.log.getByText(fill(words.events.notePinned, { text: shown })).waitFor()

    await page.keyboard.press('Control+Shift+M')
    const field = window.dialog.getByRole('textbox', { name: notes.dialog.text, exact: true })
    await field.fill('x'.repeat(3900))
    await window.dialog.getByText(matching(notes.dialog.left_other)).waitFor()
    await field.press('End')
    await page.keyboard.insertText('y'.repeat(200))
    expect((await field.inputValue()).length).toBe(4000)
    await page.keyboard.press('Escape')
  })

  test('in the past, events are noted on as well, and what was noted later stands at its event', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { page } = window
    await window.quickStart()
    await window.send('hello')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    const first = window.messages.getByRole('listitem').first()
    const seq = Number(await first.getAttribute('data-seq'))
    await window.execute({ do: 'note', text: 'noted later', socket: 'client.1', about: seq })
    await first.getByText('noted later').waitFor()

    await page.evaluate((to) => {
      const { lab } = globalThis as unknown as { lab: LabBridge }
      return lab.request('goTo', { seq: to })
    }, seq)
    await expect.poll(() => window.messages.getByRole('listitem').count()).toBe(1)
    await first.getByText('noted later').waitFor()
    await first.click()
    await page.keyboard.press('Control+Shift+M')
    await write(window, 'noted in the past')
    await first.getByText('noted in the past').waitFor()
    await showAll(window)
    expect(await items(window)).toEqual(['noted later', 'noted in the past'])

    await page.keyboard.press('F8')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    await first.getByText('noted in the past').waitFor()
  })
})
