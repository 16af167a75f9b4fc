import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/lib/paths.mjs'
import { labForEach } from './support/each'
import { ScenarioPane } from './support/scenario'
import { en, fill, matching } from './support/words'

const { diagram, acts } = en

describe('the state diagram', () => {
  const shared = labForEach('diagram')

  /** What the list beside the figure says of the way of an end. */
  const stepsOf = async (name: string): Promise<string[]> => {
    const { page } = shared.window
    const buttons = page
      .getByRole('toolbar', { name: fill(diagram.steps, { name }), exact: true })
      .getByRole('button')
    const texts = await buttons.allTextContents()
    // How long after the connection's start it was depends on the machine.
    return texts.map((text) => text.replace(/ *(≈ )?[\d.]+ (µs|ms|s)$/, ''))
  }
  const step = (number: number, from: string, to: string, cause: string) =>
    `${number} ${from} → ${to} ${cause}`

  /** Waits until an end stands on a state. */
  const stands = async (name: string, state: string) => {
    const { window } = shared
    const button = window.diagram.getByRole('button', { name: state, exact: true })
    await expect.poll(() => button.getAttribute('aria-description')).toContain(fill(diagram.here, { name }))
  }
  const atTheEnd = fill(diagram.atTheEnd, { state: 'CLOSED' })

  test('shows both ends, the way of each, and what caused each step', async () => {
    const { window } = shared
    const { page } = window
    await window.quickStart()
    await page.keyboard.press('Control+4')
    await stands('client.1', 'ESTABLISHED')
    await stands('client.1@server', 'ESTABLISHED')
    await window.act('Client', acts.name.shutdown).click()
    await stands('client.1', 'TIME_WAIT')
    await stands('client.1@server', atTheEnd)
    const { cause } = diagram
    const closes = fill(cause.fin, { act: acts.name.shutdown })
    expect(await stepsOf('client.1')).toEqual([
      step(1, 'CLOSED', 'SYN_SENT', cause['active-open']),
      step(2, 'SYN_SENT', 'ESTABLISHED', cause['receive-syn-ack']),
      step(3, 'ESTABLISHED', 'FIN_WAIT_1', closes),
      step(4, 'FIN_WAIT_1', 'FIN_WAIT_2', cause['receive-ack-of-fin']),
      step(5, 'FIN_WAIT_2', 'TIME_WAIT', cause['receive-fin']),
    ])
    expect(await stepsOf('client.1@server')).toEqual([
      step(1, 'CLOSED', 'SYN_RECEIVED', cause['receive-syn']),
      step(2, 'SYN_RECEIVED', 'ESTABLISHED', cause['receive-ack-of-syn']),
      step(3, 'ESTABLISHED', 'CLOSE_WAIT', cause['receive-fin']),
      step(4, 'CLOSE_WAIT', 'LAST_ACK', cause.answers),
      step(5, 'LAST_ACK', 'CLOSED', cause['receive-ack-of-fin']),
    ])
    // The same is written on the arrows, beside what the RFC has there.
    const onArrow = (arrow: string) => page.locator(`[data-arrow="${arrow}"]`).innerText()
    expect((await onArrow('ESTABLISHED>FIN_WAIT_1')).split(/\s*\n\s*/)).toEqual([
      'CLOSE / snd FIN',
      '3',
      closes,
    ])
    expect((await onArrow('FIN_WAIT_1>CLOSING')).split('\n')).toEqual(['rcv FIN / snd ACK'])
  })

  test('a reset leads both ends straight to CLOSED, each with its own cause', async () => {
    const { window } = shared
    await window.quickStart()
    await window.act('Client', acts.name.reset).click()
    await window.page.keyboard.press('Control+4')
    await stands('client.1', atTheEnd)
    await stands('client.1@server', atTheEnd)
    const { cause } = diagram
    expect((await stepsOf('client.1')).at(-1)).toBe(
      step(3, 'ESTABLISHED', 'CLOSED', fill(cause.rst, { act: acts.name.reset })),
    )
    expect((await stepsOf('client.1@server')).at(-1)).toMatch(/^3 ESTABLISHED → CLOSED .*RST/)
  })

  test('a mark passes every state on its way, unless motion is not wanted', async () => {
    const { lab, window } = shared
    // Noted as they begin: on a slow machine they are over before one could look.
    await window.page.evaluate(() => {
      const begun: number[] = []
      const { animate } = Element.prototype
      Element.prototype.animate = function (frames, options) {
        const isMark = this.matches('[data-side="client"][data-place]')
        if (isMark && Array.isArray(frames)) begun.push(frames.length)
        return animate.call(this, frames, options)
      }
      Object.assign(globalThis, { begun })
    })
    const halfClose = async () => {
      await window.page.keyboard.press('Control+4')
      await window.act('Client', acts.name.shutdown).click()
      await window.stateOf('Client', 'TIME_WAIT')
      return window.page.evaluate(() => (globalThis as unknown as { begun: number[] }).begun.splice(0))
    }
    await window.quickStart()
    const frames = await halfClose()
    // How many steps a frame brings depends on the machine: each animation begins where the one before ended.
    expect(frames.length).toBeGreaterThan(0)
    expect(frames.reduce((sum, each) => sum + each - 1, 0)).toBe(3)
    await lab.page.emulateMedia({ reducedMotion: 'reduce' })
    await window.row('client.2').first().click()
    await window.stateOf('Client', 'ESTABLISHED')
    expect(await halfClose()).toEqual([])
  })

  test('is one stop of Tab; arrow keys lead through it, and Enter tells about a state', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { page } = window
    await window.quickStart()
    await page.keyboard.press('Control+4')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await expect.poll(focused).toBe('ESTABLISHED')
    await page.keyboard.press('ArrowRight')
    expect(await focused()).toBe('CLOSE_WAIT')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('LAST_ACK')
    await page.keyboard.press('End')
    expect(await focused()).toBe(atTheEnd)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    const card = page.getByRole('dialog', { name: 'TIME_WAIT' })
    await card.getByText(diagram.meaning.TIME_WAIT).waitFor()
    await card.getByText('ss -tan state time-wait').waitFor()
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
    expect(await focused()).toBe('TIME_WAIT')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe(diagram.ways)
  })

  test('the card of a state has the sockets that are in it, and selects them', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    await window.quickStart()
    await window.page.keyboard.press('Control+4')
    await window.state('ESTABLISHED').click()
    const card = window.page.getByRole('dialog', { name: 'ESTABLISHED' })
    await card.getByText(fill(diagram.now_other, { count: 6 })).waitFor()
    await card.getByRole('button', { name: 'client.3', exact: true }).click()
    await window.end('Client').getByRole('heading', { name: 'client.3' }).waitFor()
    await stands('client.3', 'ESTABLISHED')
  })

  test('a step shows its event in the log, and what is selected there is marked here', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { page } = window
    await window.quickStart()
    await page.keyboard.press('Control+4')
    const steps = page.getByRole('toolbar', { name: fill(diagram.steps, { name: 'client.1' }), exact: true })
    const second = steps.getByRole('button', { name: /^2 / })
    await second.click()
    await window.log.getByRole('option', { selected: true }).getByText('SYN_SENT').waitFor()
    expect(await second.getAttribute('aria-current')).toBe('true')
    await window.log.press('ArrowUp')
    await expect.poll(() => second.getAttribute('aria-current')).toBeNull()
    await window.log.press('ArrowDown')
    await expect.poll(() => second.getAttribute('aria-current')).toBe('true')
  })

  test('FINs that cross lead both ends through CLOSING or say that they may have', {
    tags: ['soak'],
  }, async () => {
    const { lab, window } = shared
    await window.button(window.words.empty.start).waitFor()
    const pane = new ScenarioPane(lab.app, lab.page, en)
    await pane.open(path.join(root, 'examples/both-end-while-paused.json'))
    await pane.button(en.scenario.panel.run).click()
    await pane.standing('met_other').waitFor()
    await lab.page.keyboard.press('Control+4')
    await window.row('alice').click()
    const both = [await stepsOf('alice'), await stepsOf('alice@server')]
    for (const steps of both) expect(steps.some((each) => each.includes('FIN_WAIT_1'))).toBe(true)
    const closing = both.flat().some((each) => each.includes('CLOSING'))
    const maybe = await window.page.getByText(diagram.maybe, { exact: true }).count()
    expect(closing || maybe > 0).toBe(true)
  })

  test('a server has its connections counted on the states, and stands on its own', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    await window.quickStart()
    await window.act('Client', acts.name.shutdown).click()
    await window.stateOf('Client', 'TIME_WAIT')
    await window.row('server').click()
    await window.page.getByRole('radio', { name: en.views.states }).click()
    await stands('server', 'LISTEN')
    const counted = (state: string, count: number) =>
      expect
        .poll(() =>
          window.diagram.getByRole('button', { name: state, exact: true }).getAttribute('aria-description'),
        )
        .toContain(fill(count === 1 ? diagram.count_one : diagram.count_other, { count }))
    await counted('ESTABLISHED', 2)
    await counted(atTheEnd, 1)
    await window.page.keyboard.press('Control+1')
    await window.diagram.waitFor({ state: 'detached' })
  })
})

describe('the room for a picture', () => {
  const shared = labForEach('diagram-room')

  test.each([
    [1280, 800],
    [1920, 1080],
  ])('all of the figure is in sight at %i × %i', async (width, height) => {
    const { lab, window } = shared
    await lab.app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size),
      [width, height] as [number, number],
    )
    await window.quickStart()
    await lab.page.keyboard.press('Control+4')
    const panel = lab.page.getByRole('tabpanel', { name: en.views.states })
    const [figure, room] = await Promise.all([window.diagram.boundingBox(), panel.boundingBox()])
    if (!figure || !room) throw new Error('the diagram is not shown')
    expect(figure.x).toBeGreaterThanOrEqual(room.x)
    expect(figure.y).toBeGreaterThanOrEqual(room.y)
    expect(figure.x + figure.width).toBeLessThanOrEqual(room.x + room.width)
    expect(figure.y + figure.height).toBeLessThanOrEqual(room.y + room.height)
  })

  test('cards fold over a picture in a low window; whoever opens them has them open from then on', {
    tags: ['soak'],
  }, async () => {
    const { lab, window } = shared
    await window.quickStart()
    const trail = lab.page.getByRole('toolbar', {
      name: fill(en.path.label, { name: 'client.1' }),
      exact: true,
    })
    await trail.waitFor()
    await lab.page.keyboard.press('Control+4')
    await trail.waitFor({ state: 'detached' })
    await window.button(en.views.unfold).click()
    await trail.waitFor()
    await lab.page.keyboard.press('Control+1')
    await lab.page.keyboard.press('Control+4')
    await window.button(en.views.fold).waitFor()
    await trail.waitFor()
  })

  test('the format of messages stays within reach, and text or hex is offered where bytes are shown', {
    tags: ['soak'],
  }, async () => {
    const { lab, window } = shared
    await window.quickStart()
    const asHex = lab.page.getByRole('radiogroup', { name: en.views.format })
    await asHex.waitFor()
    await lab.page.keyboard.press('Control+4')
    await asHex.waitFor({ state: 'detached' })
    await window.button(matching(`${en.composer.format}: ${en.composer.text}`)).click()
    await window.dialog.getByRole('radio', { name: en.composer.hex }).click()
    await lab.page.keyboard.press('Escape')
    await window.send('41 42')
    await lab.page.keyboard.press('Control+1')
    await window.messages.getByText('AB').first().waitFor()
  })
})
