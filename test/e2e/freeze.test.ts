import { describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import { fill, languages } from './support/words'

describe.each(languages())('the queue before accept in %s', (language, words) => {
  const shared = labForEach('freeze', language, words)
  const { queue, listener, dialogs, actions, explorer } = words

  test('fills up while the server is frozen, and comes alive when it is thawed', async () => {
    const { window } = shared
    const { page } = window
    await window.newServer({ [dialogs.name]: 'web', [dialogs.server.backlog]: '1' })
    const drawn = page.getByRole('group', { name: fill(queue.label, { name: 'web' }) })
    await drawn.getByText(queue.empty).waitFor()
    const card = page.getByRole('group', { name: fill(listener.label, { name: 'web' }) }).first()
    await card.getByRole('button', { name: actions.name.freezeOrThaw, exact: true }).click()
    await card.getByText(queue.frozen, { exact: true }).waitFor()
    await page.getByRole('treeitem', { name: new RegExp(`^web[,，].*${explorer.frozen}$`) }).waitFor()
    await page.getByText(queue.noneAccepted).waitFor()

    await window.newClients(4, { [dialogs.name]: 'crowd' })
    await window.row('web').click()
    for (const place of [1, 2]) {
      const name = `crowd.${place}`
      expect(await drawn.getByRole('button', { name, exact: true }).getAttribute('aria-description')).toBe(
        fill(queue.place, { place, name, state: 'ESTABLISHED' }),
      )
    }
    const outside = drawn.getByRole('list', { name: queue.outside })
    expect(await outside.getByRole('button').allInnerTexts()).toEqual(['crowd.3', 'crowd.4'])

    // Its end says where the connection is, and leads there.
    await drawn.getByRole('button', { name: 'crowd.2', exact: true }).click()
    const waiting = fill(queue.here, { name: 'crowd.2', server: 'web', place: 2, of: 2 })
    await page.getByText(waiting).waitFor()
    await window.end('Client').getByText(queue.waits).waitFor()
    await window.row('crowd.3').click()
    await page.getByText(fill(queue.noRoom, { server: 'web' })).waitFor()
    await window.button(queue.show).click()

    await card.getByRole('button', { name: actions.name.thaw, exact: true }).click()
    const connections = page.getByRole('list', { name: listener.connections })
    for (const i of [1, 2, 3, 4]) await connections.getByRole('button', { name: `crowd.${i}` }).waitFor()
    await drawn.getByText(queue.empty).waitFor()
    await card.getByText(queue.frozen, { exact: true }).waitFor({ state: 'detached' })
  })

  test('is reset by whoever stops the server, who is told so before', { tags: ['soak'] }, async () => {
    const { window } = shared
    const { page } = window
    await window.newServer({ [dialogs.name]: 'web' })
    await window.row('web').click({ button: 'right' })
    await page.getByRole('menuitem', { name: actions.name.freezeOrThaw, exact: true }).click()
    await page.getByText(queue.noneAccepted).waitFor()
    await window.newClients(2, { [dialogs.name]: 'crowd' })
    await window.row('crowd.1').click()
    await window.end('Client').getByText(queue.waits).waitFor()
    await window.row('web').click()
    const stop = window.button(actions.name.stopAccepting)
    expect(await stop.getAttribute('aria-description')).toContain(
      fill(words.acts.effect.resetQueue_other, { count: 2 }),
    )
    await stop.click()
    await window.row('crowd.2').click()
    await window.stateOf('Client', 'CLOSED')
  })
})
