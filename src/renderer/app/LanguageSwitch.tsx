import { useTranslation } from 'react-i18next'
import { changeLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from '../i18n'
import { Select } from '../ui/Select'

const CHOICES = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))

export function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  return (
    <Select
      small
      name={t('app.language')}
      choices={CHOICES}
      value={i18n.language as Language}
      onChange={changeLanguage}
    />
  )
}
