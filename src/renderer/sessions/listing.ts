import type { SessionSummary } from '../../shared/session'
import { hasTerms, termsOf } from '../ui/terms'

/** The list of recorded sessions: which of them are shown, and which are chosen. */

/** What is chosen of a list. `active`: what keys and a range go on from; `anchor`: where a range begins. */
export interface Choice {
  ids: ReadonlySet<string>
  active?: string | undefined
  anchor?: string | undefined
}

export const NOTHING_CHOSEN: Choice = { ids: new Set() }

/** The sessions that have every word of `filter` in what is shown of them. */
export function fitting(
  sessions: readonly SessionSummary[],
  filter: string,
  wordsOf: (session: SessionSummary) => string,
): readonly SessionSummary[] {
  const terms = termsOf(filter)
  if (terms.length === 0) return sessions
  return sessions.filter((session) => hasTerms(wordsOf(session), terms))
}

/** One session and no other; with `extend` all from the anchor to it; with `toggle` it comes to the others, or leaves them. */
export function choose(
  shown: readonly SessionSummary[],
  before: Choice,
  id: string,
  { extend = false, toggle = false } = {},
): Choice {
  if (extend) {
    const anchor = before.anchor ?? before.active ?? id
    const from = shown.findIndex((session) => session.id === anchor)
    const to = shown.findIndex((session) => session.id === id)
    const range = shown.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1)
    return { ids: new Set(range.map((session) => session.id)), active: id, anchor }
  }
  if (!toggle) return { ids: new Set([id]), active: id, anchor: id }
  const ids = new Set(before.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, active: id, anchor: id }
}

export function chooseAll(shown: readonly SessionSummary[], before: Choice): Choice {
  return { ...before, ids: new Set(shown.map(({ id }) => id)), active: before.active ?? shown[0]?.id }
}

/** What of it is still there; the marked row keeps its place where its session is gone. */
export function remaining(
  before: Choice,
  was: readonly SessionSummary[],
  is: readonly SessionSummary[],
): Choice {
  const there = new Set(is.map(({ id }) => id))
  const ids = new Set([...before.ids].filter((id) => there.has(id)))
  const { active } = before
  if (active === undefined || there.has(active)) return { ...before, ids }
  const place = was.findIndex(({ id }) => id === active)
  const next = is[Math.min(place, is.length - 1)]?.id
  return next === undefined ? NOTHING_CHOSEN : { ids: ids.size > 0 ? ids : new Set([next]), active: next }
}

export function bytesOf(sessions: readonly SessionSummary[]): number {
  return sessions.reduce((sum, { bytes }) => sum + bytes, 0)
}

/**
 * The session that a crash has left, to be offered: the newest one that isn't being recorded, if it was never closed and the
 * person doesn't know it yet (`known`: ids of those that they do).
 */
export function recoveredOf(
  sessions: readonly SessionSummary[],
  known: ReadonlySet<string>,
): SessionSummary | undefined {
  const newest = sessions.find(({ state }) => state !== 'open')
  return newest?.state === 'recovered' && !known.has(newest.id) ? newest : undefined
}
