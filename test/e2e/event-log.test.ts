import { beforeEach, describe, expect, test } from 'vitest'
import { en as english } from '../../src/renderer/i18n/en'
import { labForEach } from './support/each'
import type { RunningLab } from './support/launch'
import type { LabWindow } from './support/window'
import { escapeForRegExp, fill, languages, matching } from './support/words'

describe.each(languages())('the event log, %s', (locale, words) => {
  const shared = labForEach('log', locale, words)
  let lab: RunningLab
  let window: LabWindow

  beforeEach(async () => {
    ;({ lab, window } = shared)
    await window.quickStart()
    await window.send('hello')
    await window.messages.getByRole('listitem').nth(3).waitFor()
  })

  const field = () => window.page.getByRole('textbox', { name: words.log.filter })
  const row = (text: RegExp) => window.log.getByRole('option', { name: text })
  const shown = () => window.page.getByRole('status').filter({ hasText: matching(words.log.shown) })
  const howMany = async (count: number) =>
    expect.poll(() => shown().innerText()).toMatch(matching(words.log.shown, { shown: count }))
  const saying = (text: string) => new RegExp(escapeForRegExp(text))
  const oneLineOfJson = fill(locale === 'en' ? english.log.copyJson_one : words.log.copyJson_other, {
    count: 1,
  })
  const clipboard = () => lab.app.evaluate(({ clipboard }) => clipboard.readText())
  const hidden = (seq: number | string) =>
    window.page
      .getByRole('status')
      .filter({ hasText: saying(fill(words.log.hiddenByFilter, { seq: String(seq) })) })
  const toggle = () => window.button(words.log.selectedOnly)
  /** What the kernel's tables and the wire showed is hidden at first: two kinds. */
  const kinds = (shown: number) => fill(words.log.someKinds, { shown, all: 9 })
  const focused = (locator: ReturnType<typeof field>) =>
    expect.poll(() => locator.evaluate((element) => element === document.activeElement)).toBe(true)

  test('is filtered by text: the socket, what happened, in the words on the screen, and the message', async () => {
    await window.page.keyboard.press('Control+Shift+F')
    await focused(field())
    await window.page.keyboard.type('hello')
    await howMany(4)
    const accepted = fill(words.events.accepted, { peer: 'client.2' })
    await field().fill(`${accepted} client.2@server`)
    await howMany(1)
    await row(saying(accepted)).waitFor()
    await field().fill(`${words.confidence.order} client.3 ESTABLISHED`)
    await row(/ESTABLISHED/)
      .first()
      .waitFor()
    await field().fill('nothing is called that')
    await window.page.getByText(words.log.nothing).waitFor()
    await window.button(words.log.clearFilter).click()
    await row(/hello/).first().waitFor()
    // What comes is filtered, too.
    await field().fill('hello')
    await howMany(4)
    await window.send('goodbye')
    await window.send('hello again')
    await howMany(8)
    expect(await row(/goodbye/).count()).toBe(0)
  })

  test('is filtered by kind and by what is selected, which it follows', { tags: ['soak'] }, async () => {
    await window.button(kinds(7)).click()
    for (const kind of [words.log.kindGroup.states, words.log.kindGroup.connection]) {
      await window.page.getByRole('checkbox', { name: saying(kind) }).click()
    }
    await window.page.keyboard.press('Escape')
    expect(await row(/ESTABLISHED/).count()).toBe(0)
    await window.button(kinds(5)).waitFor()
    await toggle().click()
    expect(await toggle().getAttribute('aria-pressed')).toBe('true')
    await row(/client\.1@server.*hello/)
      .first()
      .waitFor()
    await window.row('client.2').click()
    await row(/hello/).first().waitFor({ state: 'detached' })
    await row(/client\.2/)
      .first()
      .waitFor()
    // The server, with what it has accepted.
    await window.row('server').click()
    await row(/client\.1@server.*hello/)
      .first()
      .waitFor()
    expect(await row(/ client\.2 /).count()).toBe(0)
  })

  test('an event that the filter hides is still to be had', { tags: ['soak'] }, async () => {
    const accepted = row(saying(fill(words.events.accepted, { peer: 'client.3' })))
    await accepted.click()
    await window.page.getByRole('treeitem', { name: /^client\.3@server/, selected: true }).waitFor()
    const seq = (await accepted.innerText()).match(/^\d+/)?.[0]
    await field().fill('hello')
    const hint = hidden(seq ?? '')
    await hint.waitFor()
    await hint.getByRole('button', { name: words.log.clearFilter }).click()
    await window.log.getByRole('option', { selected: true }).waitFor()
  })

  test('says how many came that pass the filter while one looked elsewhere', { tags: ['soak'] }, async () => {
    await field().fill('client.1')
    await window.log.focus()
    await window.page.keyboard.press('Home')
    await window.row('client.2').click()
    await window.send('not that one')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    await window.row('client.1').click()
    await window.send('that one')
    await window.messages.getByRole('listitem').nth(7).waitFor()
    // Asked to send, and four messages.
    await window.button(fill(words.log.fresh_other, { count: 5 })).click()
    await row(/that one/)
      .last()
      .waitFor()
    // Back at its end, it follows that again.
    await window.send('client.1 says more')
    await row(/says more/)
      .nth(3)
      .waitFor()
  })

  test('is made higher by keyboard', { tags: ['soak'] }, async () => {
    const separator = window.page.getByRole('separator', { name: words.app.resizeLog })
    const before = Number(await separator.getAttribute('aria-valuenow'))
    await separator.focus()
    await separator.press('ArrowUp')
    expect(Number(await separator.getAttribute('aria-valuenow'))).toBe(before + 16)
  })

  test('selected rows are copied as text and as JSON, and lead to their cause', async () => {
    await field().fill('hello')
    await howMany(4)
    await field().press('Enter')
    await focused(window.log)
    await window.page.keyboard.press('End')
    await window.page.keyboard.press('Shift+ArrowUp')
    await expect.poll(() => window.log.getByRole('option', { selected: true }).count()).toBe(2)
    await window.page.keyboard.press('Control+C')
    await window.page.getByText(fill(words.log.copied_other, { count: 2 })).waitFor()
    const lines = (await clipboard()).split('\n').map((line) => line.split('\t'))
    expect(lines.map((cells) => [cells[2], cells[3], cells[4]])).toEqual([
      ['client.1@server', fill(words.events.sent, { size: '5 B' }), 'hello'],
      ['client.1', fill(words.events.received, { size: '5 B' }), 'hello'],
    ])
    expect(lines[0]?.[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/)

    await row(/client\.1 .*hello/)
      .first()
      .click({ button: 'right' })
    await window.page.getByRole('menuitem', { name: oneLineOfJson, exact: true }).click()
    await expect.poll(clipboard).toMatch(/^\{"seq":\d+,.*"kind":"sent".*"text":"hello".*\}$/)
    const cause = Number(JSON.parse(await clipboard()).cause)
    await window.page.keyboard.press('Shift+F10')
    const show = window.page.getByRole('menuitem', { name: words.log.showCause })
    expect(await show.getAttribute('aria-description')).toBe(fill(words.log.causeIs, { seq: cause }))
    await show.click()
    await window.page
      .getByRole('status')
      .filter({ hasText: fill(words.log.hiddenByFilter, { seq: String(cause) }) })
      .waitFor()
    await window.button(fill(words.log.copyShown_other, { count: 4 })).click()
    await expect.poll(async () => (await clipboard()).split('\n').length).toBe(4)
  })

  test('pinned events stay in sight whatever the filter, until they are unpinned', {
    tags: ['soak'],
  }, async () => {
    await row(saying(fill(words.events.accepted, { peer: 'client.2' }))).click()
    await window.log.focus()
    await window.page.keyboard.press('p')
    const pins = window.page.getByRole('list', { name: words.log.pinned })
    await pins.getByText(fill(words.events.accepted, { peer: 'client.2' })).waitFor()
    await field().fill('hello')
    await howMany(4)
    await pins.getByRole('button', { name: /client\.2@server/ }).click()
    await window.page.getByRole('treeitem', { name: /^client\.2@server/, selected: true }).waitFor()
    await pins.getByRole('button', { name: matching(words.log.unpinEvent) }).click()
    await pins.waitFor({ state: 'detached' })
  })
})
