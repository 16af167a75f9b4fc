import type { TFunction } from 'i18next'
import { dayOf, timeOfDay } from '../ui/format'

const DAY_MS = 86_400_000

/**
 * When something was, as people say it: `today 14:03`, `yesterday 14:03`, else the date and the time. `at` is ISO 8601,
 * `now` is ms since the epoch; empty if `at` is no date.
 */
export function whenWords(t: TFunction, at: string, now: number): string {
  const then = new Date(at)
  if (Number.isNaN(then.getTime())) return ''
  const time = timeOfDay(then)
  // Days are counted from noon: a day of 23 or 25 hours moves it by one hour only.
  const days = Math.round((noon(new Date(now)) - noon(then)) / DAY_MS)
  if (days === 0) return t('empty.last.today', { time })
  if (days === 1) return t('empty.last.yesterday', { time })
  return t('empty.last.onDay', { date: dayOf(then), time })
}

function noon(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime()
}
