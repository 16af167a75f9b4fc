import { describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import { chooseInMenu, menuItem } from './support/menu'
import type { LabWindow } from './support/window'
import { fill, languages } from './support/words'

/** Everything is done by keyboard, once it is there. */
describe.each(languages())('undo, copy and paste, in %s', (language, words) => {
  const shared = labForEach('edit', language, words)
  const { edit, notes, composer } = words
  const said = ({ page }: LabWindow, text: string) =>
    page.getByRole('status').getByText(text, { exact: true })
  /** The native menu follows the window a little later. */
  const soon = { timeout: 10_000 }
  const count = (of: object, key: string, many: number) => {
    const forms = of as Record<string, string>
    return fill((many === 1 ? forms[`${key}_one`] : undefined) ?? forms[`${key}_other`] ?? '', {
      count: many,
    })
  }

  test('what was taken away comes back, and goes again; a text field undoes what is typed in it', async () => {
    const { window, lab } = shared
    const { page } = window
    const press = (keys: string) => page.keyboard.press(keys)
    await window.quickStart()
    // The composer has the focus, and undoes what is typed.
    await expect.poll(() => menuItem(lab.app, words.actions.name.undo), soon).toMatchObject({ enabled: true })

    // A note.
    await window.execute({ do: 'note', text: 'look here' })
    await page.getByRole('tab', { name: new RegExp(`^${notes.title}`) }).click()
    const list = page.getByRole('list', { name: notes.list })
    await page.getByRole('button', { name: fill(notes.removeNote, { target: notes.theLog }) }).focus()
    await press('Enter')
    await said(window, fill(edit.done.note, { text: 'look here' })).waitFor()
    const what = fill(edit.name.note, { text: 'look here' })
    await expect
      .poll(() => menuItem(lab.app, fill(edit.undoWhat, { what })), soon)
      .toMatchObject({ enabled: true })
    await press('Control+Z')
    await list.getByText('look here').waitFor()
    await press('Control+Shift+Z')
    await list.waitFor({ state: 'detached' })

    // A message that was kept, beneath a field that is being typed in.
    await press('Control+J')
    await page.keyboard.type('GET')
    await window.button(composer.saved).click()
    const name = page.getByRole('textbox', { name: composer.savedName })
    await name.fill('get')
    await press('Enter')
    const kept = page.getByRole('list', { name: composer.saved }).getByText('get', { exact: true })
    await kept.waitFor()
    await page.getByRole('button', { name: fill(composer.delete, { name: 'get' }) }).focus()
    await press('Enter')
    await kept.waitFor({ state: 'detached' })
    await name.focus()
    await page.keyboard.type('x')
    await press('Control+Z')
    await expect.poll(() => name.inputValue(), soon).toBe('')
    expect(await kept.count()).toBe(0)
    await press('Escape')
    await press('Control+K')
    await page.keyboard.type(words.actions.name.undo)
    await press('Enter')
    await said(window, fill(edit.undone, { what: fill(edit.name.message, { name: 'get' }) })).waitFor()
    await window.button(composer.saved).click()
    await kept.waitFor()
    await press('Escape')

    // Sockets off the list; the button beside what is said of it.
    await window.execute({ do: 'reset', socket: 'client.3' })
    await expect.poll(() => window.row('client.3').innerText(), soon).toContain('CLOSED')
    await window.row('client.1').click()
    await press('Control+Shift+L')
    await window.row('client.3').waitFor({ state: 'detached' })
    await said(window, count(edit.done, 'clear', 2)).waitFor()
    await page.getByRole('status').getByRole('button', { name: edit.undo }).focus()
    await press('Enter')
    await window.row('client.3').waitFor()
    await press('Control+Y')
    await window.row('client.3').waitFor({ state: 'detached' })
    await press('Control+Z')
    await window.row('client.3').waitFor()

    // What acts on a socket is not among it: the next one is the note, of long before.
    await press('Control+Shift+X')
    await window.stateOf('Client', 'TIME_WAIT')
    await press('Control+J')
    await press('Control+Z')
    await expect.poll(() => window.input.inputValue(), soon).not.toBe('GET')
    await expect.poll(() => menuItem(lab.app, words.actions.name.undo), soon).toMatchObject({ enabled: true })
  })

  test('a rule that was removed comes back into its dialog', async () => {
    const { window } = shared
    const { page, dialog } = window
    const { answers, dialogs } = words
    await window.button(words.empty.start).waitFor()
    await page.keyboard.press('Control+N')
    await dialog.getByRole('combobox', { name: dialogs.answer.label }).click()
    await page.getByRole('option', { name: dialogs.answer.name.rules }).click()
    const rules = dialog.getByRole('listbox', { name: answers.list })
    const add = dialog.getByRole('button', { name: answers.add })
    for (let more = 2 - (await rules.getByRole('option').count()); more > 0; more--) await add.click()
    await rules.focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => rules.getByRole('option').count(), soon).toBe(1)
    await dialog.getByText(fill(edit.done.rule, { place: 2 })).waitFor()
    await page.keyboard.press('Control+Z')
    await expect.poll(() => rules.getByRole('option').count(), soon).toBe(2)
    await page.keyboard.press('Control+Y')
    await expect.poll(() => rules.getByRole('option').count(), soon).toBe(1)
  })

  test('a server and its clients are copied as steps, and pasted beside themselves', async () => {
    const { window, lab } = shared
    const { page } = window
    const press = (keys: string) => page.keyboard.press(keys)
    const clipboard = () => lab.app.evaluate(({ clipboard: system }) => system.readText())
    await window.quickStart()
    await page.getByRole('tree').focus()
    await press('Control+A')
    await press('Control+C')
    await said(window, count(edit, 'copied', 2)).waitFor()
    const { steps } = JSON.parse(`{ "steps": [${await clipboard()}] }`)
    const { port } = steps[0]
    expect(port).toBeGreaterThan(0)
    expect(steps).toMatchObject([
      { do: 'listen', as: 'server', port },
      { do: 'connect', as: 'client', to: 'server', count: 3 },
    ])
    await press('Control+V')
    await window.row('server-2').waitFor()
    await window.row('client-2.3@server-2').waitFor()
    expect(await window.madeBy('server-2')).toMatchObject({ port: 0, respond: { with: 'echo' } })
    expect(await window.madeBy('client-2.1')).toMatchObject({ to: 'server-2' })

    // One client alone, from the menu: it calls where the other one has called.
    await window.row('client.2').click()
    await chooseInMenu(lab.app, words.actions.name.copySockets)
    await expect.poll(clipboard, soon).not.toContain('listen')
    expect(await clipboard()).toContain(`"port": ${port}`)
    await lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.paste())
    await window.row('client-3').waitFor()
    expect(await window.page.getByRole('alert').count()).toBe(0)
  })

  test('a message is copied, and pasted where the next one is written; what nobody can use says so', async () => {
    const { window, lab } = shared
    const { page } = window
    const press = (keys: string) => page.keyboard.press(keys)
    const write = (text: string) =>
      lab.app.evaluate(({ clipboard: system }, given) => system.writeText(given), text)
    const clipboard = () => lab.app.evaluate(({ clipboard: system }) => system.readText())
    await window.quickStart()
    await window.send('grüße')
    await window.execute({ do: 'send', from: 'client.1', hex: 'ff00' })
    await window.messages.getByRole('listitem').nth(7).waitFor()

    await page.getByRole('group', { name: words.messages.label }).focus()
    await press('End')
    await press('Control+C')
    await expect.poll(clipboard, soon).toBe('ff 00')
    await press('Home')
    await press('Control+C')
    await expect.poll(clipboard, soon).toBe('grüße')
    await window.input.fill('')
    await page.getByRole('tree').focus()
    await press('Control+V')
    await expect.poll(() => window.input.inputValue(), soon).toBe('grüße')
    expect(await window.messages.getByRole('listitem').count()).toBe(8)
    // In the field it is as if it had been typed there.
    await press('Control+Z')
    await expect.poll(() => window.input.inputValue(), soon).toBe('')

    await window.row('server').click()
    await press('Control+V')
    await said(window, edit.canPaste).waitFor()
    await write('[{ "do": "send", "from": "client.1", "text": "hi" }]')
    await press('Control+V')
    await said(window, fill(edit.notMaking, { step: 1, word: 'send' })).waitFor()
    await write('{ "do": "listen", "port": 123456 }')
    await press('Control+V')
    await page.getByRole('alert').getByText('LAB_BAD_COMMAND').waitFor()
  })
})
