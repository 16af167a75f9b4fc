import { describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import { fill, languages } from './support/words'

describe.each(languages())('UDP in %s', (language, words) => {
  const { dialogs, datagrams, listener, actions, views, composer } = words
  const shared = labForEach('udp', language, words)

  test('is bound, connected, spoken to and replied to, beside TCP', async () => {
    const { window } = shared
    const { page, dialog } = window
    const rows = window.messages.getByRole('listitem')
    const udp = () => dialog.getByRole('radio', { name: 'UDP' }).click()
    const socket = (name: string) =>
      page.getByRole('group', { name: fill(datagrams.label, { name }), exact: true })
    const to = page.getByRole('combobox', { name: datagrams.to })
    await window.newServer({ [dialogs.name]: 'web' })

    // A server: bound, without a backlog or the options of streams.
    await window.button(words.app.newServer).click()
    await udp()
    expect(await dialog.getByText(dialogs.server.backlog, { exact: true }).count()).toBe(0)
    await window.field(dialogs.name).fill('dns')
    await dialog.getByRole('combobox', { name: dialogs.answer.label }).click()
    await page.getByRole('option', { name: dialogs.answer.name.upper }).click()
    await window.button(dialogs.server.submitUdp).click()
    await dialog.waitFor({ state: 'detached' })
    await socket('dns').getByText(datagrams.standing.bound, { exact: true }).waitFor()
    await socket('dns').getByText(datagrams.heardNobody).waitFor()
    await page.getByText(words.messages.emptyAlone).waitFor()
    expect(await window.madeBy('dns')).toEqual({
      do: 'bind',
      as: 'dns',
      host: '127.0.0.1',
      port: 0,
      respond: { with: 'upper' },
    })

    // Clients: connected to it, chosen by where one came from.
    await window.button(actions.name.connectHere).click()
    await window.field(dialogs.name).fill('bob')
    await window.button(window.counted(dialogs.clients, 'submit', 1)).click()
    await dialog.waitFor({ state: 'detached' })
    await socket('bob').getByText(datagrams.standing.connected, { exact: true }).waitFor()
    await window.send('hello')
    await rows.nth(1).waitFor()
    expect(await rows.allInnerTexts().then((all) => all.join(' '))).toMatch(/dns[\s\S]*HELLO/)
    // Nothing typed is a datagram, too.
    await window.input.fill('')
    await page.getByText(composer.empty, { exact: true }).waitFor()
    await window.input.press('Enter')
    await rows.nth(3).waitFor()

    // Replied to by hand, from who was asked; and to an address of somebody else.
    await window.row('dns').click()
    await socket('dns')
      .getByRole('button', { name: fill(datagrams.replyTo, { name: 'bob' }) })
      .click()
    expect(await to.inputValue()).toBe('bob')
    await window.send('by hand')
    await rows.nth(4).getByText('by hand').waitFor()
    await to.fill('nobody')
    await page.getByText(datagrams.badTo).first().waitFor()
    await to.fill('127.0.0.1:9')
    await window.send('lost')
    await rows.nth(5).getByText(datagrams.nobody).waitFor()

    // In the place of states: why there are none.
    await page.getByRole('tab', { name: views.states, exact: true }).click()
    await page.getByText(datagrams.none.states.title).waitFor()
    await page.getByRole('tab', { name: views.segments, exact: true }).click()
    await page.getByText(datagrams.none.segments.title).waitFor()
    await page.getByRole('tab', { name: views.kernel, exact: true }).first().click()
    await page.getByText(datagrams.queues.drops, { exact: true }).waitFor()
    await page.getByRole('tab', { name: views.messages, exact: true }).click()

    // It is closed: who is connected is told, and later.
    await window.button(words.acts.name.close).click()
    await socket('dns').getByText(datagrams.standing.closed, { exact: true }).waitFor()
    await window.row('bob').click()
    await window.send('anybody?')
    await socket('bob').getByText('ECONNREFUSED').waitFor()
    await socket('bob').getByText(words.errors['ECONNREFUSED:recvmsg'].cause).waitFor()

    // Bound again on its port, under another name: bob is heard.
    await window.row('dns').click()
    await window.button(actions.name.bindAgain).click()
    await socket('dns-2').getByText(datagrams.standing.bound, { exact: true }).waitFor()
    await window.row('bob').click()
    await window.send('again')
    await rows.nth(7).getByText('AGAIN', { exact: true }).waitFor()
    await window.row('web').click()
    await page.getByRole('group', { name: fill(listener.label, { name: 'web' }) }).waitFor()
  })
})
