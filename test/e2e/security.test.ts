import { existsSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CSP } from '../../src/main/desktop/page/csp'
import type { Command } from '../../src/shared/commands'
import { LAB_CODES } from '../../src/shared/errors'
import type { LabBridge } from '../../src/shared/ipc'
import { answerQuestions } from './support/dialogs'
import { launchLab, type RunningLab, temporaryFolder } from './support/launch'

declare const window: Window & { lab: LabBridge }

let lab: RunningLab
beforeAll(async () => {
  lab = await launchLab()
  await lab.page.getByRole('button', { name: 'Start echo server and 3 clients', exact: true }).waitFor()
})
afterAll(() => lab?.close())

test('the window comes up without an error, on its own origin', async () => {
  const fresh = await launchLab()
  await fresh.page.getByRole('button', { name: 'Start echo server and 3 clients', exact: true }).waitFor()
  expect(fresh.page.url()).toBe('app://lab/index.html')
  expect(await fresh.page.evaluate(() => window.origin)).toBe('app://lab')
  expect(fresh.errors).toEqual([])
  await fresh.close()
})

describe('there is no Node in the window', () => {
  test('and of the lab only its bridge', async () => {
    const found = await lab.page.evaluate(() => ({
      globals: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron'].filter(
        (name) => name in globalThis,
      ),
      bridge: Object.keys(window.lab).sort(),
    }))
    expect(found).toEqual({ globals: [], bridge: ['pickFile', 'platform', 'request'] })
  })

  test('nor a way to get it', async () => {
    const preferences = await lab.app.evaluate(({ BrowserWindow }) => {
      // Not in Electron's declarations.
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
      }
      return contents.getLastWebPreferences()
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    })
    expect(preferences.enableBlinkFeatures ?? '').toBe('')
  })
})

describe('the policy of the page', () => {
  test('is sent with it', async () => {
    const headers = await lab.page.evaluate(async () =>
      Object.fromEntries((await fetch(location.href)).headers),
    )
    expect(headers).toMatchObject({
      'content-security-policy': CSP,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    })
  })

  test('runs no inline script, however it is put there', async () => {
    const ran = await lab.page.evaluate(async () => {
      const marks = globalThis as unknown as Record<string, unknown>
      const attempts: (() => void)[] = [
        () => {
          const script = document.createElement('script')
          script.textContent = 'window.ranScript = true'
          document.head.append(script)
        },
        () => {
          const script = document.createElement('script')
          script.append('window.ranText = true')
          document.head.append(script)
        },
        () => {
          const link = document.createElement('a')
          link.setAttribute('onclick', 'window.ranHandler = true')
          link.click()
        },
        () => {
          const link = document.createElement('a')
          link.href = 'javascript:window.ranAddress = true'
          document.body.append(link)
          link.click()
          link.remove()
        },
        () => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ranMarkup = true">'),
      ]
      for (const attempt of attempts) {
        try {
          attempt()
        } catch {
          // Refused at once is fine, too.
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
      return Object.keys(marks).filter((name) => name.startsWith('ran'))
    })
    expect(ran).toEqual([])
  })

  test('turns no string into code or markup', async () => {
    // In a timer: what a debugger evaluates is exempt, and Playwright is one.
    const refused = await lab.page.evaluate(
      () =>
        new Promise<Record<string, string>>((resolve) => {
          const attempts: Record<string, () => unknown> = {
            // biome-ignore lint/security/noGlobalEval: to see it refused
            eval: () => globalThis.eval('1'),
            function: () => new Function('return 1')(),
            timer: () => setTimeout('1' as unknown as () => void),
            markup: () => {
              document.createElement('div').innerHTML = '<b>x</b>'
            },
            policy: () =>
              (
                window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
              ).trustedTypes.createPolicy('mine', {}),
          }
          setTimeout(() => {
            const outcome: Record<string, string> = {}
            for (const [name, attempt] of Object.entries(attempts)) {
              try {
                attempt()
                outcome[name] = 'allowed'
              } catch (error) {
                outcome[name] = (error as Error).name
              }
            }
            resolve(outcome)
          })
        }),
    )
    expect(refused).toEqual({
      eval: 'EvalError',
      function: 'EvalError',
      timer: 'TypeError',
      markup: 'TypeError',
      policy: 'TypeError',
    })
  })

  test('takes no inline style', async () => {
    const colour = await lab.page.evaluate(() => {
      const style = document.createElement('style')
      style.append('#styled { color: rgb(1, 2, 3) !important }')
      const element = document.createElement('p')
      element.id = 'styled'
      element.setAttribute('style', 'color: rgb(1, 2, 3)')
      document.body.append(style, element)
      const { color } = getComputedStyle(element)
      style.remove()
      element.remove()
      return color
    })
    expect(colour).not.toBe('rgb(1, 2, 3)')
  })
})

describe('the protocol of the window', () => {
  test.each([
    ['app://lab/..%2f..%2fpackage.json', 403],
    ['app://lab/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd', 403],
    ['app://lab/..%5c..%5cpackage.json', 403],
    ['app://lab/package.json', 404],
    ['app://lab/.fingerprint', 404],
    ['app://lab/nothing.js', 404],
    ['app://lab/%ff.js', 400],
  ])('serves nothing for %s', async (url, status) => {
    expect(await lab.page.evaluate(async (url) => (await fetch(url)).status, url)).toBe(status)
  })
})

describe('the files that the window may name', () => {
  let folder: string
  beforeAll(async () => {
    folder = temporaryFolder()
    writeFileSync(path.join(folder, 'secret.txt'), 'secret')
    writeFileSync(path.join(folder, 'picked.txt'), 'from a file')
    const asked = await lab.page.evaluate(async () => {
      const execute = (command: Command) => window.lab.request('execute', { command })
      await execute({ do: 'listen', as: 'files' })
      return execute({ do: 'connect', as: 'sender', to: 'files' })
    })
    expect(asked).toMatchObject({ ok: true })
    await lab.page.getByRole('treeitem', { name: /^sender@files, .*ESTABLISHED$/ }).waitFor()
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const send = (file: string) =>
    lab.page.evaluate(
      (file) => window.lab.request('execute', { command: { do: 'send', from: 'sender', file } }),
      file,
    )

  test('are none that no person has picked', async () => {
    for (const file of [path.join(folder, 'secret.txt'), '/etc/hostname', 'package.json']) {
      expect(await send(file)).toMatchObject({ ok: false, error: { code: LAB_CODES.untrusted } })
      const opened = await lab.page.evaluate(
        (path) => window.lab.request('openScenario', { source: { from: 'file', path } }),
        file,
      )
      expect(opened).toMatchObject({ ok: false, error: { code: LAB_CODES.untrusted } })
    }
  })

  test('are not picked by the page', async () => {
    const secret = path.join(folder, 'secret.txt')
    const refused = await lab.page.evaluate(async (path) => {
      const say = (error: unknown) => String((error as Error).message)
      const method = 'pickFile' as const
      return [
        await window.lab.request(method, { path }).then(() => 'picked', say),
        await window.lab.request([method] as unknown as typeof method, { path }).then((r) => r.ok, say),
        await window.lab
          .request({ toString: () => method } as unknown as typeof method, { path })
          .then((reply) => reply.ok, say),
      ]
    }, secret)
    expect(refused[0]).toMatch(/only the preload picks files/)
    expect(refused[1]).toBe(false)
    expect(refused[2]).not.toBe(true)
    expect(await send(secret)).toMatchObject({ ok: false, error: { code: LAB_CODES.untrusted } })
  })

  test('are none that the page has made, or says that it has', async () => {
    const secret = path.join(folder, 'secret.txt')
    const outcomes = await lab.page.evaluate(async (path) => {
      const outcome = async (file: object) => {
        try {
          const reply = await window.lab.pickFile(file)
          return reply.ok ? 'picked' : reply.error.code
        } catch {
          return 'thrown'
        }
      }
      const made = new File(['secret'], path)
      const dressed = Object.assign(new File(['secret'], 'secret.txt'), { path })
      return [
        await outcome(made),
        await outcome(dressed),
        await outcome({ path, name: path }),
        await outcome(Object.create(File.prototype, { path: { value: path } })),
      ]
    }, secret)
    expect(outcomes.slice(0, 2)).toEqual([LAB_CODES.untrusted, LAB_CODES.untrusted])
    expect(outcomes).not.toContain('picked')
    expect(await send(secret)).toMatchObject({ ok: false, error: { code: LAB_CODES.untrusted } })
  })

  test('are those that a person picks: such a one can be sent', async () => {
    const file = path.join(folder, 'picked.txt')
    await lab.page.evaluate(() => {
      const input = document.createElement('input')
      input.type = 'file'
      input.id = 'picker'
      document.body.append(input)
    })
    await lab.page.setInputFiles('#picker', file)
    const reply = await lab.page.evaluate(async () => {
      const input = document.querySelector<HTMLInputElement>('#picker')
      const [picked] = input?.files ?? []
      input?.remove()
      return picked && window.lab.pickFile(picked)
    })
    expect(reply).toEqual({ ok: true, value: { path: file, name: 'picked.txt', bytes: 11 } })
    expect(await send(file)).toMatchObject({ ok: true })
    await expect
      .poll(async () => {
        const rows = await lab.page.evaluate(async () => {
          const text: string[] = []
          for (let seq = 1; ; seq++) {
            const reply = await window.lab.request('payload', { seq })
            if (reply.ok) text.push(new TextDecoder().decode(reply.value.data))
            else if (/no such event/.test(reply.error.message)) return text
          }
        })
        return rows
      })
      .toEqual(['from a file', 'from a file'])
    // The one beside it was not picked with it.
    expect(await send(path.join(folder, 'secret.txt'))).toMatchObject({ ok: false })
  })
})

describe('a person’s yes', () => {
  const port = 47_113

  function isHeard(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = net.connect({ port, host: '127.0.0.1' })
      socket.once('error', () => resolve(false)).once('connect', () => resolve(true))
      socket.once('connect', () => socket.destroy())
    })
  }

  const ask = (method: string, params: unknown) =>
    lab.page.evaluate(([method, params]) => window.lab.request(method as 'execute', params as never), [
      method,
      params,
    ] as const)

  test('is said in a box of main’s alone: without it no script of the page starts a program, or listens to the network', async () => {
    const folder = temporaryFolder()
    const mark = path.join(folder, 'mark')
    const script = `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`
    const spawn = { do: 'spawn', as: 'app', command: process.execPath, args: ['-e', script] }
    const listen = { do: 'listen', as: 'wide', host: '0.0.0.0', port }
    const asked = await answerQuestions(lab.app, false)
    for (const command of [spawn, listen]) {
      const refused = { ok: false, error: { code: LAB_CODES.refused } }
      expect(await ask('execute', { command })).toMatchObject(refused)
      expect(await ask('executeAll', { commands: [command] })).toMatchObject({ ok: true, value: [refused] })
    }
    expect(await ask('setSource', { source: 'capture', on: true })).toMatchObject({ ok: false })
    // There is nothing else to ask that would say yes.
    for (const method of ['confirmProgram', 'confirmTarget', 'consent', 'allow']) {
      expect(await ask(method, { command: spawn })).toMatchObject({
        ok: false,
        error: { code: LAB_CODES.badCommand, field: 'method' },
      })
    }
    const boxes = await asked()
    expect(boxes).toHaveLength(5)
    for (const { buttons, defaultId, cancelId } of boxes) {
      expect(buttons).toHaveLength(2)
      expect([defaultId, cancelId]).toEqual([1, 1])
    }
    expect(boxes[0]?.detail).toContain(process.execPath)
    expect(boxes[2]?.detail).toContain(`0.0.0.0:${port}`)
    expect(await isHeard()).toBe(false)
    expect(existsSync(mark)).toBe(false)
    // And with it they do, so that nothing else has kept them from it.
    await answerQuestions(lab.app, true)
    for (const command of [spawn, listen]) {
      expect(await ask('execute', { command })).toMatchObject({ ok: true })
    }
    await expect.poll(() => existsSync(mark)).toBe(true)
    await expect.poll(isHeard).toBe(true)
    await ask('newLab', {})
    rmSync(folder, { recursive: true, force: true })
  })
})

describe('the gate', () => {
  test('refuses a command that is malformed, with its field', async () => {
    const reply = await lab.page.evaluate(() =>
      window.lab.request('execute', { command: { do: 'listen', port: 70_000 } }),
    )
    expect(reply).toMatchObject({ ok: false, error: { code: LAB_CODES.badCommand, field: 'port' } })
  })

  test('refuses a request that there is not', async () => {
    const reply = await lab.page.evaluate(() => window.lab.request('quit' as 'about', {}))
    expect(reply).toMatchObject({ ok: false, error: { code: LAB_CODES.badCommand, field: 'method' } })
  })

  test('answers no other window, whatever it shows', async () => {
    const preload = path.resolve(import.meta.dirname, '../../out/preload/index.cjs')
    const reply = await lab.app.evaluate(async ({ BrowserWindow }, preload) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
      await window.loadURL('app://lab/index.html')
      const reply = await window.webContents.executeJavaScript("window.lab.request('about', {})")
      window.destroy()
      return reply
    }, preload)
    expect(reply).toMatchObject({ ok: false, error: { code: LAB_CODES.untrusted } })
  })
})
