import { beforeEach, describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import type { RunningLab } from './support/launch'
import type { LabWindow } from './support/window'
import { fill, languages } from './support/words'

describe.each(languages())('calls in %s', (locale, words) => {
  const { calls, events } = words
  const shared = labForEach('calls', locale, words)
  let lab: RunningLab
  let window: LabWindow

  beforeEach(async () => {
    ;({ lab, window } = shared)
    await window.quickStart()
  })

  const row = (text: string) => window.calls.getByRole('listitem').filter({ hasText: text })
  const marked = (text: string) => window.calls.locator('[aria-current="true"]', { hasText: text })
  const tab = (name: string) => window.page.getByRole('tab', { name })

  test('link cause and effect, also from one end to the other, by keyboard and by button', async () => {
    const { keyboard } = window.page
    await tab(words.views.calls).click()
    await window.act('Client', words.acts.name.close).click()
    await window.stateOf('Client', 'TIME_WAIT')
    await row(events.asked.close).click()
    await row(events.finishedSent).first().getByText(calls.effect, { exact: true }).waitFor()
    await keyboard.press('ArrowRight')
    await marked(events.finishedSent).waitFor()
    await row(events.asked.close).getByText(calls.cause, { exact: true }).waitFor()
    // The other end's end of data comes from this end's FIN.
    await row(events.ended).first().getByText(calls.effect, { exact: true }).waitFor()
    await row(events.ended).first().click()
    await marked(events.ended).waitFor()
    await keyboard.press('ArrowLeft')
    await marked(events.finishedSent).waitFor()
    await marked(events.finishedSent).getByRole('button', { name: /\d/ }).first().click()
    await marked(events.asked.close).waitFor()
  })

  test('a read leads to each of the writes that it joins', { tags: ['soak'] }, async () => {
    await window.page.evaluate(() =>
      (
        globalThis as unknown as { lab: { request: (method: string, params: object) => unknown } }
      ).lab.request('executeAll', {
        commands: ['one', 'two'].map((text) => ({ do: 'send', from: 'client.1', text })),
      }),
    )
    await tab(words.views.calls).click()
    const read = row('onetwo').first()
    await read.click()
    await read.getByRole('button', { name: fill(calls.showCauses_other, { count: 2 }) }).click()
    await window.page
      .getByRole('menuitem', { name: fill(events.sent, { size: '3 B' }) })
      .last()
      .click()
    await marked('one').waitFor()
    await read.getByText(calls.effect, { exact: true }).waitFor()
  })

  test('what is marked in one view is in sight in the others', { tags: ['soak'] }, async () => {
    for (let index = 0; index < 12; index++) await window.send(`message ${index}`)
    await window.messages.getByText('message 11').last().waitFor()
    await window.page.keyboard.press('Control+1')
    const list = window.page.getByRole('group', { name: words.messages.label, exact: true })
    await list.and(window.page.locator(':focus')).waitFor()
    await window.page.keyboard.press('Home')
    await window.messages.locator('[aria-current="true"]', { hasText: 'message 0' }).waitFor()
    await window.page.keyboard.press('Control+2')
    await marked('message 0').waitFor()
    expect(await inSight(marked('message 0'))).toBe(true)
    await window.log.getByRole('option', { selected: true }).getByText('message 0').waitFor()
    // From the log back into the calls.
    await window.log.focus()
    await window.page.keyboard.press('End')
    await marked('message 11').waitFor()
  })

  async function inSight(row: ReturnType<typeof marked>): Promise<boolean> {
    return row.evaluate((element) => {
      const box = element.getBoundingClientRect()
      const list = element.closest('[role="group"]')?.getBoundingClientRect()
      return list !== undefined && box.top >= list.top - 1 && box.bottom <= list.bottom + 1
    })
  }

  test('a line is copied by keyboard', { tags: ['soak'] }, async () => {
    await tab(words.views.calls).click()
    await row(fill(events.accepted, { peer: 'client.1' })).click()
    await window.page.keyboard.press('Control+c')
    await window.page.getByText(calls.copied).waitFor()
    expect(await lab.app.evaluate(({ clipboard }) => clipboard.readText())).toMatch(
      new RegExp(
        `^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} #\\d+ client\\.1@server · ${fill(events.accepted, { peer: 'client.1' })}$`,
      ),
    )
  })
})
