import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useShownName } from '../lab/useShownName'
import { Hint } from '../ui/Hint'
import { useStepText } from './useStepText'
import type { Taken } from './ways'

/** What is known of a step, on hover and focus. */
export function StepHint({ taken, children }: { taken: Taken; children: ReactElement }) {
  const { t } = useTranslation()
  const text = useStepText()
  const name = useShownName(taken.socket)
  const { from, to } = taken.step
  const lines = [
    `${name}: ${from} → ${to}`,
    text.cause(taken),
    ...text.lines(taken),
    t('diagram.showEvent', { seq: taken.step.seq }),
  ]
  return <Hint text={lines.join('\n')}>{children}</Hint>
}
