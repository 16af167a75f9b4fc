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

/** So many of the processes that one has started are looked into. */
const MOST_DESCENDANTS = 64

/** The state of a process on Linux, proc_pid_stat(5): `R`, `S`, `T` (stopped), `Z`… Undefined where nothing tells. */
export function processState(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // Behind the name, which may have anything in it.
    return stat.charAt(stat.lastIndexOf(')') + 2)
  } catch {
    return undefined
  }
}

/** The processes that a process has started, and those that these have, on Linux. */
export function descendants(pid: number): number[] {
  const found: number[] = []
  const parents = [pid]
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    for (const child of childrenOf(parent)) {
      if (found.length >= MOST_DESCENDANTS) return found
      found.push(child)
      parents.push(child)
    }
  }
  return found
}

/** Each thread has its own list: proc_pid_task(5). */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    )
  } catch {
    // It has ended, or this kernel doesn't tell.
    return []
  }
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
