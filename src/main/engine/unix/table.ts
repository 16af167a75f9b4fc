import { readFileSync } from 'node:fs'

/** Linux's table of Unix domain sockets, as far as it tells what Node doesn't. */

/** What the kernel has at an address. */
export interface Bound {
  /** Sockets that are bound to it, or were accepted there. */
  sockets: number
  /** Connections that wait to be accepted. */
  waiting: number
}

/** SS_CONNECTING, of a row that no process holds yet: a connection in a listener's queue (net/unix/af_unix.c, unix_seq_show). */
const WAITS = '02'

/** What /proc/net/unix has at `address`, which it writes as events do. Undefined where there is no such table. */
export function boundAt(address: string): Bound | undefined {
  if (process.platform !== 'linux') return undefined
  let table: string
  try {
    table = readFileSync('/proc/net/unix', 'utf8')
  } catch {
    return undefined
  }
  const bound = { sockets: 0, waiting: 0 }
  // Num RefCount Protocol Flags Type St Inode Path
  for (let at = table.indexOf(address); at >= 0; at = table.indexOf(address, at + 1)) {
    const start = table.lastIndexOf('\n', at) + 1
    const rest = table.slice(at + address.length, table.indexOf('\n', at))
    // Node up to 20 fills an abstract name up with NULs, which stand there as @.
    if (!/^@*$/.test(rest)) continue
    const fields = table.slice(start, at).trim().split(/\s+/)
    if (fields.length !== 7) continue
    if (fields[5] === WAITS && fields[6] === '0') bound.waiting++
    else bound.sockets++
  }
  return bound
}
