import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron'
import { type Labels, labelsFor } from './labels'

export function installMenu(): void {
  const labels = labelsFor(app.getLocale())
  const mac = process.platform === 'darwin'
  app.setAboutPanelOptions({ applicationName: app.getName(), applicationVersion: app.getVersion() })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(labels, mac)))
}

function template(labels: Labels, mac: boolean): MenuItemConstructorOptions[] {
  const separator = { type: 'separator' } as const
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: labels.file,
      submenu: [mac ? { label: labels.closeWindow, role: 'close' } : { label: labels.quit, role: 'quit' }],
    },
    {
      label: labels.edit,
      submenu: [
        { label: labels.undo, role: 'undo' },
        { label: labels.redo, role: 'redo' },
        separator,
        { label: labels.cut, role: 'cut' },
        { label: labels.copy, role: 'copy' },
        { label: labels.paste, role: 'paste' },
        { label: labels.selectAll, role: 'selectAll' },
      ],
    },
    {
      label: labels.view,
      submenu: [
        { label: labels.reload, role: 'reload' },
        { label: labels.developerTools, role: 'toggleDevTools' },
        separator,
        { label: labels.actualSize, role: 'resetZoom' },
        { label: labels.zoomIn, role: 'zoomIn' },
        { label: labels.zoomOut, role: 'zoomOut' },
        separator,
        { label: labels.fullScreen, role: 'togglefullscreen' },
      ],
    },
    {
      label: labels.window,
      role: 'window',
      submenu: [
        { label: labels.minimize, role: 'minimize' },
        { label: labels.closeWindow, role: 'close' },
      ],
    },
    {
      label: labels.help,
      role: 'help',
      submenu: [
        { label: labels.openLogs, click: () => shell.openPath(app.getPath('logs')) },
        ...(mac ? [] : [separator, { label: labels.about, role: 'about' } as const]),
      ],
    },
  ]
}
