import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeText, unescapeText } from '../../src/renderer/composer/escapes'

describe('escapes in text', () => {
  test.each([
    ['plain', 'plain', 0],
    ['a\\r\\n\\t\\0\\\\b', 'a\r\n\t\0\\b', 5],
    ['\\x00\\x41', '\0A', 2],
    ['\\u{1f600}\\u00e9', '😀é', 2],
    ['C:\\\\new', 'C:\\new', 1],
  ])('%j means %j', (typed, content, count) => {
    expect(unescapeText(typed)).toEqual({ ok: true, content, count })
  })

  test('a byte that is no text makes all of it bytes', () => {
    expect(unescapeText('é\\xffA')).toEqual({
      ok: true,
      content: Uint8Array.of(0xc3, 0xa9, 0xff, 0x41),
      count: 1,
    })
  })

  test.each([
    ['a\\q', '\\q'],
    ['\\x4 rest', '\\x4'],
    ['\\xzz', '\\xzz'],
    ['\\u{110000}', '\\u{110000}'],
    ['\\ud800', '\\ud800'],
    ['end\\', '\\'],
    ['\\ x', '\\'],
  ])('%j is refused, naming %j', (typed, part) => {
    expect(unescapeText(typed)).toEqual({ ok: false, part })
  })

  test('any text survives being escaped and read again', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...'\\xu{}80f\n\u0085é') }),
        ),
        (text) => {
          const escaped = escapeText(text)
          expect(escaped).not.toMatch(/\p{Cc}/u)
          expect(unescapeText(escaped)).toMatchObject({ ok: true, content: text })
        },
      ),
    )
  })
})
