import path from 'node:path'
import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron'
import type { ItemChange } from './menu'
import type { WindowMenuOptions } from './window-menu'

/** Makes it the program's menu, and gives the way to change its items. */
function install(template: MenuItemConstructorOptions[]): (change: ItemChange) => void {
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

/** What of the menu only Electron can do. */
export const nativeMenu: Omit<WindowMenuOptions, 'choose'> = {
  mac: process.platform === 'darwin',
  locale: () => app.getLocale(),
  install,
  openLogs: () => void shell.openPath(app.getPath('logs')),
  openLicences: () => void shell.openPath(path.join(resources(), 'THIRD-PARTY-NOTICES.txt')),
}

/** Where the package keeps what isn't in its archive; without a package, where it is built. */
function resources(): string {
  return app.isPackaged ? process.resourcesPath : path.join(import.meta.dirname, '..')
}
