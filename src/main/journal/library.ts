import { type FileHandle, lstat, open, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { SessionSummary } from '../../shared/session'
import { decodeLine } from './format/line'
import { EVENTS, MANIFEST, type Manifest, manifestSchema } from './format/manifest'

/** How many sessions are looked at side by side: each holds descriptors. */
const AT_ONCE = 16
/** A manifest is small. */
const MAX_MANIFEST = 64 * 1024
/** How much is read of the beginning and of the end of the events; of the end, the larger one if a line is that long. */
const GLANCE = 64 * 1024
const LONG_GLANCE = 4 * 1024 * 1024

/** The folder in which sessions are kept, each in a folder of its own. */
export class Library {
  /** `isOpen`: whether the session is being recorded just now. */
  constructor(
    readonly folder: string,
    private readonly isOpen: (id: string) => boolean,
  ) {}

  /** The folder of a session. */
  folderOf(id: string): string {
    return path.join(this.folder, id)
  }

  /** Newest first. A folder that can't be read is as if it were empty. */
  async list(): Promise<SessionSummary[]> {
    const names = await this.#names()
    const found: SessionSummary[] = []
    for (let i = 0; i < names.length; i += AT_ONCE) {
      const some = names.slice(i, i + AT_ONCE).map((name) => this.summary(name).catch(() => undefined))
      found.push(...(await Promise.all(some)).filter((summary) => summary !== undefined))
    }
    return found.sort((a, b) => b.startedAt.localeCompare(a.startedAt) || b.id.localeCompare(a.id))
  }

  /** Undefined if there is no such session. */
  async summary(id: string): Promise<SessionSummary | undefined> {
    const folder = this.folderOf(id)
    const sizes = await sizesOf(folder)
    if (!sizes.has(MANIFEST) && !sizes.has(EVENTS)) return undefined
    const manifest = sizes.has(MANIFEST) ? await readManifest(path.join(folder, MANIFEST)) : undefined
    const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
    const isOpen = this.isOpen(id)
    const ended = isOpen ? undefined : manifest?.ended
    const reach = ended ?? (sizes.has(EVENTS) ? await glance(path.join(folder, EVENTS)) : undefined)
    return {
      id,
      startedAt: manifest?.startedAt ?? (reach && 'startedAt' in reach ? reach.startedAt : ''),
      ...(reach && { duration: reach.t, events: reach.events }),
      bytes,
      state: isOpen ? 'open' : ended ? 'ended' : 'recovered',
      ...(manifest?.title !== undefined && { title: manifest.title }),
    }
  }

  /** Deletes the oldest sessions beyond `most`, never one that is open, or spared. How many that were. Those that can't be deleted stay. */
  async pruneTo(most: number, spared: readonly string[] = []): Promise<number> {
    const sessions = await this.list()
    const old = sessions.filter(({ id, state }) => state !== 'open' && !spared.includes(id)).reverse()
    let deleted = 0
    for (const { id } of old.slice(0, Math.max(0, sessions.length - most))) {
      try {
        await rm(this.folderOf(id), { recursive: true })
        deleted++
      } catch {
        // Next time, perhaps.
      }
    }
    return deleted
  }

  async #names(): Promise<string[]> {
    try {
      const entries = await readdir(this.folder, { withFileTypes: true })
      return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
    } catch {
      return []
    }
  }
}

/** The plain files of a folder, and how large they are. */
async function sizesOf(folder: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>()
  for (const name of await readdir(folder)) {
    const stats = await lstat(path.join(folder, name)).catch(() => undefined)
    if (stats?.isFile()) sizes.set(name, stats.size)
  }
  return sizes
}

/** Undefined if it isn't what was written. */
async function readManifest(file: string): Promise<Manifest | undefined> {
  const handle = await open(file)
  try {
    const text = (await part(handle, 0, MAX_MANIFEST)).toString()
    return manifestSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  } finally {
    await handle.close()
  }
}

/** What the first and the last whole line tell of a session that nobody has ended. */
async function glance(file: string): Promise<{ startedAt: string; t: number; events: number } | undefined> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const last =
      lastEvent(await part(handle, size - GLANCE, size), size <= GLANCE) ??
      lastEvent(await part(handle, size - LONG_GLANCE, size), size <= LONG_GLANCE)
    if (!last) return undefined
    const start = await part(handle, 0, GLANCE)
    const first = eventIn(start.subarray(0, Math.max(0, start.indexOf(10))))
    return { startedAt: first?.kind === 'opened' ? first.wall : '', t: last.t, events: last.seq }
  } finally {
    await handle.close()
  }
}

async function part(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const start = Math.max(0, from)
  const buffer = Buffer.alloc(Math.max(0, to - start))
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, start)
  return buffer.subarray(0, bytesRead)
}

/** `whole`: the bytes are the file from its start. */
function lastEvent(bytes: Buffer, whole: boolean) {
  let end = bytes.lastIndexOf(10)
  while (end > 0) {
    const before = bytes.lastIndexOf(10, end - 1)
    if (before < 0 && !whole) return undefined
    const event = eventIn(bytes.subarray(before + 1, end))
    if (event) return event
    end = before
  }
  return undefined
}

function eventIn(line: Buffer) {
  const read = decodeLine(line)
  return typeof read === 'object' ? read.event : undefined
}
