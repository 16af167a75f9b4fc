import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { findAsset } from './assets'
import { SCHEME } from './origin'

/** Makes the scheme one with an origin, like https. Before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/**
 * Serves the files below `root` to the windows of `session`. After the app is ready. Calls `onScript` each time a page has got a
 * script, and is busy with it.
 */
export function serveWindowFiles(session: Session, root: string, onScript: () => void): void {
  session.protocol.handle(SCHEME, async ({ method, url }) => {
    const asset = findAsset(root, method, url)
    if ('status' in asset) return new Response(null, asset)
    try {
      const content = new Uint8Array(await readFile(asset.file))
      if (asset.file.endsWith('.js')) setImmediate(onScript)
      return new Response(content, { headers: asset.headers })
    } catch {
      return new Response(null, { status: 404 })
    }
  })
}
