import { GraduationCap } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lesson } from '../../shared/lessons/lesson'
import { restful } from '../app/firstPicture'
import { Offer } from '../app/Offer'
import { Button } from '../ui/Button'
import { useLessons, useLessonsState } from './context'
import { lessonCalled } from './lessonData'
import { useStepText } from './useStepText'

/** The lesson that was left in its middle last. */
export function LessonOffer() {
  const { t } = useTranslation()
  const store = useLessons()
  const { open, progress, newest } = useLessonsState()
  const { plain } = useStepText()
  const [lesson, setLesson] = useState<Lesson>()
  const left = newest === undefined ? undefined : progress[newest]
  useEffect(() => {
    if (newest !== undefined) void restful.then(() => lessonCalled(newest)).then(setLesson)
  }, [newest])
  if (open || !lesson || lesson.id !== newest || !left || left.done || left.step < 2) return null
  const values = { title: plain(lesson.title), step: left.step, count: lesson.steps.length }
  return (
    <Offer
      id="lesson-left"
      icon={GraduationCap}
      title={t('lessons.resumeOffer')}
      buttons={<Button onClick={() => void store.start(lesson, 'left')}>{t('lessons.resume')}</Button>}
    >
      {t('lessons.resumeText', values)}
    </Offer>
  )
}
