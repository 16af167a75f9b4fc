import { Code, MonitorUp, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lesson, LessonStep } from '../../shared/lessons/lesson'
import { checkKey, isStepMet } from '../../shared/model/lesson'
import { ActionButton } from '../actions/ActionButton'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { usePreference } from '../app/usePreference'
import { Button } from '../ui/Button'
import { ErrorText } from '../ui/ErrorText'
import { Hint } from '../ui/Hint'
import { wantsStillness } from '../ui/motion'
import { ActList } from './ActList'
import { CheckList } from './CheckList'
import { useLessonModel, useLessons, useLessonsState } from './context'
import { Finished } from './Finished'
import css from './LessonPanel.module.css'
import { MissingBefore } from './MissingBefore'
import { NotHeld } from './NotHeld'
import { PredictionBox } from './PredictionBox'
import { presenterText } from './presenterText'
import { StepFoot } from './StepFoot'
import type { ShownLesson } from './useShownLesson'
import { useStepText } from './useStepText'

/** The lesson that is open, or that is in the recording that is looked at: one step of it. */
export function LessonPanel({ shown }: { shown: ShownLesson }) {
  const { signals } = useUi()
  const { finished, presenting, refused } = useLessonsState()
  const [textSize] = usePreference(presenterText)
  const body = useRef<HTMLDivElement>(null)
  useSignal(signals, 'lesson.focus', () => body.current?.focus())
  const { lesson, step, kind } = shown
  const place = `${lesson.id} ${step}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins at its top
  useEffect(() => {
    body.current?.scrollTo({ top: 0 })
    // Whoever turned the page goes on from here; but nobody's focus is taken away.
    if (document.activeElement === document.body) body.current?.focus()
  }, [place])
  const what = lesson.steps[step - 1] as LessonStep
  return (
    <div className={css.panel} data-presenting={presenting ? textSize : undefined}>
      <Head lesson={lesson} recorded={kind === 'recorded'} />
      <div ref={body} className={css.body} tabIndex={-1} key={place}>
        {finished && kind !== 'recorded' ? (
          <Finished lesson={lesson} />
        ) : (
          <Step what={what} step={step} kind={kind} />
        )}
        {refused && (
          <div role="alert" className={css.refused}>
            <ErrorText error={refused} />
          </div>
        )}
      </div>
      <StepFoot shown={shown} />
    </div>
  )
}

function Head({ lesson, recorded }: { lesson: Lesson; recorded: boolean }) {
  const { t } = useTranslation()
  const store = useLessons()
  const { plain } = useStepText()
  return (
    <header className={css.head}>
      <h2>
        <span className={css.kind}>{recorded ? t('lessons.recorded') : t('lessons.lesson')}</span>
        {plain(lesson.title)}
      </h2>
      <span className={css.buttons}>
        <ActionButton id="copyCode" look="quiet" small icon={Code} bare />
        <ActionButton id="presentLesson" look="quiet" small icon={MonitorUp} bare />
        {!recorded && (
          <Hint text={t('lessons.leaveHint')} side="bottom">
            <Button
              small
              look="quiet"
              aria-label={t('lessons.leave')}
              aria-description={t('lessons.leaveHint')}
              onClick={() => void store.leave()}
            >
              <X size={14} aria-hidden="true" />
            </Button>
          </Hint>
        )}
      </span>
    </header>
  )
}

function Step({ what, step, kind }: { what: LessonStep; step: number; kind: 'held' | 'recorded' | 'over' }) {
  const { rich, plain } = useStepText()
  const model = useLessonModel()
  const { progress, open } = useLessonsState()
  const checks = what.checks ?? []
  const met = model !== undefined && kind !== 'over' && isStepMet(model, step, checks.length)
  const chosen = open ? progress[open.id]?.chosen[step] : undefined
  const predicted =
    !what.predict || (chosen ?? []).some((choice) => what.predict?.choices[choice]?.right === true)
  const end = useRef<HTMLDivElement>(null)
  const unmet = checks.filter(
    (_, index) => model?.checks.get(checkKey(step, index + 1))?.met === false,
  ).length
  const said = kind === 'held' ? `${met} ${unmet}` : ''
  const before = useRef(said)
  useEffect(() => {
    // It may lie below what is in sight.
    if (said !== before.current && said !== 'false 0') {
      end.current?.scrollIntoView({ block: 'nearest', behavior: wantsStillness() ? 'auto' : 'smooth' })
    }
    before.current = said
  }, [said])
  return (
    <>
      <h3 className={css.title}>{plain(what.title)}</h3>
      {what.text.map((text) => (
        <p key={text.en}>{rich(text)}</p>
      ))}
      {kind === 'over' && <NotHeld />}
      {kind === 'held' && <MissingBefore step={step} />}
      {what.predict && (
        <PredictionBox prediction={what.predict} chosen={chosen ?? []} open={kind !== 'recorded'} />
      )}
      {what.acts && <ActList acts={what.acts} step={step} kind={kind} met={met} />}
      <div ref={end} className={css.outcome}>
        {checks.length > 0 && kind !== 'over' && <CheckList checks={checks} step={step} />}
        {what.after && ((met && (checks.length > 0 || predicted)) || kind === 'recorded') && (
          <div className={css.after}>
            {what.after.map((text) => (
              <p key={text.en}>{rich(text)}</p>
            ))}
          </div>
        )}
      </div>
    </>
  )
}
