import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** The process that `parent` started with `word` among its arguments; undefined if there is none. Linux only. */
export function childOf(parent: number, word: string): number | undefined {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      // Behind the name, which may have anything in it: state, parent…
      const stat = readFileSync(`/proc/${entry}/stat`, 'latin1')
      const ppid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      if (ppid !== parent) continue
      if (readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(word)) return Number(entry)
    } catch {
      // It has ended meanwhile.
    }
  }
  return undefined
}

/** Resolves when the process, which isn't our child, has ended: nobody tells us, so it is asked for. */
export async function gone(pid: number): Promise<void> {
  while (isRunning(pid)) await sleep(20)
}

/** A process that has ended, and that nobody has collected yet, runs no more. */
function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z'
  } catch {
    return false
  }
}
