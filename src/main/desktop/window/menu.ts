import type { MenuItemConstructorOptions } from 'electron'
import { ACTIONS, type ActionId, MENUS, type MenuName } from '../../../shared/actions'
import type { MenuState } from '../../../shared/ipc'
import type { Labels } from './labels'

/** An item of a native menu, as Electron takes it. */
export type MenuItem = MenuItemConstructorOptions

export interface MenuParts {
  labels: Labels
  mac: boolean
  /** What the window wants said; undefined as long as it hasn't said so. */
  state: MenuState | undefined
  /** An item of the window's own was chosen. */
  choose: (id: ActionId) => void
  openLogs: () => void
  openLicences: () => void
}

/** The native menu: the window's own items in its words, and those that Electron has a role for. */
export function menuTemplate(parts: MenuParts): MenuItem[] {
  const { labels, mac, state } = parts
  const menus = MENUS.flatMap((menu) => {
    const { above, below } = itemGroups(menu, parts)
    const submenu = joined(menu, above, below, roleGroups(menu, parts))
    if (submenu.length === 0) return []
    const heading = state?.headings[menu] ?? headingOf(menu, labels)
    return heading === undefined ? [] : [{ menu, item: { label: heading, submenu, ...roleOf(menu) } }]
  })
  const window: MenuItem = {
    label: labels.window,
    role: 'window',
    submenu: [
      { label: labels.minimize, role: 'minimize' },
      ...(mac ? [{ role: 'zoom' } as const] : []),
      { label: labels.closeWindow, role: 'close' },
    ],
  }
  const items = menus.map(({ item }) => item)
  const help = menus.at(-1)?.menu === 'help' ? items.splice(-1) : []
  return [...(mac ? [appMenu(parts)] : []), ...items, window, ...help]
}

/** The window's own items of a menu, by group: those above what Electron does, and those below. */
function itemGroups(menu: MenuName, parts: MenuParts): Record<'above' | 'below', MenuItem[][]> {
  const { mac, state } = parts
  const groups = new Map<number, MenuItem[]>()
  for (const id of ACTION_IDS) {
    const { menu: place, group } = ACTIONS[id]
    const said = state?.items[id]
    if (place !== menu || !said || (mac && OF_APP.has(id))) continue
    const items = groups.get(group) ?? []
    groups.set(group, items)
    items.push(itemOf(id, said, parts))
  }
  const sorted = [...groups].sort(([a], [b]) => a - b)
  return {
    above: sorted.flatMap(([group, items]) => (group < 0 ? [items] : [])),
    below: sorted.flatMap(([group, items]) => (group < 0 ? [] : [items])),
  }
}

/** One of the window's own items, as it says it. */
function itemOf(id: ActionId, said: MenuState['items'][ActionId] & object, { choose }: MenuParts): MenuItem {
  const { label, enabled, checked } = said
  const { keys } = ACTIONS[id]
  return {
    id,
    // A single & would mark the next letter as the item's key.
    label: label.replaceAll('&', '&&'),
    enabled,
    ...(checked === undefined ? {} : { type: 'checkbox', checked }),
    // Only shown: the window handles its keys itself, and knows when a text field has them first.
    ...(keys !== undefined && { accelerator: accelerator(keys), registerAccelerator: false }),
    click: () => choose(id),
  }
}

/** What macOS has in the menu that bears the program's name. */
const OF_APP: ReadonlySet<ActionId> = new Set<ActionId>(['settings'])

function appMenu(parts: MenuParts): MenuItem {
  const own = ACTION_IDS.flatMap((id) => {
    const said = OF_APP.has(id) ? parts.state?.items[id] : undefined
    return said ? [itemOf(id, said, parts)] : []
  })
  const line = { type: 'separator' } as const
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      ...(own.length > 0 ? [...own, line] : []),
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  }
}

const ACTION_IDS = Object.keys(ACTIONS) as ActionId[]

function accelerator(keys: string): string {
  return keys.replace(/^Mod\+/, 'CmdOrCtrl+')
}

/** What Electron does by itself. */
function roleGroups(menu: MenuName, { labels, mac, openLogs, openLicences }: MenuParts): MenuItem[][] {
  switch (menu) {
    case 'file':
      return [[mac ? { label: labels.closeWindow, role: 'close' } : { label: labels.quit, role: 'quit' }]]
    case 'edit':
      return [
        [
          { label: labels.cut, role: 'cut' },
          { label: labels.copy, role: 'copy' },
          { label: labels.paste, role: 'paste' },
          { label: labels.selectAll, role: 'selectAll' },
        ],
      ]
    case 'view':
      return [
        [
          { label: labels.reload, role: 'reload' },
          { label: labels.developerTools, role: 'toggleDevTools' },
        ],
        [{ label: labels.fullScreen, role: 'togglefullscreen' }],
      ]
    case 'help':
      return [
        [
          { label: labels.openLogs, click: openLogs },
          { label: labels.licences, click: openLicences },
        ],
        ...(mac ? [] : [[{ label: labels.about, role: 'about' } as const]]),
      ]
    case 'socket':
    case 'message':
    case 'time':
      return []
  }
}

function headingOf(menu: MenuName, labels: Labels): string | undefined {
  switch (menu) {
    case 'file':
    case 'edit':
    case 'view':
    case 'help':
      return labels[menu]
    case 'socket':
    case 'message':
    case 'time':
      return undefined
  }
}

/** For what macOS adds itself. */
function roleOf(menu: MenuName): MenuItem {
  return menu === 'help' ? { role: 'help' } : {}
}

/** The groups one after the other, with lines between them. In the menu Edit, people look for Copy above the window's own. */
function joined(menu: MenuName, above: MenuItem[][], below: MenuItem[][], roles: MenuItem[][]): MenuItem[] {
  const rest = menu === 'edit' ? [...roles, ...below] : [...below, ...roles]
  return [...above, ...rest].flatMap((group, index) =>
    index === 0 ? group : [{ type: 'separator' } as const, ...group],
  )
}

/** What of an item can change without another menu. */
export interface ItemChange {
  id: ActionId
  enabled: boolean
  checked?: boolean | undefined
}

/** The items that differ, if it is only in what can change; undefined if it takes another menu. */
export function menuChanges(before: MenuState | undefined, after: MenuState): ItemChange[] | undefined {
  if (!before || before.language !== after.language) return undefined
  if (MENUS.some((menu) => before.headings[menu] !== after.headings[menu])) return undefined
  const changes: ItemChange[] = []
  for (const id of ACTION_IDS) {
    const [old, now] = [before.items[id], after.items[id]]
    if (!old && !now) continue
    if (!old || !now || old.label !== now.label) return undefined
    if ((old.checked === undefined) !== (now.checked === undefined)) return undefined
    if (old.enabled !== now.enabled || old.checked !== now.checked) {
      changes.push({ id, enabled: now.enabled, checked: now.checked })
    }
  }
  return changes
}
