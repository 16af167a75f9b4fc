import { useTranslation } from 'react-i18next'
import type { Line } from './line'
import { lineIn } from './words'

/** Puts a line about an event into the window's language. */
export function useLine(): (line: Line) => string {
  const { t } = useTranslation()
  return (line) => lineIn(t, line)
}
