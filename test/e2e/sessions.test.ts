import { once } from 'node:events'
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EXPORT_FORMATS, type ExportFormat } from '../../src/shared/session'
import { expectNoViolations } from './support/axe'
import { pickInDialog, saveInDialog } from './support/dialogs'
import { launchLab, type RunningLab, removeFolder, temporaryFolder } from './support/launch'
import { SessionsPane } from './support/sessions'
import { LabWindow } from './support/window'
import { fill, languages } from './support/words'

let userData: string
let lab: RunningLab
beforeEach(() => {
  userData = temporaryFolder()
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await lab.screenshot(`sessions-${task.name.replace(/\W+/g, '-')}`)
  const errors = [...lab.errors]
  await lab.close()
  await removeFolder(userData)
  expect(errors).toEqual([])
})

const folderOfSessions = () => path.join(userData, 'sessions')

/** The only session that there is: its folder. */
function onlySession(): string {
  const names = existsSync(folderOfSessions()) ? readdirSync(folderOfSessions()) : []
  expect(names).toHaveLength(1)
  return path.join(folderOfSessions(), names[0] as string)
}

const eventsOf = (session: string) => readFileSync(path.join(session, 'events.ndjson'), 'utf8')

describe.each(languages())('recorded sessions, in %s', (locale, words) => {
  const { sessions, recording, exports, empty } = words

  async function start() {
    lab = await launchLab({ locale, userData })
    const window = new LabWindow(lab.page, words)
    const pane = new SessionsPane(lab, words)
    await lab.page.getByRole('heading', { name: empty.title }).waitFor()
    return { window, pane, page: lab.page }
  }

  /** Three connections, one of which has said something, all of it on the disk. */
  async function something({ window, pane }: Awaited<ReturnType<typeof start>>) {
    await window.quickStart()
    await window.send('hello')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    await pane.indicator('on').waitFor()
    await expect.poll(() => eventsOf(onlySession()).match(/"kind":"received"/g)?.length).toBe(2)
  }

  /** Closes everything, so that nothing is open and the session is over. */
  async function newLab({ pane, page }: Awaited<ReturnType<typeof start>>) {
    expect(await pane.ask('newLab', {})).toMatchObject({ ok: true })
    await page.getByRole('heading', { name: empty.title }).waitFor()
  }

  test('one is recorded by itself, opened, seen again, closed and deleted', async () => {
    const started = await start()
    const { window, pane, page } = started
    await pane.indicator('ready').waitFor()
    // An empty lab leaves nothing behind.
    expect(existsSync(folderOfSessions()) ? readdirSync(folderOfSessions()) : []).toEqual([])
    await something(started)

    await pane.open()
    await pane.inState('open').waitFor()
    await page.keyboard.press('Escape')
    await newLab(started)
    await pane.indicator('ready').waitFor()

    await window.button(empty.sessions).click()
    await pane.inState('ended').waitFor()
    await pane.dialog.getByRole('textbox', { name: sessions.filter }).fill('nothing like that')
    await pane.dialog.getByText(fill(sessions.noneFits, { text: 'nothing like that' })).waitFor()
    await page.keyboard.press('Escape')
    // From the field to the list, and what is marked there is opened.
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await pane.dialog.waitFor({ state: 'detached' })
    await window.row('client.1').click()
    await window.messages.getByText('hello').first().waitFor()

    await pane.goLive()
    await page.getByRole('heading', { name: empty.title }).waitFor()
    expect(await window.row('client.1').count()).toBe(0)

    await pane.withoutTrash()
    await pane.open()
    await pane.inState('ended').click()
    await page.keyboard.press('Delete')
    await page.keyboard.press('Escape')
    await pane.button(sessions.delete).click()
    await pane.button(sessions.toTrash).click()
    await expect.poll(() => pane.emptyTrash()).toEqual([path.basename(onlySession())])
    await page.keyboard.press('Escape')
    await pane.open()
    await pane.dialog.getByText(sessions.none).waitFor()
  })

  test('the one that is recorded now is looked back at, and can’t be deleted', {
    tags: ['soak'],
  }, async () => {
    const started = await start()
    const { window, pane, page } = started
    await something(started)
    await pane.open()
    await pane.inState('open').click()
    await pane.button(sessions.delete).and(page.locator('[aria-disabled="true"]')).waitFor()
    await pane.button(sessions.lookBack).click()
    await pane.dialog.waitFor({ state: 'detached' })
    await window.row('client.1').waitFor()
    // How it is recorded is told of the lab that is open, whichever moment is looked at.
    await pane.indicator('on').waitFor()
    await pane.goLive()
    await window.send('again')
    await window.messages.getByText('again').first().waitFor()
  })

  test('after a crash what was recorded is offered, once', async () => {
    const crashed = await start()
    await something(crashed)
    const ended = once(lab.app.process(), 'exit')
    lab.app.process().kill('SIGKILL')
    await ended
    appendFileSync(path.join(onlySession(), 'events.ndjson'), 'no event\n')

    const { window, page } = await start()
    const offer = page.getByRole('region', { name: sessions.recovered.title })
    await offer.getByRole('time').waitFor()
    await expectNoViolations(page, 'what is offered after a crash')
    await offer.getByRole('button', { name: sessions.recovered.open }).click()
    await window.row('client.3').waitFor()
    await page.getByRole('button', { name: words.time.damaged, exact: true }).click()
    await page.getByRole('dialog', { name: words.time.damaged }).getByText(words.time.damagedHint).waitFor()
    await expectNoViolations(page, 'what is not whole', true)
    await page.keyboard.press('Escape')
    await window.row('client.1').click()
    await window.messages.getByText('hello').first().waitFor()
    await new SessionsPane(lab, words).goLive()
    await page.getByRole('heading', { name: empty.title }).waitFor()
    expect(await offer.count()).toBe(0)
  })

  test('an offer that is put away stays away', { tags: ['soak'] }, async () => {
    const crashed = await start()
    await something(crashed)
    const ended = once(lab.app.process(), 'exit')
    lab.app.process().kill('SIGKILL')
    await ended

    const { page, pane } = await start()
    const offer = page.getByRole('region', { name: sessions.recovered.title })
    await offer.getByRole('button', { name: sessions.recovered.dismiss }).click()
    await offer.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('heading', { name: empty.title }).waitFor()
    await pane.open()
    await pane.inState('recovered').waitFor()
    expect(await offer.count()).toBe(0)
  })

  test('the limits are explained, checked, kept, and told when they bite', { tags: ['soak'] }, async () => {
    const { window, pane, page } = await start()
    await pane.indicator('ready').click()
    const field = (name: string) => pane.dialog.getByRole('textbox', { name, exact: true })
    await pane.dialog.getByText(folderOfSessions()).waitFor()
    expect(await field(recording.message).inputValue()).toBe('4')
    await field(recording.message).fill('2000')
    await field(recording.session).fill('')
    await field(recording.kept).fill('0')
    await page.keyboard.press('Enter')
    await pane.dialog.getByText(fill(words.dialogs.invalid.number, { min: '0', max: '1024' })).waitFor()
    await pane.dialog.getByText(words.dialogs.invalid.required).waitFor()
    await pane.dialog.getByText(fill(words.dialogs.invalid.integer, { min: '1', max: '10000' })).waitFor()
    await pane.button(recording.defaults).click()
    await field(recording.message).fill('1')
    await pane.dialog.getByRole('radio', { name: 'MiB' }).click()
    expect(await field(recording.session).inputValue()).toBe('1024')
    await pane.button(recording.submit).click()
    await pane.dialog.waitFor({ state: 'detached' })
    expect(await pane.ask('recording', {})).toMatchObject({
      ok: true,
      value: { limits: { messageBytes: 1024, sessionBytes: 1_073_741_824, sessions: 50 } },
    })

    await window.quickStart()
    await window.send('x'.repeat(3000))
    await pane.notice(recording.limited).waitFor()
    await pane.notice(fill(recording.leftOut.message, { limit: '1.0 KiB' })).waitFor()
    await pane.indicator('message').click()
    await pane.dialog.getByText(fill(recording.leftOut.message, { limit: '1.0 KiB' })).waitFor()
    // The limits are asked for when the dialog opens.
    await expect.poll(() => field(recording.message).inputValue()).toBe('1')
  })

  test('a recording that fails says so, and goes on when it can', async () => {
    await mkdir(userData, { recursive: true })
    await writeFile(folderOfSessions(), 'in the way')
    const { window, pane } = await start()
    await window.quickStart()
    await pane.indicator('failed').waitFor()
    await pane.notice(recording.now.failed).waitFor()
    await pane.notice(words.errors.LAB_NOT_RECORDED.remedy).waitFor()
    await pane.indicator('failed').click()
    await pane.dialog.getByText(recording.now.failed).waitFor()
    await lab.page.keyboard.press('Escape')
    // The lab goes on.
    await window.send('hello')
    await window.messages.getByText('hello').first().waitFor()

    await rm(folderOfSessions())
    await pane.notice(recording.resumed).waitFor()
    await pane.indicator('on').waitFor()
    await expect.poll(() => eventsOf(onlySession())).toContain('"kind":"received"')
  })

  test('one is exported in each form, whole or one connection of it', async () => {
    const started = await start()
    const { pane } = started
    await something(started)
    const out = path.join(userData, 'out')
    await mkdir(out)
    const begins: Record<ExportFormat, RegExp> = {
      pcapng: /^\n\r\r\n/,
      csv: /^[\ufeff"]?seq/,
      ndjson: /^\{"seq":1,/,
      markdown: /^# /,
      session: /^PK/,
    }
    for (const format of EXPORT_FORMATS) {
      const file = path.join(out, `whole.${format === 'session' ? 'socketlab' : format}`)
      await saveInDialog(lab.app, file)
      await pane.openExport()
      await pane.dialog.getByRole('radio', { name: exports.name[format] }).click()
      await pane.button(exports.submit).click()
      await pane.dialog.waitFor({ state: 'detached' })
      await pane.notice(file).waitFor()
      expect(readFileSync(file, 'latin1').replace('ï»¿', ''), format).toMatch(begins[format])
    }

    // One connection of it; the single file is a whole session's.
    const one = path.join(out, 'one.ndjson')
    await saveInDialog(lab.app, one)
    await pane.openExport()
    await pane.dialog
      .getByRole('radio', {
        name: fill(exports.connection, { client: 'client.1', server: 'client.1@server' }),
      })
      .click()
    expect(await pane.dialog.getByRole('radio', { name: exports.name.session }).isDisabled()).toBe(true)
    await pane.dialog.getByRole('radio', { name: exports.name.ndjson }).click()
    await pane.button(exports.submit).click()
    await pane.notice(one).waitFor()
    const text = readFileSync(one, 'utf8')
    expect(text).toContain('"client.1@server"')
    expect(text).not.toContain('"socket":"client.2"')
  })

  test('a file and a folder that are dropped, and a file that is picked, are opened; something else says what it is not', {
    tags: ['soak'],
  }, async () => {
    const started = await start()
    const { window, pane, page } = started
    await something(started)
    const file = path.join(userData, 'whole.socketlab')
    await saveInDialog(lab.app, file)
    await pane.openExport()
    await pane.button(exports.submit).click()
    await pane.notice(file).waitFor()
    const session = onlySession()
    await newLab(started)
    for (const dropped of [session, file]) {
      await pane.drop(dropped)
      await window.row('client.1').click()
      await window.messages.getByText('hello').first().waitFor()
      await pane.goLive()
      await page.getByRole('heading', { name: empty.title }).waitFor()
    }
    await pickInDialog(lab.app, file)
    await pane.open()
    await pane.button(sessions.openFile).click()
    await window.row('client.2').waitFor()
    await pane.goLive()
    await page.getByRole('heading', { name: empty.title }).waitFor()

    // Something else is no session, and says so.
    const other = path.join(userData, 'other.socketlab')
    await writeFile(other, 'no session')
    await pane.drop(other)
    await pane.notice(words.errors.LAB_NO_SESSION.remedy).waitFor()
  })

  test('an export that the person gives up leaves the dialog as it is', { tags: ['soak'] }, async () => {
    const started = await start()
    const { pane, page } = started
    await something(started)
    await saveInDialog(lab.app, undefined)
    await pane.openExport()
    await pane.dialog.getByRole('radio', { name: exports.name.csv }).click()
    await pane.button(exports.submit).click()
    await page.waitForFunction(() =>
      document.querySelector('[role=dialog] [type=submit]:not([aria-disabled=true])'),
    )
    expect(await pane.dialog.getByRole('radio', { name: exports.name.csv }).isChecked()).toBe(true)
  })
})
