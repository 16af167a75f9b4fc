import type { Command } from '../../shared/commands'
import { reachedAt } from '../../shared/ids'
import type { LessonCommand } from '../../shared/lessons/lesson'
import type { Model } from '../../shared/model/model'

/** Whether what a person has made is what a lesson wants. */

/** Fields that are not what a lesson is about: names, and what only its own way of doing it needs. */
const FREE: ReadonlySet<string> = new Set(['do', 'as', 'nowait', 'path', 'removeStale', 'cwd', 'to', 'count'])

/**
 * The fields in which `given`, that has made `name`, differs from what the lesson wants; undefined if it makes something else
 * altogether. `wanted` is in names of the lab.
 */
export function differences(wanted: LessonCommand, given: Command, model: Model): string[] | undefined {
  if (wanted.do !== given.do || transportOf(wanted) !== transportOf(given)) return undefined
  const have = given as unknown as Record<string, unknown>
  const want = wanted as unknown as Record<string, unknown>
  const differs = Object.keys(want).filter((field) => !FREE.has(field) && !covers(want[field], have[field]))
  if ('to' in wanted && !goesTo(wanted.to, have, model)) differs.push('to')
  if (
    Number(want.count ?? 1) > Number(have.count ?? 1) ||
    (want.count === undefined) !== (have.count === undefined)
  )
    differs.push('count')
  return differs
}

function transportOf({ transport, path }: { transport?: string; path?: string } & object): string {
  return transport ?? (path === undefined ? 'tcp' : 'unix')
}

/** Every part of `want` is so in `have`. What a lesson says only to be clear may be left out. */
function covers(want: unknown, have: unknown): boolean {
  if (typeof want !== 'object' || want === null)
    return want === have || (have === undefined && isDefault(want))
  // Ports that the lesson finds by itself.
  if ('freePort' in want || 'portOf' in want) return have !== undefined
  if (typeof have !== 'object' || have === null) return false
  return Object.entries(want).every(([key, value]) => covers(value, (have as Record<string, unknown>)[key]))
}

function isDefault(want: unknown): boolean {
  return want === false || want === '127.0.0.1' || want === 'concurrent'
}

/** It calls that socket, by name or by address. */
function goesTo(to: unknown, have: Record<string, unknown>, model: Model): boolean {
  if (have.to === to) return true
  const local = model.sockets.get(String(to))?.local
  const at = local === undefined ? undefined : reachedAt(local)
  return at !== undefined && have.port === at.port
}
