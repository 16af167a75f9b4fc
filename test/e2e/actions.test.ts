import { rmSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { launchLab, type RunningLab, temporaryFolder } from './support/launch'
import { LabWindow } from './support/window'
import { fill, LANGUAGES } from './support/words'

let lab: RunningLab
afterEach(async () => {
  const errors = [...lab.errors]
  await lab.close()
  expect(errors).toEqual([])
})

/** What the native menu says of an item: by the words that it shows. */
function menuItem(label: string) {
  return lab.app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    const item = items.find((each) => each.label === wanted)
    return item && { enabled: item.enabled, accelerator: item.accelerator }
  }, label)
}

function chooseInMenu(label: string) {
  return lab.app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    items.find((each) => each.label === wanted)?.click()
  }, label)
}

describe.each(LANGUAGES)('in %s', (locale, words) => {
  const { actions, acts } = words

  async function start(): Promise<LabWindow> {
    lab = await launchLab({ locale })
    const window = new LabWindow(lab.page, words)
    await window.quickStart()
    return window
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

  test('the palette leads to a socket, and says so when nothing has that name', async () => {
    const window = await start()
    await window.page.keyboard.press('Control+K')
    const field = window.page.getByRole('combobox', { name: actions.palette.title })
    await field.fill('nonsense')
    await window.page.getByText(fill(actions.palette.empty, { query: 'nonsense' })).waitFor()
    await field.fill('client.3@')
    await window.page.keyboard.press('Enter')
    await window.end('Server').getByRole('heading', { name: 'client.3@server' }).waitFor()
  })

  test('an act that is not possible says why, in the palette and by its keys', async () => {
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
      .poll(() => menuItem(actions.name.reset), { timeout: 5000 })
      .toEqual({ enabled: true, accelerator: 'CmdOrCtrl+Shift+U' })
    await chooseInMenu(actions.name.reset)
    await window.stateOf('Client', 'CLOSED')
    await expect
      .poll(async () => (await menuItem(actions.name.reset))?.enabled, { timeout: 5000 })
      .toBe(false)
  })

  test('all clients are selected at once, and closed at once', async () => {
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

test('the language is changed from the palette, and the menu follows', async () => {
  lab = await launchLab()
  const [[, english], [, chinese]] = LANGUAGES as [(typeof LANGUAGES)[number], (typeof LANGUAGES)[number]]
  await lab.page.getByRole('button', { name: english.empty.start }).waitFor()
  await lab.page.keyboard.press('Control+K')
  await lab.page.getByRole('combobox', { name: english.actions.palette.title }).fill('简体')
  await lab.page.keyboard.press('Enter')
  await lab.page.getByRole('button', { name: chinese.empty.start }).waitFor()
  await expect.poll(() => menuItem(chinese.actions.name.newServer), { timeout: 5000 }).toBeTruthy()
})

test('light, dark and the size of everything are chosen by name or by key, and remembered', async () => {
  const userData = temporaryFolder()
  const [[, words]] = LANGUAGES as [(typeof LANGUAGES)[number]]
  const isDark = () => lab.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const ratio = () => lab.page.evaluate(() => devicePixelRatio)
  try {
    lab = await launchLab({ userData })
    await lab.page.getByRole('button', { name: words.empty.start }).waitFor()
    // Playwright would have it light.
    await lab.page.emulateMedia({ colorScheme: null })
    const before = await ratio()
    for (const wanted of ['themeLight', 'themeDark'] as const) {
      await lab.page.keyboard.press('Control+K')
      await lab.page
        .getByRole('combobox', { name: words.actions.palette.title })
        .fill(words.actions.name[wanted])
      await lab.page.keyboard.press('Enter')
      await expect.poll(isDark).toBe(wanted === 'themeDark')
    }
    await lab.page.keyboard.press('Control+=')
    await expect.poll(ratio).toBeGreaterThan(before)
    await lab.close()

    lab = await launchLab({ userData })
    await lab.page.getByRole('button', { name: words.empty.start }).waitFor()
    await lab.page.emulateMedia({ colorScheme: null })
    expect(await isDark()).toBe(true)
    await expect.poll(ratio).toBeGreaterThan(before)
    await lab.page.keyboard.press('Control+0')
    await expect.poll(ratio).toBe(before)
  } finally {
    rmSync(userData, { recursive: true, force: true })
  }
})
