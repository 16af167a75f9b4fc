import { readPreference, writePreference } from '../app/preferences'

/** How far somebody has come in a lesson. */
export interface LessonProgress {
  /** The step that was shown last, from 1. */
  step: number
  /** It was gone through to its end. */
  done: boolean
  /** By number of the step: the choices of its prediction that were made, from 0, the first one first. */
  chosen: Record<string, number[]>
}

export type Progress = Readonly<Record<string, LessonProgress>>

const KEY = 'lessons.progress'
/** A text that is longer is none that this program has written. */
const LONGEST = 200_000

export interface Known {
  progress: Progress
  /** The lesson that was shown last. */
  newest: string | undefined
}

export function readProgress(): Known {
  try {
    const stored = readPreference(KEY)
    if (stored === undefined || stored.length > LONGEST) return NOTHING
    const { progress, newest }: Partial<Known> = JSON.parse(stored)
    const entries = Object.entries(progress ?? {}).filter(([, value]) => isProgress(value))
    return {
      progress: Object.fromEntries(entries),
      newest: typeof newest === 'string' ? newest : undefined,
    }
  } catch {
    return NOTHING
  }
}

export function writeProgress(known: Known): void {
  writePreference(KEY, JSON.stringify(known))
}

const NOTHING: Known = { progress: {}, newest: undefined }

function isProgress(value: unknown): value is LessonProgress {
  const { step, done, chosen } = (value ?? {}) as Partial<LessonProgress>
  return (
    Number.isInteger(step) &&
    (step as number) >= 1 &&
    typeof done === 'boolean' &&
    typeof chosen === 'object' &&
    chosen !== null &&
    Object.values(chosen).every((each) => Array.isArray(each) && each.every(Number.isInteger))
  )
}
