import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'

/** Writes a file whole or not at all: a crash or a full disk meanwhile leaves the old one. Throws Node's error. */
export function writeWhole(file: string, text: string, mode = 0o666): void {
  const fresh = `${file}.${randomUUID().slice(0, 8)}.new`
  try {
    writeFileSync(fresh, text, { flag: 'wx', mode })
    renameSync(fresh, file)
  } catch (error) {
    rmSync(fresh, { force: true })
    throw error
  }
}
