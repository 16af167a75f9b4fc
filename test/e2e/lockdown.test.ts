import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LabBridge } from '../../src/shared/ipc'
import { launchLab, type RunningLab } from './support/launch'

declare const window: Window & { lab: LabBridge }

let lab: RunningLab
/** A place that the window must never reach. */
let outside: Server
let outsideUrl: string
const reached: string[] = []

beforeAll(async () => {
  outside = createServer((request, response) => {
    reached.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*')
    response.end('outside')
  })
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  outsideUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`
  lab = await launchLab()
  await lab.page.getByRole('button', { name: 'Start echo server and 3 clients', exact: true }).waitFor()
})
afterAll(async () => {
  await lab?.close()
  outside.close()
})

describe('the window reaches nothing outside', () => {
  test('by no request', async () => {
    const outcomes = await lab.page.evaluate(async (url) => {
      const outcomeOf = (attempt: () => unknown) =>
        Promise.resolve()
          .then(attempt)
          .then(
            () => 'reached',
            () => 'refused',
          )
      const loaded = (element: HTMLElement) =>
        new Promise((resolve, reject) => {
          element.onload = resolve
          element.onerror = reject
          document.body.append(element)
        })
      return {
        fetch: await outcomeOf(() => fetch(`${url}/fetch`)),
        file: await outcomeOf(() => fetch('file:///etc/hostname')),
        image: await outcomeOf(() => loaded(Object.assign(new Image(), { src: `${url}/image` }))),
        style: await outcomeOf(() =>
          loaded(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${url}/style` })),
        ),
        script: await outcomeOf(() =>
          loaded(Object.assign(document.createElement('script'), { src: `${url}/script` })),
        ),
        worker: await outcomeOf(() => new Worker(`${url}/worker`)),
        socket: await outcomeOf(
          () =>
            new Promise((resolve, reject) => {
              const socket = new WebSocket(url.replace('http', 'ws'))
              socket.onopen = resolve
              socket.onerror = reject
            }),
        ),
      }
    }, outsideUrl)
    expect([...new Set(Object.values(outcomes))]).toEqual(['refused'])
    expect(reached).toEqual([])
  })

  test('by no frame or form', async () => {
    await lab.page.evaluate(async (url) => {
      const frame = document.createElement('iframe')
      frame.src = `${url}/frame`
      const loaded = new Promise((resolve) => {
        frame.onload = resolve
      })
      document.body.append(frame)
      await loaded
      frame.remove()
      const form = Object.assign(document.createElement('form'), { action: `${url}/form`, method: 'post' })
      document.body.append(form)
      form.submit()
      form.remove()
    }, outsideUrl)
    expect(lab.page.url()).toBe('app://lab/index.html')
    expect(reached).toEqual([])
  })

  test('not even without the policy', async () => {
    const outcome = await lab.app.evaluate(async ({ BrowserWindow }, url) => {
      const window = new BrowserWindow({ show: false })
      await window.loadURL('data:text/html,')
      const script = `fetch(${JSON.stringify(url)}).then(() => 'fetched', (error) => error.name)`
      const outcome = await window.webContents.executeJavaScript(script)
      window.destroy()
      return outcome
    }, outsideUrl)
    expect(outcome).toBe('TypeError')
    expect(reached).toEqual([])
  })
})

describe('the window goes nowhere', () => {
  test.each(['outside', 'file:///etc/hostname', 'app://lab/assets/', 'data:text/html,hello'])(
    'not to %s',
    async (target) => {
      const url = target === 'outside' ? outsideUrl : target
      await lab.page.evaluate((url) => {
        location.href = url
      }, url)
      expect(await lab.page.evaluate(() => window.lab.request('about', {}))).toMatchObject({ ok: true })
      expect(lab.page.url()).toBe('app://lab/index.html')
      expect(reached).toEqual([])
    },
  )

  test('and opens no other window', async () => {
    expect(await lab.page.evaluate((url) => window.open(url), outsideUrl)).toBeNull()
    expect(await lab.page.evaluate(() => window.open('about:blank'))).toBeNull()
    expect(await lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  test('nor a webview', async () => {
    const attached = await lab.page.evaluate((url) => {
      const view = document.createElement('webview')
      view.setAttribute('src', url)
      document.body.append(view)
      const known = 'loadURL' in view
      view.remove()
      return known
    }, outsideUrl)
    expect(attached).toBe(false)
  })

  test('and downloads nothing', async () => {
    // Somebody listens before the click.
    const downloading = await lab.app.evaluateHandle(({ session }) => ({
      happens: new Promise<boolean>((resolve) => {
        session.defaultSession.once('will-download', (event) => resolve(!event.defaultPrevented))
      }),
    }))
    await lab.page.evaluate(() => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob(['x']))
      link.download = 'x.txt'
      link.click()
    })
    expect(await downloading.evaluate(({ happens }) => happens)).toBe(false)
  })
})

test('the window gets no permission', async () => {
  const outcome = await lab.page.evaluate(async () => {
    const name = (error: unknown) => (error as Error).name
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read']
    const states = names.map((name) => navigator.permissions.query({ name: name as PermissionName }))
    return {
      states: [...new Set((await Promise.all(states)).map(({ state }) => state))],
      notification: await Notification.requestPermission(),
      position: await new Promise<number | string>((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('position'),
          ({ code }) => resolve(code),
        ),
      ),
      clipboard: await navigator.clipboard.readText().then(() => 'read', name),
    }
  })
  expect(outcome).toEqual({
    states: ['denied'],
    notification: 'denied',
    position: 1,
    clipboard: 'NotAllowedError',
  })
})
