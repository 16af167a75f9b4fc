import { readdirSync, readFileSync } from 'node:fs'
import { withChildren } from './pss'

/** How often each thread of a process, and of all that it has started, has waited for something so far. Linux only. */
export function waitsOf(root: number): Map<string, number> {
  const waits = new Map<string, number>()
  for (const pid of withChildren(root)) {
    for (const task of tasksOf(pid)) {
      const status = contentOf(`/proc/${pid}/task/${task}/status`)
      const name = /^Name:\t(.*)$/m.exec(status)?.[1] ?? ''
      const count = /^voluntary_ctxt_switches:\t(\d+)$/m.exec(status)?.[1]
      if (count !== undefined) waits.set(`${pid}/${task} ${name}`, Number(count))
    }
  }
  return waits
}

/** What has come between two looks, by thread; those that were not there both times are left out. */
export function wakeups(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) {
  const threads = [...after]
    .map(([thread, count]) => ({ thread, count: count - (before.get(thread) ?? count) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  return { threads, total: threads.reduce((sum, { count }) => sum + count, 0) }
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

/** Empty if the thread has ended meanwhile. */
function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
