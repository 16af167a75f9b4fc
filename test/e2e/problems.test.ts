import { once } from 'node:events'
import net from 'node:net'
import { beforeEach, describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import type { LabWindow } from './support/window'
import { fill, languages } from './support/words'

describe.each(languages())('problems, %s', (locale, words) => {
  const shared = labForEach('problems', locale, words)
  let window: LabWindow

  beforeEach(() => {
    ;({ window } = shared)
  })

  const list = () => window.page.getByRole('region', { name: words.problems.title, exact: true })

  test('there are none at first; that is said, and one is made by a press', async () => {
    await window.page.getByRole('tab', { name: words.problems.title }).click()
    await window.page.getByText(words.problems.none).waitFor()
    await window.button(words.problems.provoke).click()
    await list().getByText('ECONNREFUSED').waitFor()
  })

  test('each failure is listed with cause and remedy, equal ones once, and leads to where it happened', async () => {
    const nobody = net.createServer().listen(0, '127.0.0.1')
    await once(nobody, 'listening')
    const { port } = nobody.address() as net.AddressInfo
    await new Promise((resolve) => nobody.close(resolve))
    const { host, port: portLabel } = words.dialogs
    await window.newClients(3, { [host]: '127.0.0.1', [portLabel]: String(port) })
    await window.page.getByRole('tab', { name: fill(words.problems.counted, { count: 3 }) }).waitFor()
    // The counter at the top leads there, with the keyboard.
    await window.button(fill(words.app.failures_other, { count: 3 })).click()
    await list().getByText('ECONNREFUSED').waitFor()
    await expect.poll(() => list().evaluate((element) => element === document.activeElement)).toBe(true)
    await list().getByText(words.errors.ECONNREFUSED.cause).waitFor()
    await list().getByText(words.errors.ECONNREFUSED.remedy).waitFor()
    expect(await list().getByRole('listitem').count()).toBe(1)
    await list()
      .getByRole('button', { name: fill(words.problems.times, { count: 3 }) })
      .click()
    await list().getByRole('listitem').nth(3).waitFor()
    const second = list().getByRole('listitem').nth(2)
    const name = (await second.innerText()).match(/\S+\.\d\b(?!:)/)?.[0] ?? ''
    await second.getByRole('button', { name: words.problems.show, exact: true }).click()
    await window.page.getByRole('treeitem', { name: new RegExp(`^${name}[,，]`), selected: true }).waitFor()
    // The list is still there.
    await second.getByRole('button', { name: words.end.showInLog }).click()
    await window.log.getByRole('option', { selected: true }).getByText('ECONNREFUSED').waitFor()
  })
})
