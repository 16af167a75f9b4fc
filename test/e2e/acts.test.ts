import { beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../src/shared/commands'
import { labForEach } from './support/each'
import type { LabWindow } from './support/window'
import { fill, languages, matching } from './support/words'

describe.each(languages())('the ends in %s', (locale, words) => {
  const { acts, end } = words
  const shared = labForEach('acts', locale, words)
  let window: LabWindow

  beforeEach(async () => {
    ;({ window } = shared)
    await window.quickStart()
  })

  const chooser = (name: string) => window.page.getByRole('button', { name, exact: true })
  const give = async (command: Command) => {
    const reply = await window.page.evaluate(
      (given) => (globalThis as unknown as { lab: LabLike }).lab.request('execute', { command: given }),
      command,
    )
    expect(reply.ok).toBe(true)
  }

  test('one of them is the current one: chosen by its card or its heading, for acts and messages', async () => {
    const { page } = window
    expect(await chooser('client.1').getAttribute('aria-pressed')).toBe('true')
    await window.end('Server').getByText('127.0.0.1:').click()
    await page.getByRole('treeitem', { name: /^client\.1@server/, selected: true }).waitFor()
    expect(await chooser('client.1@server').getAttribute('aria-pressed')).toBe('true')
    expect(await chooser('client.1').getAttribute('aria-pressed')).toBe('false')
    await page
      .getByRole('textbox', { name: fill(words.composer.messageFrom, { name: 'client.1@server' }) })
      .waitFor()
    // An act at the other end leaves it as it is.
    await window.act('Client', acts.name.pause).click()
    await window.end('Client').getByText(end.paused).waitFor()
    expect(await chooser('client.1@server').getAttribute('aria-pressed')).toBe('true')
    await chooser('client.1').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('treeitem', { name: /^client\.1[,，]/, selected: true }).waitFor()
  })

  test('an act says what it will do before it is pressed: by pointer, by keyboard, in the menu', async () => {
    const { page } = window
    const close = window.act('Client', acts.name.close)
    await close.hover()
    await page.getByText(acts.effect.closeFirst).waitFor()
    await page.mouse.move(0, 0)
    await page.getByText(acts.effect.closeFirst).waitFor({ state: 'detached' })
    await window.act('Client', acts.name.shutdown).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByText(acts.effect.closeFirst).waitFor()
    expect(await close.getAttribute('aria-description')).toBe(acts.effect.closeFirst)

    await window
      .end('Server')
      .getByRole('button', { name: fill(end.menu, { name: 'client.1@server' }) })
      .click()
    const item = page.getByRole('menuitem', { name: words.actions.name.reset, exact: true })
    expect(await item.getAttribute('aria-description')).toBe(acts.effect.reset)
    expect(await item.getAttribute('aria-keyshortcuts')).toBe('Ctrl+Shift+U')
    await item.hover()
    await page.getByRole('menu').getByText(acts.effect.reset).waitFor()
    await item.click()
    await window.stateOf('Client', 'CLOSED')
    await window.end('Client').getByText('ECONNRESET').waitFor()
  })

  test('what waits, and whom it waits for, is in the explanation', { tags: ['soak'] }, async () => {
    const description = (name: string) => window.act('Client', name).getAttribute('aria-description')
    await window.act('Server', acts.name.pause).click()
    await window.end('Server').getByText(end.paused).waitFor()
    await give({ do: 'send', from: 'client.1', text: 'x'.repeat(2_000_000) })
    await give({ do: 'send', from: 'client.1', text: 'x'.repeat(2_000_000) })
    await give({ do: 'send', from: 'client.1', text: 'x'.repeat(2_000_000) })
    await window.end('Client').getByText(matching(end.queued)).waitFor()
    expect(await description(acts.name.destroy)).toMatch(prefix(acts.effect.queuedDropped))
    expect(await description(acts.name.reset)).toContain(acts.effect.resetUnheard)
    expect(await description(acts.name.shutdown)).toMatch(prefix(acts.effect.queuedFirst))
    const resume = await window.act('Server', acts.name.resume).getAttribute('aria-description')
    expect(resume).toMatch(prefix(acts.effect.resumeUnread))
    // The reader's own close would lose what it has not read.
    expect(await window.act('Server', acts.name.close).getAttribute('aria-description')).toMatch(
      prefix(acts.effect.closeUnread),
    )
    await window.act('Server', acts.name.close).click()
    await window.stateOf('Client', 'CLOSED')
  })

  test('a client whose connection is over connects again', { tags: ['soak'] }, async () => {
    await window.act('Client', acts.name.close).click()
    await window.stateOf('Client', 'TIME_WAIT')
    const again = window.act('Client', words.actions.name.again)
    expect(await again.getAttribute('aria-description')).toBe(words.actions.effect.reconnect)
    await again.click()
    await window.page.getByRole('treeitem', { name: /^client-1-2[,，]/, selected: true }).waitFor()
    await window.stateOf('Client', 'ESTABLISHED')
  })

  test('in the smallest window the name, the countdown and what holds are all there', {
    tags: ['soak'],
  }, async () => {
    await shared.lab.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600),
    )
    await window.page.waitForFunction(() => innerWidth === 900)
    await window.act('Client', acts.name.close).click()
    await window.stateOf('Client', 'TIME_WAIT')
    const client = window.end('Client')
    const parts = [
      chooser('client.1').getByText('client.1'),
      client.getByText(end.descriptorClosed),
      client.getByText(matching(end.timeWait)).filter({ visible: true }),
    ]
    for (const part of parts) {
      await part.waitFor()
      expect(await part.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
    }
  })

  test('a failure, and what a state was concluded from, lead to the log even if it is out of sight', {
    tags: ['soak'],
  }, async () => {
    const { page } = window
    await window.act('Server', acts.name.reset).click()
    const shown = window.log.getByRole('option', { selected: true })
    await page.keyboard.press('Control+7')
    await window.log.waitFor({ state: 'detached' })
    await window.act('Client', end.showInLog).click()
    await shown.getByText('ECONNRESET').waitFor()
    await page.keyboard.press('Control+7')
    await window.log.waitFor({ state: 'detached' })
    await window
      .end('Client')
      .getByRole('button', { name: matching(words.how.open, { state: 'CLOSED' }) })
      .click()
    await page.getByRole('dialog').getByRole('button').first().click()
    await shown.waitFor()
  })

  test('a repeated message is on the card of its end, until it is stopped', { tags: ['soak'] }, async () => {
    await give({ do: 'send', from: 'client.1', text: 'tick', repeat: 1000, everyMs: 50 })
    const client = window.end('Client')
    await client.getByText(matching(end.repeating, { of: '1,000' })).waitFor()
    await client.getByRole('button', { name: words.actions.name.stopRepeating }).click()
    await client.getByText(matching(end.repeating)).waitFor({ state: 'detached' })
  })

  test('what is sent flies over the wire; without motion it is only named', { tags: ['soak'] }, async () => {
    const { page } = window
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      await page.emulateMedia({ reducedMotion })
      // The echo: without motion only the newest is in sight, the message itself for a moment.
      const data = page.locator('[data-from="server"][data-kind="data"]').first()
      const seen = data.waitFor()
      await window.send('hello')
      await seen
      await data.waitFor({ state: 'detached' })
    }
    const fin = page.locator('[data-from="client"][data-kind="FIN"]')
    const seen = fin.waitFor({ state: 'attached' })
    await window.act('Client', acts.name.close).click()
    await seen
  })

  /** Begins with this text, whatever its values are. */
  function prefix(text: string): RegExp {
    return new RegExp(matching(text).source.replace(/\$$/, ''), 's')
  }
})

interface LabLike {
  request: (method: 'execute', params: { command: Command }) => Promise<{ ok: boolean }>
}
