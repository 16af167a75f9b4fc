import type { TFunction } from 'i18next'
import type { PathStep } from '../../shared/model/model'
import { en } from '../i18n/en'
import type { LabStore } from '../lab/lab'
import { clockTime, duration } from '../ui/format'

/** When a transition happened, as closely as it is known. */
export function whenText(t: TFunction, lab: LabStore, { t: at, tMin, tMax }: PathStep): string {
  const time = (moment: number) => clockTime(lab.wallOf(moment))
  if (tMin === tMax) return t('how.at', { time: time(at) })
  return t('how.between', { from: time(tMin), to: time(tMax), duration: duration(tMax - tMin) })
}

/** What the rule says that concluded a transition; undefined if there are no words for it. */
export function ruleText(t: TFunction, rule: string): string | undefined {
  return isExplained(rule) ? t(`rules.${rule}`) : undefined
}

/** What else may be true, one line each. */
export function alternativeTexts(t: TFunction, { from, alternatives }: PathStep): string[] {
  return alternatives.map((states) =>
    states.length === 0 ? t('how.noTransition', { from }) : t('how.instead', { states: states.join(' → ') }),
  )
}

/** What was concluded before the step was corrected; undefined if it wasn't. */
export function correctsText(t: TFunction, { corrects }: PathStep): string | undefined {
  if (!corrects) return undefined
  const { to: state, provenance, confidence } = corrects
  const known = [t(`provenance.${provenance}`), t(`confidence.${confidence}`)].join(' · ')
  return t('how.correctsMeaning', { state, known })
}

/** What the kernel's tables say of a step, one line each. */
export function checkedTexts(t: TFunction, step: PathStep): string[] {
  const corrected = correctsText(t, step)
  return [
    ...(step.confirmed === undefined ? [] : [t('how.confirmedMeaning')]),
    ...(corrected === undefined ? [] : [corrected]),
  ]
}

function isExplained(rule: string): rule is keyof typeof en.rules {
  return rule in en.rules
}
