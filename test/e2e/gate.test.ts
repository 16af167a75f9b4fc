import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PORT_CHANNEL, PORT_MESSAGE, REQUEST_CHANNEL } from '../../src/shared/channels'
import { LAB_CODES } from '../../src/shared/errors'
import type { LabBridge } from '../../src/shared/ipc'
import { launchLab, type RunningLab, temporaryFolder } from './support/launch'

declare const window: Window & { lab: LabBridge }

let lab: RunningLab
beforeAll(async () => {
  lab = await launchLab()
  await lab.page.getByRole('tree').or(lab.page.getByRole('button')).first().waitFor()
})
afterAll(() => lab?.close())

/** Whether the page is answered: `taken`, or the code of the refusal. */
function ask(): Promise<string> {
  return lab.page.evaluate(async () => {
    const reply = await window.lab.request('about', {})
    return reply.ok ? 'taken' : reply.error.code
  })
}

test('there is one channel, and nothing listens on any other', async () => {
  const listening = await lab.app.evaluate(({ BrowserWindow, ipcMain }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const all = [ipcMain, contents?.ipc, contents?.mainFrame.ipc]
    return all.map((ipc) => {
      // Not in Electron's declarations.
      const { _invokeHandlers: handlers } = ipc as unknown as { _invokeHandlers: Map<string, unknown> }
      const hears = ipc?.eventNames().map(String) ?? []
      // Electron's own: an emitter without a listener for that one throws.
      return { handles: [...handlers.keys()], hears: hears.filter((name) => name !== 'error') }
    })
  })
  expect(listening).toEqual([
    { handles: [REQUEST_CHANNEL], hears: [] },
    { handles: [], hears: [] },
    { handles: [], hears: [] },
  ])
})

test('a page that could send on any channel is heard on none', async () => {
  const folder = temporaryFolder()
  const preload = path.join(folder, 'preload.js')
  writeFileSync(
    preload,
    `const { contextBridge, ipcRenderer } = require('electron')
     contextBridge.exposeInMainWorld('raw', {
       invoke: (channel, ...given) => ipcRenderer.invoke(channel, ...given).catch((error) => error.message),
       send: (channel, ...given) => ipcRenderer.send(channel, ...given),
     })`,
  )
  const channels = [REQUEST_CHANNEL, PORT_CHANNEL, 'execute', 'ELECTRON', '__proto__', '']
  try {
    const answers = await lab.app.evaluate(
      async ({ BrowserWindow }, { preload, channels }) => {
        const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
        await stranger.loadURL('app://lab/index.html')
        const answers = await stranger.webContents.executeJavaScript(
          `Promise.all(${JSON.stringify(channels)}.map((channel) => {
             raw.send(channel, { method: 'execute', params: { command: { do: 'listen' } } })
             return raw.invoke(channel, { method: 'execute', params: { command: { do: 'listen' } } })
           }))`,
        )
        stranger.destroy()
        return answers as unknown[]
      },
      { preload, channels },
    )
    expect(answers[0]).toMatchObject({ ok: false, error: { code: LAB_CODES.untrusted } })
    for (const answer of answers.slice(1)) expect(answer).toMatch(/No handler registered/)
    expect(await ask()).toBe('taken')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe('a page that has been taken over', () => {
  test('is refused what is too large', async () => {
    const refused = await lab.page.evaluate(async () => {
      let text: unknown = 'core'
      for (let i = 0; i < 100; i++) text = { text }
      const command = { do: 'note', text } as unknown as { do: 'note'; text: string }
      const reply = await window.lab.request('execute', { command })
      return reply.ok ? undefined : reply.error
    })
    expect(refused).toMatchObject({ code: LAB_CODES.tooLarge, advice: expect.any(String) })
    expect(refused?.field).toMatch(/^text\.text/)
  })

  test('gets an answer to each request of a flood, and is heard again after it', async () => {
    const { codes, retryMs } = await lab.page.evaluate(async () => {
      const replies = await Promise.all(
        Array.from({ length: 6000 }, () =>
          window.lab.request('recorded', { title: '', expectations: false }),
        ),
      )
      const refused = replies.flatMap((reply) => (reply.ok ? [] : [reply.error]))
      return {
        codes: [...new Set(refused.map(({ code }) => code))],
        retryMs: Math.max(...refused.map(({ retryMs = 0 }) => retryMs)),
      }
    })
    expect(codes).toEqual([LAB_CODES.busy])
    expect(retryMs).toBeGreaterThan(0)
    await expect.poll(ask, { timeout: 10_000 }).toBe('taken')
  })

  test('that sends garbage in place of acknowledgements fills no log', async () => {
    const feeds = 5
    await lab.page.evaluate(
      async ({ feeds, message }) => {
        const spoil = ({ data, ports }: MessageEvent) => {
          if (data?.type !== message) return
          for (let i = 0; i < 2000; i++) ports[0]?.postMessage({ garbage: i })
        }
        window.addEventListener('message', spoil)
        for (let i = 0; i < feeds; i++) await window.lab.request('attach', {})
        await new Promise((resolve) => setTimeout(resolve, 300))
        window.removeEventListener('message', spoil)
      },
      { feeds, message: PORT_MESSAGE },
    )
    const logs = await lab.app.evaluate(({ app }) => app.getPath('logs'))
    const said = () =>
      readFileSync(path.join(logs, 'main.log'), 'utf8')
        .split('\n')
        .filter((line) => line.includes('no acknowledgement'))
    await expect.poll(() => said().length).toBeGreaterThan(0)
    expect(said().length).toBeLessThanOrEqual(feeds)
    expect(await ask()).toBe('taken')
  })
})
