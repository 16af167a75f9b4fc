import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Writes a file whole or not at all: a crash or a full disk meanwhile leaves the old one. Throws Node's error. */
export function writeWhole(file: string, text: string, mode = 0o666): void {
  // Beside it, since only within one file system is it put in place at once; the name may be as long as one can be.
  const fresh = path.join(path.dirname(file), `.${randomUUID()}.new`)
  try {
    writeFileSync(fresh, text, { flag: 'wx', mode })
    renameSync(fresh, file)
  } catch (error) {
    rmSync(fresh, { force: true })
    throw error
  }
}
