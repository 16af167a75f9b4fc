import type { EndAct } from '../../shared/commands'
import type { SocketModel } from '../../shared/model/model'
import type { Offer, Sentence } from '../connection/offers'

/** The acts on several ends at once, in the order in which they are shown. */
export const MANY_ACTS = [
  'shutdown',
  'close',
  'destroy',
  'reset',
  'pause',
  'resume',
] as const satisfies EndAct[]

/** Why an end is left as it is, besides what `offer` says. */
type Left = 'paused' | 'reading'

/** Ends for which an act does the same, or can't be done for the same reason. */
export interface Share {
  why: Sentence[] | Left
  count: number
}

/** What an act will do to several ends. */
export interface Plan {
  act: EndAct
  /** Names of the ends that it can be done to. */
  can: string[]
  effects: Share[]
  left: Share[]
  /** Bytes that these ends have not sent yet. */
  queued: number
}

/** `offerAt` says what an act does at one end, here and now. */
export function planFor(
  act: EndAct,
  ends: readonly SocketModel[],
  offerAt: (act: EndAct, end: SocketModel) => Offer,
): Plan {
  const can: string[] = []
  const effects = new Map<string, Share>()
  const left = new Map<string, Share>()
  let queued = 0
  const count = (shares: Map<string, Share>, why: Share['why']) => {
    const key = typeof why === 'string' ? why : why.map((sentence) => sentence.key).join(' ')
    const share = shares.get(key)
    if (share) share.count++
    else shares.set(key, { why, count: 1 })
  }
  for (const end of ends) {
    const { possible, why } = offerAt(act, end)
    if (!possible) count(left, why)
    else if (act === 'pause' && end.paused) count(left, 'paused')
    else if (act === 'resume' && !end.paused) count(left, 'reading')
    else {
      can.push(end.name)
      queued += end.queued
      // Sizes differ from end to end; what is not sent yet is told for all of them.
      count(
        effects,
        why.filter(({ size }) => size === undefined),
      )
    }
  }
  const byCount = (shares: Map<string, Share>) => [...shares.values()].sort((a, b) => b.count - a.count)
  return { act, can, effects: byCount(effects), left: byCount(left), queued }
}
