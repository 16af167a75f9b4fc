import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { ItemChange } from './menu'

/** Makes it the program's menu, and gives the way to change its items. */
export function installMenu(template: MenuItemConstructorOptions[]): (change: ItemChange) => void {
  const menu = Menu.buildFromTemplate(template)
  app.setAboutPanelOptions({ applicationName: app.getName(), applicationVersion: app.getVersion() })
  Menu.setApplicationMenu(menu)
  return ({ id, enabled, checked }) => {
    const item = menu.getMenuItemById(id)
    if (!item) return
    item.enabled = enabled
    if (checked !== undefined) item.checked = checked
  }
}
