import { Copy, RotateCcw, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isRunning, type LoadModel } from '../../shared/model/loads'
import { eventToLine } from '../../shared/ndjson'
import { ActionButton } from '../actions/ActionButton'
import { useUi } from '../app/ui'
import { useLabVersion } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { ActButton } from '../ui/ActButton'
import { Button } from '../ui/Button'
import { copyText } from '../ui/copyText'
import { duration } from '../ui/format'
import { commandOf } from './form'
import css from './LoadView.module.css'
import { phaseOf, plannedSpan, planWords, reportText } from './numbers'

/** What a load is to do, how far it is, and what can be done with it. */
export function LoadHead({ load }: { load: LoadModel }) {
  const { t } = useTranslation()
  const { name, plan, newest } = load
  const phase = phaseOf(load)
  const elapsed = Math.min(newest.ms, plan.forMs)
  return (
    <header className={css.head}>
      <div className={css.what}>
        <h2 className={css.name}>{t('load.label', { name })}</h2>
        <span className={css.phase} data-phase={phase} role="status">
          <span className={css.dot} aria-hidden="true" />
          {t(`load.phase.${phase}`)}
        </span>
        <span className={css.elapsed}>
          {t('load.elapsed', { now: duration(elapsed), whole: plannedSpan(plan.forMs) })}
        </span>
        <progress
          className={css.progress}
          value={elapsed}
          max={plan.forMs}
          aria-label={t('load.label', { name })}
        />
      </div>
      <p className={css.plan}>{planWords(t, plan).join(' · ')}</p>
      <div className={css.acts}>{isRunning(load) ? <StopButton /> : <Afterwards load={load} />}</div>
    </header>
  )
}

/** Ends it; the second time at once. */
function StopButton() {
  // What it will do changes with the load's course.
  useLabVersion()
  return <ActionButton id="stopLoad" icon={Square} look="danger" small />
}

/** Once it is over. */
function Afterwards({ load }: { load: LoadModel }) {
  const { t } = useTranslation()
  const { say, openDialog } = useUi()
  const past = usePast()
  const copy = async (text: string) => say(t((await copyText(text)) ? 'load.copied' : 'load.notCopied'))
  return (
    <>
      <Button small onClick={() => void copy(reportText(t, load))}>
        <Copy size={13} aria-hidden="true" />
        {t('load.copyText')}
      </Button>
      <Button small onClick={() => void copy(eventToLine(load.newest))}>
        {t('load.copyJson')}
      </Button>
      <ActButton
        icon={RotateCcw}
        why={past ?? t('actions.effect.newLoad')}
        disabled={past !== undefined}
        onClick={() => openDialog({ name: 'load', like: commandOf(load.plan) })}
      >
        {t('load.again')}
      </ActButton>
    </>
  )
}
