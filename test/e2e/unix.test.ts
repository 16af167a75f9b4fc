import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answerQuestions } from './support/dialogs'
import { labForEach } from './support/each'
import { escapeForRegExp, fill, languages } from './support/words'

describe.each(languages())('Unix domain sockets and names in %s', (language, words) => {
  const { dialogs, unix, lookup } = words
  const shared = labForEach('unix', language, words)
  let folder = ''

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'lab-')))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** As a program leaves it that is killed while it listens. */
  function leaveStale(path: string): void {
    spawnSync('python3', [
      '-c',
      `import socket, sys; s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen()`,
      path,
    ])
  }

  test('a stale file is told and removed; clients connect at the path; views say why there are no states', async () => {
    const { window } = shared
    const { page, dialog } = window
    const path = join(folder, 'echo.sock')
    leaveStale(path)

    await window.button(words.app.newServer).click()
    await dialog.getByRole('radio', { name: 'Unix' }).click()
    // A free path in the folder for temporary files stands there already.
    await expect.poll(() => window.field(dialogs.path).inputValue()).toMatch(/socket-lab-\d+\.sock$/)
    await window.field(dialogs.name).fill('server')
    await window.field(dialogs.path).fill(path)
    await dialog.getByRole('combobox', { name: dialogs.answer.label }).click()
    await page.getByRole('option', { name: dialogs.answer.name.upper }).click()
    await window.button(dialogs.server.submit).click()
    await dialog.getByText(words.errors['EADDRINUSE:stale'].cause).waitFor()
    await window.button(dialogs.server.removeAndListen).click()
    await dialog.waitFor({ state: 'detached' })
    const card = page.getByRole('group', { name: new RegExp(escapeForRegExp('server-2')) }).first()
    await card.getByText(path).waitFor()
    await card.getByText('rwxr-xr-x (0755)').waitFor()
    await card
      .getByText(new RegExp(`${unix.standing.listening}$`))
      .first()
      .waitFor()

    await window.button(words.app.newClients).click()
    expect(await dialog.getByRole('radio', { name: 'Unix' }).isChecked()).toBe(true)
    await window.field(dialogs.name).fill('alice')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await window
      .end('Client')
      .getByText(new RegExp(`${unix.standing.open}$`))
      .first()
      .waitFor()
    await window.send('hello')
    await expect.poll(() => window.saidSoFar()).toHaveLength(4)
    expect(await window.act('Client', words.acts.name.reset).isDisabled()).toBe(true)
    for (const view of ['segments', 'states', 'kernel'] as const) {
      await page
        .getByRole('tablist', { name: words.views.label })
        .getByRole('tab', { name: words.views[view] })
        .click()
      await page.getByRole('heading', { name: unix.none[view].title }).waitFor()
    }
    await window.act('Client', words.acts.name.shutdown).click()
    await window.end('Client').getByText(unix.life.closed).first().waitFor()
    await window.row('server-2').click()
    await window.button(words.actions.name.stopAccepting).click()
    await expect.poll(() => existsSync(path)).toBe(false)
  })

  test('a name is looked up, and each address that is tried is told', { tags: ['soak'] }, async () => {
    const { window } = shared
    const { page, dialog } = window
    await window.button(words.app.more).click()
    await page.getByRole('menuitem', { name: words.actions.name.lookup }).click()
    await window.button(lookup.submit).click()
    const answer = dialog.getByRole('region', { name: lookup.answer })
    await answer.getByText('getaddrinfo(localhost)').waitFor()
    await answer.getByText('127.0.0.1', { exact: true }).waitFor()
    await answer.getByRole('button', { name: fill(lookup.connectTo, { address: '127.0.0.1' }) }).click()
    await expect.poll(() => window.field(dialogs.host).inputValue()).toBe('127.0.0.1')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    await answerQuestions(shared.lab.app, true)
    await window.execute({ do: 'listen', as: 'dual', host: '::' })
    await window.execute({ do: 'listen', as: 'server' })
    await window.execute({ do: 'connect', as: 'alice', to: 'server', addresses: ['::1', '127.0.0.1'] })
    await window.row('alice').click()
    const attempts = window.end('Client').getByRole('list', {
      name: fill(words.end.attempts.label, { host: 'localhost' }),
    })
    await attempts.getByText('::1 ECONNREFUSED').waitFor()
    await attempts.getByText('127.0.0.1', { exact: true }).waitFor()
    const port = (await window.madeBy('dual')) as { port?: number }
    expect(port).toBeDefined()
  })
})
