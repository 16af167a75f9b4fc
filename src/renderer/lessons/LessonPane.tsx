import { type CSSProperties, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isStepMet } from '../../shared/model/lesson'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { Splitter, useSize } from '../ui/Splitter'
import { useLessonModel, useLessonsState } from './context'
import css from './LessonPane.module.css'
import { LessonPanel } from './LessonPanel'
import { showBest } from './look'
import { Spotlight } from './Spotlight'
import { usePresenterKeys } from './usePresenterKeys'
import { type ShownLesson, useShownLesson } from './useShownLesson'

/** What stands at the right while a lesson is open. `covered`: a dialog stands before it. */
export function LessonPane({ covered }: { covered: boolean }) {
  const { t } = useTranslation()
  const shown = useShownLesson()
  const { presenting } = useLessonsState()
  const size = useSize('lesson', 380, 300, 640)
  useBestLook(shown)
  usePresenterKeys(presenting && shown !== undefined && !covered)
  if (!shown) return null
  return (
    <section
      className={css.pane}
      data-pane="lesson"
      aria-label={t('lessons.pane')}
      style={{ '--lesson': `${size.value}px` } as CSSProperties}
    >
      {!presenting && (
        <Splitter name={t('lessons.resize')} size={size} orientation="vertical" direction={-1} />
      )}
      <LessonPanel shown={shown} />
      <Spotlight covered={covered} />
    </section>
  )
}

/** When all of a step has happened, what it is best looked at in comes into sight; in a recording, with each step. */
function useBestLook(shown: ShownLesson | undefined): void {
  const lab = useLab()
  const ui = useUi()
  const model = useLessonModel()
  const newest = useRef(ui)
  newest.current = ui
  const { lesson, step = 0, kind } = shown ?? {}
  const checks = lesson?.steps[step - 1]?.checks?.length ?? 0
  const isMet = model !== undefined && kind === 'held' && checks > 0 && isStepMet(model, step, checks)
  const isWhole = isMet || kind === 'recorded'
  useEffect(() => {
    if (isWhole && lesson) showBest(newest.current, lab, lesson, step, true)
  }, [isWhole, lesson, step, lab])
}
