import { describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import { fill, languages, matching } from './support/words'

/** What is read out where others see a picture. The sentences themselves: test/renderer/said.test.ts. */
describe.each(languages())('pictures in words, in %s', (locale, words) => {
  const shared = labForEach('spoken', locale, words)
  const { ladder, diagram, timeline, acts, end } = words

  test('ladder, diagram and timeline say what they show, and politely when it changes', async () => {
    const { window } = shared
    const { page } = window
    const said = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text })
    await window.quickStart()

    // The ladder: a list in order, and below it what both ends are in now.
    await page.keyboard.press('Control+3')
    const rows = page.getByRole('list', { name: ladder.label }).getByRole('listitem')
    const segment = (from: string, to: string, what: string) => fill(ladder.said.segment, { from, to, what })
    await rows.nth(2).waitFor()
    const [syn, synAck] = await rows.allInnerTexts()
    expect(syn).toContain(segment('client.1', 'client.1@server', 'SYN, seq 0'))
    expect(syn).toContain(ladder.said.arrives)
    expect(synAck).toContain(fill(ladder.said.state, { state: 'ESTABLISHED' }))
    expect(await rows.first().getAttribute('aria-posinset')).toBe('1')
    const picture = page.getByRole('group', { name: ladder.label, exact: true })
    const now = fill(ladder.said.call, { name: 'client.1', what: '' }).trim()
    expect(await picture.ariaSnapshot()).toContain(now)

    // The diagram: where both ends are, and what may come next.
    await page.keyboard.press('Control+4')
    const spoken = async () =>
      (await window.diagram.getByRole('paragraph').first().innerText()).replace(/\s+/g, ' ')
    await expect.poll(spoken).toContain(fill(diagram.said.client, { name: 'client.1', state: 'ESTABLISHED' }))
    expect(await spoken()).toContain(
      fill(diagram.said.leads, { to: 'FIN_WAIT_1', how: diagram.leave['send-fin'] }),
    )

    // A change is told wherever one is, once all is done that belongs to it.
    await window.act('Client', acts.name.shutdown).click()
    await said(fill(end.nowIn, { name: 'client.1', state: 'TIME_WAIT' })).waitFor({ state: 'attached' })
    await expect.poll(spoken).toContain(fill(diagram.said.client, { name: 'client.1', state: 'TIME_WAIT' }))
    // Another connection is no change.
    await window.row('client.2').click()
    await expect.poll(spoken).toContain('client.2')
    expect(await said(/client\.2/).count()).toBe(0)

    // The timeline: how many there are of each kind, and all of it as a table.
    await page.keyboard.press('Control+T')
    const counted = fill(timeline.some, { ending: timeline.ending.open, count: 2 })
    await said(counted).waitFor({ state: 'attached' })
    const view = page.getByRole('region', { name: timeline.title })
    await view.getByRole('radio', { name: timeline.table, exact: true }).click()
    const row = view.getByRole('grid').getByRole('row').filter({ hasText: 'TIME_WAIT' }).first()
    const lasted = matching(timeline.stepLasted, { state: 'ESTABLISHED' }).source.slice(1, -1)
    await row.getByText(new RegExp(lasted)).first().waitFor()
    await window.execute({ do: 'reset', socket: 'client.3' })
    await said(fill(timeline.some, { ending: timeline.ending.reset, count: 1 })).waitFor({
      state: 'attached',
      timeout: 10_000,
    })
  })
})
