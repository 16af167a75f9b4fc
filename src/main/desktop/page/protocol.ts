import { readFile } from 'node:fs'
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
 * Serves the files below `root` to the windows of `session`. After the app is ready. Not by `protocol.handle`, which loads a whole
 * fetch API first, and hands a file over piece by piece on the thread that starts the program: 60 ms of a start.
 */
export function serveWindowFiles(session: Session, root: string): void {
  session.protocol.registerBufferProtocol(SCHEME, ({ method, url }, answer) => {
    const refuse = (statusCode: number) => answer({ statusCode, data: Buffer.alloc(0) })
    const asset = findAsset(root, method, url)
    if ('status' in asset) return refuse(asset.status)
    const { file, headers } = asset
    readFile(file, (error, data) => (error ? refuse(404) : answer({ data, headers })))
  })
}
