import type { EventKind, LabEvent } from '../../../shared/events'
import type { Check } from './shape/checks'
import { CHECKS } from './shape/events'

/**
 * What the fields of each kind of event must be, so that a line that anybody may have made can do no harm: the fold of the log
 * and all views take an event at its word. What goes into a terminal without further ado (names, addresses) has no control
 * characters.
 */

const TABLE = new Map(
  (Object.keys(CHECKS) as EventKind[]).map((kind) => [
    kind,
    Object.entries(CHECKS[kind]) as [string, Check][],
  ]),
)

/** Levels of what is in an event: what nests deeper would end in a full stack, here or wherever it is passed on. */
const MAX_LEVELS = 12

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (levels === 0) return false
  for (const key in value) if (!isShallow((value as Record<string, unknown>)[key], levels - 1)) return false
  return true
}

/** Whether all fields of an event that was read are what they must be. Those that nobody knows are left alone. */
export function isWellFormed(event: LabEvent): boolean {
  if (event.seq < 1 || !Number.isFinite(event.t) || !isShallow(event, MAX_LEVELS)) return false
  const checks = TABLE.get(event.kind) ?? []
  for (const [field, check] of checks) {
    if (!check((event as unknown as Record<string, unknown>)[field])) return false
  }
  return true
}
