import {
  closeSync,
  existsSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { writeWhole } from '../../whole-file'
import { EVENTS, MANIFEST, type Manifest, manifestText, PAYLOADS } from '../format/manifest'

/** What is read and written in one piece when files are copied, bytes. */
const PIECE = 1024 * 1024

/** A session's folder was deleted, or moved away, while it was written. */
export class FolderGone extends Error {
  constructor(folder: string) {
    super(`${folder} is gone`)
    this.name = 'FolderGone'
  }
}

/**
 * The files of a session that is being written, for this person alone. Every method throws Node's error for what the disk
 * refuses; then nothing has changed but what `append` says, and it can be tried again.
 */
export class SessionFiles {
  readonly lines: AppendFile
  readonly payloads: AppendFile
  #manifest = ''
  #manifestBytes = 0
  /** The files that are there are ours. */
  #begun = false
  #gone = false

  constructor(
    readonly folder: string,
    manifest: Manifest,
  ) {
    this.lines = new AppendFile(path.join(folder, EVENTS))
    this.payloads = new AppendFile(path.join(folder, PAYLOADS))
    this.#keep(manifestText(manifest))
  }

  /** Of all of them. */
  get bytes(): number {
    return this.lines.size + this.payloads.size + this.#manifestBytes
  }

  /** Makes whatever isn't there yet; what has disappeared is made again, with all that was in it. */
  open(): void {
    if (this.lines.isOpen && this.payloads.isOpen && !this.#gone) return
    makeFolder(this.folder)
    const taken = [EVENTS, PAYLOADS, MANIFEST].find((name) => existsSync(path.join(this.folder, name)))
    if (!this.#begun && taken !== undefined) throw new Error(`there is a ${taken} already`)
    writeWhole(this.#manifestFile, this.#manifest, 0o600)
    this.#begun = true
    for (const file of [this.payloads, this.lines]) file.open()
    this.#gone = false
  }

  /** Goes on with files that are there. `lines`: how much of the events is whole. */
  reopen(lines: number): void {
    this.#begun = true
    this.lines.reopen(lines)
    this.payloads.reopen()
  }

  /** Throws FolderGone if the files that are written can no longer be found where they should be. */
  look(): void {
    if (this.notice()) throw new FolderGone(this.folder)
  }

  /** Whether the files that are written can no longer be found where they should be: `open` makes them again then. */
  notice(): boolean {
    if (!this.lines.isOpen || !this.payloads.isOpen) return false
    this.#gone ||= !this.lines.isInPlace || !this.payloads.isInPlace
    return this.#gone
  }

  writeManifest(manifest: Manifest): void {
    const text = manifestText(manifest)
    writeWhole(this.#manifestFile, text, 0o600)
    this.#keep(text)
  }

  #keep(manifest: string): void {
    this.#manifest = manifest
    this.#manifestBytes = Buffer.byteLength(manifest)
  }

  /** Sees to it that what was written survives a crash of the whole machine. Resolves with the error, if there is one. */
  async sync(): Promise<Error | undefined> {
    return (await this.payloads.sync()) ?? (await this.lines.sync())
  }

  close(): void {
    this.lines.close()
    this.payloads.close()
  }

  get #manifestFile(): string {
    return path.join(this.folder, MANIFEST)
  }
}

/** A file that only grows. */
class AppendFile {
  #fd: number | undefined
  #size = 0
  #dirty = false

  constructor(readonly name: string) {}

  get isOpen(): boolean {
    return this.#fd !== undefined
  }

  /** What is in it, bytes. */
  get size(): number {
    return this.#size
  }

  /** Whether the file that is open is the one that is found under its name. */
  get isInPlace(): boolean {
    if (this.#fd === undefined) return false
    const found = statSync(this.name, { bigint: true, throwIfNoEntry: false })
    const own = fstatSync(this.#fd, { bigint: true })
    return found !== undefined && found.ino === own.ino && found.dev === own.dev
  }

  /** Makes it. If it was there and has disappeared, it is made again with all that was in it. */
  open(): void {
    if (this.isInPlace) return
    const fd = openSync(this.name, 'wx+', 0o600)
    try {
      if (this.#fd !== undefined) copy(this.#fd, fd, this.#size)
    } catch (error) {
      closeSync(fd)
      unlinkSync(this.name)
      throw error
    }
    this.close()
    this.#fd = fd
    this.#dirty = true
  }

  /** Goes on after `size` bytes of a file that is there; what is behind them is cut off. */
  reopen(size?: number): void {
    if (this.#fd !== undefined) return
    this.#fd = openSync(this.name, 'r+')
    this.#size = size ?? fstatSync(this.#fd).size
    ftruncateSync(this.#fd, this.#size)
  }

  /**
   * Adds `bytes`. When the disk takes only a part of them, `keep` is asked how much of that part is worth keeping; the rest is
   * cut off again, and the error is thrown.
   */
  append(bytes: Uint8Array, keep: (written: number) => number = () => 0): void {
    if (this.#fd === undefined) throw new Error(`${this.name} is not open`)
    let done = 0
    this.#dirty = true
    try {
      while (done < bytes.length) {
        // Always at a place of our own: what a failure leaves behind the end is written over.
        done += writeSync(this.#fd, bytes, done, bytes.length - done, this.#size + done)
      }
    } catch (error) {
      this.#size += keep(done)
      try {
        ftruncateSync(this.#fd, this.#size)
      } catch {
        // It will be written over.
      }
      throw error
    }
    this.#size += done
  }

  sync(): Promise<Error | undefined> {
    const fd = this.#fd
    if (fd === undefined || !this.#dirty) return Promise.resolve(undefined)
    this.#dirty = false
    return new Promise((resolve) => fdatasync(fd, (error) => resolve(error ?? undefined)))
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd)
    this.#fd = undefined
  }
}

/** With those above it. By hand: where a folder can't be made in one that is there (/proc), Node's own way never ends. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  const parent = path.dirname(folder)
  if (parent !== folder) makeFolder(parent)
  mkdirSync(folder, { mode: 0o700 })
}

function copy(from: number, to: number, size: number): void {
  const piece = Buffer.allocUnsafe(Math.min(PIECE, size))
  for (let at = 0; at < size; ) {
    const count = readSync(from, piece, 0, Math.min(piece.length, size - at), at)
    if (count === 0) throw new Error('what was written can no longer be read')
    for (let done = 0; done < count; ) done += writeSync(to, piece, done, count - done, at + done)
    at += count
  }
}
