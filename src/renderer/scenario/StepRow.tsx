import {
  Check,
  ChevronRight,
  Circle,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CirclePlay,
  CircleStop,
  CircleX,
  Eye,
  type LucideIcon,
} from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { Run } from '../../shared/model/model'
import type { Step } from '../../shared/scenario'
import { isExpectation } from '../../shared/scenario/step'
import { duration } from '../ui/format'
import css from './StepList.module.css'
import { StepText } from './StepText'
import type { StepState } from './steps'

const ICONS: Record<StepState, LucideIcon> = {
  todo: Circle,
  waiting: CirclePause,
  current: CirclePlay,
  done: Check,
  met: CircleCheck,
  unmet: CircleX,
  stopped: CircleStop,
  notReached: CircleDashed,
}

interface Props {
  id: string
  number: number
  of: number
  step: Step
  state: StepState
  result: ReturnType<Run['results']['get']>
  active: boolean
  /** px from the top of the list. */
  top: number
  measure: (element: HTMLElement | null) => void
  onPress: (number: number) => void
}

/** A step, how it stands, and what was seen instead where it was not met. */
export const StepRow = memo(function StepRow(props: Props) {
  const { t } = useTranslation()
  const { id, number, of, step, state, result, active, top, measure, onPress } = props
  const Icon = ICONS[state]
  const wanted = isExpectation(step)
  const Kind = wanted ? Eye : ChevronRight
  const outcome =
    result === undefined
      ? t(`scenario.step.${state === 'met' || state === 'unmet' ? 'done' : state}`)
      : result.met
        ? t('scenario.step.metAfter', { duration: duration(result.took) })
        : t('scenario.step.unmet', { duration: duration(result.took) })
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list
    <div
      ref={measure}
      id={id}
      role="option"
      aria-selected={active}
      aria-posinset={number}
      aria-setsize={of}
      aria-current={state === 'waiting' || state === 'current' ? 'step' : undefined}
      data-index={number - 1}
      data-step={state}
      className={css.row}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onPress(number)}
    >
      <span className={css.number}>{number}</span>
      <Icon size={15} aria-hidden="true" className={css.state} />
      <div className={css.body}>
        <span className={css.words} data-wanted={wanted || undefined}>
          <Kind size={13} aria-hidden="true" className={css.kind} />
          <span className="visually-hidden">
            {wanted ? t('scenario.step.expectation') : t('scenario.step.command')}
          </span>
          <StepText step={step} />
        </span>
        {(result === undefined || result.met) && <span className="visually-hidden">{outcome}</span>}
        {result && !result.met && (
          <div className={css.seen}>
            <p className={css.outcome}>{outcome}</p>
            <p className={css.seenTitle}>{t('scenario.step.seen')}</p>
            <p className={css.seenLines} lang="en">
              {result.seen.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: what was seen never changes
                <span key={index}>{visible(line)}</span>
              ))}
            </p>
          </div>
        )}
      </div>
      {state === 'met' && result && result.took >= INSTANT && (
        <span className={css.took} aria-hidden="true">
          {duration(result.took)}
        </span>
      )}
      {state === 'waiting' && (
        <span className={css.took} aria-hidden="true">
          {outcome}
        </span>
      )}
    </div>
  )
})

/** Expectations that are met sooner than this were met already, ms. */
const INSTANT = 0.5
