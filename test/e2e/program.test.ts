import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { launchLab, type RunningLab, startOf, temporaryFolder } from './support/launch'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'socket-lab-program-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the words of the command line, in Electron and without a display', () => {
  async function run(...words: string[]) {
    const { executable, args, env } = await startOf(folder)
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...noDisplay } = env
    const child = spawn(executable, [args[0] as string, ...words], {
      env: noDisplay,
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [stdout, stderr, [status, signal]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ])
    return { status: status ?? signal, stdout, stderr }
  }

  const scenario = (expected: string) => ({
    version: 1,
    title: 'Echo',
    steps: [
      { do: 'listen', as: 'server', respond: { with: 'echo' } },
      { do: 'connect', as: 'alice', to: 'server' },
      { do: 'send', from: 'alice', text: 'hello' },
      { expect: 'received', at: 'alice', text: expected, within: 300 },
    ],
  })

  test('run a scenario; standard output has the result only, the status says how it went', async () => {
    const file = path.join(folder, 'echo.json')
    writeFileSync(file, JSON.stringify(scenario('hello')))
    const { status, stdout } = await run('run', file, '--format', 'ndjson')
    expect(status).toBe(0)
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1))
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'received', socket: 'alice', text: 'hello' }),
    )
  })

  test('a helper that this version does not have ends with 2, and never with a window', async () => {
    const { status, stdout, stderr } = await run('helper', 'park')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('no helper called "park"')
  })

  test('nor is a helper that somebody else has started: it has nobody to talk to', async () => {
    const { status, stdout, stderr } = await run('helper', 'freezer')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('started by the program itself')
  })

  test('freeze and thaw a server: the helper process is another copy of the program', async () => {
    const file = path.join(folder, 'freeze.json')
    const steps = [
      { do: 'listen', as: 'server' },
      { do: 'freeze', socket: 'server' },
      { do: 'connect', as: 'alice', to: 'server' },
      { expect: 'state', of: 'alice', is: 'ESTABLISHED' },
      { do: 'thaw', socket: 'server' },
      { expect: 'accepted', at: 'alice@server' },
    ]
    writeFileSync(file, JSON.stringify({ version: 1, steps }))
    expect(await run('run', file)).toMatchObject({ status: 0 })
  })

  test('end with 1 if an expectation is not met, with 2 for a bad file', async () => {
    const file = path.join(folder, 'echo.json')
    writeFileSync(file, JSON.stringify(scenario('HELLO')))
    expect(await run('run', file)).toMatchObject({ status: 1 })
    expect(await run('run', path.join(folder, 'none.json'))).toMatchObject({ status: 2, stdout: '' })
  })

  test('print all of a long result', async () => {
    const { status, stdout } = await run('schema')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toHaveProperty('$schema')
  })
})

describe('the window', () => {
  let lab: RunningLab | undefined
  afterEach(async () => {
    await lab?.close()
    lab = undefined
  })

  test('is shown by a second start, which ends at once', async () => {
    lab = await launchLab({ userData: folder })
    await lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    const { executable, args, env } = await startOf(folder)
    const second: ChildProcess = spawn(executable, args, { env, stdio: 'ignore' })
    expect(await once(second, 'exit')).toEqual([0, null])
    // Asked for, not awaited in there: a promise that main itself doesn't hold may be collected.
    const shown = () =>
      lab?.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible()))
    await expect.poll(shown, { timeout: 15_000 }).toEqual([true])
  })

  test('comes back where it was, and a broken record of that is ignored', async () => {
    const bounds = { x: 120, y: 90, width: 1000, height: 650 }
    const first = await launchLab({ userData: folder })
    await first.app.evaluate(({ BrowserWindow }, bounds) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(bounds)
    }, bounds)
    await first.close()
    const file = path.join(folder, 'window.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...bounds, maximized: false })
    lab = await launchLab({ userData: folder })
    expect(await boundsOf(lab)).toEqual(bounds)
    await lab.close()
    writeFileSync(file, '{"x":')
    lab = await launchLab({ userData: folder })
    expect(await boundsOf(lab)).toMatchObject({ width: 1280, height: 800 })
  })

  const boundsOf = ({ app }: RunningLab) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())

  test.each([
    ['en-US', 'File', 'Start echo server and 3 clients'],
    ['zh-CN', '文件', undefined],
  ])('speaks the language of the system, in its menu, too: %s', async (locale, file, start) => {
    lab = await launchLab({ locale })
    const menu = await lab.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.items.map(({ label }) => label),
    )
    expect(menu).toContain(file)
    const button = lab.page.getByRole('button', { name: 'Start echo server and 3 clients', exact: true })
    await lab.page.getByRole('heading', { name: 'Socket Lab', exact: true }).waitFor()
    expect(await button.count()).toBe(start === undefined ? 0 : 1)
  })
})

test('quitting closes the lab’s sockets, in order, and the process ends well', async () => {
  const lab = await launchLab()
  const listening = await lab.page.evaluate(async () => {
    const { lab } = window as unknown as {
      lab: { request(method: string, params: object): Promise<unknown> }
    }
    return lab.request('execute', { command: { do: 'listen', as: 'quitting', port: 0 } })
  })
  expect(listening).toMatchObject({ ok: true })
  const item = lab.page.getByRole('treeitem', { name: /^quitting/ })
  await expect.poll(() => item.textContent()).toMatch(/127\.0\.0\.1:\d+/)
  const port = Number(/127\.0\.0\.1:(\d+)/.exec((await item.textContent()) ?? '')?.[1])
  const stranger = net.connect(port, '127.0.0.1')
  await once(stranger, 'connect')
  const ended = once(stranger, 'end')
  stranger.resume()
  const exited = once(lab.app.process(), 'exit')
  await lab.close()
  await ended
  expect(await exited).toEqual([0, null])
})

test('an error of the program itself is recorded and shown, and the lab goes on', async () => {
  const userData = temporaryFolder()
  const lab = await launchLab({ userData })
  try {
    await lab.page.getByRole('button', { name: 'Start echo server and 3 clients', exact: true }).click()
    await lab.app.evaluate(() => {
      setTimeout(() => {
        throw new Error('a fault on purpose')
      })
      void Promise.reject(new Error('a rejection on purpose'))
    })
    const faults = lab.page.getByRole('listbox', { name: 'Event log' }).getByText('LAB_INTERNAL')
    await expect.poll(() => faults.count()).toBe(2)
    await lab.page.getByRole('alert').getByText('on purpose').waitFor()
    await lab.page.getByRole('textbox', { name: 'Message from client.1', exact: true }).fill('still here')
    await lab.page.getByRole('button', { name: 'Send', exact: true }).click()
    const messages = lab.page.getByRole('list', { name: 'Messages' }).getByRole('listitem')
    await expect.poll(() => messages.filter({ hasText: 'still here' }).count()).toBe(4)
  } finally {
    await lab.close()
  }
  const written = readFileSync(path.join(userData, 'logs', 'main.log'), 'utf8')
  expect(written).toContain('a fault on purpose')
  expect(written).toContain('a rejection on purpose')
  rmSync(userData, { recursive: true })
})
