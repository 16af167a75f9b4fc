import type { LabError } from '../../shared/errors'
import { emptyModel, type Kept } from '../../shared/model/model'

/** What recording leaves out, the most of it first. */
const LEFT_OUT = ['session', 'events', 'payloads', 'message'] as const
export type LeftOut = (typeof LEFT_OUT)[number]

/** How recording stands, in a word. `ready`: nothing has been done yet that could be recorded. */
export type Standing = 'ready' | 'on' | 'failed' | LeftOut

export function standingOf({ phase, limited }: Kept): Standing {
  if (phase === 'failed') return 'failed'
  if (phase === 'off') return 'ready'
  return leftOut(limited)[0] ?? 'on'
}

export function leftOut(limited: Kept['limited']): LeftOut[] {
  return LEFT_OUT.filter((of) => limited[of] !== undefined)
}

/** What becomes of a recording that the person should hear of when it happens. */
export type RecordingNews =
  | { news: 'notRecorded'; error: LabError | undefined }
  | { news: 'resumed'; missing: number }
  | { news: 'limited'; of: LeftOut; limit: number }

/**
 * How the recording of the lab that is open stands, and what has changed in it since it was looked at last: the model says
 * so, whether it came by an event or in a snapshot. What was left out before the first look is no news.
 */
export class KeptWatch {
  #lab: string | undefined
  #seen = emptyModel().kept
  #listeners = new Set<() => void>()

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  current = (): Kept => this.#seen

  look(lab: string, kept: Kept): RecordingNews[] {
    const before = lab === this.#lab ? this.#seen : undefined
    // A moment of the past can still be on its way when the present is asked for again.
    if (before && kept.seq <= before.seq) return []
    this.#lab = lab
    // The model is mutated in place.
    this.#seen = { ...kept, limited: { ...kept.limited } }
    for (const listener of [...this.#listeners]) listener()
    return newsOf(before, this.#seen)
  }
}

function newsOf(before: Kept | undefined, kept: Kept): RecordingNews[] {
  const news: RecordingNews[] = []
  if (kept.phase === 'failed' && !(before?.phase === 'failed' && sameError(before.error, kept.error))) {
    news.push({ news: 'notRecorded', error: kept.error })
  }
  if (!before) return news
  if (kept.phase === 'on' && before.phase === 'failed') {
    news.push({ news: 'resumed', missing: kept.missing - before.missing })
  }
  for (const of of leftOut(kept.limited)) {
    if (before.limited[of] === undefined) news.push({ news: 'limited', of, limit: kept.limited[of] ?? 0 })
  }
  return news
}

function sameError(a: LabError | undefined, b: LabError | undefined): boolean {
  return a?.code === b?.code && a?.message === b?.message
}
