import { readPreference, writePreference } from '../app/preferences'
import { type Draft, ENDINGS } from './parse'

export type { Draft } from './parse'

const PREFERENCE = 'composer.settings'

/** True for a draft that was remembered, by this version or another. */
export function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false
  const { input, format, ending, escapes } = value as Record<string, unknown>
  return (
    typeof input === 'string' &&
    (format === 'text' || format === 'hex') &&
    typeof ending === 'string' &&
    Object.hasOwn(ENDINGS, ending) &&
    typeof escapes === 'boolean'
  )
}

/** Nothing typed yet, with the format that was used last. Escapes are on at first: they are what the lab shows. */
export function emptyDraft(): Draft {
  try {
    const kept: unknown = JSON.parse(readPreference(PREFERENCE) ?? 'null')
    if (isDraft(kept)) return { ...kept, input: '' }
  } catch {
    // As at the first start.
  }
  return { input: '', format: 'text', ending: 'none', escapes: true }
}

export function rememberFormat({ format, ending, escapes }: Draft): void {
  writePreference(PREFERENCE, JSON.stringify({ input: '', format, ending, escapes }))
}
