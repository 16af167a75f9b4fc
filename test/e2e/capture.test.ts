import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isOnPath } from '../../scripts/system/programs.mjs'
import type { LabBridge } from '../../src/shared/ipc'
import { expectNoViolations } from './support/axe'
import { answerQuestions } from './support/dialogs'
import { labForEach } from './support/each'
import type { LabWindow } from './support/window'
import { fill, languages, matching } from './support/words'

// Packets are captured with the tools of this machine; what may not be is told by tools of the test's own.

const FORBIDDEN = `#!/bin/sh
echo "tcpdump: lo: You don't have permission to perform this capture on that device" >&2
exit 1
`

describe.skipIf(!isOnPath('tcpdump')).each(languages())('capturing packets, %s', (locale, words) => {
  const shared = labForEach('capture', locale, words)
  const { capture } = words.watching
  let window: LabWindow
  let app: ElectronApplication
  let folder: string

  beforeEach(async () => {
    window = shared.window
    app = shared.lab.app
    folder = await mkdtemp(path.join(os.tmpdir(), 'lab-tools-'))
    await answerQuestions(app, true)
  })
  afterEach(async () => {
    await app.evaluate(() => {
      process.env.PATH = process.env.PATH?.replace(/^.*lab-tools-[^:]*:/, '') ?? ''
    })
    await rm(folder, { recursive: true, force: true })
  })

  const toggle = (state: string) => window.button(`${capture.short} ${state}`)

  /** From here on these are found before the machine's own. */
  async function tools(script: string): Promise<void> {
    for (const name of ['tcpdump', 'dumpcap']) {
      await writeFile(path.join(folder, name), script)
      await chmod(path.join(folder, name), 0o755)
    }
    await app.evaluate((_electron, first) => {
      process.env.PATH = `${first}:${process.env.PATH}`
      // Root needs no commands that give it a right.
      process.getuid = () => 1000
    }, folder)
  }

  test('a press switches it on and off, and the segments come into the log', async () => {
    await window.quickStart()
    await toggle(capture.off).click()
    await toggle(capture.on).waitFor()
    expect(await toggle(capture.on).getAttribute('aria-pressed')).toBe('true')
    await window.send('hello')
    await window.page.getByRole('button', { name: matching(words.log.someKinds) }).click()
    const kind = matching(words.log.kind, { kind: words.log.kindGroup.segments })
    await window.page.getByRole('checkbox', { name: kind }).click()
    await window.page.keyboard.press('Escape')
    await window.log
      .getByRole('option')
      .getByText(/ACK seq 1 ack 1, 5\sB|ACK seq 1 ack 1，5\sB/)
      .waitFor()
    await toggle(capture.on).click()
    await toggle(capture.off).waitFor()
  })

  test('the next lab captures nothing before the person has allowed it again', async () => {
    const asked = await answerQuestions(app, true)
    await toggle(capture.off).click()
    await toggle(capture.on).waitFor()
    await window.page.evaluate(() => (globalThis as unknown as { lab: LabBridge }).lab.request('newLab', {}))
    await toggle(capture.off).click()
    await toggle(capture.on).waitFor()
    expect(await asked()).toHaveLength(2)
    await toggle(capture.on).click()
    await toggle(capture.off).waitFor()
  })

  test('without the right, a dialog says what is missing and the commands that give it, each to be copied', async () => {
    await tools(FORBIDDEN)
    await toggle(capture.off).press('Enter')
    await window.dialog.getByText(fill(capture.help.right, { tool: 'tcpdump' })).waitFor()
    await window.dialog.getByText("lo: You don't have permission").waitFor()
    const setcap = `sudo setcap cap_net_raw,cap_net_admin=eip ${folder}/tcpdump`
    await window.dialog.getByText(setcap).waitFor()
    await expectNoViolations(window.page, 'what capturing needs')
    await window.dialog.getByRole('button', { name: capture.help.copy }).first().click()
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(setcap)
    await window.button(capture.help.again).click()
    await window.dialog.getByRole('alert').getByText(capture.help.still).waitFor()
    // Now it is allowed.
    await writeFile(path.join(folder, 'tcpdump'), '#!/bin/sh\nexec /usr/bin/tcpdump "$@"\n')
    await window.button(capture.help.again).click()
    await window.dialog.waitFor({ state: 'detached' })
    await toggle(capture.on).click()
    await toggle(capture.off).waitFor()
  })
})
