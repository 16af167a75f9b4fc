import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeUtf8 } from '../../../src/shared/bytes'
import { Lines } from '../../../src/shared/code/lines'
import {
  nodeBytes,
  nodeString,
  pythonBytes,
  pythonString,
  shellWord,
  shellWrite,
} from '../../../src/shared/code/literals'
import { pythonRegex } from '../../../src/shared/code/python/regex'

// What the languages themselves make of them: test/foreign/code-literals.test.ts.

const bytes = (...numbers: number[]) => new Uint8Array(numbers)

test('bytes are readable where they are text', () => {
  expect(pythonBytes(encodeUtf8('hello\n'))).toBe('b"hello\\n"')
  expect(pythonBytes(encodeUtf8('“你好”'))).toBe('"“你好”".encode()')
  expect(pythonBytes(bytes(0, 0xff, 0x41, 0x22, 0x5c))).toBe('b"\\x00\\xffA\\"\\\\"')
  expect(nodeBytes(encodeUtf8("it's"))).toBe("'it\\'s'")
  expect(nodeBytes(bytes(0xff, 0x41))).toBe("Buffer.from('\\xffA', 'latin1')")
  expect(shellWrite(encodeUtf8("100 %, it's \\"))).toBe("printf '100 %%, it\\047s \\\\'")
  expect(shellWrite(encodeUtf8('-n'))).toBe("printf '\\055n'")
})

test('the same byte over and over is counted', () => {
  const many = new Uint8Array(100_000).fill(0x78)
  expect(pythonBytes(many)).toBe('b"x" * 100000')
  expect(nodeBytes(many)).toBe('Buffer.alloc(100000, 0x78)')
  expect(shellWrite(many)).toBe("head -c 100000 /dev/zero | LC_ALL=C tr '\\000' '\\170'")
})

test('what is not seen, or reorders what is, is escaped', () => {
  // A right-to-left override, a zero-width space, a line separator, a no-break space, half of a surrogate pair.
  const text = '\u202e\u200b\u2028\u00a0\ud800'
  expect(pythonString(text)).toBe('"\\u202e\\u200b\\u2028\\xa0\\ud800"')
  expect(nodeString(text)).toBe("'\\u202e\\u200b\\u2028\\xa0\\ud800'")
})

test('every literal is one line, and of characters that are seen', () => {
  const seen = /^[^\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]*$/u
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (text, data) => {
      for (const literal of [pythonString(text), nodeString(text), pythonBytes(data), nodeBytes(data)])
        expect(literal).toMatch(seen)
      expect(shellWrite(data)).toMatch(seen)
      expect(shellWrite(encodeUtf8(text))).toMatch(seen)
    }),
  )
})

test('a word of the shell is quoted where it has to be', () => {
  expect(shellWord('/tmp/it.sock')).toBe('/tmp/it.sock')
  expect(shellWord("a b'c; $(rm)")).toBe("'a b'\\''c; $(rm)'")
  expect(shellWord('')).toBe("''")
})

test('a comment stays one', () => {
  const lines = new Lines('  ', '#')
  lines.comment('x\nimport os\r\u2028os.abort()')
  expect(lines.lines.map(({ text }) => text)).toEqual(['# x\\nimport os\\r\\u{2028}os.abort()'])
})

test('regular expressions of JavaScript become such of Python', () => {
  expect(pythonRegex('^add (?<a>\\d+)$')).toBe('^add (?P<a>\\d+)\\Z')
  expect(pythonRegex('[^][[a&&b]\\/')).toBe('[\\x00-\\U0010ffff][\\[a\\&\\&b]\\/')
  expect(pythonRegex('\\u{1f600}\\cJ\\0\\ud83d\\ude00')).toBe('\\U0001f600\\x0a\\x00\\U0001f600')
  for (const other of ['(?<=a)b', '(a)\\1', '\\p{L}', '\\k<a>', '[\\S]'])
    expect(pythonRegex(other)).toBeUndefined()
})
