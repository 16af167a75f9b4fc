import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { saveInDialog } from './support/dialogs'
import { labForEach } from './support/each'
import { temporaryFolder } from './support/launch'
import { fill, languages } from './support/words'

describe.each(languages())('copy as code, in %s', (locale, words) => {
  const shared = labForEach('code', locale, words)
  const { code, actions } = words
  const folders: string[] = []
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })

  async function open(): Promise<void> {
    const { window } = shared
    const { page } = window
    await page.keyboard.press('Control+K')
    await page.keyboard.insertText(actions.name.copyCode)
    await page.keyboard.press('Enter')
    await window.dialog.getByText(code.intro).waitFor()
  }

  test('a client as a program: its lines lead to their events, it is copied and saved', async () => {
    const { lab, window } = shared
    const { page } = window
    await window.quickStart()
    await window.send('hello')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    await window.act('Client', words.acts.name.shutdown).click()
    await window.stateOf('Client', 'TIME_WAIT')
    await open()
    const { dialog } = window
    const sent = dialog.getByRole('button', { name: /client\.sendall\(b"hello"\)/ })
    await sent.click()
    const line = dialog.getByRole('listitem').filter({ hasText: 'client.sendall' })
    await expect.poll(() => line.getAttribute('aria-current')).toBe('true')
    const seq = /#(\d+)/.exec((await sent.textContent()) ?? '')?.[1]
    await dialog.getByRole('status').getByText(`#${seq} client.1`).waitFor()

    await lab.screenshot(`code-python-light-${locale}`)
    await dialog.getByRole('button', { name: code.copy, exact: true }).click()
    await page.getByText(code.copied).waitFor()
    const copied = await lab.app.evaluate(({ clipboard }) => clipboard.readText())
    expect(copied).toContain('client.shutdown(socket.SHUT_WR)')

    const folder = temporaryFolder()
    folders.push(folder)
    const file = path.join(folder, 'it.mjs')
    const asked = await saveInDialog(lab.app, file)
    await dialog.getByRole('radio', { name: 'Node.js' }).click()
    await dialog.getByRole('button', { name: code.save, exact: true }).click()
    await page.getByText(fill(words.scenario.save.saved, { file })).waitFor()
    expect(await asked()).toMatchObject({ defaultPath: expect.stringMatching(/client.*\.mjs$/) })
    expect(readFileSync(file, 'utf8')).toContain("socket.write('hello')")

    await page.emulateMedia({ colorScheme: 'dark' })
    await dialog.getByRole('radio', { name: 'Shell' }).click()
    await dialog.getByText('ncat', { exact: false }).first().waitFor()
    await lab.screenshot(`code-shell-dark-${locale}`)
  })

  test('a long message is in it whole, though the window shows its beginning only', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    await window.quickStart()
    const text = `${'0123456789'.repeat(150)}end`
    await window.execute({ do: 'send', from: 'client.1', text })
    await window.messages.getByRole('listitem').nth(3).waitFor()
    await open()
    await window.dialog.getByText('0123456789end').first().waitFor()
    await window.dialog.getByRole('radio', { name: 'Node.js' }).click()
    await window.dialog.getByText('0123456789end').first().waitFor()
  })

  test('an accepted end leads to the program of its server; every other one can be chosen', {
    tags: ['soak'],
  }, async () => {
    const { lab, window } = shared
    const { page } = window
    await window.quickStart()
    await window.row('server').click()
    await open()
    const { dialog } = window
    await dialog.getByText('listener.listen', { exact: false }).waitFor()
    await page.emulateMedia({ colorScheme: 'dark' })
    await lab.screenshot(`code-server-dark-${locale}`)
    await dialog.getByRole('combobox', { name: code.program }).click()
    await page
      .getByRole('option', { name: fill(code.kind.group_other, { name: 'client', count: 3 }) })
      .click()
    await dialog.getByText('threading.Thread(target=talk)', { exact: false }).waitFor()
    await page.keyboard.press('Escape')
  })

  test('in an empty lab there is nothing to copy', async () => {
    const { window } = shared
    const { page } = window
    await window.button(words.empty.start).waitFor()
    await page.keyboard.press('Control+K')
    await page.keyboard.insertText(actions.name.copyCode)
    await window.dialog.getByText(actions.reason.noCode).waitFor()
    await page.keyboard.press('Escape')
  })
})
