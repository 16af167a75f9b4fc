import { Play, Plug, Search, Server, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useActions } from '../actions/context'
import { keysText } from '../actions/keys'
import { KernelIndicator } from '../kernel/KernelIndicator'
import { useLab, useLabVersion } from '../lab/hooks'
import { RecordingIndicator } from '../sessions/RecordingIndicator'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { CaptureButton } from '../watching/CaptureButton'
import { counts } from './counts'
import { LanguageSwitch } from './LanguageSwitch'
import { Mark } from './Mark'
import css from './TopBar.module.css'
import { useUi } from './ui'
import { useQuickStart } from './useQuickStart'

export function TopBar({ empty }: { empty: boolean }) {
  const { t } = useTranslation()
  const { openDialog } = useUi()
  const { start, running } = useQuickStart()
  return (
    <header className={css.bar}>
      <h1 className={css.product}>
        <Mark />
        {t('app.name')}
      </h1>
      <Button onClick={() => openDialog({ name: 'server' })}>
        <Server size={14} aria-hidden="true" />
        {t('app.newServer')}
      </Button>
      <Button onClick={() => openDialog({ name: 'clients' })}>
        <Plug size={14} aria-hidden="true" />
        {t('app.newClients')}
      </Button>
      {!empty && (
        <Hint text={t('app.quickStartHint')} side="bottom">
          <Button
            look="quiet"
            onClick={start}
            disabled={running}
            focusableWhenDisabled
            aria-description={t('app.quickStartHint')}
          >
            <Play size={14} aria-hidden="true" />
            {t('app.quickStart')}
          </Button>
        </Hint>
      )}
      <Status />
      <KernelIndicator />
      <CaptureButton />
      <RecordingIndicator />
      <PaletteButton />
      <LanguageSwitch />
    </header>
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

function Status() {
  const { t } = useTranslation()
  const lab = useLab()
  useLabVersion()
  const actions = useActions()
  const { listening, open } = counts(lab.model)
  const failures = lab.model.failures
  const behind = lab.behind
  const feed =
    lab.status !== 'live'
      ? t(`app.feed.${lab.status}`)
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
      <span className={css.open}>{t('app.open', { count: open })}</span>
      <span className={css.feed} data-feed={lab.status}>
        <span className={css.dot} aria-hidden="true" />
        {feed}
      </span>
    </div>
  )
}
