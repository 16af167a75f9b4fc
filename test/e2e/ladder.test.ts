import { beforeEach, describe, expect, test } from 'vitest'
import { isOnPath, isRoot } from '../../scripts/system/programs.mjs'
import { answerQuestions } from './support/dialogs'
import { labForEach } from './support/each'
import type { RunningLab } from './support/launch'
import type { LabWindow } from './support/window'
import { fill, languages } from './support/words'

describe.each(languages())('the ladder in %s', (locale, words) => {
  const { ladder, events } = words
  const shared = labForEach('ladder', locale, words)
  let lab: RunningLab
  let window: LabWindow

  beforeEach(async () => {
    ;({ lab, window } = shared)
    await lab.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(1920, 1080),
    )
    await window.quickStart()
    await window.page.keyboard.press('Control+3')
  })

  const rows = () => window.page.getByRole('list', { name: ladder.label }).getByRole('listitem')
  const row = (text: string) => rows().filter({ hasText: text })
  const marked = (text: string) => rows().and(window.page.locator('[aria-current]')).filter({ hasText: text })
  const data = (size: string) => fill(ladder.data, { size })
  const clipboard = () => lab.app.evaluate(({ clipboard: system }) => system.readText())

  /** The segments as they are drawn, as far as they are known in that way: `client SYN seq 0`. */
  async function segments(known: 'inferred' | 'captured' = 'inferred'): Promise<string[]> {
    const all = await rows().allInnerTexts()
    const said = fill(ladder.said.segment, { from: '(\\S+)', to: '\\S+', what: '(.+?)' })
    return all.flatMap((text) => {
      const [, from, what] = new RegExp(`^${said}, ${words.provenance[known]}, `).exec(text) ?? []
      return what === undefined ? [] : [`${from} ${what.replace(',', '')}`]
    })
  }

  test('connect, one message each way and a close have the textbook’s segments, in order', async () => {
    await window.send('hello')
    await row(data('5 B')).nth(1).waitFor()
    await window.act('Client', words.acts.name.close).click()
    await window.stateOf('Client', 'TIME_WAIT')
    await row('ACK, seq 7 ack 7').waitFor()
    expect(await segments()).toEqual([
      'client.1 SYN seq 0',
      'client.1@server SYN+ACK seq 0 ack 1',
      'client.1 ACK seq 1 ack 1',
      `client.1 ${data('5 B')} seq 1 ack 1`,
      `client.1@server ${data('5 B')} seq 1 ack 6`,
      'client.1 FIN seq 6 ack 6',
      'client.1@server FIN seq 6 ack 7',
      'client.1 ACK seq 7 ack 7',
    ])
    // What each end was in, and what it called, stand beside them.
    await row('FIN, seq 6 ack 6')
      .filter({ hasText: 'FIN_WAIT_1' })
      .filter({ hasText: 'CLOSE_WAIT' })
      .waitFor()
    for (const call of ['connect()', 'close()', ladder.call.ended]) await row(call).first().waitFor()
  })

  test('a segment selects its event, and an event its segment', { tags: ['soak'] }, async () => {
    await window.send('hello')
    await row(data('5 B')).nth(1).waitFor()
    await row(data('5 B')).first().click()
    const selected = window.log.getByRole('option', { selected: true })
    await selected.getByText(fill(events.sent, { size: '5 B' })).waitFor()
    // A call and a transition of a row are events of their own.
    await row('ACK, seq 1 ack 1').getByText('ESTABLISHED', { exact: true }).click()
    await selected.filter({ hasText: 'SYN_RECEIVED' }).filter({ hasText: 'ESTABLISHED' }).waitFor()
    await marked('ACK, seq 1 ack 1').waitFor()

    await window.log.focus()
    await window.page.keyboard.press('End')
    await marked(fill(ladder.call.received, { size: '5 B' })).waitFor()
    await window.page.keyboard.press('Home')
    await window.log
      .getByRole('option')
      .filter({ hasText: fill(events.accepted, { peer: 'client.1' }) })
      .click()
    await marked('accept()').waitFor()
  })

  test('keys go from row to row, to the event, to details, and zoom', { tags: ['soak'] }, async () => {
    const { keyboard } = window.page
    await window.send('hello')
    await row(data('5 B')).nth(1).waitFor()
    await keyboard.press('Control+3')
    const list = window.page.getByRole('group', { name: ladder.label, exact: true })
    await list.and(window.page.locator(':focus')).waitFor()
    await keyboard.press('Home')
    await marked('SYN, seq 0').waitFor()
    for (const next of ['SYN+ACK', 'ACK, seq 1', 'seq 1 ack 1', 'seq 1 ack 6']) {
      await keyboard.press('ArrowDown')
      await marked(next).waitFor()
    }
    await keyboard.press('ArrowUp')
    await marked('seq 1 ack 1').waitFor()
    await keyboard.press('Space')
    const card = window.page.getByText(ladder.details.written)
    await card.waitFor()
    await keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })

    const height = async () => (await marked('seq 1 ack 1').boundingBox())?.height ?? 0
    const before = await height()
    await keyboard.press('+')
    await expect.poll(height).toBeGreaterThan(before)
    await keyboard.press('0')
    await expect.poll(height).toBe(before)

    await keyboard.press('Control+c')
    await window.page.getByText(ladder.copiedLine).waitFor()
    expect(await clipboard()).toContain(`${data('5 B')} seq 1 ack 1`)
    await keyboard.press('Enter')
    await window.log.and(window.page.locator(':focus')).waitFor()
  })

  test('the menu of the newest row stays while more comes', { tags: ['soak'] }, async () => {
    const { page } = window
    await window.send('hello')
    await row(data('5 B')).nth(1).waitFor()
    await rows().last().click({ button: 'right' })
    const entry = page.getByRole('menuitem', { name: words.time.showMoment })
    await entry.waitFor()
    await window.execute({ do: 'send', from: 'client.1', text: 'again!' })
    await row(data('6 B')).nth(1).waitFor({ state: 'attached' })
    expect(await entry.isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await entry.waitFor({ state: 'detached' })
  })

  test('a refused call; the whole as text', { tags: ['soak'] }, async () => {
    const { dialogs } = words
    await window.newClients(1, {
      [dialogs.name]: 'lonely',
      [dialogs.host]: '127.0.0.1',
      [dialogs.port]: '9',
    })
    await window.stateOf('Client', 'CLOSED')
    await row('RST, seq 0 ack 1').filter({ hasText: 'ECONNREFUSED' }).waitFor()
    await window.button(ladder.copy).click()
    await window.page.getByText(fill(ladder.copied_other, { count: 2 })).waitFor()
    const lines = (await clipboard()).trimEnd().split('\n')
    expect(lines[0]).toMatch(new RegExp(`lonely +${ladder.nobody}$`))
    expect(lines[1]).toMatch(/connect\(\) \[SYN_SENT\] \|╌+ SYN seq 0 ╌+▷\|$/)
    expect(lines[2]).toMatch(/ECONNREFUSED.* \[CLOSED\] \|✕╌+ RST seq 0 ack 1 ╌+\|$/)
  })

  test('without calls the wire alone is left', { tags: ['soak'] }, async () => {
    await window.button(ladder.calls).click()
    await row('SYN, seq 0').waitFor()
    expect(await row('connect()').count()).toBe(0)
    expect(await segments()).toHaveLength(3)
  })

  test.skipIf(!isOnPath('tcpdump') || !isRoot())(
    'what was captured takes the place of what was inferred, from where it begins',
    async () => {
      const { capture } = words.watching
      await answerQuestions(lab.app, true)
      await window.button(`${capture.short} ${capture.off}`).click()
      await row(ladder.mark.captureOn).waitFor()
      await window.send('hello')
      await window.act('Client', words.acts.name.close).click()
      await window.stateOf('Client', 'TIME_WAIT')
      await row('ACK, seq 7 ack 7').filter({ hasText: words.provenance.captured }).waitFor()
      expect(await segments()).toEqual([
        'client.1 SYN seq 0',
        'client.1@server SYN+ACK seq 0 ack 1',
        'client.1 ACK seq 1 ack 1',
      ])
      // ACKs of data are seen, or ride on the answer.
      const ofData = /ACK seq (1 ack 6|6 ack 6)$/
      expect((await segments('captured')).filter((one) => !ofData.test(one))).toEqual([
        `client.1 ${data('5 B')} seq 1 ack 1`,
        `client.1@server ${data('5 B')} seq 1 ack 6`,
        'client.1 FIN seq 6 ack 6',
        'client.1@server FIN seq 6 ack 7',
        'client.1 ACK seq 7 ack 7',
      ])
      await window.button(`${capture.short} ${capture.on}`).click()
      await window.button(`${capture.short} ${capture.off}`).waitFor()
    },
  )

  test('who is not accepted: its call is answered all the same, and no accepted end is drawn', {
    tags: ['soak'],
  }, async () => {
    const request = (command: object) =>
      window.page.evaluate(
        (one) =>
          (
            globalThis as unknown as { lab: { request: (method: string, params: object) => unknown } }
          ).lab.request('execute', { command: one }),
        command,
      )
    await request({ do: 'freeze', socket: 'server' })
    await window.log.getByRole('option').getByText(events.frozen).waitFor()
    await request({ do: 'connect', as: 'early', to: 'server' })
    await window.row('early').click()
    await window.page.getByText(ladder.waiting.accept).waitFor()
    await row('ACK, seq 1 ack 1').waitFor()
    expect(await segments()).toHaveLength(3)
    await request({ do: 'thaw', socket: 'server' })
    await row('accept()').waitFor()
    expect(await segments()).toHaveLength(3)
  })
})
