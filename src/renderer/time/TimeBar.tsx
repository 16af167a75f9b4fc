import {
  ChevronLeft,
  ChevronRight,
  ChevronsLeft,
  ChevronsRight,
  type LucideIcon,
  Pause,
  Play,
  Radio,
  SkipBack,
  SkipForward,
} from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionId } from '../../shared/actions'
import { SPEEDS, type Travel } from '../../shared/session'
import { useActions } from '../actions/context'
import { keysText } from '../actions/keys'
import { useUi } from '../app/ui'
import { useLab, useLabVersion } from '../lab/hooks'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { Select } from '../ui/Select'
import { DamageBadge } from './DamageBadge'
import { MomentLine, useMomentText } from './Moment'
import { Scrubber } from './Scrubber'
import { Subject } from './Subject'
import css from './TimeBar.module.css'
import { useOverview } from './useOverview'
import { useTravel } from './useTravel'

/** Which moment is looked at, and the ways to others; nothing while that is the present one. */
export function TimeBar() {
  const travel = useTravel()
  return travel && <Bar travel={travel} />
}

const BACK: readonly [ActionId, LucideIcon][] = [
  ['goToStart', SkipBack],
  ['stateBack', ChevronsLeft],
  ['stepBack', ChevronLeft],
]
const ON: readonly [ActionId, LucideIcon][] = [
  ['stepOn', ChevronRight],
  ['stateOn', ChevronsRight],
  ['goToEnd', SkipForward],
]

function Bar({ travel }: { travel: Travel }) {
  const { t } = useTranslation()
  const lab = useLab()
  useLabVersion()
  const overview = useOverview(lab.id, travel.head, lab.model.notes.length)
  const text = useMomentText(travel)
  const bar = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const element = bar.current
    const pause = () => document.querySelector<HTMLElement>('[data-pause]')
    // Whoever presses Pause wants to move; whoever was in here when it goes finds it where it came from.
    const focused = document.activeElement
    if (focused === document.body || focused === pause()) {
      element?.querySelector<HTMLElement>('[role="slider"]')?.focus()
    }
    return () => {
      // It comes back as this goes.
      if (element?.contains(document.activeElement)) requestAnimationFrame(() => pause()?.focus())
    }
  }, [])
  return (
    <section ref={bar} className={css.bar} aria-label={t('time.bar')} data-pane="time">
      <div className={css.row}>
        <Subject travel={travel} />
        {travel.session && <DamageBadge damage={travel.session.damage} />}
        <MomentLine travel={travel} />
        <BackButton />
      </div>
      <div className={css.row}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields */}
        <div role="group" className={css.controls} aria-label={t('time.controls')}>
          {BACK.map(([id, icon]) => (
            <Control key={id} id={id} icon={icon} />
          ))}
          <Control id="playOrStop" icon={travel.playing ? Pause : Play} main />
          {ON.map(([id, icon]) => (
            <Control key={id} id={id} icon={icon} />
          ))}
        </div>
        <Speed travel={travel} />
        <Scrubber travel={travel} overview={overview} text={text} />
      </div>
    </section>
  )
}

function Control({ id, icon: Icon, main = false }: { id: ActionId; icon: LucideIcon; main?: boolean }) {
  const { bridge } = useUi()
  const { label, why, possible, keys, run } = useActions()(id)
  const pressed = keys === undefined ? '' : ` (${keysText(keys, bridge.platform)})`
  return (
    <Hint text={`${label}${pressed}${possible || why === '' ? '' : ` – ${why}`}`} side="bottom">
      <Button
        look={main ? 'normal' : 'quiet'}
        small
        disabled={!possible}
        focusableWhenDisabled
        aria-label={label}
        aria-description={why}
        onClick={run}
      >
        <Icon size={15} aria-hidden="true" />
      </Button>
    </Hint>
  )
}

function Speed({ travel }: { travel: Travel }) {
  const { t } = useTranslation()
  const { time } = useUi()
  return (
    <span className={css.speed}>
      <Select
        small
        name={t('time.speedName')}
        choices={SPEEDS.map((speed) => ({ value: String(speed), label: t('time.speed', { speed }) }))}
        value={String(travel.speed)}
        onChange={(speed) => time.setSpeed(Number(speed))}
      />
    </span>
  )
}

function BackButton() {
  const { bridge } = useUi()
  const { label, why, keys = '', run } = useActions()('pauseOrLive')
  return (
    <Hint text={why} side="bottom">
      <Button look="primary" small aria-description={why} aria-keyshortcuts={keys} onClick={run}>
        <Radio size={14} aria-hidden="true" />
        {label}
        <span className={css.keys} aria-hidden="true">
          {keysText(keys, bridge.platform)}
        </span>
      </Button>
    </Hint>
  )
}
