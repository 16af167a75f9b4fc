import type { TFunction } from 'i18next'
import type { ActionId } from '../../shared/actions'
import type { Ui } from '../app/ui'
import type { Sentence } from '../connection/offers'
import type { Language } from '../i18n'
import type { en } from '../i18n/en'
import type { LabStore } from '../lab/lab'
import type { LessonStore } from '../lessons/store'
import type { SessionDesk } from '../sessions/desk'

/** What actions need to know and to reach. */
export interface Env {
  ui: Ui
  lab: LabStore
  t: TFunction
  /** Puts an explanation of an act into words. */
  sentences: (sentences: readonly Sentence[]) => string
  language: Language
  quickStart: () => void
  /** Lets the person pick a scenario file. */
  pickScenario: () => void
  /** Guided lessons. */
  lessons: LessonStore
  /** Opens recorded sessions. */
  desk: SessionDesk
}

/** An action as it stands here and now; what `ActionState` has besides comes from its place. */
export interface Offered {
  possible: boolean
  why?: string
  label?: string
  checked?: boolean
  run: () => void
}

export type Definitions = Partial<Record<ActionId, (env: Env) => Offered>>

export type ReasonKey = keyof typeof en.actions.reason

const nothing = () => {}

export function can(run: () => void, why?: string): Offered {
  return why === undefined ? { possible: true, run } : { possible: true, why, run }
}

export function cannot(env: Env, reason: ReasonKey): Offered {
  return { possible: false, why: env.t(`actions.reason.${reason}`), run: nothing }
}
