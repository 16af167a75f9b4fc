import { useTranslation } from 'react-i18next'
import { makersOf } from '../../shared/lessons/makers'
import { useLab } from '../lab/hooks'
import { Button } from '../ui/Button'
import { listed } from '../ui/format'
import { useLessonModel, useLessons, useLessonsState } from './context'
import css from './LessonPanel.module.css'

/** The step needs sockets of the steps before, which nobody has made yet. */
export function MissingBefore({ step }: { step: number }) {
  const { t } = useTranslation()
  const lab = useLab()
  const store = useLessons()
  const model = useLessonModel()
  const { open, busy } = useLessonsState()
  if (!open || !model) return null
  const missing = makersOf(open).filter((maker) => maker.step < step && !model.roles.has(maker.role))
  if (missing.length === 0) return null
  const names = missing.map(({ role }) => role)
  return (
    <div className={css.note} role="status">
      <p>
        {t('lessons.missingBefore', {
          names: listed(names),
        })}
      </p>
      <Button
        small
        disabled={busy || model.doing !== undefined || lab.travel !== null}
        onClick={() => void store.catchUp()}
      >
        {t('lessons.catchUp')}
      </Button>
    </div>
  )
}
