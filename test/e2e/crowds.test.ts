/** @module-tag soak */
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { isMessageKind } from '../../src/renderer/lab/kinds'
import { EVENT_KINDS, type EventKind } from '../../src/shared/events'
import type { LabBridge } from '../../src/shared/ipc'
import { labForEach } from './support/each'
import { EXPLORER, LOG, wheeled } from './support/sight'
import type { LabWindow } from './support/window'
import { fill, matching, en as words } from './support/words'

declare const window: Window & { lab: LabBridge }

const CLIENTS = 1000
const REPEATS = 400
const BUSY = 8

describe('a lab of two thousand sockets', () => {
  const shared = labForEach('crowds')
  let lab: LabWindow

  const arrange = async () => {
    lab = shared.window
    await lab.button(words.empty.start).waitFor()
    await lab.execute({ do: 'listen', as: 'server' })
    await lab.execute({ do: 'connect', as: 'c', to: 'server', count: CLIENTS })
    await lab.page.getByText(fill(words.app.open_other, { count: CLIENTS })).waitFor()
  }
  /** A burst: what `BUSY` clients say, as fast as they can. Resolves when the window shows the end of it. */
  const burst = async () => {
    for (let client = 1; client <= BUSY; client++) {
      await lab.execute({
        do: 'send',
        from: `c.${client}`,
        text: `needle-${client}-`,
        repeat: REPEATS,
        everyMs: 0,
      })
    }
    const servers = Array.from({ length: BUSY }, (_, index) => `c.${index + 1}@server`)
    const heard = async () => {
      const events = await logOf(lab.page, servers)
      return servers.map(
        (name) => events.findLast(({ kind, socket }) => kind === 'received' && socket === name)?.to,
      )
    }
    const all = servers.map((_, index) => `needle-${index + 1}-`.length * REPEATS)
    await expect.poll(heard, { timeout: 20_000, interval: 500 }).toEqual(all)
  }

  test('shows rows wherever one scrolls to, by the wheel, by keys and at once', async () => {
    await arrange()
    await burst()
    for (const list of [EXPLORER, LOG]) {
      const { frames, blank } = await wheeled(lab.page, list, 600)
      expect(frames).toBeGreaterThan(5)
      expect(blank, `blank frames of ${frames}, ${list.list}`).toBe(0)
    }
    const tree = lab.page.getByRole('tree', { name: words.explorer.tree })
    await tree.focus()
    await lab.page.keyboard.press('Home')
    for (const key of ['End', 'PageUp', 'PageUp', 'Home', 'PageDown']) {
      await lab.page.keyboard.press(key)
      const active = tree.locator('[data-active]')
      await active.waitFor()
      expect(await active.innerText()).not.toBe('')
    }
  })

  test('has in its log all that a burst brings, in order, and finds all of it', async () => {
    await arrange()
    await burst()
    const events = await logOf(lab.page, [])
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    const sent = events.filter(({ kind, socket }) => kind === 'sent' && socket === 'c.7')
    expect(sent.map(({ index }) => index)).toEqual(Array.from({ length: REPEATS }, (_, index) => index))

    const found = async (text: string) => {
      await lab.page.getByRole('textbox', { name: words.log.filter }).fill(text)
      const shown = lab.page.getByRole('status').filter({ hasText: matching(words.log.shown) })
      await expect.poll(() => shown.innerText()).not.toContain('%')
      return shown
    }
    const saying = (text: string) =>
      events.filter((event) => isMessageKind(event.kind) && event.text.includes(text)).length
    for (const text of ['needle-7-', 'needle-']) {
      const count = saying(text)
      expect(count).toBeGreaterThan(REPEATS)
      const shown = await found(text.toUpperCase())
      await expect
        .poll(() => shown.innerText())
        .toMatch(matching(words.log.shown, { shown: count.toLocaleString('en') }))
    }
    await found('nobody said that')
    await lab.page.getByText(words.log.nothing).waitFor()
  })

  test('keeps what is selected while the rows are grouped, sorted and change', async () => {
    await arrange()
    await lab.row('c.3@server').click()
    const choose = async (name: string) => {
      await lab.button(words.explorer.options).click()
      await lab.page.getByRole('menuitemradio', { name, exact: true }).first().click()
      await lab.page.keyboard.press('Escape')
    }
    for (const grouping of ['server', 'state', 'error', 'none'] as const) {
      await choose(words.explorer.group[grouping])
      await lab.page.mouse.move(700, 400)
      await lab.execute({
        do: 'reset',
        socket: `c.${{ server: 10, state: 20, error: 30, none: 40 }[grouping]}`,
      })
      await expect.poll(() => lab.page.getByRole('treeitem').count()).toBeGreaterThan(5)
    }
    await choose(words.explorer.sort.change)
    // Wherever its row is by now.
    await lab.page.getByRole('textbox', { name: words.explorer.filter }).fill('c.3@')
    const row = lab.page.getByRole('treeitem', { name: /^c\.3@server,/ })
    await expect.poll(() => row.getAttribute('aria-selected')).toBe('true')
  })
})

interface Logged {
  seq: number
  kind: EventKind
  socket: string | undefined
  /** Of a message: its number, where its last byte is, and what of it comes with the event. */
  index: number
  to: number
  text: string
}

/** What the lab's log has, about these sockets or all of it, whatever the window holds. */
async function logOf(page: Page, sockets: string[]): Promise<Logged[]> {
  const json = await page.evaluate(
    async ([names, kinds]) => {
      const logged: object[] = []
      for (let before = Number.MAX_SAFE_INTEGER; before > 1; ) {
        const reply = await window.lab.request('history', { sockets: [...names], before, limit: 10_000 })
        if (!reply.ok) throw new Error(reply.error.message)
        const { batch } = reply.value
        const rows = Array.from({ length: batch.n }, (_, row) => ({
          seq: batch.seq[row],
          kind: kinds[batch.kind[row] as number],
          socket: batch.names[(batch.socket[row] as number) - 1],
          index: batch.index[row],
          to: (batch.offset[row] as number) + (batch.bytes[row] as number),
          text: batch.text.slice(row === 0 ? 0 : batch.end[row - 1], batch.end[row]),
        }))
        logged.unshift(...rows)
        if (batch.n < 10_000) break
        before = batch.seq[0] as number
      }
      return JSON.stringify(logged)
    },
    [sockets, EVENT_KINDS] as const,
  )
  return JSON.parse(json) as Logged[]
}
