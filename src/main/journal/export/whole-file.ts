import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Pieces of a file in the making. */
export type Pieces = AsyncIterable<string | Uint8Array>

/**
 * Writes a file, which appears when it is whole and takes the place of what had its name. What is no file (a pipe, a device)
 * is written to as it is. Throws Node's error, and an AbortError once `signal` says that it isn't wanted: then there is no file.
 */
export async function writeWhole(pieces: Pieces, file: string, signal?: AbortSignal): Promise<void> {
  const options = signal ? { signal } : {}
  const target = await realpath(file).catch(() => file)
  const there = await stat(target).catch(() => undefined)
  if (there && !there.isFile()) return pipeline(pieces, createWriteStream(target), options)
  // Beside it, since only within one file system is it put in place at once; the name may be as long as one can be.
  const fresh = path.join(path.dirname(target), `.${randomUUID()}.new`)
  try {
    const out = createWriteStream(fresh, { flags: 'wx', ...(there && { mode: there.mode }) })
    await pipeline(pieces, out, options)
    signal?.throwIfAborted()
    await rename(fresh, target)
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
}
