import { readFileSync } from 'node:fs'

/**
 * How many connections the kernel lets wait for accept(2), by the backlog that listen(2) was given: on Linux no more than
 * net.core.somaxconn, and one more than that (sk_acceptq_is_full in include/net/sock.h; measured). Undefined elsewhere.
 */
export function queueLimit(backlog: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const most = Number.parseInt(readFileSync('/proc/sys/net/core/somaxconn', 'latin1'), 10)
    return Number.isNaN(most) ? undefined : Math.min(backlog, most) + 1
  } catch {
    return undefined
  }
}
