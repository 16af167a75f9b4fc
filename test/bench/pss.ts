import { readdirSync, readFileSync } from 'node:fs'

/** Memory of several processes together, MB (2^20 bytes). */
export interface Memory {
  /** Proportional set size: what several share counts as one. */
  pss: number
  /** Resident set sizes, in which every process counts all that it shares. */
  rss: number
  /** Of the PSS, what is no file's: what the program has made, not what it is. */
  anonymous: number
  /** By kind of process, as in `renderer`: PSS, and what of it is no file's. */
  kinds: Record<string, { pss: number; anonymous: number }>
}

/** What a process and all that it has started take. Linux only. */
export function memoryOfProcesses(root: number): Memory {
  const memory: Memory = { pss: 0, rss: 0, anonymous: 0, kinds: {} }
  for (const pid of withChildren(root)) {
    const rollup = read(pid, 'smaps_rollup')
    const of = (field: string) =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) / 1024
    const kind = /--type=([\w-]+)/.exec(read(pid, 'cmdline'))?.[1] ?? 'main'
    memory.pss += of('Pss')
    memory.rss += of('Rss')
    memory.anonymous += of('Pss_Anon')
    const { pss, anonymous } = memory.kinds[kind] ?? { pss: 0, anonymous: 0 }
    memory.kinds[kind] = { pss: pss + of('Pss'), anonymous: anonymous + of('Pss_Anon') }
  }
  return memory
}

/** A process and all that it has started. Linux only. */
export function withChildren(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    // Behind the name, which may have spaces and brackets of its own: state, parent.
    const stat = /^\d+$/.test(name) ? read(Number(name), 'stat') : ''
    if (stat !== '') parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const all = [root]
  for (const pid of all) for (const [child, parent] of parents) if (parent === pid) all.push(child)
  return all
}

/** A file of a process; empty if it has ended meanwhile. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
