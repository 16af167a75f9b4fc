import { useTranslation } from 'react-i18next'
import type { Line } from './describe'

/** Puts a line about an event into the window's language. */
export function useLine(): (line: Line) => string {
  const { t } = useTranslation()
  return ({ key, values }) => t(`events.${key}`, { peer: t('events.someone'), ...values })
}
