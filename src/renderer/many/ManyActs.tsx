import { Toolbar } from '@base-ui/react/toolbar'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { SocketModel } from '../../shared/model/model'
import { offerAt } from '../actions/of/ends'
import { useUi } from '../app/ui'
import { useSentences } from '../connection/sentences'
import { useLab } from '../lab/hooks'
import { buttonClass } from '../ui/Button'
import { Hint } from '../ui/Hint'
import css from './ManyView.module.css'
import { MANY_ACTS, type Plan, planFor, type Share } from './plan'

/** The acts on all of these ends. Each says beforehand what it will do to how many of them, and what it leaves. */
export function ManyActs({ ends }: { ends: readonly SocketModel[] }) {
  const { t } = useTranslation()
  const lab = useLab()
  return (
    <Toolbar.Root className={css.acts} aria-label={t('many.acts')}>
      {MANY_ACTS.map((act) => (
        <Act key={act} plan={planFor(act, ends, (word, end) => offerAt(lab, word, end))} />
      ))}
    </Toolbar.Root>
  )
}

function Act({ plan }: { plan: Plan }) {
  const { t } = useTranslation()
  const { executeAll } = useUi()
  const explain = useExplained()
  const { act, can } = plan
  const why = explain(plan)
  return (
    <Hint text={why} side="bottom">
      <Toolbar.Button
        className={buttonClass(act === 'reset' || act === 'destroy' ? 'danger' : 'normal', true)}
        disabled={can.length === 0}
        aria-description={why}
        onClick={() => void executeAll(can.map((socket) => ({ do: act, socket })))}
      >
        {t('many.act', { act: t(`acts.name.${act}`), count: can.length })}
      </Toolbar.Button>
    </Hint>
  )
}

/** Puts a plan into words, a line for each thing that happens. */
function useExplained(): (plan: Plan) => string {
  const { t } = useTranslation()
  const sentences = useSentences()
  const because = ({ why }: Share) =>
    why === 'paused' ? t('many.paused') : why === 'reading' ? t('many.reading') : sentences(why)
  return ({ act, effects, left, queued }) => {
    const size = formatBytes(queued)
    const dropped = act === 'destroy' || act === 'reset'
    return [
      ...effects
        .filter(({ why }) => why.length > 0)
        .map((share) => t('many.can', { count: share.count, what: because(share) })),
      ...(queued > 0 && act !== 'pause' && act !== 'resume'
        ? [sentences([{ key: dropped ? 'effect.queuedDropped' : 'effect.queuedFirst', size }])]
        : []),
      ...left.map((share) => t('many.cannot', { count: share.count, why: because(share) })),
    ].join('\n')
  }
}
