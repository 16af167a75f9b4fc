import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, lstatSync, type ReadStream, type Stats } from 'node:fs'
import { mkdir, rename, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'
import yazl from 'yazl'
import { formatBytes } from '../../shared/bytes'
import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { LongWork } from '../../shared/work'
import { EVENTS, MANIFEST, PAYLOADS } from './format/manifest'
import { noSession } from './read/session-files'

/** The single-file form of a session: a zip archive of its three files. */

const NAMES: readonly string[] = [MANIFEST, EVENTS, PAYLOADS]
/** Most that a session's files may have together, bytes. */
const MAX_BYTES = 64 * 1024 ** 3
/** A session.json is small. */
const MAX_MANIFEST = 1024 * 1024

const FILE_TYPE = 0o170000
const REGULAR = 0o100000

/**
 * Packs the session in `folder` into the file `file`; one that is there is replaced once the new one is whole. A session that is
 * being recorded is packed as far as it goes now. Rejects with LAB_NO_SESSION or LAB_NOT_SAVED, or the signal's reason.
 */
export async function packSession(
  folder: string,
  file: string,
  { onProgress, signal }: LongWork = {},
): Promise<void> {
  // Events first: what they address of the payloads is there by then.
  const sizes = new Map([EVENTS, PAYLOADS, MANIFEST].map((name) => [name, plainFile(folder, name)]))
  if (!sizes.get(EVENTS)) throw noSession(folder, `it has no ${EVENTS}`)
  const zip = new yazl.ZipFile()
  const bytes = [...sizes.values()].reduce((sum, stats) => sum + (stats?.size ?? 0), 0)
  const opened: ReadStream[] = []
  for (const name of NAMES) {
    const stats = sizes.get(name)
    if (!stats) continue
    const { size, mtime } = stats
    if (size === 0) zip.addBuffer(Buffer.alloc(0), name, { mtime })
    else {
      zip.addReadStreamLazy(name, { size, mtime, mode: REGULAR | 0o644 }, (ready) => {
        const content = createReadStream(path.join(folder, name), { end: size - 1 })
        opened.push(content)
        ready(null, content)
      })
    }
  }
  const out = zip.outputStream as Readable
  zip.on('error', (error) => out.destroy(error))
  zip.end()
  const fresh = beside(file)
  try {
    const told = onEach(() => {
      const read = opened.reduce((sum, { bytesRead }) => sum + bytesRead, 0)
      onProgress?.(Math.min(1, read / bytes), bytes)
    })
    await pipeline(out, told, createWriteStream(fresh, { flags: 'wx' }), signal ? { signal } : {})
    signal?.throwIfAborted()
    await rename(fresh, file)
  } catch (error) {
    await rm(fresh, { force: true })
    throw told(error, file, signal)
  }
}

/**
 * Unpacks the file `file` into `folder`, which must not be there yet and is there only once it is whole. Rejects with
 * LAB_NO_FILE, with LAB_NO_SESSION if the file is anything else than a session, with LAB_NOT_SAVED, or the signal's reason.
 */
export async function unpackSession(
  file: string,
  folder: string,
  { onProgress, signal }: LongWork = {},
): Promise<void> {
  const zip = await openZip(file)
  const fresh = beside(folder)
  try {
    if (lstatSync(folder, { throwIfNoEntry: false })) throw notSaved(`${folder} is there already`)
    const entries = await entriesOf(zip, file)
    await expectRoom(path.dirname(folder), entries)
    await mkdir(fresh)
    const bytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
    let written = 0
    const told = () =>
      onEach((chunk) => {
        written += chunk.length
        onProgress?.(Math.min(1, written / bytes), bytes)
      })
    for (const entry of entries) {
      // yauzl lets no more bytes through than the entry says.
      const content = await zip.openReadStreamPromise(entry)
      const target = createWriteStream(path.join(fresh, entry.fileName), { flags: 'wx' })
      await pipeline(content, told(), target, signal ? { signal } : {})
    }
    signal?.throwIfAborted()
    await rename(fresh, folder)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    throw told(error, file, signal)
  } finally {
    zip.close()
  }
}

/** Lets everything through, and looks at each piece. */
function onEach(look: (chunk: Buffer) => void) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      look(chunk)
      yield chunk
    }
  }
}

async function openZip(file: string): Promise<yauzl.ZipFile> {
  let isPlain: boolean
  try {
    isPlain = (await stat(file)).isFile()
  } catch (error) {
    throw new LabFailure(labError(LAB_CODES.noFile, (error as Error).message))
  }
  if (!isPlain) throw noSession(file, 'it is no plain file')
  try {
    return await yauzl.openPromise(file, { autoClose: false, strictFileNames: true })
  } catch (error) {
    throw told(error, file)
  }
}

/** The entries of a session's archive; throws LAB_NO_SESSION if there is anything else in it. */
async function entriesOf(zip: yauzl.ZipFile, file: string): Promise<yauzl.Entry[]> {
  const entries = new Map<string, yauzl.Entry>()
  let bytes = 0
  for await (const entry of zip.eachEntry()) {
    const { fileName: name, uncompressedSize: size } = entry
    if (!NAMES.includes(name)) throw noSession(file, `${JSON.stringify(name)} is no part of a session`)
    if (entries.has(name)) throw noSession(file, `it has ${name} more than once`)
    const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE
    if (type !== 0 && type !== REGULAR) throw noSession(file, `${name} in it is no plain file`)
    if (!entry.canDecodeFileData() || entry.isEncrypted()) {
      throw noSession(file, `${name} in it is encrypted, or packed in an unknown way`)
    }
    bytes += size
    if (bytes > MAX_BYTES || (name === MANIFEST && size > MAX_MANIFEST)) {
      throw noSession(file, `${name} in it would have ${formatBytes(size)}`)
    }
    entries.set(name, entry)
  }
  if (!entries.has(EVENTS)) throw noSession(file, `it has no ${EVENTS}`)
  return [...entries.values()]
}

async function expectRoom(folder: string, entries: readonly yauzl.Entry[]): Promise<void> {
  const bytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (bytes > free) {
    throw notSaved(`it has ${formatBytes(bytes)} unpacked, and ${folder} has room for ${formatBytes(free)}`)
  }
}

/** Undefined if there is none. */
function plainFile(folder: string, name: string): Stats | undefined {
  const stats = lstatSync(path.join(folder, name), { throwIfNoEntry: false })
  return stats?.isFile() ? stats : undefined
}

function beside(place: string): string {
  return path.join(path.dirname(place), `.${randomUUID()}.new`)
}

function notSaved(message: string): LabFailure {
  return new LabFailure(labError(LAB_CODES.notSaved, message))
}

/** What the system refuses isn't saved; everything else that goes wrong is the archive's. */
function told(error: unknown, file: string, signal?: AbortSignal): unknown {
  if (error instanceof LabFailure) return error
  if (signal?.aborted) return signal.reason
  const { syscall, message } = error as NodeJS.ErrnoException
  return syscall === undefined ? noSession(file, message) : notSaved(message)
}
