/** Times and counts for people, as the shown language writes them. Ports, sequence numbers and names are none of that. */

let language = 'en'

/** From here on numbers and dates are as in this language. */
export function formatIn(shown: string): void {
  language = shown
}

/** Made once for each way of writing: the first Intl.NumberFormat costs a start some 20 ms, and each one memory. */
const numbers = new Map<string, Intl.NumberFormat>()

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${options.minimumFractionDigits} ${options.maximumFractionDigits} ${options.useGrouping}`
  const known = numbers.get(key)
  if (known) return known
  const format = new Intl.NumberFormat(language, options)
  numbers.set(key, format)
  return format
}

/** A count or an amount with groups of thousands, and with `most` decimals at most, 0 to 20: `2,310`, `0.5`. */
export function grouped(value: number, most = 0): string {
  // So in each of our languages, without waking Intl.
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value)
  return numberFormat({ minimumFractionDigits: 0, maximumFractionDigits: most, useGrouping: true }).format(
    value,
  )
}

/** A number with so many decimals, 0 to 20, without groups: what stands below each other, or has a unit behind it. */
export function fixed(value: number, decimals: number): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  return numberFormat({ ...digits, useGrouping: false }).format(value)
}

/** `one, two, and three`. */
export function listed(items: readonly string[]): string {
  return new Intl.ListFormat(language).format(items)
}

/** `14:03`. */
export function timeOfDay(date: Date): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    date,
  )
}

/** `9 Mar 2025`, as the language writes it. */
export function dayOf(date: Date): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(date)
}

/** Day and time of day. `at` is ISO 8601. */
export function dateAndTime(at: string): string {
  return `${dayOf(new Date(at))} ${timeOfDay(new Date(at))}`
}

const two = (value: number) => String(value).padStart(2, '0')

/** Wall-clock time to the millisecond, `14:03:07.042`; `–` if it isn't known. `wall` in ms since the epoch. */
export function clockTime(wall: number): string {
  if (Number.isNaN(wall)) return '–'
  const date = new Date(wall)
  const ms = String(date.getMilliseconds()).padStart(3, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`
}

/** Date and time to the microsecond, `2025-03-09 14:03:07.042117`. `t` is the lab's time, whose µs the wall lacks. */
export function fullTime(wall: number, t: number): string {
  if (Number.isNaN(wall)) return '–'
  const date = new Date(wall)
  const micros = String(Math.floor((t * 1000) % 1000)).padStart(3, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockTime(wall)}${micros}`
}

/** A span of time with three digits that matter: `7 µs`, `0.42 ms`, `12.3 ms`, `1.24 s`, `2 min 3 s`. `ms` >= 0. */
export function duration(ms: number): string {
  if (ms < 0.1) return `${Math.round(ms * 1000)} µs`
  if (ms < 1) return `${fixed(ms, 2)} ms`
  if (ms < 100) return `${fixed(ms, 1)} ms`
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 9_995) return `${fixed(ms / 1000, 2)} s`
  if (ms < 59_950) return `${fixed(ms / 1000, 1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** Permissions of a file, as ls writes them and as chmod takes them: `rwxr-xr-x (0755)`. */
export function modeText(mode: number): string {
  const letters = [...'rwxrwxrwx'].map((letter, index) => (mode & (1 << (8 - index)) ? letter : '-')).join('')
  return `${letters} (0${(mode & 0o7777).toString(8)})`
}
