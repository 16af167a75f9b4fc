import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'

/**
 * True if this process, or the system, has no file descriptor left. At that limit libuv accepts a connection and
 * closes it without a word (uv__emfile_trick in src/unix/stream.c): asking for a descriptor is the only way to know.
 */
export function descriptorsExhausted(): boolean {
  try {
    closeSync(openSync(devNull, 'r'))
    return false
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'EMFILE' || code === 'ENFILE'
  }
}
