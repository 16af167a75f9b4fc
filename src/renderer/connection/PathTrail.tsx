import { Toolbar } from '@base-ui/react/toolbar'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PathStep, SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { useShownName } from '../lab/useShownName'
import { duration } from '../ui/format'
import { Hint } from '../ui/Hint'
import { StateGlyph } from '../ui/StateGlyph'
import css from './PathTrail.module.css'
import { checkedTexts, whenText } from './stepWords'
import { Witnessed } from './Witnessed'

/** The states that a socket went through, in order; each says when on hover and focus. */
export function PathTrail({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const { pointAt, pointed } = useUi()
  const name = useShownName(socket.name)
  const first = socket.path[0]?.from ?? socket.state
  return (
    <Toolbar.Root className={css.trail} aria-label={t('path.label', { name })}>
      <span className={css.start} data-state={first} title={t('path.start')} translate="no">
        <StateGlyph state={first} />
        {first}
      </span>
      {socket.path.map((step, index) => (
        <Step
          key={step.seq}
          step={step}
          before={socket.path[index - 1]}
          pointed={step.seq === pointed}
          onPress={() => pointAt(step.seq)}
        />
      ))}
    </Toolbar.Root>
  )
}

interface StepProps {
  step: PathStep
  before: PathStep | undefined
  pointed: boolean
  onPress: () => void
}

function Step({ step, before, pointed, onPress }: StepProps) {
  const { t } = useTranslation()
  const lab = useLab()
  const summary = t('path.step', {
    state: step.to,
    provenance: t(`provenance.${step.provenance}`),
    confidence: t(`confidence.${step.confidence}`),
  })
  const lines = [summary, t(`states.${step.to}`), whenText(t, lab, step), ...checkedTexts(t, step)]
  if (before && step.t >= before.t) lines.push(t('path.after', { duration: duration(step.t - before.t) }))
  const text = [...lines, t('path.show')].join('\n')

  return (
    <>
      <ChevronRight size={12} aria-hidden="true" className={css.arrow} />
      <Hint text={text}>
        <Toolbar.Button
          className={css.step}
          data-state={step.to}
          data-confidence={step.confidence}
          data-pointed={pointed || undefined}
          aria-label={summary}
          aria-description={lines.slice(1).join(' ')}
          onClick={onPress}
        >
          <StateGlyph state={step.to} />
          <span translate="no">{step.to}</span>
          <Witnessed step={step} />
        </Toolbar.Button>
      </Hint>
    </>
  )
}
