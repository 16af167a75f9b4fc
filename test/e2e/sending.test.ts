import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Locator } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { pickInDialog } from './support/dialogs'
import { labForEach } from './support/each'
import type { LabWindow } from './support/window'
import { fill, languages, matching } from './support/words'

describe.each(languages())('sending in %s', (language, words) => {
  const { composer, dialogs } = words
  const shared = labForEach('sending', language, words)

  /** What an end has written so far, as the rows say it: `5 B hello`. */
  async function wrote(window: LabWindow, name: string): Promise<string[]> {
    const rows = await window.saidSoFar()
    const beginning = `${name} ${words.messages.wrote} `
    return rows.flatMap((row) =>
      row.includes(beginning) ? [row.slice(row.indexOf(beginning) + beginning.length)] : [],
    )
  }

  const choice = (window: LabWindow, group: string, name: string) =>
    window.page.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true })

  test('text with escapes or without, and hex of either form, with what is wrong in it', async () => {
    const { window } = shared
    const { page } = window
    // Reads only: each row is one of its client's writes, or a read of them.
    await window.newServer({ [dialogs.name]: 'web' }, [], dialogs.answer.name.none)
    await window.newClients(1, { [dialogs.name]: 'alice' })
    await window.stateOf('Server', 'ESTABLISHED')
    const reads = (count: number) =>
      window.messages
        .getByRole('listitem')
        .nth(2 * count - 1)
        .waitFor()
    await window.send('a\\x00\\n')
    await reads(1)
    await page.getByText(fill(composer.size_other, { count: 3 })).waitFor()
    await window.send('\\xff\\u{e9}')
    await reads(2)
    await window.send('a\\q')
    await page.getByText(fill(composer.badEscape, { part: '\\q' })).waitFor()
    expect(await window.button(composer.send).getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('button', { name: composer.escapes }).click()
    await window.send('C:\\new')
    await reads(3)
    await choice(window, composer.format, composer.hex).click()
    await window.send('48 65')
    await reads(4)
    await window.send('4a4B')
    await reads(5)
    await window.send('4a4')
    await page.getByText(fill(composer.oddHex, { part: '4a4' })).waitFor()
    expect(await wrote(window, 'alice')).toEqual([
      '3 B a\\x00\\n',
      '3 B \\xffé',
      '6 B C:\\new',
      '2 B He',
      '2 B JK',
    ])
  })

  test('from the other end, from all clients, and by Ctrl+Enter from anywhere in it', async () => {
    const { window } = shared
    const { page } = window
    await window.quickStart()
    await choice(window, composer.from, composer.server).click()
    await page.getByRole('treeitem', { name: /^client\.1@server\b/, selected: true }).waitFor()
    await window.input.fill('from the server')
    const ending = page.getByRole('combobox', { name: composer.ending })
    await ending.click()
    await page.getByRole('option', { name: composer.endingName.crlf, exact: true }).click()
    await ending.focus()
    await page.keyboard.press('Control+Enter')
    await window.messages.getByRole('listitem').nth(1).waitFor()
    await window.input.fill('by the keys')
    await window.input.press('Control+Enter')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    expect(await wrote(window, 'client.1@server')).toEqual([
      '17 B from the server\\r\\n',
      '13 B by the keys\\r\\n',
    ])
    await ending.click()
    await page.getByRole('option', { name: composer.endingName.none, exact: true }).click()

    await choice(window, composer.from, fill(composer.all, { count: 3 })).click()
    await page
      .getByRole('textbox', {
        name: fill(composer.messageFrom, { name: fill(composer.clients, { count: 3 }) }),
      })
      .waitFor()
    await window.send('to all')
    for (const client of ['client.2', 'client.3']) {
      await window.row(client).click()
      await window.messages.getByText('to all').nth(3).waitFor()
      expect(await wrote(window, client)).toEqual(['6 B to all'])
    }
  })

  test('from several sockets that are selected together, as far as they can', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { page } = window
    await window.quickStart()
    await window.act('Client', words.acts.name.shutdown).click()
    await window.stateOf('Client', 'TIME_WAIT')
    await window.row('client.2').click()
    await window.row('client.1').click({ modifiers: ['Control'] })
    await window.row('client.3').click({ modifiers: ['Control'] })
    await page.getByText(fill(composer.fromSome, { count: 2, of: 3 })).waitFor()
    await window.send('to two')
    await window.row('client.3').click()
    await window.messages.getByText('to two').nth(3).waitFor()
    expect(await wrote(window, 'client.3')).toEqual(['6 B to two'])
    await window.row('client.1').click()
    await window.stateOf('Client', 'TIME_WAIT')
    expect(await wrote(window, 'client.1')).toEqual([])
  })

  test('a file that is picked, and one that is dropped', async () => {
    const { window } = shared
    const { page } = window
    await window.quickStart()
    const file = path.join(shared.lab.userData, 'request.bin')
    await writeFile(file, Buffer.from([0x00, 0xff, 0x41]))
    await pickInDialog(shared.lab.app, file)
    await window.button(composer.file).click()
    const attached = page.getByRole('group', { name: composer.attached })
    await attached.getByText('request.bin').waitFor()
    await attached.getByText('3 B').waitFor()
    await page.keyboard.press('Enter')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    await attached.getByRole('button', { name: composer.remove }).click()
    await attached.waitFor({ state: 'detached' })

    // As the system drops it: only then is there a file behind it that the lab can read.
    const dropped = path.join(shared.lab.userData, 'dropped.txt')
    await writeFile(dropped, 'dropped here')
    const devtools = await page.context().newCDPSession(page)
    const data = { items: [], files: [dropped], dragOperationsMask: 1 }
    const dropOn = async (place: Locator, seen: Locator) => {
      const box = await place.boundingBox()
      const at = { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 20 }
      await devtools.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at, data })
      await devtools.send('Input.dispatchDragEvent', { type: 'dragOver', ...at, data })
      await seen.waitFor()
      await devtools.send('Input.dispatchDragEvent', { type: 'drop', ...at, data })
    }
    await dropOn(
      page.getByRole('region', { name: composer.label }),
      page.getByText(fill(composer.drop, { name: 'client.1' })),
    )
    await attached.getByText('dropped.txt').waitFor()
    await page.getByText(fill(composer.drop, { name: 'client.1' })).waitFor({ state: 'detached' })
    await window.button(composer.send).click()
    await window.messages.getByText('dropped here').nth(3).waitFor()
    expect(await wrote(window, 'client.1')).toEqual(['3 B \\x00\\xffA', '12 B dropped here'])

    // On an end: that one sends it.
    await attached.getByRole('button', { name: composer.remove }).click()
    await dropOn(window.end('Server'), window.end('Server').getByText('client.1@server').last())
    await attached.getByText('dropped.txt').waitFor()
    expect(await choice(window, composer.from, composer.server).isChecked()).toBe(true)
    await window.button(composer.send).click()
    await window.messages.getByText('dropped here').nth(5).waitFor()
    expect((await wrote(window, 'client.1@server')).at(-1)).toBe('12 B dropped here')
  })

  test('again and again, with its progress, until it is stopped', { tags: ['soak'] }, async () => {
    const { window } = shared
    const { page } = window
    await window.newServer({ [dialogs.name]: 'web' }, [], dialogs.answer.name.discard)
    await window.newClients(1, { [dialogs.name]: 'alice' })
    await window.stateOf('Server', 'ESTABLISHED')
    await window.button(composer.repeat).click()
    await page.getByRole('textbox', { name: composer.repeatTimes }).fill('0')
    await page
      .getByText(dialogs.invalid.integer.replace('{{min}}', '1').replace('{{max}}', '1000000'))
      .waitFor()
    await page.getByRole('textbox', { name: composer.repeatTimes }).fill('1000')
    await page.getByRole('textbox', { name: composer.repeatEvery }).fill('20')
    await window.button(composer.done).click()
    await window.send('tick')
    const progress = page.getByRole('progressbar', { name: composer.repeating })
    await progress.waitFor()
    await page.waitForFunction(
      () => Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')) >= 3,
    )
    expect(await progress.getAttribute('aria-valuetext')).toMatch(
      matching(composer.progress, { of: '1,000' }),
    )
    await window.button(composer.stop).click()
    await progress.waitFor({ state: 'detached' })
    expect((await wrote(window, 'alice')).length).toBeLessThan(1000)

    // As fast as it goes, and to its end.
    await page.getByRole('button', { name: `${composer.repeat} ×1,000` }).click()
    await page.getByRole('textbox', { name: composer.repeatTimes }).fill('3')
    await page.getByRole('textbox', { name: composer.repeatEvery }).fill('0')
    await window.button(composer.done).click()
    await window.send('last words')
    await window.messages.getByText('last words').nth(2).waitFor()
  })

  test('what was sent before, and what is kept under a name, after the next start, too', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { page } = window
    await window.quickStart()
    await window.send('first')
    await window.send('second\\n')
    await choice(window, composer.format, composer.hex).click()
    await window.send('00 ff')
    await window.messages.getByRole('listitem').nth(11).waitFor()

    await window.input.fill('4a')
    const value = () => window.input.inputValue()
    await window.input.press('ArrowUp')
    expect(await value()).toBe('00 ff')
    await window.input.press('ArrowUp')
    expect(await value()).toBe('second\\n')
    expect(await choice(window, composer.format, composer.text).isChecked()).toBe(true)
    await window.input.press('ArrowUp')
    await window.input.press('ArrowUp')
    expect(await value()).toBe('first')
    await window.input.press('ArrowDown')
    await window.input.press('ArrowDown')
    await window.input.press('ArrowDown')
    expect(await value()).toBe('4a')
    expect(await choice(window, composer.format, composer.hex).isChecked()).toBe(true)

    await window.button(composer.saved).click()
    await page.getByText(composer.savedEmpty).waitFor()
    await page.getByRole('textbox', { name: composer.savedName }).fill('J')
    await page.keyboard.press('Enter')
    const saved = page.getByRole('list', { name: composer.saved })
    await saved.getByRole('button', { name: fill(composer.rename, { name: 'J' }) }).click()
    await page.getByRole('textbox', { name: fill(composer.newName, { name: 'J' }) }).fill('One byte')
    await page.keyboard.press('Enter')
    await saved.getByRole('button', { name: /^One byte/ }).waitFor()

    await page.reload()
    await window.row('client.2').click()
    expect(await value()).toBe('')
    await window.button(composer.saved).click()
    await saved.getByRole('button', { name: /^One byte/ }).click()
    expect(await value()).toBe('4a')
    await window.input.press('Enter')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    expect(await wrote(window, 'client.2')).toEqual(['1 B J'])
    await window.input.press('ArrowUp')
    await window.input.press('ArrowUp')
    expect(await value()).toBe('second\\n')
    await window.button(composer.saved).click()
    await saved.getByRole('button', { name: fill(composer.delete, { name: 'One byte' }) }).click()
    await page.getByText(composer.savedEmpty).waitFor()
  })

  test('a text of megabytes, held beside the input; one too long says its limit', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { page } = window
    await window.quickStart()
    const attached = page.getByRole('group', { name: composer.attached })
    const paste = async (characters: number) => {
      await shared.lab.app.evaluate(
        ({ clipboard }, count) => clipboard.writeText('x'.repeat(count)),
        characters,
      )
      await window.input.focus()
      await page.keyboard.press('Control+V')
      await attached.getByText(fill(composer.characters_other, { count: characters })).waitFor()
    }
    await window.input.fill('')
    await paste(2 * 1024 * 1024)
    await attached.getByText(composer.pasted).waitFor()
    await window.button(composer.send).click()
    await window.end('Client').getByText('2.0 MiB').first().waitFor()
    await attached.getByRole('button', { name: composer.remove }).click()
    await paste(16 * 1024 * 1024 + 1)
    await page.getByText(composer.tooLong).waitFor()
    expect(await window.button(composer.send).getAttribute('aria-disabled')).toBe('true')
  })
})
