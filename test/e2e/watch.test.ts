import { beforeEach, describe, expect, test } from 'vitest'
import { type Program, python } from '../observe/programs'
import { labForEach } from './support/each'
import type { LabWindow } from './support/window'
import { escapeForRegExp, fill, languages, matching } from './support/words'

/** Accepts what comes, reads until EOF, and closes nothing. */
const FORGETFUL = `
import socket, threading
server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen(5)
print(server.getsockname()[1], flush=True)
held = []
def read(connection):
  while connection.recv(1000): pass
while True:
  connection, _ = server.accept()
  held.append(connection)
  threading.Thread(target=read, args=(connection,), daemon=True).start()
`

/** Connects, and shuts down when it is told to. */
const CLIENT = `
import socket, sys
client = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
print(client.getsockname()[1], flush=True)
sys.stdin.readline()
client.shutdown(socket.SHUT_WR)
sys.stdin.readline()
`

describe.each(languages())('watching other programs, %s', (locale, words) => {
  const shared = labForEach('watch', locale, words)
  const { watch } = words.watching
  const { closeWait } = words.kernel.hint
  let window: LabWindow
  let server: Program
  let port: string
  let listener: string

  beforeEach(async () => {
    window = shared.window
    server = await python(FORGETFUL)
    port = server.line
    listener = `127.0.0.1:${port}`
  })

  const inState = (name: string, state: string) =>
    window.page.getByRole('treeitem', {
      name: new RegExp(`^${escapeForRegExp(name)}[,，].*${state}`),
    })
  const option = (name: string | RegExp) =>
    window.page.getByRole('listbox', { name: watch.list }).getByRole('option', { name })

  async function startWatching(): Promise<void> {
    await window.button(words.actions.name.watch).click()
    await window.dialog.getByRole('textbox', { name: watch.filter }).fill(port)
    await option(new RegExp(`${escapeForRegExp(listener)}.*python3.*${server.pid}`)).waitFor()
    await window.page.keyboard.press('Enter')
    await expect.poll(() => window.field(watch.port).inputValue()).toBe(port)
    await window.page.keyboard.press('Enter')
    await window.dialog.waitFor({ state: 'detached' })
  }

  test('a Python server that knows nothing of the lab: LISTEN, ESTABLISHED, CLOSE_WAIT, and what that means', async () => {
    await startWatching()
    await window.page.getByRole('heading', { name: fill(watch.ofPort, { port }) }).waitFor()
    await inState(listener, 'LISTEN').click()
    await window.page.getByRole('group', { name: fill(watch.foreignListener, { name: listener }) }).waitFor()

    const client = await python(CLIENT, port)
    const end = `127.0.0.1:${client.line}@watch1`
    await inState(end, 'ESTABLISHED').click()
    await window.stateOf('Client', 'ESTABLISHED')
    await window.stateOf('Server', 'ESTABLISHED')
    await window
      .end('Server')
      .getByText(fill(watch.whose, { process: 'python3', pid: String(server.pid) }))
      .waitFor()

    client.say('')
    await inState(end, 'CLOSE_WAIT').waitFor()
    await window.stateOf('Server', 'CLOSE_WAIT')
    await window.stateOf('Client', 'FIN_WAIT_2')
    await window.end('Server').getByText(closeWait.cause).waitFor()
    await window.page.keyboard.press('Control+5')
    await window.page
      .getByRole('group', { name: matching(words.kernel.end.server) })
      .getByText(closeWait.foreign)
      .waitFor()
    await window.page.keyboard.press('Control+8')
    await window.page
      .getByRole('grid')
      .getByRole('row')
      .filter({ hasText: 'CLOSE_WAIT' })
      .getByRole('img', { name: matching(closeWait.title) })
      .waitFor()

    await server.end()
    await inState(end, 'CLOSED').waitFor()
    await inState(listener, 'CLOSED').waitFor()
  })

  test('a client of the lab with somebody’s own server: one end inferred, the other seen in the kernel', {
    tags: ['soak'],
  }, async () => {
    await startWatching()
    await inState(listener, 'LISTEN').click()
    await window.button(watch.connect).click()
    await window.field(words.dialogs.name).fill('alice')
    await window.page.keyboard.press('Enter')
    await window.dialog.waitFor({ state: 'detached' })
    await window.stateOf('Client', 'ESTABLISHED')
    await window.stateOf('Server', 'ESTABLISHED')
    await window.end('Client').getByRole('heading', { name: 'alice' }).waitFor()
    await window.end('Server').getByRole('heading', { name: 'alice@watch1' }).waitFor()
    await window.page.keyboard.press('Control+5')
    for (const side of ['client', 'server'] as const) {
      const panel = window.page.getByRole('group', { name: matching(words.kernel.end[side]) })
      await panel.getByText(words.kernel.end.agrees).waitFor()
    }
    // Nothing can be done to the end that isn't the lab's.
    expect(await window.act('Server', words.acts.name.close).count()).toBe(0)
    await window.end('Server').getByText(watch.noAct).waitFor()
    await inState('alice@watch1', 'ESTABLISHED').and(window.page.locator('[aria-level="4"]')).waitFor()
    await window.act('Client', words.acts.name.shutdown).click()
    await window.stateOf('Server', 'CLOSE_WAIT')
    await window.page
      .getByRole('group', { name: matching(words.kernel.end.server) })
      .getByText(closeWait.cause)
      .waitFor()
  })

  test('the server that a client is connected to is watched from its card, and no more from its menu', {
    tags: ['soak'],
  }, async () => {
    await window.newClients(1, { [words.dialogs.host]: '127.0.0.1', [words.dialogs.port]: port })
    await window.stateOf('Client', 'ESTABLISHED')
    await window
      .end('Server')
      .getByRole('button', { name: fill(watch.offer, { port }) })
      .click()
    await inState(`${listener}#2`, 'LISTEN').waitFor()
    await window
      .end('Server')
      .getByText(fill(watch.whose, { process: 'python3', pid: String(server.pid) }))
      .waitFor()
    const watched = window.page.getByRole('treeitem', {
      name: fill(watch.row, { name: 'watch1', what: fill(watch.ofPort, { port }) }),
    })
    await watched.click({ button: 'right' })
    await window.page.getByRole('menuitem', { name: words.actions.name.unwatch }).click()
    await watched.waitFor({ state: 'detached' })
    await inState(`${listener}#2`, 'LISTEN').waitFor({ state: 'detached' })
    await window.row(listener).waitFor()
  })

  test('a process is watched by its number; what can’t be is said at its field', {
    tags: ['soak'],
  }, async () => {
    await window.button(words.actions.name.watch).click()
    await window.dialog.getByRole('radio', { name: watch.byProcess }).click()
    await window.button(watch.submit).click()
    await window.dialog.getByText(words.dialogs.invalid.required).waitFor()
    await window.field(watch.pid).fill(String(server.pid))
    await window.field(words.dialogs.name).fill('mine')
    await window.button(watch.submit).click()
    await window.dialog.waitFor({ state: 'detached' })
    await inState(listener, 'LISTEN').waitFor()
    await window.button(words.actions.name.watch).click()
    await window.field(watch.port).fill(port)
    await window.field(words.dialogs.name).fill('mine')
    await window.button(watch.submit).click()
    await window.dialog.getByText(words.errors.LAB_NAME_TAKEN.cause).waitFor()
  })
})
