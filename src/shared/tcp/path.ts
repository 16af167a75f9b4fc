import type { Observed } from '../events'
import type { Confidence, Provenance, TcpState } from './states'

/** One step of a socket's path through the states. */
export interface PathStep {
  /** `seq` of the state event. */
  seq: number
  t: number
  tMin: number
  tMax: number
  from: TcpState
  to: TcpState
  provenance: Provenance
  confidence: Confidence
  because: number[]
  alternatives: TcpState[][]
  rule: string
  /** `seq` of the newest reading of the kernel's tables that shows the same. */
  confirmed?: number
  /** The other state that had been concluded before, if this one took its place. */
  corrects?: { seq: number; to: TcpState; provenance: Provenance; confidence: Confidence }
}

/**
 * How far the kernel and what is concluded about it may be apart in time, ms: a busy event loop tells late what has
 * happened, a call is in the log before it is made, and a reading of the tables isn't of one moment.
 */
export const MARGIN_MS = 250

/**
 * Puts `step` into `path`: at its end, or in the place of the step `supersedes`. A correction that leads to the state it
 * comes from takes that step away: there was no such transition.
 */
export function takeStep(path: PathStep[], step: PathStep, supersedes: number | undefined): void {
  const at = supersedes === undefined ? -1 : path.findIndex((old) => old.seq === supersedes)
  const old = path[at]
  if (old) {
    if (step.from === step.to) path.splice(at, 1)
    else path[at] = { ...step, ...inherited(old, step) }
    return
  }
  if (step.from === step.to) return
  // What lay open is bounded by what came next.
  const last = path.at(-1)
  if (last && last.tMax > step.tMax) path[path.length - 1] = { ...last, tMax: Math.max(last.tMin, step.tMax) }
  path.push(step)
}

function inherited(old: PathStep, step: PathStep): Partial<PathStep> {
  const { seq, to, provenance, confidence, confirmed } = old
  if (to !== step.to) return { corrects: { seq, to, provenance, confidence } }
  return {
    ...(confirmed !== undefined && { confirmed }),
    ...(old.corrects && { corrects: old.corrects }),
  }
}

/**
 * Index of the newest step by which the end can have been in `state` when a reading `began` (ms), or later; -1 if there is
 * none. A state that was left less than MARGIN_MS before may have been read just then.
 */
export function agreeing(path: readonly PathStep[], state: TcpState, began: number): number {
  return path.findLastIndex((step, index) => {
    const next = path[index + 1]
    return step.to === state && (next === undefined || began <= next.tMax + MARGIN_MS)
  })
}

/** Marks the step that a row of the kernel's tables agrees with (`agreeing`), if there is one. */
export function confirm(
  path: PathStep[],
  { state, began, seq }: Pick<Observed, 'state' | 'began' | 'seq'>,
): void {
  const at = agreeing(path, state, began)
  const step = path[at]
  if (step) path[at] = { ...step, confirmed: seq }
}
