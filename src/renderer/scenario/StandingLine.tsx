import {
  CircleCheck,
  CirclePause,
  CirclePlay,
  CircleStop,
  CircleX,
  ListChecks,
  type LucideIcon,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useScenario } from './context'
import css from './ScenarioPanel.module.css'
import { type Standing, standing } from './steps'

const ICONS: Record<Standing['is'], LucideIcon> = {
  ready: ListChecks,
  running: CirclePlay,
  waiting: CirclePause,
  stopped: CircleStop,
  unmet: CircleX,
  met: CircleCheck,
}

/** Where the run stands, in one line that is read out as it changes. */
export function StandingLine() {
  const { t } = useTranslation()
  const { state, course } = useScenario()
  const now = standing(course)
  const Icon = ICONS[now.is]
  const words = () => {
    switch (now.is) {
      case 'ready':
        return t('scenario.standing.ready', { count: state.opened?.steps.length ?? 0 })
      case 'met':
        return t('scenario.standing.met', { count: now.count })
      case 'unmet':
        return t('scenario.standing.unmet', { step: now.step })
      default:
        return t(`scenario.standing.${now.is}`, { step: now.step, of: now.of })
    }
  }
  return (
    <p role="status" className={css.standing} data-standing={now.is}>
      <Icon size={15} aria-hidden="true" />
      {words()}
    </p>
  )
}
