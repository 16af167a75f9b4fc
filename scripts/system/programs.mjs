import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/**
 * Whether a program of this name is on the PATH (not for Windows).
 * @param {string} name
 */
export function isOnPath(name) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

export const isRoot = () => process.getuid?.() === 0
