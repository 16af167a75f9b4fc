import { CircleCheck, CircleDashed, CirclePlay, SearchX } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chapter } from '../../shared/lessons/chapters'
import type { Lesson } from '../../shared/lessons/lesson'
import { scoreOf } from '../actions/search'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { Button } from '../ui/Button'
import { DialogFrame, DialogHead } from '../ui/DialogFrame'
import { EmptyState } from '../ui/EmptyState'
import { FilterField } from '../ui/FilterField'
import css from './Catalogue.module.css'
import { useLessons, useLessonsState } from './context'
import { allChapters } from './lessonData'
import { useStepText } from './useStepText'
import { WatchSample } from './WatchSample'

/** All lessons, chapter by chapter, with how far one has come in each. */
export function Catalogue({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { plain } = useStepText()
  const { progress } = useLessonsState()
  const [chapters, setChapters] = useState<readonly Chapter[]>([])
  const [filter, setFilter] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [failed, fail] = useState<{ thrown: unknown }>()
  useEffect(() => void allChapters().then(setChapters, (thrown) => fail({ thrown })), [])
  // To the boundary of the dialogs.
  if (failed) throw failed.thrown
  const numbers = new Map(chapters.flatMap(({ lessons }) => lessons).map(({ id }, index) => [id, index + 1]))
  const fits = ({ id, title, see }: Lesson) =>
    filter.trim() === '' || scoreOf(filter, `${plain(title)} ${plain(see)} ${id} ${numbers.get(id)}`) > 0
  const shown = chapters
    .map((chapter) => ({ ...chapter, lessons: chapter.lessons.filter(fits) }))
    .filter(({ lessons }) => lessons.length > 0)
  const done = [...numbers.keys()].filter((id) => progress[id]?.done).length
  return (
    <DialogFrame className={css.popup} firstFocus={() => field.current} onClose={onClose}>
      <DialogHead title={t('lessons.title')} intro={t('lessons.intro')} />
      <div className={css.tools}>
        <FilterField
          ref={field}
          className={css.filter}
          label={t('lessons.filter')}
          placeholder={t('lessons.filterPlaceholder')}
          value={filter}
          onChange={setFilter}
          onLeave={() => list.current?.querySelector('button')?.focus()}
        />
        <span className={css.count}>{t('lessons.doneCount', { done, count: numbers.size })}</span>
      </div>
      <div ref={list} className={css.list}>
        {shown.map(({ title, lessons }) => (
          <section key={title.en} aria-label={plain(title)}>
            <h3 className={css.chapter}>{plain(title)}</h3>
            <ul>
              {lessons.map((lesson) => (
                <Row key={lesson.id} lesson={lesson} number={numbers.get(lesson.id) ?? 0} onClose={onClose} />
              ))}
            </ul>
          </section>
        ))}
        {chapters.length > 0 && shown.length === 0 && (
          <div className={css.nothing}>
            <EmptyState
              icon={SearchX}
              action={
                <Button
                  small
                  onClick={() => {
                    setFilter('')
                    field.current?.focus()
                  }}
                >
                  {t('sessions.clearFilter')}
                </Button>
              }
            >
              {t('lessons.noneFits')}
            </EmptyState>
          </div>
        )}
      </div>
    </DialogFrame>
  )
}

function Row({ lesson, number, onClose }: { lesson: Lesson; number: number; onClose: () => void }) {
  const { t } = useTranslation()
  const store = useLessons()
  const lab = useLab()
  const { time } = useUi()
  const { plain } = useStepText()
  const { progress } = useLessonsState()
  const known = progress[lesson.id]
  const left = known && !known.done && known.step > 1
  const Icon = known?.done ? CircleCheck : left ? CirclePlay : CircleDashed
  const start = (from: 'beginning' | 'left') => {
    onClose()
    // Nothing can be done to a past.
    if (lab.travel !== null) time.goLive()
    void store.start(lesson, from)
  }
  return (
    <li className={css.row} data-done={known?.done || undefined} data-lesson={lesson.id}>
      <span className={css.number} aria-hidden="true">
        {number}
      </span>
      <div className={css.words}>
        <h4>
          {plain(lesson.title)}
          <span className={css.standing}>
            <Icon size={13} aria-hidden="true" />
            {known?.done
              ? t('lessons.doneBefore')
              : left
                ? t('lessons.leftAt', { step: known.step, count: lesson.steps.length })
                : t('lessons.steps', { count: lesson.steps.length })}
          </span>
        </h4>
        <p>{plain(lesson.see)}</p>
      </div>
      <div className={css.acts}>
        {left && (
          <Button small look="primary" onClick={() => start('left')}>
            {t('lessons.resume')}
          </Button>
        )}
        <Button small look={left ? 'normal' : 'primary'} onClick={() => start('beginning')}>
          {known?.done || left ? t('lessons.restart') : t('lessons.start')}
        </Button>
        <WatchSample lesson={lesson} onOpened={onClose} />
      </div>
    </li>
  )
}
