import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { Witnessed } from '../connection/Witnessed'
import css from './Arrows.module.css'
import { isLit } from './lit'
import { RFC_WORDS } from './rfcWords'
import { type Arrow, routeOf } from './routes'
import { StepHint } from './StepHint'
import { StepMark } from './StepMark'
import { useStepText } from './useStepText'
import { FIGURE, isOfBoth, maybeTaken, type Taken } from './ways'

interface Props {
  arrows: ReadonlyMap<Arrow, readonly Taken[]>
  lit: number | undefined
  onLit: (seq: number | undefined) => void
}

/** What is written beside the arrows: what the RFC has there, and what caused it here. The list says it to everybody. */
export function ArrowWords({ arrows, lit, onLit }: Props) {
  const { t } = useTranslation()
  const text = useStepText()
  const others = maybeTaken(arrows)
  return (
    <div aria-hidden="true">
      {[...arrows].map(([arrow, taken]) => {
        const newest = taken.at(-1)
        const on = (newest && text.occurrence(newest)) ?? FIGURE.get(arrow)
        const { at, hold, room } = routeOf(arrow).slot
        // Both ends went here: there is room for what caused it, and the list has the rest.
        const both = isOfBoth(taken)
        const other = taken.length === 0 ? others.get(arrow) : undefined
        return (
          <div
            key={arrow}
            className={css.words}
            data-hold={hold}
            data-arrow={arrow}
            style={{ left: at[0], top: at[1], maxWidth: room }}
          >
            {on !== undefined && !both && (
              <span className={css.rfc} data-taken={taken.length > 0 || undefined} translate="no">
                {RFC_WORDS[on]}
              </span>
            )}
            {(['client', 'server'] as const).map((side) => (
              <CauseOf
                key={side}
                steps={taken.filter((each) => each.side === side)}
                lit={lit}
                onLit={onLit}
              />
            ))}
            {other !== undefined && (
              <span className={css.cause} data-side={other} data-confidence="possible">
                {t('diagram.maybe')}
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
}

/** What caused one end's step; if it went the same way more than once, the newest one's. */
function CauseOf({ steps, lit, onLit }: { steps: readonly Taken[] } & Pick<Props, 'lit' | 'onLit'>) {
  const { pointed, pointAt } = useUi()
  const text = useStepText()
  const taken = steps.at(-1)
  if (!taken) return null
  const { step, side } = taken
  return (
    <StepHint taken={taken}>
      <button
        type="button"
        tabIndex={-1}
        className={css.cause}
        data-side={side}
        data-confidence={step.confidence}
        data-lit={isLit(step, lit, pointed) || undefined}
        onMouseEnter={() => onLit(step.seq)}
        onMouseLeave={() => onLit(undefined)}
        onClick={() => pointAt(step.seq)}
      >
        {steps.map((each) => (
          <StepMark key={each.step.seq} taken={each} />
        ))}
        <span className={css.what}>{text.cause(taken)}</span>
        <Witnessed step={step} />
      </button>
    </StepHint>
  )
}
