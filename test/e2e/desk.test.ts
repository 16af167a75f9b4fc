import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LabBridge, Method, Params, Reply } from '../../src/shared/ipc'
import { saveInDialog } from './support/dialogs'
import { launchLab, type RunningLab, temporaryFolder } from './support/launch'

declare const window: Window & { lab: LabBridge }

let folder: string
let lab: RunningLab
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  await lab.close()
  rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<void> {
  lab = await launchLab({ userData: folder })
  await lab.page.getByRole('heading', { name: 'Socket Lab', exact: true }).waitFor()
  // Playwright's own idea of the colours would hide the program's.
  await lab.page.emulateMedia({ colorScheme: null })
}

async function startAgain(): Promise<void> {
  await lab.close()
  await start()
}

async function ask<M extends Method>(method: M, params: Params<M>): Promise<Reply<M>> {
  const reply = await lab.page.evaluate(
    ([method, params]) => window.lab.request(method as Method, params as never),
    [method, params] as const,
  )
  return reply as Reply<M>
}

/** What the page is shown at, and in which colours. */
function look() {
  return lab.page.evaluate(() => ({
    ratio: Math.round(devicePixelRatio * 100) / 100,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
  }))
}

describe('what the window is asked to look like', () => {
  test('holds across reloads and starts', async () => {
    await start()
    const { ratio } = await look()
    expect(await ask('setSettings', { change: { theme: 'dark' } })).toMatchObject({ ok: true })
    for (const factor of [1.1, 1.25, 1.5]) {
      expect(await ask('zoom', { by: 'in' })).toEqual({ ok: true, value: { factor } })
    }
    const asked = { ratio: 1.5 * ratio, dark: true }
    await expect.poll(look).toEqual(asked)
    await lab.page.reload()
    await expect.poll(look).toEqual(asked)
    await startAgain()
    await expect.poll(look).toEqual(asked)
    expect(await ask('zoom', { by: 'out' })).toEqual({ ok: true, value: { factor: 1.25 } })
    await ask('zoom', { by: 'reset' })
    await ask('setSettings', { change: { theme: 'light' } })
    await startAgain()
    await expect.poll(look).toEqual({ ratio, dark: false })
  })
})

describe('what was done in the lab', () => {
  async function make(): Promise<void> {
    await ask('execute', { command: { do: 'listen', as: 'server', respond: { with: 'echo' } } })
    await lab.page.getByRole('treeitem', { name: /^server, .*LISTEN/ }).waitFor()
    await ask('execute', { command: { do: 'connect', as: 'crowd', to: 'server', count: 2 } })
    await lab.page.getByRole('treeitem', { name: /^crowd\.2@server, .*ESTABLISHED$/ }).waitFor()
  }

  test('is saved where the person says, and opens again', { tags: ['soak'] }, async () => {
    await start()
    await make()
    const file = path.join(folder, 'saved.json')
    const options = await saveInDialog(lab.app, file)
    expect(await ask('saveScenario', { title: 'Echo', expectations: false })).toEqual({
      ok: true,
      value: { file },
    })
    expect(await options()).toMatchObject({
      defaultPath: expect.stringMatching(/[\\/]Echo\.labscenario$/),
      filters: [{ extensions: ['labscenario', 'json'] }],
    })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1, title: 'Echo' })
    expect(await ask('openScenario', { source: { from: 'file', path: file } })).toMatchObject({
      ok: true,
      value: { title: 'Echo', errors: [] },
    })
    await saveInDialog(lab.app, undefined)
    expect(await ask('saveScenario', { title: 'Echo', expectations: false })).toEqual({
      ok: true,
      value: null,
    })
  })

  test('is offered in the next start, and runs there', { tags: ['soak'] }, async () => {
    await start()
    await make()
    await startAgain()
    expect(await lab.page.getByRole('treeitem', { name: /^server/ }).count()).toBe(0)
    expect(await ask('lastLab', {})).toMatchObject({ ok: true, value: { servers: 1, clients: 2 } })
    const source = { from: 'lastLab', part: 'setup' } as const
    expect(await ask('runScenario', { source, mode: 'all', fresh: false })).toEqual({
      ok: true,
      value: { run: 1 },
    })
    await lab.page.getByRole('treeitem', { name: /^crowd\.2@server, .*ESTABLISHED$/ }).waitFor()
    expect(lab.errors).toEqual([])
  })
})
