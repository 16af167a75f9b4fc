import { Toolbar } from '@base-ui/react/toolbar'
import { Check, ChevronRight, Eye, Network } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PathStep, SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { useShownName } from '../lab/useShownName'
import { clockTime, duration } from '../ui/format'
import { Hint } from '../ui/Hint'
import { StateGlyph } from '../ui/StateGlyph'
import css from './PathTrail.module.css'

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
  const lines = [summary, t(`states.${step.to}`), when(step)]
  if (step.confirmed !== undefined) lines.push(t('how.confirmedMeaning'))
  if (step.corrects) {
    const { to: state, provenance, confidence } = step.corrects
    const known = [t(`provenance.${provenance}`), t(`confidence.${confidence}`)].join(' · ')
    lines.push(t('how.correctsMeaning', { state, known }))
  }
  if (before && step.t >= before.t) lines.push(t('path.after', { duration: duration(step.t - before.t) }))
  const text = [...lines, t('path.show')].join('\n')

  function when(at: PathStep): string {
    if (at.tMin === at.tMax) return t('how.at', { time: clockTime(lab.wallOf(at.t)) })
    return t('how.between', {
      from: clockTime(lab.wallOf(at.tMin)),
      to: clockTime(lab.wallOf(at.tMax)),
      duration: duration(at.tMax - at.tMin),
    })
  }

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

/** A sign that somebody has seen the state: the kernel's tables or the wire, or the tables in confirmation. */
function Witnessed({ step: { provenance, confirmed } }: { step: PathStep }) {
  const Icon =
    provenance === 'captured'
      ? Network
      : provenance === 'observed'
        ? Eye
        : confirmed === undefined
          ? undefined
          : Check
  return Icon ? <Icon className={css.witnessed} aria-hidden="true" strokeWidth={2.5} /> : null
}
