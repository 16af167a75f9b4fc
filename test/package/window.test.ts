import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../e2e/support/launch'
import { LabWindow } from '../e2e/support/window'
import { en, fill } from '../e2e/support/words'
import { childOf, gone } from '../support/processes'
import { type PackagedWindow, startWindow } from './support/program'

describe.runIf(process.platform === 'linux')('the packaged program in its window', () => {
  let started: PackagedWindow
  afterEach(() => started.dispose())

  // Its Electron can't be a plain Node (the fuse runAsNode): the helper process is the program itself.
  test('freezes and thaws, and its helper process ends with it, however it ends', async () => {
    started = await startWindow()
    const { program, page } = started
    const window = new LabWindow(page)
    const { actions, queue, listener } = en
    await window.quickStart()
    await window.row('server').click()
    await window.button(actions.name.freezeOrThaw).click()
    const drawn = page.getByRole('group', { name: fill(queue.label, { name: 'server' }) })
    await drawn.getByText(queue.acceptFrozen).waitFor()
    const helper = childOf(program.pid as number, 'freezer') as number
    expect(helper).toBeDefined()
    await window.newClients(1, { [en.dialogs.name]: 'late' })
    await window.row('server').click()
    await drawn.getByRole('button', { name: 'late', exact: true }).waitFor()
    await window.button(actions.name.thaw).click()
    const connections = page.getByRole('list', { name: listener.connections })
    await connections.getByRole('button', { name: /late/ }).waitFor()
    await drawn.getByText(queue.empty).waitFor()

    program.kill('SIGKILL')
    await gone(helper)
  })

  test('opens the scenario that it was started with', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'given.labscenario')
    await writeFile(file, JSON.stringify({ version: 1, title: 'Given', steps: [{ do: 'listen' }] }))
    started = await startWindow(file)
    await started.page.getByRole('heading', { name: 'Given', exact: true }).waitFor()
    await started.page.getByRole('heading', { name: en.empty.title }).waitFor()
    await rm(folder, { recursive: true })
  })
})
