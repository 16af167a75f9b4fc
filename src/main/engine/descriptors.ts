import { closeSync, openSync, readFileSync } from 'node:fs'
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

/** `no file descriptor left (the limit of this process is 1024)`, where the system tells the limit. */
export function noDescriptorLeft(): string {
  return `no file descriptor left${LIMIT === undefined ? '' : ` (the limit of this process is ${LIMIT})`}`
}

// Read ahead: at the limit there is no descriptor for it.
const LIMIT = descriptorLimit()

function descriptorLimit(): string | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    return /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1]
  } catch {
    return undefined
  }
}
