import net from 'node:net'
import { describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import type { LabWindow } from './support/window'
import { fill, languages } from './support/words'

describe.each(languages())('servers in %s', (language, words) => {
  const { dialogs, listener, acts } = words
  const shared = labForEach('servers', language, words)
  const card = (window: LabWindow, name: string) =>
    window.page.getByRole('group', { name: fill(listener.label, { name }) })

  test('get every option of their dialog, and another one gets the same', async () => {
    const { window } = shared
    const { page, dialog } = window
    await window.button(words.app.newServer).click()
    await window.field(dialogs.name).fill('web')
    await window.field(dialogs.server.backlog).fill('7')
    await window.field(dialogs.limit).fill('2')
    await dialog.getByRole('checkbox', { name: dialogs.allowHalfOpen }).click()
    await dialog.getByRole('combobox', { name: dialogs.answer.label }).click()
    await page.getByRole('option', { name: dialogs.answer.name.reply }).click()
    await window.field(dialogs.answer.reply).fill('OK\\r\\n')
    await window.field(dialogs.answer.delay).fill('5')
    await dialog.getByRole('checkbox', { name: dialogs.answer.thenClose }).click()
    await window.button(dialogs.advanced).click()
    await dialog.getByRole('checkbox', { name: dialogs.noDelay }).click()
    await dialog.getByRole('checkbox', { name: dialogs.keepAlive }).click()
    await window.field(dialogs.keepAliveDelay).fill('1000')
    await window.field(dialogs.timeout).fill('60000')
    await window.button(dialogs.server.submit).click()
    await dialog.waitFor({ state: 'detached' })
    const options = {
      do: 'listen',
      host: '127.0.0.1',
      port: 0,
      backlog: 7,
      maxConnections: 2,
      allowHalfOpen: true,
      respond: { with: 'reply', text: 'OK\r\n', delayMs: 5, thenClose: true },
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 1000,
      timeout: 60_000,
    }
    expect(await window.madeBy('web')).toEqual({ ...options, as: 'web' })

    // The port that was picked, what it does and how many it takes.
    const facts = card(window, 'web')
    await facts.getByText(/^127\.0\.0\.1:[1-9]\d+$/).waitFor()
    await facts.getByText(listener.answer.reply, { exact: true }).waitFor()
    await facts.getByText(fill(listener.limitOf_other, { count: 2 })).waitFor()

    await window.button(listener.duplicate).click()
    expect(await window.field(dialogs.name).inputValue()).toBe('web-2')
    expect(await window.field(dialogs.answer.reply).inputValue()).toBe('OK\\r\\n')
    await window.button(dialogs.server.submit).click()
    await card(window, 'web-2').waitFor()
    expect(await window.madeBy('web-2')).toEqual({ ...options, as: 'web-2' })
  })

  test('say whom each host lets in, and what is wrong with a field', { tags: ['soak'] }, async () => {
    const { window } = shared
    const { page, dialog } = window
    await window.button(words.app.newServer).click()
    const host = window.field(dialogs.host)
    const said = (text: string, address: string) =>
      dialog.getByText(fill(text, { host: address, interface: 'lo' }))
    await said(dialogs.server.hostHint, '127.0.0.1').waitFor()
    // From the list, by keyboard: this computer only, IPv6, then all interfaces.
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await host.press(key)
    await page.getByRole('option', { name: `0.0.0.0 ${dialogs.address.all4}` }).waitFor()
    await host.press('ArrowUp')
    await host.press('Enter')
    await said(dialogs.server.hostHint, '::1').waitFor()
    await host.fill('0.0.0.0')
    await said(dialogs.server.hostAll, '0.0.0.0').waitFor()
    expect(await dialog.getByRole('checkbox', { name: dialogs.server.ipv6Only }).count()).toBe(0)
    await host.fill('::')
    await host.press('Escape')
    await said(dialogs.server.hostAll, '::').waitFor()
    await dialog.getByRole('checkbox', { name: dialogs.server.ipv6Only }).waitFor()

    await window.field(dialogs.port).fill('65536')
    await window.field(dialogs.limit).fill('0')
    await dialog.getByRole('combobox', { name: dialogs.answer.label }).click()
    await page.getByRole('option', { name: dialogs.answer.name.reply }).click()
    await window.field(dialogs.answer.reply).fill('a\\q')
    await window.field(dialogs.answer.reply).press('Enter')
    await dialog
      .getByText(fill(dialogs.invalid.integer, { min: 0, max: 65_535 }).replaceAll(',', ''))
      .waitFor()
    await dialog.getByText(fill(dialogs.invalid.escape, { part: '\\q' })).waitFor()
    // Escape leaves the dialog, and empties nothing on its way to it.
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('are refused a port or a name that is taken, in their dialog, until it is corrected', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { dialog } = window
    await window.newServer({ [dialogs.name]: 'first' })
    await window.button(listener.copy).click()
    await window.button(listener.copied).waitFor()
    const address = await shared.lab.app.evaluate(({ clipboard }) => clipboard.readText())
    expect(address).toMatch(/^127\.0\.0\.1:\d+$/)
    await window.button(words.app.newServer).click()
    await window.field(dialogs.port).fill(address.split(':')[1] ?? '')
    await window.button(dialogs.server.submit).click()
    const problem = dialog.getByRole('alert')
    await problem.getByText('EADDRINUSE').waitFor()
    const { cause, remedy } = words.errors.EADDRINUSE
    await problem.getByText(cause).waitFor()
    await problem.getByText(remedy).waitFor()
    await window.field(dialogs.port).fill('0')
    await window.field(dialogs.name).fill('first')
    await window.button(dialogs.server.submit).click()
    await dialog.getByText(words.errors.LAB_NAME_TAKEN.remedy).waitFor()
    await window.field(dialogs.name).fill('second')
    await window.button(dialogs.server.submit).click()
    await card(window, 'second').waitFor()
  })

  test('answer differently from one message to the next, and take fewer connections', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { page, dialog } = window
    await window.quickStart()
    await window.send('before')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    await window.row('server').click()
    await window.button(listener.edit).click()
    await dialog.getByRole('combobox', { name: dialogs.answer.label }).click()
    await page.getByRole('option', { name: dialogs.answer.name.upper }).click()
    await window.field(dialogs.limit).fill('3')
    await window.button(dialogs.editServer.submit).click()
    await dialog.waitFor({ state: 'detached' })
    await card(window, 'server').getByText(listener.answer.upper, { exact: true }).waitFor()
    await card(window, 'server')
      .getByText(fill(listener.limitOf_other, { count: 3 }))
      .waitFor()
    expect(await window.madeBy('server')).toMatchObject({ respond: { with: 'upper' }, maxConnections: 3 })
    await window.row('client.1').click()
    await window.send('after')
    await window.messages.getByText('AFTER').nth(1).waitFor()
    // Opened again, the dialog has what holds now; the limit is lifted.
    await window.row('server').click()
    await window.button(listener.edit).click()
    expect(await window.field(dialogs.limit).inputValue()).toBe('3')
    await window.field(dialogs.limit).fill('')
    await window.button(dialogs.editServer.submit).click()
    await card(window, 'server').getByText(listener.noLimit, { exact: true }).waitFor()
  })

  test('stop accepting, close their connections, and start again on the same port: three acts', async () => {
    const { window } = shared
    const { page } = window
    await window.quickStart()
    await window.row('server').click()
    const address = await card(window, 'server')
      .getByText(/^127\.0\.0\.1:\d+$/)
      .innerText()

    // Its connections are closed; it listens on.
    await window.button(listener.closeConnections).click()
    const all = (act: 'close' | 'shutdown' | 'reset') =>
      page.getByRole('menuitem', { name: fill(listener.ending[`${act}_other`], { count: 3 }), exact: true })
    expect(await all('reset').getAttribute('aria-description')).toBe(listener.endingEffect.reset)
    expect(await all('shutdown').getAttribute('aria-description')).toBe(listener.endingEffect.shutdown)
    await all('close').click()
    for (const client of ['client.1', 'client.2', 'client.3']) {
      await page.getByRole('treeitem', { name: new RegExp(`^${client}@server\\b.*TIME_WAIT`) }).waitFor()
    }
    await page.getByRole('treeitem', { name: /^server\b.*LISTEN/ }).waitFor()
    const closing = window.button(listener.closeConnections)
    expect(await closing.getAttribute('aria-description')).toBe(words.actions.reason.noConnections)

    // Restarted while it listens: the connection that it has lives on.
    await window.newClients(1, { [dialogs.name]: 'alice' })
    await window.stateOf('Server', 'ESTABLISHED')
    await window.row('server').click()
    await window.button(listener.restart).click()
    await card(window, 'server-2').getByText(address, { exact: true }).waitFor()
    await page.getByRole('treeitem', { name: /^server\b(?!-).*CLOSED/ }).waitFor()
    await page.getByRole('treeitem', { name: /^alice\b(?!@).*ESTABLISHED/ }).waitFor()

    // Stopped, its other acts say why not; the port refuses; restarting is what is left.
    await window.button(acts.name.stopAccepting).click()
    await page.getByRole('treeitem', { name: /^server-2\b.*CLOSED/ }).waitFor()
    for (const name of [listener.connectClient, listener.edit, acts.name.stopAccepting]) {
      expect(await window.button(name).getAttribute('aria-disabled')).toBe('true')
      expect(await window.button(name).getAttribute('aria-description')).toBe(
        words.actions.reason.notListening,
      )
    }
    const port = Number(address.split(':')[1])
    const code = await new Promise((resolve) => {
      net.connect(port, '127.0.0.1').once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    })
    expect(code).toBe('ECONNREFUSED')
    await window.button(listener.restart).click()
    await card(window, 'server-3').getByText(address, { exact: true }).waitFor()
    expect(await window.madeBy('server-3')).toMatchObject({ respond: { with: 'echo' }, port })
  })
})
