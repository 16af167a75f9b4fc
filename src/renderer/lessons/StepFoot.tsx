import { ChevronLeft, ChevronRight, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isStepMet } from '../../shared/model/lesson'
import { useUi } from '../app/ui'
import { ActButton } from '../ui/ActButton'
import { Button } from '../ui/Button'
import { useLessonModel, useLessons, useLessonsState } from './context'
import css from './LessonPanel.module.css'
import type { ShownLesson } from './useShownLesson'
import { useStepText } from './useStepText'

/** To and fro between the steps. In a recording, that moves the whole window through time. */
export function StepFoot({ shown: { lesson, step, kind } }: { shown: ShownLesson }) {
  const { t } = useTranslation()
  const store = useLessons()
  const { time } = useUi()
  const { plain } = useStepText()
  const model = useLessonModel()
  const { busy, finished } = useLessonsState()
  const last = lesson.steps.length
  const what = lesson.steps[step - 1]
  const isMet =
    what?.checks === undefined || (model !== undefined && isStepMet(model, step, what.checks.length))
  const recorded = kind === 'recorded'
  const move = (direction: 1 | -1) => (recorded ? time.step('lesson', direction) : void store.move(direction))
  return (
    <footer className={css.foot}>
      <ol className={css.dots} aria-label={t('lessons.stepOf', { step, count: last })}>
        {lesson.steps.map((each, index) => (
          <li key={each.title.en}>
            <button
              type="button"
              className={css.dot}
              title={`${index + 1}. ${plain(each.title)}`}
              aria-label={t('lessons.goToStep', { step: index + 1, title: plain(each.title) })}
              aria-current={index + 1 === step && !finished ? 'step' : undefined}
              disabled={recorded || busy}
              data-past={index + 1 < step || finished || undefined}
              onClick={() => void store.show(index + 1)}
            />
          </li>
        ))}
      </ol>
      <div className={css.moves}>
        <span className={css.place}>{t('lessons.stepOf', { step, count: last })}</span>
        {!recorded && (
          <ActButton
            look="quiet"
            icon={RotateCcw}
            why={t('lessons.startOverWhy')}
            disabled={busy}
            onClick={() => void store.startOver()}
          >
            {t('lessons.startOver')}
          </ActButton>
        )}
        <Button
          small
          disabled={(step <= 1 && !finished) || busy}
          focusableWhenDisabled
          onClick={() => move(-1)}
        >
          <ChevronLeft size={14} aria-hidden="true" />
          {t('lessons.back')}
        </Button>
        <Button
          small
          look={isMet && !finished ? 'primary' : 'normal'}
          disabled={busy || finished || (recorded && step >= last)}
          focusableWhenDisabled
          onClick={() => move(1)}
        >
          {step >= last && !recorded ? t('lessons.finish') : t('lessons.next')}
          <ChevronRight size={14} aria-hidden="true" />
        </Button>
      </div>
    </footer>
  )
}
