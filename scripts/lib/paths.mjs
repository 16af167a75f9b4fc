import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const root = path.resolve(fileURLToPath(import.meta.url), '../../..')

/**
 * The folder for what is worth keeping between checkouts (a runtime, declarations): the user's cache folder, or
 * SOCKET_LAB_CACHE. Everything in it can be deleted at any time.
 */
export function cacheFolder() {
  return path.resolve(process.env.SOCKET_LAB_CACHE || path.join(userCacheFolder(), 'socket-lab'))
}

function userCacheFolder() {
  switch (process.platform) {
    case 'win32':
      return process.env.LOCALAPPDATA || path.join(os.homedir(), 'AppData', 'Local')
    case 'darwin':
      return path.join(os.homedir(), 'Library', 'Caches')
    default:
      return process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache')
  }
}
