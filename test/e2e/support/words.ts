import path from 'node:path'
import { expect } from 'vitest'
import type { Language } from '../../../src/renderer/i18n'
import { en } from '../../../src/renderer/i18n/en'
import type { Translation } from '../../../src/renderer/i18n/types'
import { zhCN } from '../../../src/renderer/i18n/zh-CN'

/** What the window says in one of its languages. */
export type Words = Translation

type Spoken = readonly [Language, Words]

/** Each language with its words. */
export const ALL_LANGUAGES: readonly [Spoken, Spoken] = [
  ['en', en],
  ['zh-CN', zhCN],
]

/**
 * The languages in which this file's tests are run: `describe.each(languages())('… in %s', …)`. Both of them take twice the
 * time: `npm run test:soak` does that, `npm test` runs half of the files in one and half in the other, always the same ones.
 */
export function languages(): readonly Spoken[] {
  return process.env.E2E_LANGUAGES === 'all' ? ALL_LANGUAGES : [ALL_LANGUAGES[turnOf(testFile())]]
}

function testFile(): string {
  return path.basename(expect.getState().testPath ?? '')
}

/** 0 for about half of all names, 1 for the others. */
function turnOf(name: string): 0 | 1 {
  let sum = 0
  for (const character of name) sum += character.charCodeAt(0)
  return sum % 2 === 0 ? 0 : 1
}

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
