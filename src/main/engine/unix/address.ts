import { realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { LAB_CODES, type LabError, labError } from '../../../shared/errors'
import { isAbstract } from '../../../shared/unix'

/** Addresses of Unix domain sockets: as commands and events have them, and as the system wants them. */

/**
 * Longest path, bytes: sun_path without the NUL at its end (unix(7): 108, macOS and the BSDs: 104). Linux takes one more, without a
 * NUL, and Node's libuv cuts off the rest without a word (measured: a socket listens at a path that nobody named).
 */
function longestPath(platform: NodeJS.Platform): number {
  return platform === 'linux' ? 107 : 103
}

/** Windows: a named pipe has at most so many characters. */
const LONGEST_PIPE = 256

/**
 * The path as events write it: absolute, and without links, so that one socket has one address. Of a name that is no file (an
 * abstract address, a named pipe) the name.
 */
export function addressOf(path: string, platform: NodeJS.Platform = process.platform): string {
  if (isAbstract(path)) return path
  if (platform === 'win32') return pipeName(path)
  const whole = resolve(path)
  try {
    return realpathSync(whole)
  } catch {
    // It is about to be made, or isn't there.
  }
  try {
    return join(realpathSync(dirname(whole)), basename(whole))
  } catch {
    return whole
  }
}

/** As Node's documentation has it: any path is the name of a pipe below \\?\pipe. */
function pipeName(path: string): string {
  if (/^\\\\[?.]\\pipe\\/i.test(path)) return path
  return join('\\\\?\\pipe', isAbsolute(path) ? path : resolve(path))
}

/** What Node is given for an address: an abstract one begins with NUL. */
export function nativePath(address: string): string {
  return isAbstract(address) ? `\0${address.slice(1)}` : address
}

/** Why nothing can have this address here; undefined if something can. `call`: what it is wanted for. */
export function refuseAddress(
  address: string,
  call: 'listen' | 'connect',
  platform: NodeJS.Platform = process.platform,
): LabError | undefined {
  if (isAbstract(address)) {
    if (platform !== 'linux') {
      return labError(LAB_CODES.notPossible, `${address}: only Linux has abstract addresses`, {
        field: 'path',
        advice: 'Give the path of a file; a file of that name is ./@name.',
      })
    }
    if (address.length === 1) {
      return labError(LAB_CODES.badCommand, 'an abstract address needs a name after the @', { field: 'path' })
    }
  }
  const bytes = Buffer.byteLength(address)
  const most = platform === 'win32' ? LONGEST_PIPE : longestPath(platform)
  if (bytes <= most) return undefined
  const message = `the path has ${bytes} bytes, and an address has room for ${most}: ${address}`
  return labError('ENAMETOOLONG', message, { syscall: call, field: 'path' })
}

/** True if a file goes with the address. */
export function hasFile(address: string, platform: NodeJS.Platform = process.platform): boolean {
  return platform !== 'win32' && !isAbstract(address)
}
