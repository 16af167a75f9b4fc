import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { launchLab, type RunningLab, removeFolder, temporaryFolder } from './support/launch'
import { ScenarioPane } from './support/scenario'
import { LabWindow } from './support/window'
import { fill, languages, matching } from './support/words'

const EXAMPLES = path.resolve(import.meta.dirname, '../../examples')

let lab: RunningLab
let userData: string | undefined
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await lab.screenshot(`empty-${task.name.replace(/\W+/g, '-')}`)
  const errors = [...lab.errors]
  await lab.close()
  if (userData !== undefined) await removeFolder(userData)
  userData = undefined
  expect(errors).toEqual([])
})

describe.each(languages())('in %s', (locale, words) => {
  const { empty, scenario } = words

  async function start(folder?: string) {
    lab = await launchLab({ locale, ...(folder !== undefined && { userData: folder }) })
    const window = new LabWindow(lab.page, words)
    await lab.page.getByRole('heading', { name: empty.title }).waitFor()
    return { window, page: lab.page, pane: new ScenarioPane(lab.app, lab.page, words) }
  }

  test('the first start teaches, listens to nothing, and offers a server, a scenario and the quick start', async () => {
    const { window, page } = await start()
    for (const text of Object.values(empty.shown)) await page.getByText(text).waitFor()
    expect(await page.getByRole('region', { name: empty.last.title }).count()).toBe(0)
    expect(await page.getByRole('treeitem').filter({ hasText: 'LISTEN' }).count()).toBe(0)
    await window.button(empty.newServer).click()
    await window.dialog.getByRole('heading', { name: words.dialogs.server.title }).waitFor()
    await page.keyboard.press('Escape')
    await window.quickStart()
    await page.getByRole('heading', { name: empty.title }).waitFor({ state: 'detached' })
  })

  test('a scenario is opened from here', async () => {
    const { pane } = await start()
    await pane.open(path.join(EXAMPLES, 'connect.json'))
    await pane.panel.getByRole('heading', { name: 'Opening a connection' }).waitFor()
  })

  test('the last lab is offered again: it is set up, and opened as a scenario', async () => {
    userData = temporaryFolder()
    const first = await start(userData)
    await first.window.quickStart()
    await first.window.send('hello')
    await first.window.messages.getByRole('listitem').nth(3).waitFor()
    const before = [...lab.errors]
    await lab.close()
    expect(before).toEqual([])

    const { window, page, pane } = await start(userData)
    const last = page.getByRole('region', { name: empty.last.title })
    await last.getByText(fill(empty.last.clients_other, { count: 3 })).waitFor()
    const time = await last.getByRole('time').innerText()
    expect(time).toMatch(matching(empty.last.today))
    // Nothing listens by itself.
    await page
      .getByText(words.app.open_other.replace('{{count, number}}', '0'))
      .waitFor({ state: 'attached' })
    expect(await page.getByRole('treeitem').filter({ hasText: 'LISTEN' }).count()).toBe(0)

    await last.getByRole('button', { name: empty.last.open }).click()
    await pane.panel.getByRole('heading', { name: scenario.panel.lastLab }).waitFor()
    await pane.step(3).waitFor()
    await pane.button(scenario.panel.hide).click()

    await last.getByRole('button', { name: empty.last.again }).click()
    for (const name of ['client.1', 'client.2', 'client.3']) {
      await page.getByRole('treeitem', { name: new RegExp(`^${name}[,，].*ESTABLISHED`) }).waitFor()
    }
    await window.send('again')
    await window.messages.getByRole('listitem').nth(3).waitFor()
  })
})
