import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Whose sockets are whose on Linux: a socket's inode is in the links of /proc/PID/fd of each process that holds it. */

export type Holdings = Set<number> | 'gone' | 'forbidden'

/** The inodes of a process's sockets. Another user's can be read with privileges only. */
export function socketsOf(pid: number): Holdings {
  const inodes = new Set<number>()
  let names: string[]
  try {
    names = readdirSync(`/proc/${pid}/fd`)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'forbidden' : 'gone'
  }
  for (const name of names) {
    const inode = inodeAt(`/proc/${pid}/fd/${name}`)
    if (inode !== undefined) inodes.add(inode)
  }
  return inodes
}

/** For systems that tell whose each socket is with the socket itself: whether there still is such a process. */
export function untold(pid: number): Holdings {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'gone'
  }
  return new Set()
}

/** The processes that hold sockets, as far as this one may look. The first of several that share one (after fork). */
export function holders(inodes: ReadonlySet<number>): Map<number, number> {
  const found = new Map<number, number>()
  if (inodes.size === 0) return found
  for (const pid of pids()) {
    const held = socketsOf(pid)
    if (typeof held === 'string') continue
    for (const inode of held) if (inodes.has(inode) && !found.has(inode)) found.set(inode, pid)
    if (found.size === inodes.size) break
  }
  return found
}

/** The name of a process's program, of 15 characters at most. */
export function processName(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trimEnd()
  } catch {
    return undefined
  }
}

function pids(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

function inodeAt(link: string): number | undefined {
  try {
    const match = /^socket:\[(\d+)\]$/.exec(readlinkSync(link))
    return match ? Number(match[1]) : undefined
  } catch {
    // The descriptor was closed meanwhile.
    return undefined
  }
}
