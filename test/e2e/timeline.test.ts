import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectNoViolations } from './support/axe'
import { labForEach } from './support/each'
import { TimePane } from './support/time'
import type { LabWindow } from './support/window'
import { fill, languages, matching } from './support/words'

const COUNT = 60
const RESET = 6
const CLOSED = 12

describe.each(languages())('the timeline, %s', (locale, words) => {
  const shared = labForEach('timeline', locale, words)
  const { timeline } = words
  let window: LabWindow
  let folder = ''

  beforeEach(() => {
    window = shared.window
    folder = mkdtempSync(join(tmpdir(), 'lab-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const picture = () => window.page.getByRole('application')
  const table = () => window.page.getByRole('grid', { name: timeline.title })
  const press = (key: string) => window.page.keyboard.press(key)
  const form = (name: string) => window.page.getByRole('radio', { name, exact: true })
  const view = () => window.page.getByRole('region', { name: timeline.title })
  const counted = (count: number) => fill(timeline.count_other, { count })
  const some = (ending: keyof typeof timeline.ending, count: number) =>
    window.page.getByText(fill(timeline.some, { ending: timeline.ending[ending], count }), { exact: true })
  const chip = () => window.button(matching(timeline.endRange)).first()
  /** Seconds of the log's time that are in sight; as closely as the label tells, to `exact`. */
  const inSight = async () => {
    const label = (await picture().getAttribute('aria-label')) ?? ''
    const [, from = '', to] = /([\d.]+)–([\d.]+) s/.exec(label) ?? []
    const [, decimals = ''] = from.split('.')
    return { from: Number(from), to: Number(to), exact: 10 ** -decimals.length }
  }
  const column = async (name: string) => {
    const headings = await table().getByRole('columnheader').allInnerTexts()
    const at = headings.findIndex((text) => text.trim() === name)
    const rows = table()
      .getByRole('row')
      .filter({ has: window.page.getByRole('gridcell') })
    // Rows are placed by hand: those in the page come in no order of their own.
    return rows.evaluateAll(
      (all, at) =>
        all
          .sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex))
          .map((row) => row.children[at]?.textContent?.trim() ?? ''),
      at,
    )
  }

  /** How many pixels of the picture have the colour of this token. */
  const drawn = (token: string) =>
    picture()
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement, name) => {
        const probe = canvas.getContext('2d')
        const one = document.createElement('canvas').getContext('2d')
        if (!probe || !one) return 0
        one.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`)
        one.fillRect(0, 0, 1, 1)
        const [red, green, blue] = one.getImageData(0, 0, 1, 1).data
        const { data } = probe.getImageData(0, 0, canvas.width, canvas.height)
        let count = 0
        for (let at = 0; at < data.length; at += 4) {
          if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count++
        }
        return count
      }, token)

  /** Many connections, some of them reset, some closed; and one that nobody accepts. */
  async function connectMany(): Promise<void> {
    await window.execute({ do: 'listen', as: 'server', port: 0, respond: { with: 'echo' } })
    await window.row('server').waitFor()
    await press('Control+T')
    await window.execute({ do: 'connect', as: 'c', to: 'server', count: COUNT })
    await some('open', COUNT).waitFor()
    for (let i = 1; i <= RESET; i++) await window.execute({ do: 'reset', socket: `c.${i}` })
    for (let i = RESET + 1; i <= RESET + CLOSED; i++) {
      await window.execute({ do: 'shutdown', socket: `c.${i}` })
    }
    await window.execute({ do: 'connect', as: 'lonely', host: '127.0.0.1', port: 9 })
    await some('reset', RESET).waitFor()
    await some('closed', CLOSED).waitFor()
    await some('refused', 1).waitFor()
    await some('open', COUNT - RESET - CLOSED).waitFor()
  }

  test('says what will be there, and makes a beginning', async () => {
    await window.button(words.empty.start).waitFor()
    await press('Control+T')
    await window.page.getByText(timeline.empty).waitFor()
    await window.button(words.empty.start).click()
    await view().getByText(counted(3), { exact: true }).waitFor()
    await expect
      .poll(() => picture().getAttribute('aria-label'))
      .toMatch(matching(timeline.label, { what: counted(3) }))
    await window.row('client.1').click()
    await window.button(timeline.open).click()
    await window.end('Client').getByRole('heading', { name: 'client.1' }).waitFor()
  })

  test('has each connection in the picture and in the table, sorted by start, duration and end', {
    tags: ['soak'],
  }, async () => {
    await connectMany()
    await view()
      .getByText(counted(COUNT + 1), { exact: true })
      .waitFor()
    await form(timeline.table).click()
    expect(Number(await table().getAttribute('aria-rowcount'))).toBe(COUNT + 2)
    expect((await column(timeline.column.connection)).slice(0, 3)).toEqual(['c.1', 'c.2', 'c.3'])
    expect((await column(timeline.column.server)).slice(0, 3)).toEqual(['server', 'server', 'server'])
    expect((await column(timeline.column.clientStates))[0]).toMatch(/SYN_SENT.*ESTABLISHED.*CLOSED/)

    const heading = (name: string) => table().getByRole('columnheader', { name, exact: true })
    const sortBy = (name: string) => heading(name).getByRole('button').click()
    await sortBy(timeline.column.ending)
    expect(await heading(timeline.column.ending).getAttribute('aria-sort')).toBe('ascending')
    await expect.poll(async () => (await column(timeline.column.ending))[0]).toBe(timeline.ending.open)
    await sortBy(timeline.column.ending)
    await expect.poll(async () => (await column(timeline.column.connection))[0]).toBe('lonely')
    expect((await column(timeline.column.ending)).slice(0, 2)).toEqual([
      fill(timeline.withCode, { ending: timeline.ending.refused, code: 'ECONNREFUSED' }),
      expect.stringContaining(timeline.ending.reset),
    ])
    await sortBy(timeline.column.duration)
    await expect.poll(async () => (await column(timeline.column.connection))[0]).toBe('lonely')
    await sortBy(timeline.column.duration)
    await expect.poll(async () => (await column(timeline.column.ending))[0]).toBe(timeline.ending.open)

    await table().focus()
    await press('Home')
    await press('ArrowDown')
    const second = (await column(timeline.column.connection))[1] ?? ''
    await expect.poll(() => table().locator('[aria-selected="true"]').getAttribute('data-key')).toBe(second)
    await press('Enter')
    await window.end('Client').getByRole('heading', { name: second, exact: true }).waitFor()
  })

  // Names, numbers and keys are the same in each language.
  test.runIf(locale === 'en')('is gone through by pointer and keys: rows, zoom, pan', async () => {
    await connectMany()
    const selected = (name: string) =>
      window.page
        .locator('[role="treeitem"][aria-selected="true"]')
        .getByText(name, { exact: true })
        .waitFor()
    await picture().click({ position: { x: 300, y: 28 * 2 + 10 } })
    await selected('c.3')
    await press('ArrowDown')
    await selected('c.4')
    await window.page
      .getByRole('status')
      .filter({ hasText: /^c\.4 / })
      .waitFor({ state: 'attached' })
    await picture().hover({ position: { x: 300, y: 10 } })
    await window.page.getByRole('tooltip').getByText('c.1@server').waitFor()
    await expectNoViolations(window.page, 'the timeline with its legend and a tooltip', true)

    await press('f')
    await expect.poll(() => window.button(timeline.follow).getAttribute('aria-pressed')).toBe('false')
    const all = await inSight()
    const fromTheStart = async () => {
      const { from, exact } = await inSight()
      return Math.abs(from - all.from) <= Math.max(exact, all.exact)
    }
    await press('+')
    await expect.poll(async () => (await inSight()).from).toBeGreaterThan(all.from)
    const closer = await inSight()
    expect(closer.to - closer.from).toBeLessThan(all.to - all.from)
    await press('ArrowLeft')
    await expect.poll(async () => (await inSight()).from).toBeLessThan(closer.from)
    await press('End')
    await expect.poll(async () => (await inSight()).to).toBeGreaterThan(closer.to)
    await press('Home')
    await expect.poll(fromTheStart).toBe(true)
    await picture().hover({ position: { x: 600, y: 50 } })
    await window.page.keyboard.down('Control')
    await window.page.mouse.wheel(0, -120)
    await window.page.keyboard.up('Control')
    await expect.poll(async () => (await inSight()).from).toBeGreaterThan(all.from)
    await press('0')
    await expect.poll(fromTheStart).toBe(true)

    await press('Enter')
    await window.end('Client').getByRole('heading', { name: 'c.4', exact: true }).waitFor()
  })

  test.runIf(locale === 'en')(
    'filters the log and the explorer by a range, until Escape',
    { tags: ['soak'] },
    async () => {
      await connectMany()
      const box = await picture().boundingBox()
      if (!box) throw new Error('no picture')
      const { log } = words
      const shown = window.page.getByRole('status').filter({ hasText: matching(log.shown) })
      const explorer = window.row('c.1@server')
      await explorer.waitFor()
      expect(await shown.count()).toBe(0)
      await window.page.keyboard.down('Shift')
      await window.page.mouse.move(box.x + 190, box.y + 40)
      await window.page.mouse.down()
      await window.page.mouse.move(box.x + 700, box.y + 60, { steps: 4 })
      await window.page.mouse.up()
      await window.page.keyboard.up('Shift')
      await chip().waitFor()
      await expect.poll(() => shown.innerText()).toMatch(matching(log.shown))
      const [some = '', total = ''] = (await shown.innerText()).match(/[\d,]+/g) ?? []
      expect(Number(some.replace(',', ''))).toBeLessThan(Number(total.replace(',', '')))

      await picture().focus()
      await press('Escape')
      await chip().waitFor({ state: 'detached' })
      await shown.waitFor({ state: 'detached' })

      // The newest time alone: what was reset before is not in it.
      for (let i = 0; i < 4; i++) await press('+')
      await expect
        .poll(
          async () => {
            await press('b')
            return explorer.count()
          },
          { timeout: 15_000 },
        )
        .toBe(0)
      await window.row(`c.${RESET + CLOSED + 1}@server`).waitFor()
      await chip().click()
      await explorer.waitFor()
    },
  )

  test('has a row for each UDP socket and each Unix connection, and says why they have no states', {
    tags: ['soak'],
  }, async () => {
    const { datagrams, unix } = words
    const path = join(folder, 's.sock')
    await window.execute({ do: 'listen', as: 'server', port: 0 })
    await window.execute({ do: 'connect', as: 'alice', to: 'server' })
    await window.execute({ do: 'bind', as: 'dns', port: 0, respond: { with: 'upper' } })
    await window.execute({ do: 'connect', as: 'bob', to: 'dns' })
    await window.execute({ do: 'send', from: 'bob', text: 'hello' })
    await window.execute({ do: 'listen', as: 'local', path })
    await window.execute({ do: 'connect', as: 'carol', to: 'local' })
    await window.row('carol').waitFor()
    await press('Control+T')
    const sockets = fill(timeline.sockets_other, { count: 2 })
    const both = fill(timeline.connectionsAndSockets, { connections: counted(2), sockets })
    await view().getByText(both, { exact: true }).waitFor()
    await some('open', 4).waitFor()
    // Lives are drawn, each in the colour of what it is the life of.
    await expect.poll(() => drawn('datagram')).toBeGreaterThan(100)
    await expect.poll(() => drawn('unix')).toBeGreaterThan(100)

    // By keys and in words: what it is, and why it has no states.
    await picture().focus()
    await press('ArrowDown')
    await press('ArrowDown')
    await window.page
      .getByRole('status')
      .filter({ hasText: /^dns/ })
      .filter({ hasText: datagrams.none.states.why })
      .waitFor({ state: 'attached' })
    await view().getByText(`UDP · ${datagrams.standing.bound}`, { exact: true }).waitFor()

    await form(timeline.table).click()
    await expect.poll(() => column(timeline.column.connection)).toEqual(['alice', 'dns', 'bob', 'carol'])
    expect(await column(timeline.column.server)).toEqual(['server', '', 'dns', 'local'])
    const [alice, dns, bob, carol] = await column(timeline.column.clientStates)
    expect(alice).toContain('ESTABLISHED')
    expect(dns).toContain(`UDP · ${datagrams.standing.bound}`)
    expect(bob).toContain(`UDP · ${datagrams.standing.connected}`)
    expect(bob).toContain(datagrams.none.states.why)
    expect(carol).toContain(`Unix · ${unix.standing.open}`)
    expect(carol).toContain(unix.none.states.why)
    expect((await column(timeline.column.serverStates))[1]).toBe(timeline.noConnection)
    await expect
      .poll(async () => (await column(timeline.column.messages))[2])
      .toBe(fill(timeline.datagrams, { sent: 1, received: 1, sentBytes: '5 B', receivedBytes: '5 B' }))

    await window.execute({ do: 'close', socket: 'dns' })
    await window.execute({ do: 'close', socket: 'carol' })
    await expect
      .poll(() => column(timeline.column.ending))
      .toEqual([timeline.ending.open, timeline.ending.unbound, timeline.ending.open, timeline.ending.closed])
    await table().getByRole('row').filter({ hasText: 'bob' }).click()
    await window.button(timeline.openSocket).click()
    await window.page.getByRole('group', { name: fill(datagrams.label, { name: 'bob' }) }).waitFor()
  })

  test('shows a moment of the past, and only what was there then', { tags: ['soak'] }, async () => {
    await connectMany()
    const time = new TimePane(window)
    await time.pause()
    await time.button(words.actions.name.goToStart).click()
    await window.page.getByText(words.time.nothingYet).waitFor()
    // The whole run of connecting is hundreds of events: half of the way is between the first and the last.
    await time.slider.focus()
    for (let i = 0; i < 3; i++) await time.press('PageUp')
    const at = window.page
      .getByRole('region', { name: timeline.title, exact: true })
      .getByText(matching(timeline.count_other))
    await at.waitFor()
    const then = Number((await at.innerText()).replace(/\D/g, ''))
    expect(then).toBeGreaterThan(0)
    expect(await some('refused', 1).count()).toBe(0)
    expect(await some('closed', CLOSED).count()).toBe(0)
    await time.goLive()
    await some('refused', 1).waitFor()
    await view()
      .getByText(counted(COUNT + 1), { exact: true })
      .waitFor()
  })
})
