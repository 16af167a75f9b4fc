import { describe, expect, test } from 'vitest'
import { answerQuestions } from './support/dialogs'
import { labForEach } from './support/each'
import type { LabWindow } from './support/window'
import { escapeForRegExp, fill, languages } from './support/words'

describe.each(languages())('programs of one’s own, %s', (locale, words) => {
  const shared = labForEach('programs', locale, words)
  const { programs, actions, dialogs } = words
  const output = (window: LabWindow, name: string) =>
    window.page.getByRole('list', { name: fill(programs.output.label, { name }) })
  const inState = (window: LabWindow, name: string, state: string) =>
    window.page.getByRole('treeitem', { name: new RegExp(`^${escapeForRegExp(name)}[,，].*${state}`) })

  /** By keyboard: the palette, an example, and its name. */
  async function open(window: LabWindow, example: string, name: string): Promise<void> {
    const { page, dialog } = window
    await page.getByRole('button', { name: words.app.newServer }).first().waitFor()
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox', { name: actions.palette.title }).fill(actions.name.runProgram)
    await page.keyboard.press('Enter')
    await dialog.getByRole('combobox', { name: programs.dialog.example }).click()
    await page.getByRole('option', { name: new RegExp(`^${escapeForRegExp(example)} `) }).click()
    await dialog.getByRole('button', { name: dialogs.advanced }).click()
    await window.field(dialogs.name).fill(name)
    await window.field(dialogs.name).press('Enter')
  }

  test('a Python server is allowed, run, called, and killed', async () => {
    const { window, lab } = shared
    const { page } = window
    const refused = await answerQuestions(lab.app, false)
    await open(window, 'echo_server.py', 'py')
    // Nothing runs before it is allowed; exactly what is said there runs then.
    await window.dialog.getByRole('alert').getByText('LAB_REFUSED').waitFor()
    expect((await refused())[0]?.detail).toContain('python3 echo_server.py 0')
    expect(await page.getByRole('treeitem', { name: /^py[,，]/ }).count()).toBe(0)
    await answerQuestions(lab.app, true)
    await window.field(dialogs.name).press('Enter')
    await page
      .getByRole('treeitem', { name: fill(programs.row, { name: 'py', phase: programs.phase.running }) })
      .waitFor()
    const ready = output(window, 'py').getByText(/ready on port \d+/)
    const port = /\d+/.exec((await ready.textContent()) ?? '')?.[0] ?? ''

    const listener = `127.0.0.1:${port}`
    await inState(window, listener, 'LISTEN').waitFor()
    await page
      .getByRole('group', { name: fill(programs.label, { name: 'py' }) })
      .getByRole('button', { name: words.watching.watch.connect })
      .click()
    await window.field(dialogs.name).fill('alice')
    await window.field(dialogs.name).press('Enter')
    await inState(window, 'alice', 'ESTABLISHED').click()
    await window.send('hello')
    await inState(window, 'alice@py', 'ESTABLISHED').waitFor()

    await page.getByRole('treeitem', { name: /^py[,，]/ }).click()
    await output(window, 'py').getByText('received: hello').waitFor()
    // From its sockets to both ends of the connection, and back.
    const sockets = page.getByRole('region', { name: programs.sockets })
    await sockets.getByRole('button', { name: /^alice/ }).click()
    await window.stateOf('Server', 'ESTABLISHED')
    await page.getByRole('treeitem', { name: /^py[,，]/ }).click()
    await page.getByRole('button', { name: actions.name.killProgram }).click()
    const killed = fill(programs.phase.killed, { signal: 'SIGKILL' })
    await page.getByRole('treeitem', { name: fill(programs.row, { name: 'py', phase: killed }) }).waitFor()
    await inState(window, 'alice', 'CLOSED').waitFor()
  })

  test('what is typed for a Python client reaches the lab’s server, and its answer the client', {
    tags: ['soak'],
  }, async () => {
    const { window, lab } = shared
    const { page } = window
    const asked = await answerQuestions(lab.app, true)
    await window.newServer({ [dialogs.name]: 'server' })
    await open(window, 'echo_client.py', 'client')
    const keyboard = page.getByRole('textbox', { name: fill(programs.input.label, { name: 'client' }) })
    await keyboard.fill('hello')
    expect((await asked())[0]?.detail).toContain('python3 echo_client.py port:server')
    await keyboard.press('Enter')
    await output(window, 'client').getByText('echo: hello').waitFor()
    await keyboard.fill('q')
    await keyboard.press('Enter')
    await output(window, 'client')
      .getByText(fill(words.events.exited, { code: 0 }))
      .waitFor()
    await expect.poll(() => keyboard.getAttribute('placeholder')).toBe(programs.input.over)
  })
})
