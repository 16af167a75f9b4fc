import { useTranslation } from 'react-i18next'
import type { Sentence } from './offers'

/** Puts the sentences of an explanation into words; Chinese sets no space between sentences. */
export function useSentences(): (sentences: readonly Sentence[]) => string {
  const { t, i18n } = useTranslation()
  return (sentences) =>
    sentences
      .map(({ key, size, count }) => t(`acts.${key}`, { size, count }))
      .join(i18n.language.startsWith('zh') ? '' : ' ')
}
