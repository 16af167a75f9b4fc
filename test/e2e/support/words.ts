import type { Language } from '../../../src/renderer/i18n'
import { en } from '../../../src/renderer/i18n/en'
import type { Translation } from '../../../src/renderer/i18n/types'
import { zhCN } from '../../../src/renderer/i18n/zh-CN'

/** What the window says in one of its languages. */
export type Words = Translation

/** Each language with its words, for tests that are run once in each: `describe.each(LANGUAGES)('… in %s', …)`. */
export const LANGUAGES: readonly (readonly [Language, Words])[] = [
  ['en', en],
  ['zh-CN', zhCN],
]

export { en, zhCN }

/** A text of the window with its values put in: `fill('Message from {{name}}', { name: 'alice' })`. */
export function fill(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{\{(\w+)(?:, number)?\}\}/g, (_whole, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`no value for ${name} in “${text}”`)
    return typeof value === 'number' ? value.toLocaleString('en-US') : value
  })
}

/** Matches a text of the window whole; what has no value can be anything. */
export function matching(text: string, values: Record<string, string | number> = {}): RegExp {
  const parts = text.split(/\{\{(\w+)(?:, number)?\}\}/)
  const source = parts.map((part, index) => {
    if (index % 2 === 0) return escapeForRegExp(part)
    const value = values[part]
    return value === undefined ? '.+?' : escapeForRegExp(String(value))
  })
  return new RegExp(`^${source.join('')}$`, 's')
}

export function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
