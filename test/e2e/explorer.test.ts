import type { Locator } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import type { LabWindow } from './support/window'
import { fill, languages } from './support/words'

describe.each(languages())('the explorer, %s', (locale, words) => {
  const shared = labForEach('explorer', locale, words)
  let window: LabWindow

  beforeEach(() => {
    ;({ window } = shared)
  })

  const tree = () => window.page.getByRole('tree', { name: words.explorer.tree })
  const items = () => tree().getByRole('treeitem').all()
  const namesOf = async () => {
    const labels = await Promise.all(
      (await items()).map((item) => item.locator('> .visually-hidden').innerText()),
    )
    return labels.map((label) => label.split(/[,，]/)[0])
  }
  const field = () => window.page.getByRole('textbox', { name: words.explorer.filter })
  const selected = () => tree().getByRole('treeitem', { selected: true })
  const label = (name: string, role: keyof typeof words.roles, state: string) =>
    fill(words.explorer.row, { name, role: words.roles[role], state })
  const item = (name: string, role: keyof typeof words.roles, state: string): Locator =>
    tree().getByRole('treeitem', { name: label(name, role, state), exact: true })
  const arrange = async (by: string, choice: string) => {
    await window.button(words.explorer.options).click()
    const group = window.page.getByRole('group', { name: by, exact: true })
    await group.getByRole('menuitemradio', { name: choice, exact: true }).click()
    await window.page.keyboard.press('Escape')
    await window.page.getByRole('menu').waitFor({ state: 'detached' })
  }

  test('an empty one says what will be there, and makes it so', async () => {
    const act = tree().getByRole('treeitem', { name: words.app.newServer, exact: true })
    expect(await act.innerText()).toContain(words.explorer.noServers)
    await tree().focus()
    await window.page.keyboard.press('ArrowDown')
    await window.page.keyboard.press('Enter')
    await window.page.getByRole('dialog', { name: words.dialogs.server.title }).waitFor()
    await window.page.keyboard.press('Escape')
    await tree().getByRole('treeitem', { name: words.app.newClients, exact: true }).click()
    await window.page.getByRole('dialog', { name: words.dialogs.clients.title }).waitFor()
  })

  test('a server that takes the place of a hint leaves no gap', { tags: ['soak'] }, async () => {
    await window.newServer({ [words.dialogs.name]: 'alone' })
    const server = item('alone', 'listener', 'LISTEN')
    await server.waitFor()
    const clients = tree().getByRole('treeitem', { name: new RegExp(`^${words.explorer.clients}`) })
    const [above, below] = await Promise.all([server.boundingBox(), clients.boundingBox()])
    const gap = (below?.y ?? 0) - ((above?.y ?? 0) + (above?.height ?? 0))
    expect(gap).toBeGreaterThanOrEqual(0)
    expect(gap).toBeLessThan(8)
  })

  test('is filtered by what is typed, says how much is left, and gives it back', async () => {
    await window.quickStart()
    await window.page.keyboard.press('Control+F')
    await window.page.keyboard.type('.2')
    await window.page.getByText(fill(words.explorer.ofTotal, { shown: 2, total: 7 })).waitFor()
    expect(await namesOf()).toEqual([
      words.explorer.servers,
      'server',
      'client.2@server',
      words.explorer.clients,
      'client.2',
    ])
    await window.page.keyboard.type(' nobody')
    await window.page.getByText(fill(words.explorer.nothing, { text: '.2 nobody' })).waitFor()
    await window.button(words.explorer.clearFilter).click()
    await window.row('client.3').waitFor()
    expect(await field().inputValue()).toBe('')
    await field().fill('LISTEN')
    await window.row('client.1').waitFor({ state: 'detached' })
    await field().press('Escape')
    await window.row('client.1').waitFor()
    // Once more, and the keyboard is in the list.
    await field().press('Escape')
    expect(await tree().evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('is grouped and sorted, remembers it, and does not move under the pointer', {
    tags: ['soak'],
  }, async () => {
    await window.quickStart()
    await arrange(words.explorer.groupBy, words.explorer.group.server)
    expect(await namesOf()).toEqual([
      'server',
      ...[1, 2, 3].flatMap((index) => [`client.${index}`, `client.${index}@server`]),
    ])
    await arrange(words.explorer.groupBy, words.explorer.group.none)
    await arrange(words.explorer.sortBy, words.explorer.sort.change)
    await window.page.reload()
    await window.row('client.3').waitFor()
    const before = await namesOf()
    // The pointer rests on the list while a message goes to the connection that was quiet the longest.
    await tree().hover()
    await window.row('client.1').click()
    await window.send('moved?')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    expect(await namesOf()).toEqual(before)
    // It goes away: now they may change places.
    await window.input.hover()
    await expect
      .poll(async () => (await namesOf()).slice(0, 2).sort())
      .toEqual(['client.1', 'client.1@server'])

    await arrange(words.explorer.groupBy, words.explorer.group.state)
    await tree().getByRole('treeitem', { name: 'ESTABLISHED', exact: false }).first().waitFor()
    await window.act('Client', words.acts.name.close).click()
    await window.stateOf('Client', 'TIME_WAIT')
    await tree()
      .getByRole('treeitem', {
        name: fill(words.explorer.section, { name: 'TIME_WAIT', count: 1 }),
        exact: true,
      })
      .waitFor()
  })

  test('a name is changed in its row; one that cannot be is said to be so', async () => {
    await window.quickStart()
    await window.row('client.2').click()
    await window.page.keyboard.press('F2')
    const input = window.page.getByRole('textbox', {
      name: fill(words.explorer.newName, { name: 'client.2' }),
    })
    await input.fill('a.b')
    await input.press('Enter')
    await window.page.getByRole('alert').getByText(words.explorer.badName).waitFor()
    await input.fill('server')
    await input.press('Enter')
    await window.page.getByRole('alert').getByText('LAB_NAME_TAKEN').waitFor()
    await input.fill('Alice')
    await input.press('Enter')
    const alice = item('Alice', 'client', 'ESTABLISHED')
    await alice.waitFor()
    expect(await alice.getAttribute('aria-description')).toContain(
      fill(words.explorer.originally, { name: 'client.2' }),
    )
    await item('Alice@server', 'accepted', 'ESTABLISHED').waitFor()
    // The keyboard is back in the tree; a double click begins again, Escape leaves the name.
    await window.page.keyboard.press('ArrowDown')
    await window.page
      .getByRole('treeitem', { name: label('client.3', 'client', 'ESTABLISHED'), selected: true })
      .waitFor()
    await alice.dblclick()
    await window.page
      .getByRole('textbox', { name: fill(words.explorer.newName, { name: 'Alice' }) })
      .fill('Bob')
    await window.page.keyboard.press('Escape')
    await alice.waitFor()
    // What it is called is found as well as its first name.
    await field().fill('client.2')
    await alice.waitFor()
  })

  test('several are selected by keyboard and by mouse, and acted on together', async () => {
    await window.quickStart()
    await window.row('client.1').click()
    await window.page.keyboard.press('Shift+ArrowDown')
    expect(await selected().count()).toBe(2)
    await window.row('client.3').click({ modifiers: ['Shift'] })
    expect(await selected().count()).toBe(3)
    await window.row('client.2').click({ modifiers: ['Control'] })
    expect(await selected().count()).toBe(2)
    await window.page.keyboard.press('Control+A')
    expect(await selected().count()).toBe(7)
    await window.page.getByRole('heading', { name: fill(words.many.title_other, { count: 7 }) }).waitFor()
    await window.page.keyboard.press('Escape')
    expect(await selected().count()).toBe(1)

    await window.row('client.1').click()
    await window.page.keyboard.press('Shift+End')
    const acts = window.page.getByRole('toolbar', { name: words.many.acts })
    const act = (name: string, count: number) =>
      acts.getByRole('button', { name: fill(words.many.act, { act: name, count }), exact: true })
    const closeFirst = fill(words.many.can, { count: 3, what: words.acts.effect.closeFirst })
    expect(await act(words.acts.name.close, 3).getAttribute('aria-description')).toBe(closeFirst)
    expect(await act(words.acts.name.resume, 0).getAttribute('aria-description')).toBe(
      fill(words.many.cannot, { count: 3, why: words.many.reading }),
    )
    await act(words.acts.name.close, 3).click()
    const states = window.page.getByRole('list', { name: words.many.states })
    await states
      .getByRole('listitem', { name: fill(words.many.state, { state: 'TIME_WAIT', count: 3 }) })
      .waitFor()
    await act(words.acts.name.close, 0).waitFor()
    // The button that has the focus is impossible by now; shortcuts work all the same.
    await window.page.keyboard.press('Control+F')
    await expect.poll(() => field().evaluate((element) => element === document.activeElement)).toBe(true)
    const list = window.page.getByRole('region', { name: words.many.list })
    await list.getByRole('button', { name: fill(words.many.leaveOut, { name: 'client.2' }) }).click()
    expect(await selected().count()).toBe(2)
    await list.getByRole('button', { name: /^client\.3/ }).click()
    await window.stateOf('Client', 'TIME_WAIT')
  })

  test('its menu acts on what is selected, and says what each act does or why it cannot be done', {
    tags: ['soak'],
  }, async () => {
    await window.quickStart()
    await window.row('client.2').click({ button: 'right' })
    const menu = window.page.getByRole('menu', { name: fill(words.explorer.menu, { name: 'client.2' }) })
    const halfClose = menu.getByRole('menuitem', { name: words.actions.name.shutdown, exact: true })
    expect(await halfClose.getAttribute('aria-description')).toContain(words.acts.effect.finFirst)
    await halfClose.click()
    await window.stateOf('Client', 'TIME_WAIT')
    await menu.waitFor({ state: 'detached' })
    await window.page.keyboard.press('Shift+F10')
    const again = menu.getByRole('menuitem', { name: words.actions.name.shutdown, exact: true })
    expect(await again.getAttribute('aria-disabled')).toBe('true')
    expect(await again.getAttribute('aria-description')).toBe(words.acts.reason.closed)
    await menu.getByRole('menuitem', { name: words.actions.name.rename, exact: true }).click()
    await window.page
      .getByRole('textbox', { name: fill(words.explorer.newName, { name: 'client.2' }) })
      .fill('Ann')
    await window.page.keyboard.press('Enter')
    await item('Ann', 'client', 'TIME_WAIT').waitFor()

    // Beside the sockets, it is about the lab.
    const section = { name: words.explorer.clients, count: 3 }
    await tree()
      .getByRole('treeitem', { name: fill(words.explorer.section, section) })
      .click({ button: 'right' })
    await window.page.getByRole('menuitem', { name: words.actions.name.newServer, exact: true }).waitFor()
    await window.page.keyboard.press('Escape')
    await window.page.getByRole('menu').waitFor({ state: 'detached' })

    await window.row('server').click({ button: 'right' })
    const connect = window.page.getByRole('menuitem', { name: words.actions.name.connectHere })
    await connect.click()
    await window.page.getByRole('dialog', { name: words.dialogs.clients.title }).waitFor()
  })

  test('closed ones are cleared away, and come back', { tags: ['soak'] }, async () => {
    await window.quickStart()
    await window.act('Client', words.acts.name.reset).click()
    await window.stateOf('Server', 'CLOSED')
    await window.page.keyboard.press('Control+Shift+L')
    await window.row('client.1').waitFor({ state: 'detached' })
    await window.page.getByText(fill(words.explorer.cleared, { count: 2 }), { exact: true }).waitFor()
    // The rest of them.
    await window.page.keyboard.press('Control+Shift+A')
    await window.page.keyboard.press('Control+Shift+U')
    await tree()
      .getByRole('treeitem', { name: /^client\.3@server.*CLOSED/ })
      .waitFor()
    await window.page.keyboard.press('Control+Shift+L')
    await window.page.getByText(fill(words.explorer.cleared, { count: 6 }), { exact: true }).waitFor()
    await window.row('server').click()
    await window.page.getByText(words.listener.allCleared).waitFor()
    await window.button(words.actions.name.showCleared).click()
    await window.row('client.1').waitFor()
    await window.row('client.1@server').waitFor()
  })

  test('a thousand clients are filtered, selected and walked through', { tags: ['soak'] }, async () => {
    await window.newServer({ [words.dialogs.name]: 'many' })
    await window.newClients(1000, { [words.dialogs.name]: 'c' })
    await window.page.getByText(fill(words.app.open_other, { count: 1000 })).waitFor()
    // Established on their side, too: all of them could send.
    await window.page.getByRole('radio', { name: fill(words.composer.all, { count: 1000 }) }).waitFor()
    await field().fill('c.1000')
    await window.page.getByText(fill(words.explorer.ofTotal, { shown: 2, total: 2001 })).waitFor()
    await field().fill('')
    await tree().focus()
    await window.page.keyboard.press('End')
    await window.page
      .getByRole('treeitem', { name: label('c.1000', 'client', 'ESTABLISHED'), selected: true })
      .waitFor()
    await window.page.keyboard.press('Control+A')
    const close = fill(words.many.act, { act: words.acts.name.close, count: 2000 })
    await window.button(close).waitFor()
    // Only what is in sight is there.
    expect(await window.page.getByRole('treeitem').count()).toBeLessThan(80)
  })
})
