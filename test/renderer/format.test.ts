import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../src/renderer/i18n'
import {
  dateAndTime,
  dayOf,
  duration,
  fixed,
  formatIn,
  grouped,
  listed,
  timeOfDay,
} from '../../src/renderer/ui/format'

afterEach(() => formatIn('en'))

test('numbers, spans and lists are as the shown language writes them', () => {
  const spoken = (language: string) => {
    formatIn(language)
    return [
      grouped(1234567),
      grouped(2310.44, 1),
      grouped(999),
      fixed(1234.5, 2),
      duration(1240),
      duration(12.34),
    ]
  }
  for (const language of LANGUAGES) {
    expect(spoken(language)).toEqual(['1,234,567', '2,310.4', '999', '1234.50', '1.24 s', '12.3 ms'])
  }
  // None of ours, so that it is seen who asks the language and who doesn't.
  expect(spoken('de')).toEqual(['1.234.567', '2.310,4', '999', '1234,50', '1,24 s', '12,3 ms'])
  const lists = LANGUAGES.map((language) => {
    formatIn(language)
    return listed(['a', 'b', 'c'])
  })
  expect(lists).toEqual(['a, b, and c', 'a、b和c'])
})

test('days and times, too', () => {
  const noon = new Date(2025, 2, 9, 12, 5)
  const said = LANGUAGES.map((language) => {
    formatIn(language)
    return [timeOfDay(noon), dayOf(noon), dateAndTime(noon.toISOString())]
  })
  expect(said).toEqual([
    ['12:05', 'Mar 9, 2025', 'Mar 9, 2025 12:05'],
    ['12:05', '2025年3月9日', '2025年3月9日 12:05'],
  ])
})

/** Sizes are written by code that knows of no language (shared/bytes.ts); it is right for these, and has to ask for others. */
test.each(LANGUAGES)('%s has the decimal point that sizes are written with', (language) => {
  formatIn(language)
  expect(fixed(1.5, 1)).toBe('1.5')
})

describe('nobody else writes numbers and dates', () => {
  const ROOT = path.resolve(import.meta.dirname, '../../src/renderer')
  const own = /\.toFixed\(|\.toLocale\w*\(|new Intl\.(?!Collator)/
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  )

  test('in the window', () => {
    const found = files.filter((file) => own.test(readFileSync(path.join(ROOT, file), 'utf8')))
    expect(found).toEqual([path.join('ui', 'format.ts')])
  })
})
