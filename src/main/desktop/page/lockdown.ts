import { app, type Session, type WebContents } from 'electron'
import { PAGE } from './origin'

/**
 * What the window may not do, whatever runs in it: go elsewhere, open windows or webviews, reach any network, get a
 * permission or a device, download. By default, all of it.
 */
export function lockDownWindows(): void {
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents))
}

function lockDownContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  // `location.reload()` comes by here, too.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || event.url !== PAGE) event.preventDefault()
  })
}

export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  // The policy of the page forbids these, too; this holds for a page without it.
  const outside = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*']
  session.webRequest.onBeforeRequest({ urls: outside }, (_details, answer) => answer({ cancel: true }))
}
