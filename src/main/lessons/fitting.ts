import type { Command } from '../../shared/commands'
import type { LessonCommand } from '../../shared/lessons/lesson'
import type { Model } from '../../shared/model/model'
import { addressOf } from './addresses'

/** Whether what a person has made is what a lesson wants. */

/** Fields that are not what a lesson is about: names, and what only its own way of doing it needs. */
const FREE: ReadonlySet<string> = new Set(['do', 'as', 'nowait', 'path', 'removeStale', 'cwd', 'to', 'count'])

/** What a lesson's words for ports mean by now; undefined for one that isn't known. */
export interface Ports {
  portOf: (name: string) => number | undefined
  freePort: (word: string) => number | undefined
}

/**
 * The fields in which `given` differs from what the lesson wants; undefined if it makes something else altogether. `wanted` is in
 * names of the lab.
 */
export function differences(
  wanted: LessonCommand,
  given: Command,
  model: Model,
  ports: Ports,
): string[] | undefined {
  if (wanted.do !== given.do || transportOf(wanted) !== transportOf(given)) return undefined
  const have = withAddress(given, model)
  const want = wanted as unknown as Record<string, unknown>
  const differs = Object.keys(want).filter(
    (field) => !FREE.has(field) && !covers(want[field], have[field], ports),
  )
  if ('to' in wanted && !goesTo(wanted.to, have, model)) differs.push('to')
  const few = Number(want.count ?? 1) > Number(have.count ?? 1)
  if (few || (want.count === undefined) !== (have.count === undefined)) differs.push('count')
  return differs
}

/** What calls a socket by its name calls its address, too. */
function withAddress(command: Command, model: Model): Record<string, unknown> {
  const fields = command as unknown as Record<string, unknown>
  const at = command.do === 'connect' && command.to !== undefined ? addressOf(model, command.to) : undefined
  return at ? { ...fields, ...at } : fields
}

function transportOf({ transport, path }: { transport?: string; path?: string } & object): string {
  return transport ?? (path === undefined ? 'tcp' : 'unix')
}

/** Every part of `want` is so in `have`. What a lesson says only to be clear may be left out. */
function covers(want: unknown, have: unknown, ports: Ports): boolean {
  if (typeof want !== 'object' || want === null) {
    return want === have || (have === undefined && isDefault(want))
  }
  if ('freePort' in want) return isPort(have, ports.freePort(String(want.freePort)))
  if ('portOf' in want) return isPort(have, ports.portOf(String(want.portOf)), String(want.portOf))
  if (typeof have !== 'object' || have === null) return false
  return Object.entries(want).every(([key, value]) =>
    covers(value, (have as Record<string, unknown>)[key], ports),
  )
}

/** As a number, as digits among the arguments of a program, or by the name of whose port it is. */
function isPort(have: unknown, port: number | undefined, name?: string): boolean {
  if (typeof have === 'object' && have !== null && 'portOf' in have) return have.portOf === name
  return port === undefined ? have !== undefined : Number(have) === port
}

function isDefault(want: unknown): boolean {
  return want === false || want === '127.0.0.1' || want === 'concurrent'
}

/** It calls that socket, by name or by address. */
function goesTo(to: unknown, have: Record<string, unknown>, model: Model): boolean {
  if (have.to === to) return true
  const at = addressOf(model, String(to))
  return at !== undefined && have.port === at.port && (have.host ?? '127.0.0.1') === at.host
}
