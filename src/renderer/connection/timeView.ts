import { choicePreference } from '../app/preferences'
import { usePreference } from '../app/usePreference'
import { clockTime, fixed, fullTime } from '../ui/format'

/** How the views of a connection show a time: its time of day, with the date, or from the connection's first event on. */
export const TIME_VIEWS = ['clock', 'full', 'start'] as const
export type TimeView = (typeof TIME_VIEWS)[number]

/** The same for every connection. */
export const timeView = choicePreference('times', TIME_VIEWS, 'clock')

export function useTimeView(): TimeView {
  return usePreference(timeView)[0]
}

/** A time as `view` has it. `wall`: ms since the epoch; `t` and `start`: ms of the lab's time. */
export function timeText(view: TimeView, wall: number, t: number, start: number): string {
  if (view === 'clock') return clockTime(wall)
  return view === 'full' ? fullTime(wall, t) : sinceStart(t - start)
}

/** A span as on a stopwatch, to the millisecond: `0.042`, `1:02.500`, `1:00:00.000`. `ms` may be a little below 0. */
export function sinceStart(ms: number): string {
  const whole = Math.round(Math.abs(ms))
  const sign = ms < 0 && whole > 0 ? '−' : ''
  const hours = Math.floor(whole / 3_600_000)
  const minutes = Math.floor(whole / 60_000) % 60
  const seconds = fixed((whole % 60_000) / 1000, 3)
  const two = (text: string, length: number) => text.padStart(length, '0')
  if (hours > 0) return `${sign}${hours}:${two(String(minutes), 2)}:${two(seconds, 6)}`
  return minutes > 0 ? `${sign}${minutes}:${two(seconds, 6)}` : `${sign}${seconds}`
}
