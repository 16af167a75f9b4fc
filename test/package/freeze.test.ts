import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../../scripts/lib/paths.mjs'
import { temporaryFolder } from '../e2e/support/launch'
import { LabWindow } from '../e2e/support/window'
import { en, fill } from '../e2e/support/words'
import { childOf, gone } from '../support/processes'

const executable = () => process.env.SOCKET_LAB_PACKAGE as string
const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...NO_DISPLAY } = process.env

// Its Electron can't be a plain Node (the fuse runAsNode): the helper process is the program itself.
describe.runIf(process.platform === 'linux')('the packaged program', () => {
  test('freezes and thaws on the command line, without a display', async () => {
    const example = path.join(root, 'examples/backlog-full.json')
    const child = spawn(executable(), ['run', example, '--format', 'ndjson'], {
      env: NO_DISPLAY,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [stdout, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    const kinds = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).kind]))
    expect(kinds).toContain('frozen')
    expect(kinds).toContain('thawed')
    expect(status).toBe(0)
  })

  describe('in its window', () => {
    let program: ChildProcess
    let browser: Browser
    let window: LabWindow
    beforeEach(async () => {
      // The fuse that Playwright needs to drive Electron is off; Chromium's own way to be driven is there.
      const switches = ['--remote-debugging-port=0', '--disable-gpu', '--lang=en-US']
      program = spawn(executable(), [...switches, `--user-data-dir=${temporaryFolder()}`], {
        env: { ...process.env, LANG: 'en_US.UTF-8', LANGUAGE: 'en_US' },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      const address = await debuggingAddress(program)
      await windowIsThere(address)
      browser = await chromium.connectOverCDP(address)
      const context = browser.contexts()[0]
      const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
      if (!page) throw new Error('it has no window')
      window = new LabWindow(page)
    })
    afterEach(async () => {
      await browser.close()
      if (program.exitCode !== null || program.signalCode !== null) return
      const ended = once(program, 'exit')
      program.kill('SIGKILL')
      await ended
    })

    test('freezes and thaws, and its helper process ends with it, however it ends', async () => {
      const { actions, queue, listener } = en
      await window.quickStart()
      await window.row('server').click()
      await window.button(actions.name.freezeOrThaw).click()
      const drawn = window.page.getByRole('group', { name: fill(queue.label, { name: 'server' }) })
      await drawn.getByText(queue.acceptFrozen).waitFor()
      const helper = childOf(program.pid as number, 'freezer') as number
      expect(helper).toBeDefined()
      await window.newClients(1, { [en.dialogs.name]: 'late' })
      await window.row('server').click()
      await drawn.getByRole('button', { name: 'late', exact: true }).waitFor()
      await window.button(actions.name.thaw).click()
      const connections = window.page.getByRole('list', { name: listener.connections })
      await connections.getByRole('button', { name: /late/ }).waitFor()
      await drawn.getByText(queue.empty).waitFor()

      program.kill('SIGKILL')
      await gone(helper)
    })
  })
})

/** Where it can be driven, as it says itself. */
async function debuggingAddress({ stderr }: ChildProcess): Promise<string> {
  const lines: string[] = []
  for await (const line of createInterface({ input: stderr as NodeJS.ReadableStream })) {
    const found = /DevTools listening on ws:\/\/([^/]+)\//.exec(line)
    if (found) return `http://${found[1]}`
    lines.push(line)
  }
  throw new Error(`it ended:\n${lines.join('\n')}`)
}

/** Whoever attaches while the window is being made may wait for it for ever. */
async function windowIsThere(address: string): Promise<void> {
  for (;;) {
    const targets = (await (await fetch(`${address}/json/list`)).json()) as { type: string; title: string }[]
    if (targets.some(({ type, title }) => type === 'page' && title === en.app.name)) return
    await sleep(50)
  }
}
