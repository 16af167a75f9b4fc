import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../src/shared/commands'
import type { LabBridge, Reply } from '../../src/shared/ipc'
import { launchLab, type RunningLab } from './support/launch'
import { LabWindow } from './support/window'
import { fill, languages, type Words } from './support/words'

/** Runs a script in the page of the window. Playwright gives up a page that has crashed: this goes through the main process. */
const inPage = <T>({ app }: RunningLab, script: string): Promise<T> =>
  app.evaluate(({ BrowserWindow }, source) => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window) throw new Error('no window')
    return window.webContents.executeJavaScript(source)
  }, script)

/** Kills the page's process, and waits until its page is there again. */
const crash = ({ app }: RunningLab): Promise<void> =>
  app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents) throw new Error('no window')
    const back = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()))
    contents.forcefullyCrashRenderer()
    await back
  })

/** What of the window a person would miss, as its page shows it. */
interface Seen {
  selected: string[]
  rows: string[]
  filter: string
  view: string
  bottom: string
  logFilter: string
  draft: string
  cleared: boolean
  pinned: number
  hex: boolean
}

const sights = (words: Words) => `(() => {
  const all = (selector) => [...document.querySelectorAll(selector)]
  const name = (element) => element.querySelector('.visually-hidden')?.textContent.split(/[,，]/)[0]
  return {
    selected: all('[role=treeitem][aria-selected=true]').map(name),
    rows: all('[role=treeitem]').map(name),
    filter: document.querySelector('nav input')?.value,
    view: document.querySelector('main [role=tab][aria-selected=true]')?.textContent,
    bottom: document.querySelector('[data-pane=bottom] [role=tab][aria-selected=true]')?.textContent,
    logFilter: document.querySelector('[data-pane=bottom] input')?.value,
    draft: document.querySelector('main textarea')?.value,
    cleared: all('nav button').some((button) => button.textContent === ${JSON.stringify(words.explorer.showCleared)}),
    pinned: all('[aria-label=${JSON.stringify(words.log.pinned)}] > li').length,
    hex: all('main [role=radio][aria-checked=true]').some((radio) => radio.textContent === ${JSON.stringify(words.views.asHex)}),
  }
})()`

/** How many events the window holds, and how many it should: asked until nothing comes in between. Runs in the page. */
const comparison = async () => {
  const { lab } = globalThis as unknown as { lab: LabBridge }
  const note = async (text: string) => {
    const reply = await lab.request('execute', { command: { do: 'note', text } })
    return reply.ok ? reply.value.seq : 0
  }
  const held = () => {
    const text = document.querySelector('[data-pane=bottom] output')?.textContent ?? ''
    return Math.max(...(text.match(/[\d,]+/g) ?? []).map((count) => Number(count.replace(/,/g, ''))))
  }
  for (let again = 0; ; again++) {
    const before = (await note('counting')) + 1
    for (let frame = 0; held() < before && frame < 100; frame++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const here = held()
    const after = (await note('counted')) - 1
    if (before === after || again === 200) return { held: here, missing: after - here }
  }
}

describe.each(languages())('a page that dies, in %s', (locale, words) => {
  let lab: RunningLab
  let window: LabWindow

  beforeEach(async () => {
    lab = await launchLab({ locale: locale === 'en' ? 'en-US' : locale })
    window = new LabWindow(lab.page, words)
    await window.quickStart()
  })
  afterEach(() => lab.close())

  const execute = async (command: Command): Promise<{ ok: boolean; seq: number }> => {
    const reply = await inPage<Reply<'execute'>>(
      lab,
      `window.lab.request('execute', { command: ${JSON.stringify(command)} })`,
    )
    return { ok: reply.ok, seq: reply.ok ? reply.value.seq : 0 }
  }

  /** Makes everything other than it is at first. */
  async function arrange(): Promise<Seen> {
    const { page } = window
    await window.row('client.3').click()
    await window.act('Client', words.acts.name.reset).click()
    await window.stateOf('Client', 'CLOSED')
    await page.keyboard.press('Control+Shift+L')
    await window.row('client.2').click()
    await window.end('Client').getByRole('heading', { name: 'client.2' }).waitFor()
    await page.keyboard.press('Control+2')
    await window.calls.waitFor()
    await page.keyboard.press('Control+Shift+B')
    await window.input.fill('half a mess')
    await page
      .getByRole('searchbox', { name: words.log.filter })
      .or(page.getByRole('textbox', { name: words.log.filter }))
      .fill('client')
    await window.log.getByRole('option').filter({ hasText: 'client.2' }).last().click()
    await page.keyboard.press('p')
    await page
      .getByRole('searchbox', { name: words.explorer.filter })
      .or(page.getByRole('textbox', { name: words.explorer.filter }))
      .fill('client')
    return inPage<Seen>(lab, sights(words))
  }

  test('is back with everything that a person had chosen and typed, and the sockets have not noticed', async () => {
    const before = await arrange()
    expect(before).toMatchObject({
      selected: ['client.2'],
      filter: 'client',
      view: words.views.calls,
      logFilter: 'client',
      draft: 'half a mess',
      cleared: true,
      pinned: 1,
      hex: true,
    })
    expect(before.rows).not.toContain('client.3')
    // An echo each few milliseconds, all the while.
    const { seq: began } = await execute({
      do: 'send',
      from: 'client.1',
      text: 'tick',
      repeat: 100_000,
      everyMs: 5,
    })
    await crash(lab)
    await expect.poll(() => inPage<Seen>(lab, sights(words)), { timeout: 20_000 }).toEqual(before)

    // Nobody at the sockets has noticed: the repeat went on all the while, and goes on.
    const { ok, seq: stopped } = await execute({ do: 'stop', socket: 'client.1' })
    expect(ok).toBe(true)
    // Two writes and two reads each time.
    expect(stopped - began).toBeGreaterThan(4 * 50)
    // Each event of the log, and none twice: the window holds as many as the newest one's number says.
    expect(await inPage(lab, `(${comparison})()`)).toEqual({ held: expect.any(Number), missing: 0 })
  })

  test('is back after a reload, too, with the dialog that was open and what was in it', {
    tags: ['soak'],
  }, async () => {
    const { page } = window
    const before = await arrange()
    await page.reload()
    await expect.poll(() => inPage<Seen>(lab, sights(words))).toEqual(before)

    await page.keyboard.press('Control+Shift+M')
    await window.dialog
      .getByRole('textbox', { name: words.notes.dialog.text, exact: true })
      .fill('half a note')
    await page.reload()
    const field = window.dialog.getByRole('textbox', { name: words.notes.dialog.text, exact: true })
    await expect.poll(() => field.inputValue()).toBe('half a note')
    await page.keyboard.press('Escape')
    await window.dialog.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+M')
    expect(await field.inputValue()).toBe('')
    await page.keyboard.press('Escape')
    expect(lab.errors).toEqual([])
  })

  test('another lab has nothing of the one before', { tags: ['soak'] }, async () => {
    await arrange()
    await lab.page.evaluate(() => (globalThis as unknown as { lab: LabBridge }).lab.request('newLab', {}))
    await window.button(words.empty.start).waitFor()
    await lab.page.reload()
    await window.button(words.empty.start).waitFor()
    const seen = await inPage<Seen>(lab, sights(words))
    expect(seen).toMatchObject({ selected: [], cleared: false, pinned: 0 })
    await window.row(fill('client.1')).count()
    expect(lab.errors).toEqual([])
  })
})
