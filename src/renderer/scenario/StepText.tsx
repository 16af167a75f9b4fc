import { useTranslation } from 'react-i18next'
import type { Step } from '../../shared/scenario'
import { StateBadge } from '../ui/StateBadge'
import css from './StepText.module.css'
import { stepWords } from './words'

/** A step in words; names, bytes and states are told apart. */
export function StepText({ step }: { step: Step }) {
  const { t } = useTranslation()
  return (
    <span className={css.text}>
      {stepWords(t, step).map((word, index) =>
        word.as === 'state' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of a step never change
          <StateBadge key={index} state={word.text} plain />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of a step never change
          <span key={index} className={css[word.as]} translate={word.as === 'plain' ? undefined : 'no'}>
            {word.text}
          </span>
        ),
      )}
    </span>
  )
}
