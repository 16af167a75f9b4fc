import { ArrowRight, CircleCheck, LibraryBig } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lesson } from '../../shared/lessons/lesson'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { useLessons } from './context'
import css from './LessonPanel.module.css'
import { allChapters } from './lessonData'
import { useStepText } from './useStepText'
import { WatchSample } from './WatchSample'

/** Behind the last step: what was closed, and the way to the next lesson. */
export function Finished({ lesson }: { lesson: Lesson }) {
  const { t } = useTranslation()
  const { openDialog } = useUi()
  const store = useLessons()
  const { plain } = useStepText()
  const [next, setNext] = useState<Lesson>()
  useEffect(() => {
    void allChapters().then((chapters) => {
      const all = chapters.flatMap(({ lessons }) => lessons)
      setNext(all[all.findIndex(({ id }) => id === lesson.id) + 1])
    })
  }, [lesson])
  return (
    <>
      <h3 className={css.title}>
        <CircleCheck size={18} aria-hidden="true" className={css.finishedIcon} /> {t('lessons.finished')}
      </h3>
      <p>{t('lessons.finishedText', { title: plain(lesson.title) })}</p>
      <p>{t('lessons.cleanedUp')}</p>
      <div className={css.row}>
        {next && (
          <Button small look="primary" onClick={() => void store.start(next, 'beginning')}>
            {t('lessons.nextLesson', { title: plain(next.title) })}
            <ArrowRight size={13} aria-hidden="true" />
          </Button>
        )}
        <Button small onClick={() => openDialog({ name: 'lessons' })}>
          <LibraryBig size={13} aria-hidden="true" />
          {t('lessons.all')}
        </Button>
        <WatchSample lesson={lesson} />
      </div>
    </>
  )
}
