import { statSync, unlinkSync } from 'node:fs'
import net from 'node:net'
import { dirname } from 'node:path'
import { type FailureReason, type LabError, labError } from '../../../shared/errors'
import { hasFile, nativePath } from './address'
import { look } from './socket-file'
import { boundAt } from './table'

/** What is wrong with a path, found out where the system's code leaves it open. */

/** Why connect(2) at `address` has failed. */
export function connectTrouble(error: LabError, address: string): LabError {
  const { code } = error
  if (code === 'ECONNREFUSED') return told(error, address, refusedBy(address))
  return told(error, address, REASONS.get(code))
}

/** Why listen(2) at `address` has failed. `isOwn`: a listener of this lab is there. */
export async function listenTrouble(error: LabError, address: string, isOwn: boolean): Promise<LabError> {
  const { code } = error
  if (code === 'EADDRINUSE') return told(error, address, isOwn ? 'listened' : await atPath(address))
  // libuv makes EACCES of ENOENT, as it is on Windows (uv_pipe_bind in src/unix/pipe.c).
  if (code === 'EACCES' && hasFile(address) && lacks(dirname(address))) {
    const message = `listen ENOENT: no such folder: ${dirname(address)}`
    return labError('ENOENT', message, { syscall: 'listen', address, reason: 'folder' })
  }
  return told(error, address, REASONS.get(code))
}

const REASONS: ReadonlyMap<string, FailureReason> = new Map([
  ['ENOENT', 'path'],
  ['EACCES', 'path'],
  ['EPERM', 'path'],
])

function told({ code, message, syscall }: LabError, address: string, reason?: FailureReason): LabError {
  const mode = code === 'EACCES' ? modeWords(address) : undefined
  // Node writes the NUL of an abstract address as it is.
  const text = message.replaceAll('\0', '@')
  return labError(code, mode === undefined ? text : `${text} (${mode})`, {
    ...(syscall !== undefined && { syscall }),
    address,
    ...(reason !== undefined && { reason }),
  })
}

function refusedBy(address: string): FailureReason {
  if (!hasFile(address)) return 'path'
  return identityOf(address) === undefined ? 'file' : 'stale'
}

/** Whether what is at `address` is left over, or why it isn't. */
async function atPath(address: string): Promise<FailureReason> {
  if (hasFile(address) && identityOf(address) === undefined) return 'file'
  const code = await callOnce(address)
  // EAGAIN: its queue is full. EPROTOTYPE: it is a socket of another type.
  if (code === undefined || code === 'EAGAIN' || code === 'EPROTOTYPE') return 'listened'
  if (code !== 'ECONNREFUSED') return 'path'
  // One that is bound and does not listen yet refuses, too: where the kernel tells, nobody may hold it.
  return (boundAt(address)?.sockets ?? 0) > 0 ? 'path' : 'stale'
}

/** Why a stale file could not be removed: in a folder with the sticky bit, such as /tmp, only its owner may do that. */
export function removalTrouble(error: LabError, address: string): LabError {
  return told(error, address, REASONS.get(error.code))
}

/** Removes what was found to be stale; false if it is something else by now. Rejects with Node's error if it may not. */
export async function removeStale(address: string): Promise<boolean> {
  const before = identityOf(address)
  if (before === undefined || (await atPath(address)) !== 'stale' || identityOf(address) !== before)
    return false
  unlinkSync(address)
  return true
}

/** Which socket file is there; undefined if none is, or something else. */
function identityOf(path: string): string | undefined {
  const found = look(path)
  return found?.isSocket ? found.identity : undefined
}

/** The code with which a call there fails; undefined if it is answered. */
function callOnce(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let code: string | undefined
    const socket = net.connect({ path: nativePath(address) })
    socket.once('connect', () => socket.destroy())
    socket.once('error', (error: NodeJS.ErrnoException) => {
      code = error.code ?? ''
    })
    socket.once('close', () => resolve(code))
  })
}

function lacks(folder: string): boolean {
  try {
    return !statSync(folder).isDirectory()
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

/** `mode 0755, owner 1000` of what is there, for whoever may not use it. */
function modeWords(path: string): string | undefined {
  try {
    const { mode, uid } = statSync(path)
    return `mode 0${(mode & 0o7777).toString(8)}, owner ${uid}`
  } catch {
    return undefined
  }
}
