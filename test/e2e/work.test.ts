import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inventedLog } from '../journal/logs'
import { writeSession } from '../journal/recorded'
import { chance } from '../support/chance'
import { saveInDialog } from './support/dialogs'
import { launchLab, type RunningLab, removeFolder, temporaryFolder } from './support/launch'
import { SessionsPane } from './support/sessions'
import { LabWindow } from './support/window'
import { fill, languages } from './support/words'

/** Enough to be looked at while it is read. */
const EVENTS = 60_000

/** The part of the program that comes after its first picture. */
const LATER = 'app://lab/assets/later-*.js'

describe.each(languages())('long work and what goes wrong, in %s', (locale, words) => {
  const { sessions, exports, work, broken, empty, time } = words
  let userData: string
  let out: string
  let lab: RunningLab
  let pane: SessionsPane
  let window: LabWindow

  beforeAll(async () => {
    userData = temporaryFolder()
    out = temporaryFolder()
    const log = inventedLog(chance(5), EVENTS)
    writeSession(path.join(userData, 'sessions', 'large'), log, {
      id: 'large',
      ended: { at: '2026-11-21T10:00:00.000Z', events: log.length, t: log.at(-1)?.t ?? 0 },
    })
    lab = await launchLab({ locale, userData })
    pane = new SessionsPane(lab, words)
    window = new LabWindow(lab.page, words)
    await lab.page.getByRole('heading', { name: empty.title }).waitFor()
  })
  afterAll(async () => {
    await lab.close()
    for (const folder of [userData, out]) await removeFolder(folder)
  })

  const bar = () => lab.page.getByRole('progressbar')
  const choose = async () => {
    await pane.open()
    await pane.rows.first().click()
  }
  const nothing = () => expect(readdirSync(out)).toEqual([])

  test('an export says how far it is, and is cancelled in the dialog or beside it', async () => {
    const { page } = lab
    await saveInDialog(lab.app, path.join(out, 'large.csv'))
    await choose()
    await pane.button(sessions.export).click()
    await pane.dialog.getByText(exports.name.csv, { exact: true }).click()
    await pane.button(exports.submit).click()
    await bar().waitFor()
    expect(await bar().getAttribute('aria-valuenow')).toMatch(/^\d+$/)
    await page.keyboard.press('Escape')
    await pane.dialog.getByText(exports.cancelled, { exact: true }).waitFor()
    nothing()

    await pane.button(exports.submit).click()
    await bar().waitFor()
    await pane.button(exports.leave).click()
    await pane.dialog.waitFor({ state: 'detached' })
    const card = page.getByRole('region', { name: words.notices.label })
    await card.getByText(fill(work.export, { name: 'large.csv' })).waitFor()
    await card.getByRole('button', { name: work.cancel }).click()
    await bar().waitFor({ state: 'detached' })
    nothing()
    expect(lab.errors).toEqual([])
  })

  test('a session that takes long to open is given up with Escape', async () => {
    await choose()
    await pane.button(sessions.open).click()
    await bar().waitFor()
    await lab.page.keyboard.press('Escape')
    await bar().waitFor({ state: 'detached' })
    expect(await pane.dialog.isVisible()).toBe(true)
    expect(await lab.page.getByRole('slider', { name: time.scrubber }).count()).toBe(0)
    await lab.page.keyboard.press('Escape')
    await pane.dialog.waitFor({ state: 'detached' })
    expect(lab.errors).toEqual([])
  })

  test('sessions whose folder cannot be read are not taken for none', async () => {
    const folder = path.join(userData, 'sessions')
    renameSync(folder, `${folder}-aside`)
    writeFileSync(folder, '')
    await pane.open()
    await pane.dialog.getByText(sessions.unreadable).waitFor()
    rmSync(folder)
    renameSync(`${folder}-aside`, folder)
    await pane.button(sessions.lookAgain).click()
    await pane.rows.first().waitFor()
    await lab.page.keyboard.press('Escape')
    expect(lab.errors).toEqual([])
  })

  test('a view that cannot be shown says so, and is tried again, while the rest goes on', async () => {
    const { page } = lab
    await window.quickStart()
    await page.evaluate(() => {
      Object.assign(globalThis, {
        Before: ResizeObserver,
        ResizeObserver: class {
          constructor() {
            throw new Error('no picture today')
          }
        },
      })
    })
    await page.getByRole('tab', { name: words.views.states }).click()
    const fault = page.getByRole('alert').filter({ hasText: 'no picture today' })
    await fault.getByRole('heading', { name: broken.title }).waitFor()
    // The rest of the window goes on, the tabs of the other views with it.
    expect(await page.getByRole('tree').isVisible()).toBe(true)
    expect(await page.getByRole('tab', { name: words.views.messages }).isVisible()).toBe(true)
    await fault.getByRole('button', { name: broken.copy }).click()
    await fault.getByText(broken.copied).waitFor()
    const copied = await lab.app.evaluate(({ clipboard }) => clipboard.readText())
    expect(copied).toMatch(/^no picture today\n[\s\S]*\nIn:\n +at /)
    // And what the program knows of itself, which has nothing of the lab's in it.
    expect(copied).toMatch(/\n *Electron +\d/)
    expect(copied).not.toContain('client.1')
    await page.evaluate(() =>
      Object.assign(globalThis, { ResizeObserver: (globalThis as unknown as { Before: unknown }).Before }),
    )
    await fault.getByRole('button', { name: broken.again }).click()
    await fault.waitFor({ state: 'detached' })
    await page.getByRole('tabpanel', { name: words.views.states }).locator('svg').first().waitFor()
    lab.errors.length = 0
  })

  test('a part of the program that cannot be loaded is told, and tried again', async () => {
    const { page, app } = lab
    await app.evaluate(({ session }, url) => {
      session.defaultSession.webRequest.onBeforeRequest({ urls: [url] }, (_details, answer) =>
        answer({ cancel: true }),
      )
    }, LATER)
    await page.reload()
    const bottom = page.getByRole('region', { name: words.app.bottomPane })
    await bottom.getByRole('heading', { name: broken.title }).waitFor()
    await bottom.getByText(broken.chunk).waitFor()
    await app.evaluate(({ session }) => session.defaultSession.webRequest.onBeforeRequest(null))
    await bottom.getByRole('button', { name: broken.again }).click()
    await bottom.getByRole('tab', { name: words.log.title }).waitFor()
    lab.errors.length = 0
  })
})
