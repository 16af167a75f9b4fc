import { GraduationCap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { checkKey } from '../../shared/model/lesson'
import css from './ActHint.module.css'
import { useLessonModel, useLessonsState } from './context'
import { useStepText } from './useStepText'

/** In a dialog, which covers the lesson: what its next act is. Nothing where no lesson waits for one. */
export function ActHint() {
  const { t } = useTranslation()
  const { open, step, finished } = useLessonsState()
  const model = useLessonModel()
  const { rich } = useStepText()
  if (!open || finished || model?.lesson !== open.id || model.ending !== undefined) return null
  const act = open.steps[step - 1]?.acts?.find((_, index) => !model.acts.has(checkKey(step, index + 1)))
  if (!act) return null
  return (
    <p className={css.hint}>
      <GraduationCap size={15} aria-hidden="true" />
      <span>
        <span className={css.kind}>{t('lessons.hint')}</span>
        {rich(act.text)}
      </span>
    </p>
  )
}
