import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'
import { Trouble } from '../lib/trouble.mjs'

const fileTypeMask = 0o170000
const symbolicLink = 0o120000

/**
 * Unpacks a zip archive's files, keeping the executable bit. yauzl rejects names that lead out of the folder.
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | undefined} rename an entry's name in the folder; undefined leaves it out
 */
export async function unzip(archive, folder, rename) {
  const zip = await yauzl.openPromise(archive)
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.endsWith('/') ? undefined : rename(entry.fileName)
      if (name === undefined) continue
      const mode = entry.externalFileAttributes >>> 16
      if ((mode & fileTypeMask) === symbolicLink)
        throw new Trouble(`${archive}: ${entry.fileName} is a link.`)
      const target = path.join(folder, name)
      await mkdir(path.dirname(target), { recursive: true })
      const content = await zip.openReadStreamPromise(entry)
      await pipeline(content, createWriteStream(target, { flags: 'wx', mode: mode & 0o111 ? 0o755 : 0o644 }))
    }
  } finally {
    zip.close()
  }
}
