import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { readPreference, writePreference } from '../app/preferences'
import { formatIn, grouped } from '../ui/format'
import { en } from './en'
import { zhCN } from './zh-CN'

export const LANGUAGES = ['en', 'zh-CN'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each language in its own words: never translated. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', 'zh-CN': '简体中文' }

const PREFERENCE = 'language'

/** Any kind of Chinese gets Simplified Chinese, everybody else English. */
export function languageFor(system: string): Language {
  return /^zh\b/i.test(system) ? 'zh-CN' : 'en'
}

function isLanguage(value: string | undefined): value is Language {
  return (LANGUAGES as readonly (string | undefined)[]).includes(value)
}

export function startI18n(): void {
  const preferred = readPreference(PREFERENCE)
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language
    formatIn(language)
  })
  void i18next.use(initReactI18next).init({
    lng: isLanguage(preferred) ? preferred : languageFor(navigator.language),
    fallbackLng: 'en',
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    // Keys of explanations contain colons, names of states contain underscores.
    nsSeparator: false,
    contextSeparator: '||',
    initAsync: false,
    // React escapes.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  i18next.services.formatter?.add('number', formatNumber)
}

/**
 * In place of i18next's own format of numbers, which makes another Intl.NumberFormat, and keeps it for good, for each
 * combination of all values of a sentence.
 */
function formatNumber(value: number): string {
  return grouped(value, 3)
}

export function changeLanguage(language: Language): void {
  writePreference(PREFERENCE, language)
  void i18next.changeLanguage(language)
}
