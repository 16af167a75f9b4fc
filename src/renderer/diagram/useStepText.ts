import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Occurrence } from '../../shared/tcp/transitions'
import { alternativeTexts, checkedTexts, ruleText, whenText } from '../connection/stepWords'
import { useLab } from '../lab/hooks'
import type { LabStore } from '../lab/lab'
import { duration } from '../ui/format'
import { type Cause, causeOf } from './causes'
import type { Taken } from './ways'

export interface StepText {
  /** What the RFC calls it; undefined if the log doesn't tell. */
  occurrence: (taken: Taken) => Occurrence | undefined
  /** What caused it here, in a few words. */
  cause: (taken: Taken) => string
  /** How long after `start` (ms) it happened. */
  after: (taken: Taken, start: number) => string
  /** How it is known, one line each. */
  lines: (taken: Taken) => string[]
}

/** What is said about the steps of a path. */
export function useStepText(): StepText {
  const { t } = useTranslation()
  return stepText(t, useLab())
}

export function stepText(t: TFunction, lab: LabStore): StepText {
  const why = ({ step, socket }: Taken) => causeOf(step, socket, (seq) => lab.events.bySeq(seq))
  return {
    occurrence: (taken) => why(taken).on,
    cause: (taken) => causeText(t, why(taken)),
    after: ({ step }, start) => {
      const text = duration(Math.max(0, step.t - start))
      return step.confidence === 'exact' ? text : t('diagram.about', { duration: text })
    },
    lines: ({ step }) =>
      [
        `${t(`provenance.${step.provenance}`)} · ${t(`confidence.${step.confidence}`)}`,
        whenText(t, lab, step),
        ...checkedTexts(t, step),
        ruleText(t, step.rule),
        ...alternativeTexts(t, step),
      ].filter((line) => line !== undefined),
  }
}

export function causeText(t: TFunction, { on, act, answers, code }: Cause): string {
  const acted = act && { act: t(`acts.name.${act}`) }
  switch (on) {
    case undefined:
      return code ?? t('diagram.cause.unknown')
    case 'send-fin':
      return acted
        ? t('diagram.cause.fin', acted)
        : t(answers ? 'diagram.cause.answers' : 'diagram.cause.send-fin')
    case 'send-reset':
      return acted ? t('diagram.cause.rst', acted) : t('diagram.cause.send-reset')
    case 'abort':
      return acted ? acted.act : t('diagram.cause.abort')
    case 'receive-reset':
      return code === undefined ? t('diagram.cause.receive-reset') : t('diagram.cause.refused', { code })
    case 'give-up':
      return code ?? t('diagram.cause.give-up')
    default:
      return t(`diagram.cause.${on}`)
  }
}
