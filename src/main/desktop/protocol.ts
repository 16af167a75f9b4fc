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

/** Serves the files below `root` to the windows of `session`. After the app is ready. */
export function serveWindowFiles(session: Session, root: string): void {
  session.protocol.handle(SCHEME, async ({ method, url }) => {
    const asset = findAsset(root, method, url)
    if ('status' in asset) return new Response(null, asset)
    try {
      const content = new Uint8Array(await readFile(asset.file))
      return new Response(content, { headers: asset.headers })
    } catch {
      return new Response(null, { status: 404 })
    }
  })
}
