import { GraduationCap, type LucideIcon, Pause, Plug, Search, Server, TriangleAlert } from 'lucide-react'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useActions } from '../actions/context'
import { keysText } from '../actions/keys'
import { KernelIndicator } from '../kernel/KernelIndicator'
import { useCalm } from '../lab/calm'
import { useLab } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { LoadIndicator } from '../load/LoadIndicator'
import { RecordingIndicator } from '../sessions/RecordingIndicator'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { CaptureButton } from '../watching/CaptureButton'
import { counts } from './counts'
import { LanguageSwitch } from './LanguageSwitch'
import { MakerMenu } from './MakerMenu'
import { Mark } from './Mark'
import css from './TopBar.module.css'
import { useUi } from './ui'

/** How long the counts stay as they are, ms. */
const CALM_MS = 200

export function TopBar() {
  const { t } = useTranslation()
  const past = usePast()
  return (
    <header className={css.bar}>
      <h1 className={css.product}>
        <Mark />
        <span className={css.name}>{t('app.name')}</span>
      </h1>
      <Maker icon={Server} name={t('app.newServer')} past={past} dialog="server" />
      <Maker icon={Plug} name={t('app.newClients')} past={past} dialog="clients" />
      <MakerMenu />
      <LessonsButton />
      <Status />
      <LoadIndicator />
      <KernelIndicator />
      <CaptureButton />
      <RecordingIndicator />
      <PaletteButton />
      <LanguageSwitch />
    </header>
  )
}

interface MakerProps {
  icon: LucideIcon
  name: string
  past: string | undefined
  dialog: 'server' | 'clients'
}

/** Opens the dialog that makes something. */
function Maker({ icon: Icon, name, past, dialog }: MakerProps) {
  const { openDialog } = useUi()
  return (
    <Hint text={past ?? ''} side="bottom">
      <Button
        disabled={past !== undefined}
        focusableWhenDisabled
        aria-description={past}
        data-point={dialog === 'server' ? 'newServer' : 'newClients'}
        onClick={() => openDialog({ name: dialog })}
      >
        <Icon size={14} aria-hidden="true" />
        {name}
      </Button>
    </Hint>
  )
}

/** The list of guided lessons. */
function LessonsButton() {
  const { t } = useTranslation()
  const { why, run } = useActions()('lessons')
  return (
    <Hint text={why} side="bottom">
      <Button aria-label={t('lessons.lessons')} aria-description={why} data-tour="lessons" onClick={run}>
        <GraduationCap size={15} aria-hidden="true" />
        <span className={css.lessons}>{t('lessons.lessons')}</span>
      </Button>
    </Hint>
  )
}

/** The way to everything else, with its keys beside it. */
function PaletteButton() {
  const { t } = useTranslation()
  const { bridge } = useUi()
  const { label, keys = '', run } = useActions()('palette')
  return (
    <Button
      look="quiet"
      onClick={run}
      aria-description={label}
      data-point="palette"
      aria-keyshortcuts={keys.replace('Mod', bridge.platform === 'darwin' ? 'Meta' : 'Control')}
    >
      <Search size={14} aria-hidden="true" />
      <span className={css.search}>{t('app.search')}</span>
      <span className={css.keys} aria-hidden="true">
        {keysText(keys, bridge.platform)}
      </span>
    </Button>
  )
}

/** Stops the window to look back. The way on is in the bar of time. */
function PauseButton() {
  const { bridge } = useUi()
  const { label, why, possible, keys = '', run } = useActions()('pauseOrLive')
  return (
    <Hint text={`${label} (${keysText(keys, bridge.platform)})\n${why}`} side="bottom">
      <Button
        look="quiet"
        small
        disabled={!possible}
        focusableWhenDisabled
        aria-label={label}
        aria-description={why}
        aria-keyshortcuts={keys}
        data-pause
        onClick={run}
      >
        <Pause size={14} aria-hidden="true" />
      </Button>
    </Hint>
  )
}

function Status() {
  const { t } = useTranslation()
  const lab = useLab()
  const actions = useActions()
  // All sockets are counted for that: not with each frame, but whenever another moment is looked at.
  const read = useCallback(() => lab.version, [lab])
  const version = useCalm(lab.subscribe, read, CALM_MS)
  const turns = useSyncExternalStore(lab.subscribe, () => lab.turns)
  const status = useSyncExternalStore(lab.subscribe, () => lab.status)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; these tell when
  const { listening, open, failures, behind } = useMemo(
    () => ({ ...counts(lab.model), failures: lab.model.failures, behind: lab.behind }),
    [lab, version, turns, status],
  )
  const past = usePast() !== undefined
  const feed =
    status !== 'live'
      ? t(`app.feed.${status}`)
      : past
        ? t('time.looking')
        : behind > 0
          ? t('app.feed.behind', { count: behind })
          : t('app.feed.live')
  return (
    <div className={css.status}>
      {failures > 0 && (
        <button type="button" className={css.failures} onClick={actions('showProblems').run}>
          <TriangleAlert size={13} aria-hidden="true" />
          {t('app.failures', { count: failures })}
        </button>
      )}
      <span className={css.listening}>{t('app.listeners', { count: listening })}</span>
      <span className={css.open} data-none={open === 0 || undefined}>
        {t('app.open', { count: open })}
      </span>
      <span
        className={css.openShort}
        data-none={open === 0 || undefined}
        title={t('app.open', { count: open })}
      >
        {t('app.openShort', { count: open })}
      </span>
      <span className={css.feed} data-feed={past ? 'past' : status}>
        <span className={css.dot} aria-hidden="true" />
        {feed}
      </span>
      {!past && <PauseButton />}
    </div>
  )
}
