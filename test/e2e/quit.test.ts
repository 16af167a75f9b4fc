import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { labelsFor } from '../../src/main/desktop/window/labels'
import { answerQuestions } from './support/dialogs'
import { launchLab, type RunningLab, removeFolder, temporaryFolder } from './support/launch'
import { LabWindow } from './support/window'
import { languages } from './support/words'

/** A peer that nobody in the lab knows of, and how its connection ended. */
async function stranger(port: number): Promise<{ end: Promise<'end' | string> }> {
  const socket = net.connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.resume()
  const end = new Promise<string>((resolve) => {
    socket.once('end', () => resolve('end'))
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
  return { end }
}

const windows = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
const closeWindow = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
const quit = (app: ElectronApplication) => app.evaluate(({ app }) => app.quit())

describe.each(languages())('quitting, in %s', (locale, words) => {
  const labels = labelsFor(locale)
  let userData: string
  let lab: RunningLab
  let child: ChildProcess
  let window: LabWindow
  beforeEach(() => {
    userData = temporaryFolder()
  })
  afterEach(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await removeFolder(userData)
  })

  async function start() {
    lab = await launchLab({ userData, locale, asks: true })
    window = new LabWindow(lab.page, words)
    await window.button(words.empty.start).waitFor()
    child = lab.app.process()
    const exited = once(child, 'exit')
    return { exited, asked: await answerQuestions(lab.app, false, true) }
  }

  async function portOf(name: string): Promise<number> {
    const item = window.row(name)
    await expect.poll(() => item.textContent()).toMatch(/127\.0\.0\.1:\d+/)
    return Number(/127\.0\.0\.1:(\d+)/.exec((await item.textContent()) ?? '')?.[1])
  }

  test('asks once where something is open; the peers then read an end', async () => {
    const { exited, asked } = await start()
    await window.quickStart()
    const peer = await stranger(await portOf('server'))
    await lab.page
      .getByText(window.counted(words.app, 'open', 4))
      .first()
      .waitFor({ state: 'attached' })

    await closeWindow(lab.app)
    await expect.poll(async () => (await asked()).length).toBe(1)
    const [box] = await asked()
    expect(box).toMatchObject({ buttons: [labels.quit, labels.cancel], checkboxLabel: labels.dontAskAgain })
    expect(String(box?.message)).toMatch(/4.+1/)
    await quit(lab.app)
    await expect.poll(async () => (await asked()).length).toBe(2)
    // They have cancelled both times: all of it is there.
    expect(await windows(lab.app)).toBe(1)
    await window.send('still here')
    await window.messages.getByRole('listitem').nth(3).waitFor()

    await answerQuestions(lab.app, true, true)
    await closeWindow(lab.app).catch(() => {})
    expect(await exited).toEqual([0, null])
    expect(await peer.end).toBe('end')
    expect(JSON.parse(readFileSync(path.join(userData, 'settings.json'), 'utf8'))).toMatchObject({
      askBeforeQuit: false,
    })

    // Whoever doesn't want to be asked is not asked again: this person would cancel.
    const again = await start()
    await window.quickStart()
    await closeWindow(lab.app).catch(() => {})
    expect(await again.exited).toEqual([0, null])
  })

  test('asks nobody where nothing is open', async () => {
    const { exited } = await start()
    await closeWindow(lab.app).catch(() => {})
    expect(await exited).toEqual([0, null])
  })

  test('asks nobody when the system ends it', async () => {
    const { exited } = await start()
    await window.quickStart()
    const peer = await stranger(await portOf('server'))
    child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
    expect(await peer.end).toBe('end')
  })
})
