import { SearchX, TriangleAlert } from 'lucide-react'
import { useEffect, useReducer, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { BrokenSettings, SettingsState } from '../../shared/settings'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { DialogFrame, DialogHead } from '../ui/DialogFrame'
import { EmptyState } from '../ui/EmptyState'
import { FilterField } from '../ui/FilterField'
import { ResetAll } from './ResetAll'
import { SettingRow } from './SettingRow'
import css from './SettingsDialog.module.css'
import { SECTIONS, SETTING_IDS, type SettingId, settingOf } from './settings'
import { searchSettings } from './words'

/** Every setting, by section, to be found by what it is called or does. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { settings, lookAtSettings } = useUi()
  useEffect(lookAtSettings, [lookAtSettings])
  useWindowSettings()
  const [query, setQuery] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const found = searchSettings(t, query)
  const search = (text: string) => {
    setQuery(text)
    list.current?.scrollTo({ top: 0 })
  }
  return (
    <DialogFrame className={css.popup} firstFocus={() => field.current} onClose={onClose}>
      <DialogHead title={t('settings.title')} intro={t('settings.intro')} />
      <div className={css.tools}>
        <FilterField
          ref={field}
          label={t('settings.search')}
          placeholder={t('settings.placeholder')}
          value={query}
          onChange={search}
          onLeave={() => list.current?.querySelector<HTMLElement>('[data-control] [tabindex="0"]')?.focus()}
          result={query.trim() !== '' && t('settings.found', { count: found.length })}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <div ref={list} className={css.list} tabIndex={0}>
        {settings?.broken && <Broken {...settings.broken} />}
        {settings && <Sections found={found} settings={settings} />}
        {found.length === 0 && (
          <EmptyState
            icon={SearchX}
            action={
              <Button
                onClick={() => {
                  search('')
                  field.current?.focus()
                }}
              >
                {t('settings.showAll')}
              </Button>
            }
          >
            {t('settings.nothing', { query })}
          </EmptyState>
        )}
      </div>
      {settings && <ResetAll settings={settings} />}
    </DialogFrame>
  )
}

function Sections({ found, settings }: { found: readonly SettingId[]; settings: SettingsState }) {
  const { t } = useTranslation()
  return SECTIONS.map((section) => {
    const ids = found.filter((id) => settingOf(id).section === section)
    if (ids.length === 0) return null
    return (
      <section key={section} aria-labelledby={`settings-${section}`}>
        <h3 id={`settings-${section}`} className={css.section}>
          {t(`settings.section.${section}`)}
        </h3>
        {ids.map((id) => (
          <SettingRow key={id} id={id} settings={settings} />
        ))}
      </section>
    )
  })
}

/** The file of settings could not be taken as it was. */
function Broken({ file, kept, wrong }: BrokenSettings) {
  const { t } = useTranslation()
  const names = wrong.map(visible).join(t('settings.comma'))
  return (
    <div className={css.broken} role="note">
      <TriangleAlert size={16} aria-hidden="true" />
      <div>
        <p>{wrong.length === 0 ? t('settings.brokenWhole') : t('settings.brokenPart', { names })}</p>
        <p className={css.path} translate="no">
          {visible(file)}
        </p>
        {kept !== null && (
          <>
            <p>{t('settings.brokenKept')}</p>
            <p className={css.path} translate="no">
              {visible(kept)}
            </p>
          </>
        )}
      </div>
    </div>
  )
}

/** Renders again when a setting that the window keeps has changed, whoever did it. */
function useWindowSettings(): void {
  const [, again] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const stops = SETTING_IDS.map(settingOf).map((setting) =>
      setting.kept === 'window' ? setting.preference.subscribe(again) : undefined,
    )
    return () => {
      for (const stop of stops) stop?.()
    }
  }, [])
}
