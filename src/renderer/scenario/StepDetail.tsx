import { Braces, ScrollText } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../shared/scenario'
import { Button } from '../ui/Button'
import { useScenario } from './context'
import css from './StepList.module.css'
import { stepState } from './steps'

/** What there is to a step besides its words: its events, and its JSON on demand. */
export function StepDetail({
  number,
  step,
  onShow,
}: {
  number: number
  step: Step | undefined
  onShow: () => void
}) {
  const { t } = useTranslation()
  const { course } = useScenario()
  const [open, setOpen] = useState(false)
  const jsonId = useId()
  if (!step) return null
  const state = stepState(course, number)
  const taken = state !== 'todo' && state !== 'waiting' && state !== 'notReached'
  return (
    <section className={css.detail} aria-label={t('scenario.step.detail', { step: number })}>
      <div className={css.detailHead}>
        <span className={css.detailTitle}>{t('scenario.step.detail', { step: number })}</span>
        <Button
          small
          look="quiet"
          onClick={onShow}
          disabled={!taken}
          focusableWhenDisabled
          aria-description={taken ? undefined : t(`scenario.step.${state}`)}
        >
          <ScrollText size={13} aria-hidden="true" />
          {t('scenario.step.showEvents')}
        </Button>
        <Button
          small
          look="quiet"
          aria-expanded={open}
          aria-controls={jsonId}
          onClick={() => setOpen((before) => !before)}
        >
          <Braces size={13} aria-hidden="true" />
          {t('scenario.step.json')}
        </Button>
      </div>
      <pre id={jsonId} hidden={!open} className={css.json} translate="no">
        {open && JSON.stringify(step, null, 2)}
      </pre>
    </section>
  )
}
