import { FastForward, type LucideIcon, Play, Square, StepForward } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { usePast } from '../lab/usePast'
import { Button, type ButtonLook } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { useScenario } from './context'
import css from './ScenarioPanel.module.css'

/** Runs the scenario. Each button keeps its place, and so the focus, as its meaning follows the run. */
export function RunControls() {
  const { t } = useTranslation()
  const { state, course, underWay, run, next, all, stop } = useScenario()
  const waiting = underWay && course?.waiting === true
  const past = usePast()
  const blocked = past ?? (state.opened?.steps.length === 0 ? t('scenario.why.noSteps') : undefined)
  const byItself = past ?? (underWay && !waiting ? t('scenario.why.running') : undefined)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div role="group" className={css.controls} aria-label={t('scenario.panel.controls')}>
      <Control
        icon={underWay ? FastForward : Play}
        look={underWay ? 'normal' : 'primary'}
        name={
          underWay
            ? t('scenario.panel.rest')
            : course
              ? t('scenario.panel.runAgain')
              : t('scenario.panel.run')
        }
        why={underWay ? byItself : blocked}
        onPress={() => (underWay ? all() : run('all'))}
        main={!underWay}
      />
      <Control
        icon={StepForward}
        look={waiting ? 'primary' : 'normal'}
        name={underWay ? t('scenario.panel.next') : t('scenario.panel.byStep')}
        why={underWay ? byItself : blocked}
        onPress={() => (underWay ? next() : run('step'))}
        main={underWay}
      />
      <Control
        icon={Square}
        name={t('scenario.panel.stop')}
        why={past ?? (underWay ? undefined : t('scenario.why.nothingRuns'))}
        onPress={stop}
      />
    </div>
  )
}

interface ControlProps {
  icon: LucideIcon
  name: string
  /** Why it can't be done. */
  why: string | undefined
  onPress: () => void
  look?: ButtonLook
  /** What the panel gives the focus to. */
  main?: boolean
}

function Control({ icon: Icon, name, why, onPress, look = 'normal', main = false }: ControlProps) {
  const button = (
    <Button
      look={look}
      onClick={onPress}
      disabled={why !== undefined}
      focusableWhenDisabled
      aria-description={why}
      data-main={main || undefined}
    >
      <Icon size={14} aria-hidden="true" />
      {name}
    </Button>
  )
  // The same tree either way: another one would make the button anew and lose the focus.
  return (
    <Hint text={why ?? name} side="bottom">
      {button}
    </Hint>
  )
}
