import { once } from 'node:events'
import net from 'node:net'
import { describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import type { LabWindow } from './support/window'
import { fill, languages } from './support/words'

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe.each(languages())('clients in %s', (language, words) => {
  const { dialogs } = words
  const shared = labForEach('clients', language, words)

  test('get every option of their dialog, and send nothing by themselves', async () => {
    const { window } = shared
    const { dialog } = window
    await window.newServer({ [dialogs.name]: 'web' })
    const port = await freePort()
    await window.button(words.app.newClients).click()
    await window.field(dialogs.name).fill('alice')
    await dialog.getByRole('checkbox', { name: dialogs.allowHalfOpen }).click()
    await window.button(dialogs.advanced).click()
    await window.field(dialogs.clients.localAddress).fill('127.0.0.9')
    await window.field(dialogs.clients.localPort).fill(String(port))
    await dialog.getByRole('checkbox', { name: dialogs.noDelay }).click()
    await dialog.getByRole('checkbox', { name: dialogs.keepAlive }).click()
    await window.field(dialogs.keepAliveDelay).fill('0')
    await window.field(dialogs.timeout).fill('60000')
    await window.button(fill(dialogs.clients.submit_other, { count: 1 }).replace(/s$/, '')).click()
    await window.stateOf('Client', 'ESTABLISHED')
    await window.end('Client').getByText(`127.0.0.9:${port}`).waitFor()
    expect(await window.madeBy('alice')).toEqual({
      do: 'connect',
      as: 'alice',
      to: 'web',
      allowHalfOpen: true,
      localAddress: '127.0.0.9',
      localPort: port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 0,
      timeout: 60_000,
    })
    expect(await window.messages.getByRole('listitem').count()).toBe(0)
  })

  test('that are several leave the source port to the system; mistakes are said at their field', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { dialog, page } = window
    await window.newServer({ [dialogs.name]: 'web' })
    await window.button(words.app.newClients).click()
    await window.button(dialogs.advanced).click()
    await window.field(dialogs.clients.localPort).fill('x')
    await window.field(dialogs.clients.localPort).press('Enter')
    await dialog.getByText(integer(dialogs.invalid.integerOrNone, 1, 65_535)).waitFor()
    await window.field(dialogs.clients.count).fill('2')
    await dialog.getByText(dialogs.clients.localPortMany).waitFor()
    expect(await window.field(dialogs.clients.localPort).isDisabled()).toBe(true)
    await window.field(dialogs.clients.count).fill('1001')
    await window.field(dialogs.clients.count).press('Enter')
    await dialog.getByText(integer(dialogs.invalid.integer, 1, 1000)).waitFor()
    await window.field(dialogs.clients.count).fill('3')
    await window.field(dialogs.name).fill('crowd')
    await window.field(dialogs.name).press('Enter')
    await dialog.waitFor({ state: 'detached' })
    for (const name of ['crowd.1', 'crowd.2', 'crowd.3']) {
      await page.getByRole('treeitem', { name: new RegExp(`^${name}\\b(?!@).*ESTABLISHED`) }).waitFor()
    }
    expect(await window.madeBy('crowd.2')).toEqual({ do: 'connect', to: 'web' })
  })

  test('connect to another host and port, and an error is explained where it happened', async () => {
    const { window } = shared
    const port = await freePort()
    await window.newClients(1, {
      [dialogs.name]: 'lonely',
      [dialogs.host]: '127.0.0.1',
      [dialogs.port]: String(port),
    })
    const failure = window
      .end('Client')
      .getByRole('group', { name: fill(words.end.failure, { name: 'lonely' }) })
    await failure.getByText('ECONNREFUSED').waitFor()
    await failure.getByText(words.errors.ECONNREFUSED.cause).waitFor()
  })

  test('reconnect under a new name: to the same server, to its successor on the port, or with the reason why not', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { page } = window
    await window.newServer({ [dialogs.name]: 'web' })
    const port = await freePort()
    await window.button(words.app.newClients).click()
    await window.field(dialogs.name).fill('alice')
    await window.button(dialogs.advanced).click()
    await window.dialog.getByRole('checkbox', { name: dialogs.noDelay }).click()
    await window.field(dialogs.name).press('Enter')
    await window.stateOf('Client', 'ESTABLISHED')
    await closeAndReconnect(window)
    await page.getByRole('group', { name: fill(words.end.client, { name: 'alice-2' }) }).waitFor()
    await window.stateOf('Client', 'ESTABLISHED')
    expect(await window.madeBy('alice-2')).toEqual({ do: 'connect', as: 'alice-2', to: 'web', noDelay: true })

    await window.row('web').click()
    await window.button(words.listener.restart).click()
    await page.getByRole('group', { name: fill(words.listener.label, { name: 'web-2' }) }).waitFor()
    await window.row('alice-2').click()
    await closeAndReconnect(window)
    await page.getByRole('treeitem', { name: /^alice-3@web-2\b.*ESTABLISHED/ }).waitFor()

    // With a source port of its own, that somebody else has taken in the meantime.
    await window.newClients(1, { [dialogs.name]: 'bob' }, { [dialogs.clients.localPort]: String(port) })
    await window.stateOf('Client', 'ESTABLISHED')
    await window.act('Client', words.acts.name.close).click()
    await window.act('Client', words.actions.name.again).waitFor()
    const other = net.createServer().listen(port)
    await once(other, 'listening')
    try {
      await window.act('Client', words.actions.name.again).click()
      const failure = page.getByRole('group', { name: fill(words.end.failure, { name: 'bob-2' }) })
      await failure.getByText('EADDRINUSE').waitFor()
      await failure.getByText(words.errors['EADDRINUSE:bind'].cause).waitFor()
    } finally {
      other.close()
    }
  })

  const closeAndReconnect = async (window: LabWindow) => {
    await window.act('Client', words.acts.name.close).click()
    await window.stateOf('Client', 'TIME_WAIT')
    await window.act('Client', words.actions.name.again).click()
  }

  /** Bounds stand in a sentence without separators. */
  const integer = (text: string, min: number, max: number) =>
    text.replace('{{min}}', String(min)).replace('{{max}}', String(max))
})
