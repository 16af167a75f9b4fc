import { RotateCcw } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsState } from '../../shared/settings'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { SettingControl } from './SettingControl'
import css from './SettingRow.module.css'
import { type SettingId, settingOf, type Value } from './settings'
import { currentValue, defaultOf, isSame, setValue } from './values'
import { valueText } from './words'

/** A setting: what it is for, its value, and the way back to the default where it isn't that. */
export function SettingRow({ id, settings }: { id: SettingId; settings: SettingsState }) {
  const { t } = useTranslation()
  const { changeSettings } = useUi()
  const row = useRef<HTMLDivElement>(null)
  const setting = settingOf(id)
  const value = currentValue(setting, settings.values)
  const usual = defaultOf(setting, settings.defaults)
  const name = t(`settings.of.${id}.name`)
  const cannot = id === 'notify' && !settings.canNotify ? t('settings.cannotNotify') : undefined
  const set = (next: Value) => {
    const change = setValue(setting, next, settings.values)
    if (Object.keys(change).length > 0) void changeSettings(change)
  }
  const back = t('settings.reset', { name, value: valueText(t, id, setting, usual) })
  const reset = () => {
    set(usual)
    // The button goes with what it was for.
    row.current?.querySelector<HTMLElement>('[data-control] :is(button, input, [tabindex="0"])')?.focus()
  }
  const changed = !isSame(value, usual)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      ref={row}
      className={css.row}
      role="group"
      aria-labelledby={`setting-${id}`}
      aria-describedby={`setting-${id}-hint`}
      data-setting={id}
      data-changed={changed || undefined}
      data-wide={setting.kind === 'groups' || undefined}
    >
      <div className={css.words}>
        <h4 className={css.name}>
          <span id={`setting-${id}`}>{name}</span>
          {changed && <span className={css.mark}>{t('settings.changed')}</span>}
        </h4>
        <p id={`setting-${id}-hint`} className={css.hint}>
          {t(`settings.of.${id}.hint`)}
          {cannot !== undefined && <span className={css.cannot}> {cannot}</span>}
        </p>
      </div>
      <div className={css.control} data-control>
        <SettingControl
          id={id}
          setting={setting}
          name={name}
          value={value}
          limits={settings.values.recording}
          disabled={cannot !== undefined}
          onChange={set}
        />
      </div>
      <div className={css.reset}>
        {changed && (
          <Hint text={back} side="left">
            <Button small look="quiet" aria-label={back} onClick={reset}>
              <RotateCcw size={13} aria-hidden="true" />
            </Button>
          </Hint>
        )}
      </div>
    </div>
  )
}
