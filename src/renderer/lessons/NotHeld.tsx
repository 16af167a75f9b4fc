import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button'
import { useLessonModel, useLessons, useLessonsState } from './context'
import css from './LessonPanel.module.css'
import { WatchSample } from './WatchSample'

/** The lesson stands here, and is not held on this lab: another lab was opened, or something that it needs is missing. */
export function NotHeld() {
  const { t } = useTranslation()
  const store = useLessons()
  const model = useLessonModel()
  const { open, busy } = useLessonsState()
  if (!open) return null
  const missing = model?.lesson === open.id && model.ending === 'missing'
  return (
    <div className={css.note} role="status">
      <p>{t(missing ? 'lessons.missing.python' : 'lessons.notHeld')}</p>
      <div className={css.row}>
        {!missing && (
          <Button small disabled={busy} onClick={() => void store.goOn()}>
            <Play size={13} aria-hidden="true" />
            {t('lessons.goOn')}
          </Button>
        )}
        <WatchSample lesson={open} />
      </div>
    </div>
  )
}
