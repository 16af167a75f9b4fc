import { lstatSync, renameSync, unlinkSync } from 'node:fs'
import { hasFile } from './address'

/** The file of a listening socket: whose it is, and when it goes. */
export class SocketFile {
  readonly #path: string
  #identity: string | undefined
  /** Permissions, as chmod(2) has them; absent where there is no file. */
  readonly mode: number | undefined

  /** Of a socket that has just been bound to `path`. */
  constructor(path: string) {
    this.#path = path
    const found = hasFile(path) ? look(path) : undefined
    this.#identity = found?.identity
    this.mode = found?.mode
  }

  /**
   * Runs `close`, which closes a handle that libuv has bound, and keeps the file: libuv removes whatever is at the path then
   * (uv__pipe_close), even if others still listen on that socket, or on another one that has come to be there.
   */
  keepWhile(close: () => void): void {
    const aside = `${this.#path}.${process.pid}~`
    const moved = this.#identity !== undefined && attempt(() => renameSync(this.#path, aside))
    try {
      close()
    } finally {
      if (moved) attempt(() => renameSync(aside, this.#path))
    }
  }

  /** Runs `close`, and sees to it that this socket's file goes and no other. True if it has gone. */
  removeWith(close: () => void): boolean {
    const own = this.#isThere
    if (own) close()
    else this.keepWhile(close)
    // A handle that has been with another process knows no path.
    if (own && this.#isThere) attempt(() => unlinkSync(this.#path))
    const gone = own && !this.#isThere
    this.#identity = undefined
    return gone
  }

  get #isThere(): boolean {
    return this.#identity !== undefined && look(this.#path)?.identity === this.#identity
  }
}

/** What is at a path: which file, with which permissions; undefined if nothing is. */
export function look(path: string): { identity: string; mode: number; isSocket: boolean } | undefined {
  try {
    const found = lstatSync(path)
    return {
      identity: `${found.dev}:${found.ino}`,
      mode: found.mode & 0o7777,
      isSocket: found.isSocket(),
    }
  } catch {
    return undefined
  }
}

function attempt(task: () => void): boolean {
  try {
    task()
    return true
  } catch {
    return false
  }
}
