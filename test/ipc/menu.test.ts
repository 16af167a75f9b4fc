import { beforeEach, describe, expect, test } from 'vitest'
import { labelsFor } from '../../src/main/desktop/window/labels'
import { type MenuItem, type MenuParts, menuTemplate } from '../../src/main/desktop/window/menu'
import { ACTIONS, type ActionId } from '../../src/shared/actions'
import { LAB_CODES } from '../../src/shared/errors'
import type { MenuState } from '../../src/shared/ipc'
import { Desktop } from './support/requests'

const headings = {
  file: 'File',
  edit: 'Edit',
  socket: 'Socket',
  message: 'Message',
  view: 'View',
  time: 'Time',
  help: 'Help',
}

/** What a window says that says everything. */
function said(changes: MenuState['items'] = {}, rest: Partial<MenuState> = {}): MenuState {
  const ids = Object.keys(ACTIONS) as ActionId[]
  const items = Object.fromEntries(ids.map((id) => [id, { label: `the ${id}`, enabled: true }]))
  return { language: 'en', headings, items: { ...items, ...changes }, ...rest }
}

function without(id: ActionId): MenuState {
  const state = said()
  delete state.items[id]
  return state
}

function template(parts: Partial<MenuParts> = {}): MenuItem[] {
  return menuTemplate({
    labels: labelsFor('en'),
    mac: false,
    state: said(),
    choose: () => {},
    openLogs: () => {},
    openLicences: () => {},
    ...parts,
  })
}

function menu(items: MenuItem[], label: string): MenuItem[] {
  const found = items.find((item) => item.label === label)?.submenu
  if (!Array.isArray(found)) throw new Error(`no menu ${label}: ${items.map((item) => item.label)}`)
  return found
}

/** One word for each item: its id or role or label; a line is `-`. */
function words(items: MenuItem[]): string[] {
  return items.map(({ type, id, role, label }) => (type === 'separator' ? '-' : (id ?? role ?? label ?? '')))
}

function item(items: MenuItem[], id: string): MenuItem {
  const found = items
    .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    .find((one) => one.id === id)
  if (!found) throw new Error(`no item ${id}`)
  return found
}

describe('the native menu', () => {
  test('has only what Electron does itself before the window says more', () => {
    const items = template({ state: undefined })
    expect(items.map(({ label }) => label)).toEqual(['File', 'Edit', 'View', 'Window', 'Help'])
    expect(words(menu(items, 'File'))).toEqual(['quit'])
    expect(words(menu(items, 'View'))).toEqual(['reload', 'toggleDevTools', '-', 'togglefullscreen'])
    expect(words(menu(items, 'Help'))).toEqual(['Open Log Folder', 'Licences', '-', 'about'])
    const chinese = template({ state: undefined, labels: labelsFor('zh-CN') })
    expect(chinese.map(({ label }) => label)).toEqual(['文件', '编辑', '视图', '窗口', '帮助'])
  })

  test('has every item of the window once, in its place and group', () => {
    const items = template()
    expect(items.map(({ label }) => label)).toEqual([
      'File',
      'Edit',
      'Socket',
      'Message',
      'View',
      'Time',
      'Window',
      'Help',
    ])
    expect(words(menu(items, 'File'))).toEqual([
      ...[
        'newServer',
        'newClients',
        'newDatagrams',
        'newLoad',
        'runProgram',
        'newProxy',
        'quickStart',
        '-',
        'openScenario',
        'saveScenario',
        'lessons',
        'watch',
        'lookup',
        '-',
        'newLab',
        '-',
        'sessions',
        'openSession',
        'exportSession',
        'exportConnection',
        'exportLadder',
        'exportDiagram',
        'copyCode',
        'recording',
        '-',
        'settings',
        '-',
        'quit',
      ],
    ])
    expect(words(menu(items, 'Edit')).slice(0, 9)).toEqual([
      ...['undo', 'redo', '-', 'cut', 'copy', 'paste', 'selectAll', '-', 'filterExplorer'],
    ])
    expect(words(menu(items, 'Help'))).toEqual([
      ...['cheatSheet', 'showTour', '-', 'diagnostics', '-', 'Open Log Folder', 'Licences', '-', 'about'],
    ])
    const ids = items.flatMap(({ label }) => menu(items, label ?? '')).flatMap(({ id }) => id ?? [])
    expect(ids.sort()).toEqual(Object.keys(ACTIONS).sort())
    for (const { label } of items) {
      const all = words(menu(items, label ?? ''))
      expect([all[0], all.at(-1)]).not.toContain('-')
      expect(all.join(' ')).not.toContain('- -')
    }
  })

  test('leaves out what the window has no words for', () => {
    expect(words(menu(template({ state: without('newLab') }), 'File'))).not.toContain('newLab')
  })

  test('shows keys, and leaves them to the window', () => {
    const items = template()
    expect(item(items, 'newClients')).toMatchObject({
      label: 'the newClients',
      accelerator: 'CmdOrCtrl+Shift+N',
      registerAccelerator: false,
    })
    expect(item(items, 'previousPane').accelerator).toBe('Shift+F6')
    expect(item(items, 'newLab')).not.toHaveProperty('accelerator')
    const keys = items
      .flatMap(({ label }) => menu(items, label ?? ''))
      .flatMap((one) => one.accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('shows what is possible and what is checked, and an ampersand as it is', () => {
    const items = template({
      state: said({
        shutdown: { label: 'Shut & close', enabled: false },
        themeDark: { label: 'Dark', enabled: true, checked: true },
        themeLight: { label: 'Light', enabled: true, checked: false },
      }),
    })
    expect(item(items, 'shutdown')).toMatchObject({ label: 'Shut && close', enabled: false })
    expect(item(items, 'themeDark')).toMatchObject({ type: 'checkbox', checked: true })
    expect(item(items, 'themeLight')).toMatchObject({ type: 'checkbox', checked: false })
    expect(item(items, 'themeSystem')).not.toHaveProperty('checked')
  })

  test('shows the licences of what the program contains', () => {
    let opened = 0
    const items = menu(template({ openLicences: () => opened++ }), 'Help')
    const found = items.find(({ label }) => label === labelsFor('en').licences)
    found?.click?.(undefined as never, undefined, undefined as never)
    expect(opened).toBe(1)
  })

  test('is as usual on macOS', () => {
    const items = template({ mac: true })
    expect(items[0]).toMatchObject({ role: 'appMenu' })
    expect(words((items[0] as { submenu: MenuItem[] }).submenu)).toEqual([
      ...['about', '-', 'settings', '-', 'services', '-', 'hide', 'hideOthers', 'unhide', '-', 'quit'],
    ])
    expect(words(menu(items, 'File'))).not.toContain('settings')
    expect(words(menu(items, 'File')).at(-1)).toBe('close')
    expect(words(menu(items, 'Window'))).toEqual(['minimize', 'zoom', 'close'])
    expect(words(menu(items, 'Help'))).not.toContain('about')
  })
})

describe('what the window says', () => {
  let desktop: Desktop
  beforeEach(() => {
    desktop = new Desktop()
    desktop.desk.menu.show()
  })

  test('makes the menu, in its language', async () => {
    const chinese = { ...headings, file: '文件', socket: '套接字' }
    expect(await desktop.ask('setMenu', said({}, { language: 'zh-CN', headings: chinese }))).toBeNull()
    const labels = desktop.menus.map((items) => items.map(({ label }) => label))
    expect(labels).toEqual([
      ['File', 'Edit', 'View', 'Window', 'Help'],
      ['文件', 'Edit', '套接字', 'Message', 'View', 'Time', '窗口', 'Help'],
    ])
    expect(menu(desktop.menus.at(-1) ?? [], '文件').at(-1)?.label).toBe('退出')
  })

  test('changes items without another menu where only that has changed', async () => {
    const dark = { label: 'Dark', enabled: true, checked: false }
    await desktop.ask('setMenu', said({ themeDark: dark }))
    await desktop.ask(
      'setMenu',
      said({ themeDark: { ...dark, checked: true }, shutdown: { label: 'the shutdown', enabled: false } }),
    )
    await desktop.ask(
      'setMenu',
      said({ themeDark: { ...dark, checked: true }, shutdown: { label: 'the shutdown', enabled: false } }),
    )
    expect(desktop.menus).toHaveLength(2)
    expect(desktop.menuChanges).toEqual([
      { id: 'shutdown', enabled: false, checked: undefined },
      { id: 'themeDark', enabled: true, checked: true },
    ])
  })

  test.each<[string, MenuState]>([
    ['a label', said({ shutdown: { label: 'Send FIN', enabled: true } })],
    ['a heading', said({}, { headings: { ...headings, file: 'Datei' } })],
    ['the language', said({}, { language: 'zh-CN' })],
    ['a check mark', said({ newLab: { label: 'the newLab', enabled: true, checked: false } })],
    ['a missing item', without('newLab')],
  ])('takes another menu for %s', async (_name, state) => {
    await desktop.ask('setMenu', said())
    await desktop.ask('setMenu', state)
    expect(desktop.menus).toHaveLength(3)
    expect(desktop.menuChanges).toEqual([])
  })

  test('is asked for what was chosen, and says itself what is checked', async () => {
    await desktop.ask('attach', {})
    await desktop.ask('setMenu', said({ themeDark: { label: 'Dark', enabled: true, checked: true } }))
    const chosen = item(desktop.menus.at(-1) ?? [], 'themeDark')
    chosen.click?.(undefined as never, undefined, undefined as never)
    await desktop.page.end.until(() => desktop.page.end.choices.length > 0)
    expect(desktop.page.end.choices).toEqual(['themeDark'])
    // The system has taken the mark away.
    expect(desktop.menuChanges).toEqual([{ id: 'themeDark', enabled: true, checked: true }])
    expect(desktop.shown).toBe(0)
  })

  test('comes from a window: without one, it is brought back', async () => {
    await desktop.ask('setMenu', said())
    item(desktop.menus.at(-1) ?? [], 'newServer').click?.(undefined as never, undefined, undefined as never)
    expect(desktop.shown).toBe(1)
  })

  test.each<[string, object, string]>([
    ['an unknown item', { items: { explode: { label: 'x', enabled: true } } }, 'items.explode'],
    ['no heading', { headings: { file: 'File' } }, 'headings.edit'],
    [
      'a label that is too long',
      { items: { newLab: { label: 'x'.repeat(201), enabled: true } } },
      'items.newLab.label',
    ],
    [
      'a check mark that is none',
      { items: { newLab: { label: 'x', enabled: true, checked: 'yes' } } },
      'items.newLab.checked',
    ],
    ['a role', { items: { newLab: { label: 'x', enabled: true, role: 'quit' } } }, 'items.newLab.role'],
    ['no language', { language: undefined }, 'language'],
  ])('is refused with %s', async (_name, wrong, field) => {
    const error = await desktop.refusal('setMenu', { ...said(), ...wrong })
    expect(error).toMatchObject({ code: LAB_CODES.badCommand, field })
    expect(desktop.menus).toHaveLength(1)
  })
})
