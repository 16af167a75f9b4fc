import { once } from 'node:events'
import net from 'node:net'
import { beforeEach, describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import type { RunningLab } from './support/launch'
import { chooseInMenu, menuItem } from './support/menu'
import { halfCloseAndClose, TimePane } from './support/time'
import type { LabWindow } from './support/window'
import { fill, languages, matching } from './support/words'

describe.each(languages())('time, %s', (locale, words) => {
  const shared = labForEach('time', locale, words)
  const { actions, acts } = words
  let lab: RunningLab
  let window: LabWindow
  let time: TimePane

  beforeEach(async () => {
    ;({ lab, window } = shared)
    time = new TimePane(window)
    await halfCloseAndClose(window)
  })

  const press = (key: string) => window.page.keyboard.press(key)
  const stateIn = (row: string, state: string) => window.row(row).getByText(state, { exact: true })
  /** Numbers of the events that the log shows, the newest last. */
  const listed = async () => {
    const rows = await window.log.getByRole('option').evaluateAll((all) => all.map((row) => row.dataset.seq))
    return rows.map(Number)
  }
  const disabled = (name: string) => window.button(name).and(window.page.locator('[aria-disabled="true"]'))

  test('stops at the half-close, with every view at that moment, and goes on from there', async () => {
    await time.pause()
    const end = await time.at()
    await time.slider.focus()
    await time.pressUntil('Shift+ArrowLeft', 'Server', 'CLOSE_WAIT')
    await time.pressUntil('ArrowRight', 'Client', 'FIN_WAIT_2')
    await window.stateOf('Server', 'CLOSE_WAIT')
    const at = await time.at()
    expect(at).toBeLessThan(end)
    expect(await time.slider.getAttribute('aria-valuetext')).toMatch(
      matching(words.time.momentOf, { place: fill(words.time.eventOf, { at, head: await time.head() }) }),
    )

    await stateIn('alice', 'FIN_WAIT_2').waitFor()
    await stateIn('alice@half', 'CLOSE_WAIT').waitFor()
    expect(Math.max(...(await listed()))).toBeLessThanOrEqual(at)
    expect(await window.messages.getByRole('listitem').count()).toBe(4)
    await press('Control+2')
    await window.calls.getByText(words.events.asked.shutdown).first().waitFor()
    expect(await window.calls.getByText(words.events.closed, { exact: true }).count()).toBe(0)
    await press('Control+3')
    const segments = window.page.getByRole('group', { name: words.ladder.label })
    await segments.waitFor()
    expect(await segments.getByText('FIN', { exact: true }).count()).toBe(1)
    await press('Control+4')
    await window.diagram.locator('[data-here][data-state="FIN_WAIT_2"]').waitFor()
    await press('Control+8')
    const table = window.page.getByRole('grid', { name: actions.name.showKernelTable })
    await table.locator('[data-name="alice"]').waitFor()
    await press('Control+7')
    await window.page.getByText(words.problems.none).waitFor()
    await press('Control+6')

    await time.press('F9')
    await time.press('F7')
    expect(await time.at()).toBe(at)
    await time.press('Shift+F9')
    await window.stateOf('Server', 'LAST_ACK')
    await time.button(actions.name.goToEnd).click()
    await window.stateOf('Client', 'TIME_WAIT')
    await time.button(actions.name.goToStart).click()
    await window.page.getByText(fill(words.time.notThere, { name: 'alice' })).waitFor()
    expect(await time.at()).toBe(0)
    await time.slider.focus()
    await time.press('PageUp')
    await time.goLive()
    await window.stateOf('Client', 'TIME_WAIT')
  })

  test('plays on, and comes back to a lab that has gone on meanwhile', { tags: ['soak'] }, async () => {
    await time.pause()
    const end = await time.at()
    const local = await window
      .end('Server')
      .getByText(/^127\.0\.0\.1:\d+$/)
      .innerText()
    await time.button(actions.name.goToStart).click()
    await time.bar.getByRole('combobox', { name: words.time.speedName }).click()
    await window.page.getByRole('option', { name: fill(words.time.speed, { speed: 4 }), exact: true }).click()
    await press('Shift+F8')
    await time.button(actions.name.stopReplay).waitFor()
    await window.stateOf('Client', 'TIME_WAIT')
    await time.button(actions.name.playOrStop).waitFor()

    // Another program calls, which the moment of the past knows nothing of.
    const port = Number(local.split(':')[1])
    const caller = net.connect(port, '127.0.0.1')
    await once(caller, 'connect')
    const address = `127.0.0.1:${caller.localPort}`
    await expect.poll(() => time.head()).toBeGreaterThan(end)
    expect(await window.row(`${address}@half`).count()).toBe(0)
    await time.goLive()
    await window.row(`${address}@half`).waitFor()
    caller.destroy()
    expect(await window.page.getByRole('alert').count()).toBe(0)
  })

  test('lets nothing be done to what is past, and says why', { tags: ['soak'] }, async () => {
    await time.pause()
    await time.pressUntil('Shift+F7', 'Client', 'ESTABLISHED')
    for (const name of [acts.name.close, acts.name.reset]) {
      const button = window.act('Client', name)
      expect(await button.getAttribute('aria-disabled')).toBe('true')
      expect(await button.getAttribute('aria-description')).toBe(acts.reason.past)
    }
    await disabled(words.app.newServer).waitFor()
    await disabled(words.composer.send).waitFor()
    await press('Control+Shift+X')
    await window.page.getByText(matching(actions.impossible, { reason: acts.reason.past })).waitFor()
    await expect.poll(() => menuItem(lab.app, actions.name.close)).toMatchObject({ enabled: false })
    await expect.poll(() => menuItem(lab.app, actions.name.stepBack)).toMatchObject({ enabled: true })
    // What only shows something goes on working.
    await press('Control+K')
    await window.dialog.waitFor()
    await press('Escape')
    expect(await chooseInMenu(lab.app, actions.name.backToLive)).toBe(true)
    await time.slider.waitFor({ state: 'detached' })
    await expect
      .poll(() => menuItem(lab.app, actions.name.pauseOrLive))
      .toMatchObject({ enabled: true, accelerator: 'F8' })
  })

  test('shows the moment of an event of the log, which is dragged away from again', {
    tags: ['soak'],
  }, async () => {
    const first = window.log.getByRole('option').first()
    await window.log.focus()
    await press('Home')
    await first.click({ button: 'right' })
    await window.page.getByRole('menuitem', { name: words.time.showMoment }).click()
    await time.slider.waitFor()
    expect(await time.at()).toBe(1)
    const box = await time.slider.boundingBox()
    if (!box) throw new Error('the scrubber has no place')
    await window.page.mouse.move(box.x + 2, box.y + box.height / 2)
    await window.page.mouse.down()
    await window.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 20 })
    await window.page.mouse.move(box.x + box.width - 1, box.y + box.height / 2, { steps: 20 })
    await window.page.mouse.up()
    await window.stateOf('Client', 'TIME_WAIT')
    await expect.poll(async () => (await time.at()) === (await time.head())).toBe(true)
  })
})
