/** Times and counts for people. */

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
  if (ms < 1) return `${ms.toFixed(2)} ms`
  if (ms < 100) return `${ms.toFixed(1)} ms`
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 9_995) return `${(ms / 1000).toFixed(2)} s`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** Permissions of a file, as ls writes them and as chmod takes them: `rwxr-xr-x (0755)`. */
export function modeText(mode: number): string {
  const letters = [...'rwxrwxrwx'].map((letter, index) => (mode & (1 << (8 - index)) ? letter : '-')).join('')
  return `${letters} (0${(mode & 0o7777).toString(8)})`
}
