import { once } from 'node:events'
import net from 'node:net'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../src/shared/commands'
import { labForEach } from './support/each'
import type { RunningLab } from './support/launch'
import type { LabWindow } from './support/window'
import { fill, languages, matching } from './support/words'

describe.each(languages())('messages in %s', (locale, words) => {
  const { messages, views } = words
  const shared = labForEach('messages', locale, words)
  let lab: RunningLab
  let window: LabWindow

  beforeEach(async () => {
    ;({ lab, window } = shared)
    await window.quickStart()
  })

  const row = (index: number) => window.messages.getByRole('listitem').nth(index)
  const marked = () => window.messages.locator('[aria-current="true"]')
  const list = () => window.page.getByRole('group', { name: messages.label, exact: true })
  const item = (name: string) => window.page.getByRole('menuitem', { name, exact: true })
  const clipboard = () => lab.app.evaluate(({ clipboard: board }) => board.readText())
  /** In one tick, so that the writes are with the kernel before anybody reads. */
  const giveAtOnce = async (...commands: Command[]) => {
    const reply = await window.page.evaluate(
      (all) => (globalThis as unknown as { lab: LabLike }).lab.request('executeAll', { commands: all }),
      commands,
    )
    expect(reply.ok).toBe(true)
  }

  test('show what they will hold while there is none, and lead to the first one', async () => {
    await window.page.getByText(messages.empty).waitFor()
    await window.page.keyboard.press('Control+1')
    await window.button(messages.writeFirst).and(window.page.locator(':focus')).waitFor()
    await window.page.keyboard.press('Enter')
    await window.input.and(window.page.locator(':focus')).waitFor()
    // Whoever stands there when the first one comes, stands in the list then.
    await window.page.keyboard.press('Control+1')
    await window.button(messages.writeFirst).and(window.page.locator(':focus')).waitFor()
    await giveAtOnce({ do: 'send', from: 'client.1', text: 'first' })
    await list().and(window.page.locator(':focus')).waitFor()
  })

  test('say why there will be none, and offer to write only where that can be done', {
    tags: ['soak'],
  }, async () => {
    const { outlook } = words.views
    const write = window.button(messages.writeFirst)
    await window.act('Client', words.acts.name.shutdown).click()
    await window.stateOf('Client', 'TIME_WAIT')
    await window.page.getByText(fill(outlook.over, { none: messages.none })).waitFor()
    expect(await write.count()).toBe(0)
    // Who asks for the view stands in it all the same.
    await window.page.keyboard.press('Control+1')
    await window.page
      .locator(':focus')
      .getByText(fill(outlook.over, { none: messages.none }))
      .waitFor()

    await giveAtOnce({ do: 'connect', as: 'refused', host: '127.0.0.1', port: 9 })
    await window.row('refused').click()
    await window.page.getByText(fill(outlook.never, { none: messages.none })).waitFor()
    expect(await write.count()).toBe(0)

    await giveAtOnce({ do: 'listen', as: 'half', allowHalfOpen: true })
    await giveAtOnce({ do: 'connect', as: 'ann', to: 'half' })
    await window.row('ann').click()
    await window.act('Client', words.acts.name.shutdown).click()
    await window.stateOf('Server', 'CLOSE_WAIT')
    // The other end still can.
    await write.click()
    await window.page.getByRole('treeitem', { name: /^ann@half[,，]/, selected: true }).waitFor()
    await window.input.and(window.page.locator(':focus')).waitFor()
  })

  test('stay readable in the smallest window, and the tools of a row take no room', {
    tags: ['soak'],
  }, async () => {
    await window.send('hello, world')
    await row(3).waitFor()
    await lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600))
    await window.page.waitForFunction(() => innerWidth === 900)
    const text = row(0).getByText('hello, world')
    expect(await text.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
    expect(await row(0).innerText()).toContain(messages.wrote)
    await text.hover()
    expect(await text.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
  })

  test('have a time of day, or the date, or the time since the start, and how long after the row before', {
    tags: ['soak'],
  }, async () => {
    await window.send('hello')
    await row(3).waitFor()
    const time = row(0).getByRole('time')
    expect(await time.innerText()).toMatch(/^\d\d:\d\d:\d\d\.\d{3}$/)
    expect(await time.getAttribute('title')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/)
    await row(1)
      .getByText(/^\+[\d.]+ (?:µs|ms|s)$/)
      .waitFor()
    for (const [view, shown] of [
      ['full', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/],
      ['start', /^(?:\d+:)?\d+\.\d{3}$/],
    ] as const) {
      await window.button(views.options).click()
      await window.page.getByRole('menuitemradio', { name: views.time[view] }).click()
      await window.page.getByRole('menu').waitFor({ state: 'detached' })
      expect(await time.innerText()).toMatch(shown)
    }
  })

  test('are marked, opened and shown in hex by keyboard; the log marks the same event', async () => {
    const { page } = window
    await window.send('0123456789'.repeat(20))
    await row(3).waitFor()
    await page.keyboard.press('Control+1')
    await list().and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Home')
    await marked().getByText(messages.wrote).waitFor()
    expect(await row(0).getAttribute('aria-current')).toBe('true')
    await window.log.getByRole('option', { selected: true }).getByText('0123456789').first().waitFor()

    await page.keyboard.press('ArrowRight')
    await row(0).getByRole('button', { name: messages.showLess }).waitFor()
    await page.keyboard.press('h')
    await row(0).getByText('30 31 32 33').first().waitFor()
    const sideways = await row(0)
      .locator('[data-per-row]')
      .evaluate((dump) => dump.scrollWidth > dump.clientWidth)
    expect(sideways).toBe(false)
    await page.keyboard.press('ArrowLeft')
    await row(0).getByRole('button', { name: messages.showAll }).waitFor()

    await page.keyboard.press('ArrowDown')
    expect(await row(1).getAttribute('aria-current')).toBe('true')
    await row(1).getByText('0123456789').waitFor()
    await page.keyboard.press('End')
    await marked().getByText(messages.read).waitFor()
    // All of them, and a row's own choice gives way.
    await page.keyboard.press('Control+Shift+B')
    await row(3).getByText('30 31 32 33').waitFor()
    await row(0).getByText('30 31 32 33').waitFor()
  })

  test('one row is shown in hex by its own button', { tags: ['soak'] }, async () => {
    await window.send('hi')
    await row(3).waitFor()
    await row(2).hover()
    await row(2).getByRole('button', { name: messages.asHex }).click()
    await row(2).getByText('68 69').waitFor()
    await row(3).getByText('hi').waitFor()
    await row(2).getByRole('button', { name: messages.asText }).click()
    await row(2).getByText('hi').waitFor()
  })

  test('are copied as text, hex and C array, whole, by menu and by keyboard', {
    tags: ['soak'],
  }, async () => {
    const { page } = window
    const text = `${'x'.repeat(300)}\u001b[31m!`
    await window.send(text.replace('\u001b', '\\x1b'))
    await row(3).waitFor()
    const size = '306 B'
    await row(0).click()
    await page.keyboard.press('Control+c')
    await page.getByText(fill(messages.copied, { size, form: messages.copyForm.text })).waitFor()
    expect(await clipboard()).toBe(text.replace('\u001b', '\\x1b'))
    await page.keyboard.press('Shift+F10')
    await item(messages.copy.hex).click()
    await page.getByText(fill(messages.copied, { size, form: messages.copyForm.hex })).waitFor()
    expect(await clipboard()).toBe(`${'78 '.repeat(300)}1b 5b 33 31 6d 21`)
    await row(0)
      .getByRole('button', { name: matching(views.rowMenu) })
      .click()
    await item(messages.copy.c).click()
    await page.getByText(fill(messages.copied, { size, form: messages.copyForm.c })).waitFor()
    expect(await clipboard()).toMatch(
      /^const unsigned char message\[306\] = \{\n(?: {2}(?:0x78, ){11}0x78,\n){25}/,
    )
    await list().and(page.locator(':focus')).waitFor()
  })

  test('of a hostile peer are shown, and nothing in them is obeyed', async () => {
    const hostile = Buffer.concat([
      Buffer.from('<img src=x onerror=alert(1)>\u001b[31m\u202e{{name}}$t(app.name)'),
      Buffer.from([0xff, 0x00]),
    ])
    const peer = net.createServer((socket) => socket.end(hostile)).listen(0, '127.0.0.1')
    await once(peer, 'listening')
    const { port } = peer.address() as net.AddressInfo
    try {
      const { host, port: portLabel } = words.dialogs
      await window.newClients(1, { [host]: '127.0.0.1', [portLabel]: String(port) })
      await row(0).getByRole('button', { name: messages.showAll }).click()
      const text = await row(0).innerText()
      expect(text).toContain('<img src=x onerror=alert(1)>\\x1b[31m\\u{202e}{{name}}$t(app.name)\\xff\\x00')
      expect(await window.page.locator('img').count()).toBe(0)
      await window.end('Server').getByText(words.end.foreign).waitFor()
      const log = await window.log.innerText()
      expect(log).toContain('\\x1b[31m')
      expect(['\u001b', '\u202e'].some((control) => log.includes(control))).toBe(false)
    } finally {
      peer.close()
    }
  })

  test('a part that the lab has not kept is said to be missing from the copy', {
    tags: ['soak'],
  }, async () => {
    await giveAtOnce({ do: 'send', from: 'client.1', text: 'y'.repeat(20_000) })
    await row(1).waitFor()
    await row(0).click({ button: 'right' })
    await item(messages.copy.text).click()
    await window.page
      .getByText(matching(messages.copiedPart, { whole: '19.5 KiB', form: messages.copyForm.text }))
      .waitFor()
    expect((await clipboard()).length).toBe(4096)
  })

  test('a read that joins writes says so, and leads to them', async () => {
    await giveAtOnce(
      ...['one', 'two', 'three'].map((text) => ({ do: 'send' as const, from: 'client.1', text })),
    )
    const read = window.messages.getByRole('listitem').filter({ hasText: 'onetwothree' }).first()
    await read.getByRole('button', { name: fill(messages.joins_other, { count: 3 }) }).click()
    await marked().getByText('one', { exact: true }).waitFor()
    await row(2)
      .getByRole('button', { name: fill(messages.joined_other, { count: 2 }) })
      .click()
    await marked().getByText('onetwothree').waitFor()
    await window.page.keyboard.press('Shift+F10')
    await item(messages.showWrite).click()
    await marked().getByText('one', { exact: true }).waitFor()
  })

  test('a write that is read in pieces says so, and each piece which one it is', {
    tags: ['soak'],
  }, async () => {
    await giveAtOnce({ do: 'send', from: 'client.1', text: 'z'.repeat(300_000) })
    await row(1).waitFor()
    await window.page.keyboard.press('Control+1')
    await list().and(window.page.locator(':focus')).waitFor()
    await window.page.keyboard.press('Home')
    const split = row(0).getByRole('button', { name: matching(messages.split_other) })
    await split.waitFor()
    await split.click()
    await marked()
      .getByRole('button', { name: matching(messages.piece, { piece: 1 }) })
      .waitFor()
  })

  test('what an end that has stopped reading has not read says so', { tags: ['soak'] }, async () => {
    await window.act('Server', words.acts.name.pause).click()
    await window.end('Server').getByText(words.end.paused).waitFor()
    await giveAtOnce({ do: 'send', from: 'client.1', text: 'w'.repeat(300_000) })
    await row(0).getByText(messages.unread).waitFor()
    await window.act('Server', words.acts.name.destroy).click()
    await row(0).getByText(messages.neverRead).waitFor()
  })
})

interface LabLike {
  request: (method: 'executeAll', params: { commands: readonly Command[] }) => Promise<{ ok: boolean }>
}
