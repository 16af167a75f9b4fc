import type { Damage } from '../../../shared/session'

/** Entries of one kind; what comes after them is counted in the last one. */
const MAX_ENTRIES = 16

/** What is not whole of a session, in the order in which it was found: few entries, however much it is. */
export class DamageList {
  #entries: Damage[] = []

  /** Counts one more, or `count`, of what `place` begins; what follows directly on an entry of its kind goes into that. */
  add(kind: Damage['kind'], place: Pick<Damage, 'line' | 'seq'> = {}, count = 1): void {
    const same = this.#entries.filter((entry) => entry.kind === kind)
    const last = same.at(-1)
    if (last && (same.length >= MAX_ENTRIES || follows(last, place))) last.count += count
    else this.#entries.push({ kind, ...place, count })
  }

  get entries(): Damage[] {
    return this.#entries.map((entry) => ({ ...entry }))
  }
}

function follows(last: Damage, { line, seq }: Pick<Damage, 'line' | 'seq'>): boolean {
  if (line !== undefined) return last.line !== undefined && last.line + last.count === line
  return seq !== undefined && last.seq !== undefined && last.seq + last.count === seq
}
