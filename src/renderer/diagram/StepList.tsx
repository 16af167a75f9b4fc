import { Toolbar } from '@base-ui/react/toolbar'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import { useUi } from '../app/ui'
import { Witnessed } from '../connection/Witnessed'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import type { End } from './Figure'
import { isLit } from './lit'
import { StepHint } from './StepHint'
import css from './StepList.module.css'
import { StepMark } from './StepMark'
import { useStepText } from './useStepText'
import type { Taken } from './ways'

interface Props {
  end: End
  taken: readonly Taken[]
  /** `t` of the connection's first event, ms. */
  start: number
  lit: number | undefined
  onLit: (seq: number | undefined) => void
}

/** The way of one end, step by step: the figure in words. */
export function StepList({ end, taken, start, lit, onLit }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const { pointed, pointAt } = useUi()
  const text = useStepText()
  const name = visible(shownName(lab.model, end.socket.name))
  return (
    <section className={css.path} data-side={end.side}>
      <h3 className={css.name} title={name}>
        {name}
      </h3>
      {taken.length === 0 && <p className={css.none}>{t('diagram.noSteps', { state: end.socket.state })}</p>}
      <Toolbar.Root orientation="vertical" className={css.steps} aria-label={t('diagram.steps', { name })}>
        {taken.map((each) => {
          const { step } = each
          return (
            <StepHint key={step.seq} taken={each}>
              <Toolbar.Button
                className={css.step}
                data-state={step.to}
                data-confidence={step.confidence}
                data-lit={isLit(step, lit, pointed) || undefined}
                aria-description={text.lines(each).join(' ')}
                aria-current={step.seq === pointed || undefined}
                onMouseEnter={() => onLit(step.seq)}
                onMouseLeave={() => onLit(undefined)}
                onFocus={() => onLit(step.seq)}
                onBlur={() => onLit(undefined)}
                onClick={() => pointAt(step.seq)}
              >
                <StepMark taken={each} /> <span className="visually-hidden">{step.from} →</span>{' '}
                <span className={css.to} translate="no">
                  {step.to}
                </span>{' '}
                <span className={css.cause}>{text.cause(each)}</span> <Witnessed step={step} />
                <span className={css.after}>{text.after(each, start)}</span>
              </Toolbar.Button>
            </StepHint>
          )
        })}
      </Toolbar.Root>
    </section>
  )
}
