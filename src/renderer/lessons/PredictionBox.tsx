import { Check, CircleHelp, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Prediction } from '../../shared/lessons/lesson'
import { useLessons } from './context'
import css from './PredictionBox.module.css'
import { useStepText } from './useStepText'

interface Props {
  prediction: Prediction
  /** Choices that were made, from 0. */
  chosen: readonly number[]
  /** Choices can be made; otherwise the right one is shown. */
  open: boolean
}

/** A question before the act. Each choice says why it is right or wrong; one may try again. */
export function PredictionBox({ prediction: { question, choices }, chosen, open }: Props) {
  const { t } = useTranslation()
  const store = useLessons()
  const { rich, coded } = useStepText()
  const solved = chosen.some((choice) => choices[choice]?.right)
  return (
    <fieldset className={css.box}>
      <legend className={css.question}>
        <CircleHelp size={14} aria-hidden="true" />
        <span>
          <span className={css.kind}>{t('lessons.predict')} </span>
          {coded(question)}
        </span>
      </legend>
      {choices.map((choice, index) => {
        const isChosen = chosen.includes(index) || (!open && choice.right)
        const verdict = isChosen ? (choice.right ? 'right' : 'wrong') : undefined
        return (
          <div key={choice.text.en} className={css.choice} data-verdict={verdict}>
            <button
              type="button"
              className={css.choose}
              // Not disabled: whoever has pressed it with a key goes on from here.
              aria-disabled={!open || isChosen || solved || undefined}
              aria-pressed={isChosen}
              onClick={() => open && !solved && store.choose(index)}
            >
              <span className={css.mark} aria-hidden="true">
                {verdict === 'right' ? (
                  <Check size={12} strokeWidth={3} />
                ) : verdict === 'wrong' ? (
                  <X size={12} strokeWidth={3} />
                ) : (
                  LETTERS[index]
                )}
              </span>
              <span>{coded(choice.text)}</span>
            </button>
            {isChosen && (
              <p className={css.feedback} role="status">
                <span className="visually-hidden">{t(`lessons.${choice.right ? 'right' : 'wrong'}`)}</span>{' '}
                {rich(choice.feedback)}
              </p>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

const LETTERS = 'ABCDE'
