import { once } from 'node:events'
import net from 'node:net'
import { describe, expect, test } from 'vitest'
import { answerQuestions } from './support/dialogs'
import { labForEach } from './support/each'
import { TimePane } from './support/time'
import type { LabWindow } from './support/window'
import { fill, languages, matching } from './support/words'

/** Does something by its name, as the palette has it. */
async function command({ page, words }: LabWindow, name: string): Promise<void> {
  await page.keyboard.press('Control+K')
  await page.getByRole('combobox', { name: words.actions.palette.title }).fill(name)
  await page.keyboard.press('Enter')
}

/** The first number of a text: `1,234 in all`. */
function numberIn(text: string): number {
  return Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', '') ?? Number.NaN)
}

describe.each(languages())('a load in %s', (language, words) => {
  const { load, dialogs, actions } = words
  const shared = labForEach('load', language, words)
  const phase = (name: string) => shared.window.page.getByRole('status').filter({ hasText: name })

  test('is begun and stopped by keyboard, shows what goes on, and what came of it', async () => {
    const { window, lab } = shared
    const { page } = window
    await window.newServer({ [dialogs.name]: 'server' })
    await command(window, actions.name.newLoad)
    await window.field(load.dialog.clients).fill('20')
    await window.field(load.dialog.everyMs).fill('20')
    await window.field(load.dialog.seconds).fill('3600')
    await window.field(load.dialog.seconds).press('Enter')
    await page.getByRole('heading', { name: fill(load.label, { name: 'load1' }) }).waitFor()
    await phase(load.phase.running).waitFor()
    // All of its plots, and numbers that move.
    await expect.poll(() => page.getByRole('figure').locator('canvas').count()).toBe(4)
    const total = page.getByText(matching(load.messagesTotal)).first()
    const first = numberIn((await total.textContent()) ?? '')
    await expect.poll(async () => numberIn((await total.textContent()) ?? '')).toBeGreaterThan(first)
    await page.getByText(fill(load.openOf, { clients: 20, calling: 0 })).waitFor()

    await command(window, actions.name.stopLoad)
    await phase(load.phase.stop).waitFor()
    await page.getByText(load.noErrors, { exact: true }).waitFor()
    const { opened, sent, answered, unanswered, errors, by } = await copied(load.copyJson)
    expect({ opened, unanswered, errors, by }).toEqual({ opened: 20, unanswered: 0, errors: {}, by: 'stop' })
    expect(answered).toBe(sent)
    expect(sent).toBeGreaterThan(first)
    const row = { answered: Number(answered), unanswered: 0 }
    await page.getByText(fill(load.answeredRow, row)).waitFor()
    await window.button(load.copyText).click()
    const text = await lab.app.evaluate(({ clipboard }) => clipboard.readText())
    expect(text).toContain(fill(load.answeredRow, row))
    expect(text).toContain('p99.9')
    // The same again as a table.
    await window.button(load.asTable).click()
    const course = page.getByRole('table', { name: load.plots })
    expect(await course.getByRole('row').count()).toBeGreaterThan(2)

    async function copied(button: string): Promise<Record<string, unknown>> {
      await window.button(button).click()
      await page.getByText(load.copied).first().waitFor()
      return JSON.parse(await lab.app.evaluate(({ clipboard }) => clipboard.readText()))
    }
  })

  test('shows a moment of the past as it was then', { tags: ['soak'] }, async () => {
    const { window } = shared
    const { page } = window
    await window.newServer({ [dialogs.name]: 'server' })
    await window.execute({ do: 'load', as: 'crowd', to: 'server', clients: 5, everyMs: 20, forMs: 600 })
    await window.button(new RegExp(`^${load.indicator} `)).click()
    await phase(load.phase.time).waitFor()
    const time = new TimePane(window)
    await time.pause()
    await command(window, actions.name.goToStart)
    await page.getByText(fill(words.time.notThere, { name: 'crowd' })).waitFor()
    // Of its first event nothing has been sent yet.
    while ((await phase(load.phase.running).count()) === 0) await time.press('F9')
    await page.getByText(fill(load.messagesTotal, { sent: 0 }), { exact: true }).waitFor()
    expect(await window.button(actions.name.stopLoad).getAttribute('aria-disabled')).toBe('true')
    await time.goLive()
    await phase(load.phase.time).waitFor()
  })

  test('goes to another address only once that is allowed; mistakes are said at their field', {
    tags: ['soak'],
  }, async () => {
    const { window, lab } = shared
    const { page, dialog } = window
    const server = net.createServer((socket) => socket.pipe(socket).on('error', () => {}))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as net.AddressInfo
    const target = `127.0.0.1:${port}`
    const refused = await answerQuestions(lab.app, false)
    try {
      await window.button(words.empty.start).waitFor()
      await command(window, actions.name.newLoad)
      await window.field(load.dialog.clients).fill('0')
      await window.field(load.dialog.clients).press('Enter')
      await dialog.getByText(fill(dialogs.invalid.integer, { min: '1', max: '10000' })).waitFor()
      await window.field(load.dialog.clients).fill('3')
      await window.field(dialogs.port).fill(String(port))
      await dialog.getByRole('checkbox', { name: load.dialog.echoes }).click()
      await window.field(load.dialog.everyMs).fill('10')
      await window.field(load.dialog.seconds).fill('1')
      await window.field(load.dialog.seconds).press('Enter')
      // Who says no is where they were, and nothing has been sent.
      await dialog.getByRole('alert').getByText(words.errors.LAB_REFUSED.remedy).waitFor()
      expect((await refused())[0]?.detail).toContain(target)
      expect(await window.field(dialogs.port).inputValue()).toBe(String(port))
      const allowed = await answerQuestions(lab.app, true)
      await window.field(load.dialog.seconds).press('Enter')
      await phase(load.phase.time).waitFor()
      await page.getByText(matching(load.answersTotal, { unanswered: '0' })).waitFor()
      // It is remembered.
      await window.button(load.again).click()
      await window.field(load.dialog.seconds).press('Enter')
      await page.getByRole('heading', { name: fill(load.label, { name: 'load2' }) }).waitFor()
      await phase(load.phase.time).waitFor()
      expect(await allowed()).toHaveLength(1)
    } finally {
      server.close()
    }
  })
})
