import { RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsState } from '../../shared/settings'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import css from './ResetAll.module.css'
import { changedSettings, resetValues } from './values'

/** The way back to all defaults. Asks once, and says what it means. */
export function ResetAll({ settings: { values, defaults } }: { settings: SettingsState }) {
  const { t } = useTranslation()
  const { changeSettings } = useUi()
  const [asks, setAsks] = useState(false)
  const first = useRef<HTMLButtonElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  const wasAsking = useRef(false)
  useEffect(() => {
    // Neither button is there while the other is; and nothing is reset by one Enter too many.
    if (asks) cancel.current?.focus()
    else if (wasAsking.current) first.current?.focus()
    wasAsking.current = asks
  }, [asks])
  const changed = changedSettings(values, defaults)
  const reset = () => {
    setAsks(false)
    const change = resetValues(changed, values, defaults)
    if (Object.keys(change).length > 0) void changeSettings(change)
  }
  if (asks && changed.length > 0) {
    const names = changed.map((id) => t(`settings.of.${id}.name`)).join(t('settings.comma'))
    return (
      <footer className={css.foot} role="alert">
        <div className={css.question}>
          <p className={css.names}>{t('settings.resetAsk', { names })}</p>
          <p className={css.stays}>{t('settings.resetStays')}</p>
        </div>
        <Button ref={cancel} onClick={() => setAsks(false)}>
          {t('dialogs.cancel')}
        </Button>
        <Button look="primary" onClick={reset}>
          {t('settings.resetSure')}
        </Button>
      </footer>
    )
  }
  return (
    <footer className={css.foot}>
      <p className={css.standing}>{changed.length === 0 && t('settings.allDefault')}</p>
      <Button ref={first} disabled={changed.length === 0} focusableWhenDisabled onClick={() => setAsks(true)}>
        <RotateCcw size={13} aria-hidden="true" />
        {t('settings.resetAll')}
      </Button>
    </footer>
  )
}
