import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CSP } from '../../src/main/desktop/csp'
import { LAB_CODES } from '../../src/shared/errors'
import type { LabBridge } from '../../src/shared/ipc'
import { launchLab, type RunningLab } from './support/launch'

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
