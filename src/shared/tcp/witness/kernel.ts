import type { Observed } from '../../events'
import { agreeing, MARGIN_MS, type PathStep } from '../path'
import type { TcpState } from '../states'
import { alternativesOf, type NewStep, type Plan } from './plan'
import { isForeign, isHeld, type Track } from './track'
import { leads, waysTo } from './ways'

/** What a row of the kernel's tables makes of what was concluded about the end. */

/** What the path ought to be. `wrong`: the newest step that the row shows to be wrong although no doubt had been told. */
export interface Verdict {
  plan: Plan
  wrong?: PathStep
}

type Judge = (track: Track, row: Observed, peer: Track | undefined) => Verdict | undefined

/** After its own FIN. */
const HAS_CLOSED: ReadonlySet<TcpState> = new Set([
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'CLOSING',
  'LAST_ACK',
  'CLOSED',
])

/**
 * Every way in which a row can stand to a path, in the order in which they are tried. The first that knows an answer
 * has it; a row that none can explain is taken for one of an earlier connection between the same addresses.
 */
export const JUDGES: readonly { id: string; source: string; judge: Judge }[] = [
  {
    id: 'kernel-first',
    source:
      'an end that nothing was known of: the row is its first state, and what was before is not invented',
    judge: (track, row, peer) => {
      if (track.path.length > 0 || row.state === 'CLOSED') return undefined
      const tMin = row.since ?? peer?.path[0]?.tMin ?? Math.min(0, row.t)
      return { plan: [seen(row, row.state, 'kernel-first', { tMin })] }
    },
  },
  {
    id: 'kernel-decides',
    source:
      'the row fits; of what else was possible, what does not lead to it is ruled out. At a foreign end a row is the only witness',
    judge: (track, row) => {
      const at = agreeing(track.path, row.state, row.began)
      return at < 0 ? undefined : { plan: ruleOut(track, at, row) }
    },
  },
  {
    id: 'kernel-earlier',
    source:
      'tcp(7), tcp_tw_reuse: the row of an earlier connection between the same addresses, in TIME_WAIT, is there until the new one has its own',
    judge: (track, row) => {
      const { path } = track
      const [first, tail] = [path[0], path.at(-1)]
      if (row.state !== 'TIME_WAIT' || !first || !tail || !isHeld(track)) return undefined
      return row.began - first.tMin < MARGIN_MS && !HAS_CLOSED.has(tail.to) ? { plan: path } : undefined
    },
  },
  {
    id: 'kernel-other-end',
    source:
      'RFC 9293, 3.6: one end holds TIME_WAIT after an orderly close, and the kernel shows it at the peer',
    judge: (track, row, peer) => {
      if (row.state !== 'CLOSED' || peer?.row?.state !== 'TIME_WAIT') return undefined
      return closedPassively(track, row)
    },
  },
  {
    id: 'kernel-row',
    source: 'RFC 9293, 3.3.2: the row is of a state that follows; those between lie between the two readings',
    judge: (track, row, peer) => {
      const { path, row: before } = track
      const tail = path.at(-1)
      const since = row.since ?? before?.t ?? Number.NEGATIVE_INFINITY
      const plan =
        tail && onwards(track, path, row, peer, { tMin: Math.max(tail.tMin, Math.min(since, row.t)) })
      return plan && { plan }
    },
  },
  {
    id: 'kernel-chooses',
    source: 'the row is of another of the possible stories, which had been told as an alternative',
    judge: (track, row, peer) => {
      const plan = otherStory(track.path, row) ?? otherEnding(track, row, peer)
      return plan && { plan }
    },
  },
  {
    id: 'kernel-between',
    source: 'RFC 9293, 3.3.2: the row is of a state that lies between two that are known',
    judge: ({ path }, row) => {
      const plan = between(path, row)
      return plan && { plan }
    },
  },
  {
    id: 'kernel-corrects',
    source: `the row has shown it more than ${MARGIN_MS} ms after anything else is said to have been, which no delay explains`,
    judge: (track, row, peer) => {
      const { path } = track
      const [first, tail] = [path[0], path.at(-1)]
      if (!first || !tail) return undefined
      if (row.began - first.tMin < MARGIN_MS || row.began - tail.tMax < MARGIN_MS) return undefined
      const back = path.findLastIndex((step) => step.to === row.state)
      if (back >= 0) return corrected(path, back, path.slice(0, back + 1))
      const from = path.findLastIndex((step) => waysTo(step.to, row.state).length > 0)
      if (from < 0) return undefined
      const plan = onwards(track, path.slice(0, from + 1), row, peer, {
        tMin: path[from]?.tMin ?? first.tMin,
      })
      return plan && corrected(path, from, plan)
    },
  },
]

/** The peer has closed first: what the kernel shows there leaves this for `track`. Undefined if that is known already. */
export function closedPassively(track: Track, row: Observed): Verdict | undefined {
  const { path } = track
  const waiting = path.findLastIndex((step) => step.to === 'TIME_WAIT')
  const open = path.findLastIndex((step) => step.to === 'ESTABLISHED')
  if (waiting < 0 || open < 0 || path[waiting]?.confirmed !== undefined) return undefined
  if (path[waiting]?.provenance !== 'inferred') return undefined
  const interval = { tMin: path[open + 1]?.tMin ?? row.t, tMax: row.t }
  const way: TcpState[] = ['CLOSE_WAIT', 'LAST_ACK', 'CLOSED']
  const steps = way.map((to) => seen(row, to, 'kernel-other-end', interval))
  return corrected(path, open, [...path.slice(0, open + 1), ...steps])
}

function corrected(path: readonly PathStep[], sure: number, plan: Plan): Verdict {
  const wrong = path.findLast((step, index) => index > sure && step.confidence !== 'possible')
  return { plan, ...(wrong && { wrong }) }
}

function seen(row: Observed, to: TcpState, rule: string, rest: Partial<NewStep>): NewStep {
  return {
    to,
    t: row.t,
    tMin: row.t,
    tMax: row.t,
    provenance: 'observed',
    confidence: rest.alternatives?.length ? 'possible' : 'order',
    because: [row.seq],
    alternatives: [],
    rule,
    ...rest,
  }
}

/** `path` and, behind it, a way to what the row shows; undefined if there is none. */
function onwards(
  track: Track,
  path: readonly PathStep[],
  row: Observed,
  peer: Track | undefined,
  { tMin }: { tMin: number },
): Plan | undefined {
  const from = path.at(-1)?.to
  const ways = from === undefined ? [] : likely(waysTo(from, row.state), track, peer)
  const [way] = ways
  if (!way) return undefined
  const alternatives = alternativesOf(way, ways)
  return [
    ...path,
    ...way.map((to, index) =>
      seen(row, to, index === way.length - 1 ? 'kernel-row' : 'kernel-between', {
        tMin,
        ...(alternatives[index] && { alternatives: alternatives[index] }),
        ...(alternatives[index]?.length && { confidence: 'possible' }),
      }),
    ),
  ]
}

/** Those of the ways that go with what is known of the peer; all, if none does. */
function likely(ways: readonly TcpState[][], track: Track, peer: Track | undefined): readonly TcpState[][] {
  const peerWas = (...states: TcpState[]) => peer?.path.some((step) => states.includes(step.to)) === true
  const fits = ways.filter((way) => {
    // Who is answered by CLOSE_WAIT was never in CLOSING; who has waited in FIN_WAIT_1 was not just reset.
    if (way.includes('CLOSING')) return !peerWas('CLOSE_WAIT', 'LAST_ACK')
    // Whose program has not closed, and would have said so, has sent no FIN.
    if (way.length > 1 && way.at(-1) === 'CLOSED' && isHeld(track)) return false
    if (way.includes('LAST_ACK'))
      return peer?.path.at(-1)?.to !== 'CLOSED' || peerWas('FIN_WAIT_1', 'TIME_WAIT')
    if (way[0] === 'CLOSED') return !peerWas('TIME_WAIT')
    return true
  })
  return fits.length > 0 ? fits : ways
}

/** The path without the alternatives that do not lead to the row, which agrees with its step `at`. */
function ruleOut(track: Track, at: number, row: Observed): Plan {
  const { path } = track
  // A row that is gone tells little of how it went.
  if (row.state === 'CLOSED') return path
  return path.map((step, index) => {
    const decides =
      index === at && step.provenance === 'inferred' && (step.confidence === 'possible' || isForeign(track))
    if (index > at || (step.alternatives.length === 0 && !decides)) return step
    const alternatives = step.alternatives.filter((states) => {
      if (states.includes(row.state)) return true
      const next = path[index + 1]
      if (states.length === 0) return next !== undefined && leads(step.from, next.to)
      return index < at && waysTo(states.at(-1) ?? step.from, row.state).length > 0
    })
    if (alternatives.length === step.alternatives.length && !(decides && alternatives.length === 0))
      return step
    return {
      ...step,
      provenance: 'observed',
      confidence: alternatives.length > 0 ? 'possible' : 'order',
      alternatives,
      because: [...step.because, row.seq],
      rule: 'kernel-decides',
    }
  })
}

/** The path with an alternative that has the row's state in place of a step, and what then follows of the rest. */
function otherStory(path: readonly PathStep[], row: Observed): Plan | undefined {
  for (let index = path.length - 1; index >= 0; index--) {
    const step = path[index] as PathStep
    const instead = step.alternatives.find((states) => states.includes(row.state))
    if (!instead) continue
    // Read after the moment of that step, the row shows how far it has come.
    const states = row.began < step.tMax ? instead : instead.slice(0, instead.lastIndexOf(row.state) + 1)
    const plan: (PathStep | NewStep)[] = [...path.slice(0, index), ...chosen(step, states, row)]
    for (const later of path.slice(index + 1)) {
      const from = plan.at(-1)?.to ?? 'CLOSED'
      if (leads(from, later.to)) plan.push(later)
    }
    return plan
  }
  return undefined
}

/** The path with an alternative in place of its last step, from where a way leads to the row's state. */
function otherEnding(track: Track, row: Observed, peer: Track | undefined): Plan | undefined {
  const { path } = track
  const step = path.at(-1)
  for (const instead of step?.alternatives ?? []) {
    if (!step || instead.length === 0) continue
    const before = [...path.slice(0, -1), ...chosen(step, instead, row)] as PathStep[]
    const plan = onwards(track, before, row, peer, { tMin: Math.max(step.tMin, row.since ?? step.tMin) })
    if (plan) return plan
  }
  return undefined
}

function chosen(step: PathStep, states: readonly TcpState[], row: Observed): NewStep[] {
  const { tMin, tMax } = step
  return states.map((to) =>
    seen(row, to, 'kernel-chooses', { tMin, tMax: Math.max(tMin, Math.min(tMax, row.t)) }),
  )
}

/** The path with the row's state put in where it was passed through. */
function between(path: readonly PathStep[], row: Observed): Plan | undefined {
  for (let index = path.length - 2; index >= 0; index--) {
    const [step, next] = [path[index] as PathStep, path[index + 1] as PathStep]
    // TIME_WAIT lasts: near a later state it is no passage.
    const late = row.state === 'TIME_WAIT' ? next.tMin : next.tMax + MARGIN_MS
    if (row.t < step.tMin - MARGIN_MS || row.began > late || !leads(row.state, next.to)) continue
    const [way] = waysTo(step.to, row.state)
    if (!way) continue
    const tMin = Math.max(step.tMin, Math.min(row.since ?? step.tMin, next.tMax))
    const tMax = Math.max(tMin, Math.min(row.t, next.tMax))
    const passed = way.map((to) => seen(row, to, 'kernel-between', { t: tMax, tMin, tMax }))
    return [...path.slice(0, index + 1), ...passed, ...path.slice(index + 1)]
  }
  return undefined
}
