import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { choicePreference } from '../app/preferences'
import { formatIn, grouped } from '../ui/format'
import { en } from './en'
import { zhCN } from './zh-CN'

export const LANGUAGES = ['en', 'zh-CN'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each language in its own words: never translated. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', 'zh-CN': '简体中文' }

/** `system`: the one of these that suits whoever has set the system's. */
export const LANGUAGE_CHOICES = ['system', ...LANGUAGES] as const
export const language = choicePreference('language', LANGUAGE_CHOICES, 'system')

/** Any kind of Chinese gets Simplified Chinese, everybody else English. */
export function languageFor(system: string): Language {
  return /^zh\b/i.test(system) ? 'zh-CN' : 'en'
}

function languageNow(): Language {
  const chosen = language.get()
  return chosen === 'system' ? languageFor(navigator.language) : chosen
}

export function startI18n(): void {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language
    formatIn(language)
  })
  void i18next.use(initReactI18next).init({
    lng: languageNow(),
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
  language.subscribe(() => void i18next.changeLanguage(languageNow()))
}

/**
 * In place of i18next's own format of numbers, which makes another Intl.NumberFormat, and keeps it for good, for each
 * combination of all values of a sentence.
 */
function formatNumber(value: number): string {
  return grouped(value, 3)
}

export function changeLanguage(to: Language): void {
  language.set(to)
}
