import { describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import { chooseInMenu, menuItem } from './support/menu'
import type { LabWindow } from './support/window'
import { fill, languages } from './support/words'

describe.each(languages())('in %s', (locale, words) => {
  const { actions, acts } = words
  const shared = labForEach('actions', locale, words)

  async function start(): Promise<LabWindow> {
    await shared.window.quickStart()
    return shared.window
  }

  test('the palette finds an act by a part of its name, says what it will do, and does it', async () => {
    const window = await start()
    await window.page.keyboard.press('Control+K')
    const palette = window.page.getByRole('dialog', { name: actions.palette.title })
    await palette.getByRole('combobox').fill(actions.name.shutdown)
    const first = palette.getByRole('option').first()
    await first.getByText(acts.effect.finPeerFollows).waitFor()
    await window.page.keyboard.press('Enter')
    await palette.waitFor({ state: 'detached' })
    await window.stateOf('Client', 'TIME_WAIT')
  })

  test('the palette finds an act by another word for it', { tags: ['soak'] }, async () => {
    const window = await start()
    const { page, dialog } = window
    await page.keyboard.press('Control+K')
    const field = page.getByRole('combobox', { name: actions.palette.title })
    const [word = ''] = actions.also.lookup.split(' ')
    for (const query of [word, 'dns']) {
      await field.fill(query)
      await dialog.getByRole('group', { name: actions.palette.related }).waitFor()
      expect(await dialog.getByRole('option').allInnerTexts()).toEqual([
        expect.stringContaining(actions.name.lookup),
      ])
    }
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: words.lookup.submit }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('the palette leads to a socket, and says so when nothing has that name', {
    tags: ['soak'],
  }, async () => {
    const window = await start()
    await window.page.keyboard.press('Control+K')
    const field = window.page.getByRole('combobox', { name: actions.palette.title })
    await field.fill('nonsense')
    await window.page.getByText(fill(actions.palette.empty, { query: 'nonsense' })).waitFor()
    await field.fill('client.3@')
    await window.page.keyboard.press('Enter')
    await window.end('Server').getByRole('heading', { name: 'client.3@server' }).waitFor()
  })

  test('who types on does not wait for the window to draw', { tags: ['soak'] }, async () => {
    const { page, dialog } = await start()
    await page.evaluate(() => {
      const { requestAnimationFrame } = globalThis
      globalThis.requestAnimationFrame = (task) => Number(setTimeout(() => requestAnimationFrame(task), 1000))
    })
    await page.keyboard.press('Control+K')
    await page.keyboard.type(actions.name.newServer.replace(/…+$/, ''))
    await page.keyboard.press('Enter')
    await page.keyboard.type('mine')
    expect(await dialog.getByRole('textbox').first().inputValue()).toBe('mine')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('an act that is not possible says why, in the palette and by its keys', {
    tags: ['soak'],
  }, async () => {
    const window = await start()
    await window.page.keyboard.press('Control+Shift+H')
    await window.stateOf('Client', 'TIME_WAIT')
    const reason = acts.reason.closed
    const refusal = fill(actions.impossible, { name: actions.name.shutdown, reason })
    await window.page.keyboard.press('Control+Shift+H')
    await window.page.getByRole('status').getByText(refusal).waitFor()
    await window.page.keyboard.press('Control+K')
    await window.page.getByRole('combobox', { name: actions.palette.title }).fill(actions.name.shutdown)
    await window.page.getByRole('option').first().getByText(reason).waitFor()
  })

  test('the cheat sheet opens with F1 and with ?, and lists the keys', async () => {
    const window = await start()
    await window.page.keyboard.press('F1')
    const sheet = window.page.getByRole('dialog', { name: actions.cheatSheet.title })
    await sheet.getByText('Ctrl+Shift+H').waitFor()
    await window.page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    // In a text field it is a character.
    await window.input.fill('')
    await window.input.press('?')
    expect(await window.input.inputValue()).toBe('?')
    await window.row('client.1').click()
    await window.page.getByRole('tree').focus()
    await window.page.keyboard.press('?')
    await sheet.waitFor()
  })

  test('the native menu speaks the language of the window, knows what is possible, and acts', async () => {
    const window = await start()
    await expect
      .poll(() => menuItem(shared.lab.app, actions.name.reset), { timeout: 5000 })
      .toEqual({ enabled: true, accelerator: 'CmdOrCtrl+Shift+U' })
    await chooseInMenu(shared.lab.app, actions.name.reset)
    await window.stateOf('Client', 'CLOSED')
    await expect
      .poll(async () => (await menuItem(shared.lab.app, actions.name.reset))?.enabled, { timeout: 5000 })
      .toBe(false)
  })

  test('all clients are selected at once, and closed at once', { tags: ['soak'] }, async () => {
    const window = await start()
    await window.page.keyboard.press('Control+Shift+A')
    await window.page.keyboard.press('Control+Shift+X')
    for (const name of ['client.1', 'client.2', 'client.3']) {
      await window.page
        .getByRole('treeitem', {
          name: fill(words.explorer.row, { name, role: words.roles.client, state: 'TIME_WAIT' }),
        })
        .waitFor()
    }
  })
})
