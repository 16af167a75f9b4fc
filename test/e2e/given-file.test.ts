import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packSession } from '../../src/main/journal/single-file'
import { launchLab, type RunningLab, removeFolder, startOf, temporaryFolder } from './support/launch'
import { ScenarioPane, scenarioFile } from './support/scenario'
import { SessionsPane } from './support/sessions'
import { LabWindow } from './support/window'
import { en } from './support/words'

const words = en

let userData: string
let lab: RunningLab
beforeEach(() => {
  userData = temporaryFolder()
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await lab.screenshot('given-file')
  const errors = [...lab.errors]
  await lab.close()
  await removeFolder(userData)
  expect(errors).toEqual([])
})

/** What a double click on a file does while the program runs: another start, which hands it over and ends. */
async function startAgain(file: string): Promise<void> {
  const { executable, args, env } = await startOf(userData)
  const other = spawn(executable, [...args, file], { env, stdio: 'ignore' })
  await once(other, 'exit')
}

test('a session that is given to the program is shown, when it starts and while it runs', async () => {
  lab = await launchLab({ userData })
  const window = new LabWindow(lab.page, words)
  await window.quickStart()
  await new SessionsPane(lab, words).indicator('on').waitFor()
  await lab.close()

  const sessions = path.join(userData, 'sessions')
  const [name] = readdirSync(sessions) as [string]
  const file = path.join(userData, 'from somebody.socketlab')
  await packSession(path.join(sessions, name), file)
  await rm(sessions, { recursive: true })

  lab = await launchLab({ userData, args: [file] })
  await new LabWindow(lab.page, words).row('client.3').waitFor()
  const pane = new SessionsPane(lab, words)
  await pane.goLive()
  await lab.page.getByRole('heading', { name: words.empty.title }).waitFor()

  await startAgain(path.join(userData, 'gone.socketlab'))
  await lab.page
    .getByText(/gone\.socketlab/)
    .first()
    .waitFor()
  await startAgain(file)
  await new LabWindow(lab.page, words).row('client.3').waitFor()
  expect(readdirSync(sessions)).toEqual([name])
})

test('a scenario that is given to the program is opened, and runs only when it is told to', async () => {
  const server = { do: 'listen', as: 'server' }
  const file = await scenarioFile(userData, [server], { title: 'Given' })
  lab = await launchLab({ userData, args: [file] })
  const pane = new ScenarioPane(lab.app, lab.page, words)
  await pane.panel.getByRole('heading', { name: 'Given' }).waitFor()
  await lab.page.getByRole('heading', { name: words.empty.title }).waitFor()

  const other = path.join(userData, 'of somebody.labscenario')
  writeFileSync(other, JSON.stringify({ version: 1, steps: [server, { expect: 'listening', at: 'server' }] }))
  await startAgain(other)
  await pane.panel.getByRole('heading', { name: path.basename(other) }).waitFor()
  await startAgain(path.join(userData, 'gone.labscenario'))
  await pane.panel
    .getByText(/gone\.labscenario/)
    .first()
    .waitFor()
  await startAgain(file)
  await pane.panel.getByRole('heading', { name: 'Given' }).waitFor()
  await pane.button(words.scenario.panel.run).click()
  await new LabWindow(lab.page, words).row('server').waitFor()
})
