import type { TFunction } from 'i18next'
import { formatBytes } from '../../shared/bytes'
import { scoreOf } from '../actions/search'
import { LANGUAGE_NAMES, type Language } from '../i18n'
import { en } from '../i18n/en'
import { SETTING_IDS, type Setting, type SettingId, settingOf, type Value } from './settings'

/** What an option is called. */
export function optionText(t: TFunction, id: SettingId, option: string): string {
  if (id === 'zoom') return `${Math.round(Number(option) * 100)} %`
  if (Object.hasOwn(LANGUAGE_NAMES, option)) return LANGUAGE_NAMES[option as Language]
  // Each setting has words for its own options, which the compiler can't follow here.
  return t(`settings.options.${id as 'theme'}.${option as 'system'}`)
}

/** A value in words. */
export function valueText(t: TFunction, id: SettingId, setting: Setting, value: Value): string {
  switch (setting.kind) {
    case 'choice':
      return optionText(t, id, value as string)
    case 'switch':
      return value === true ? t('settings.on') : t('settings.off')
    case 'groups': {
      const left = value as ReadonlySet<string>
      const shown = setting.options.filter((option) => !left.has(option))
      return (
        shown.map((option) => optionText(t, id, option)).join(t('settings.comma')) || t('settings.noneShown')
      )
    }
    case 'limit':
      return setting.limit === 'sessions' ? String(value) : formatBytes(value as number)
  }
}

/** The settings that fit what is typed: each word has to be in what is said of one, in the window's language or in English. */
export function searchSettings(t: TFunction, query: string): SettingId[] {
  return SETTING_IDS.filter((id) => query.trim() === '' || scoreOf(query, textOf(t, id)) > 0)
}

function textOf(t: TFunction, id: SettingId): string {
  const setting = settingOf(id)
  const english = en.settings.of[id]
  return [
    t(`settings.of.${id}.name`),
    t(`settings.of.${id}.hint`),
    t(`settings.of.${id}.also`),
    t(`settings.section.${setting.section}`),
    ...('options' in setting ? setting.options.map((option) => optionText(t, id, option)) : []),
    ...[english.name, english.hint, english.also, en.settings.section[setting.section]],
  ].join('\n')
}
