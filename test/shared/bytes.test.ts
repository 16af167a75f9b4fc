import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  concat,
  decodeUtf8,
  encodeUtf8,
  formatBytes,
  fromLatin1,
  parseBase64,
  parseHex,
  startsWith,
  toHex,
  toLatin1,
  upperAscii,
  visible,
  visibleBytes,
} from '../../src/shared/bytes'

const bytes = fc.uint8Array({ maxLength: 300 })

test('hex, latin1 and base64 come back unchanged', () => {
  fc.assert(
    fc.property(bytes, (data) => {
      expect(parseHex(toHex(data))).toEqual(data)
      expect(parseHex(toHex(data, ' '))).toEqual(data)
      expect(fromLatin1(toLatin1(data))).toEqual(data)
      expect(parseBase64(Buffer.from(data).toString('base64'))).toEqual(data)
    }),
  )
})

test.each(['4 8', '4', 'xy', '48,65', '0x48', '4 865'])('%s is not hex', (text) => {
  expect(parseHex(text)).toBeUndefined()
})

test('hex of many megabytes is read, too', () => {
  expect(parseHex('4A'.repeat(8 * 1024 * 1024))?.length).toBe(8 * 1024 * 1024)
  expect(parseHex(` 48\n65\t6c6C `)).toEqual(Uint8Array.of(0x48, 0x65, 0x6c, 0x6c))
  expect(parseHex(' ')).toEqual(new Uint8Array(0))
})

test('megabytes of hex and of base64 are read, and refused', () => {
  const data = new Uint8Array(6 * 1024 * 1024).fill(0xa5)
  expect(parseHex(toHex(data))?.length).toBe(data.length)
  const base64 = Buffer.from(data).toString('base64')
  expect(parseBase64(base64)?.length).toBe(data.length)
  expect(parseBase64(`-${base64.slice(1)}`)).toBeUndefined()
})

test.each(['a', 'abc', 'ab=c', 'ab cd', 'abc-', 'ab==abcd'])('%s is not base64', (text) => {
  expect(parseBase64(text)).toBeUndefined()
})

test('decodeUtf8 is strict, and keeps a byte order mark', () => {
  expect(decodeUtf8(Uint8Array.of(0xc3, 0x28))).toBeUndefined()
  expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\ufeffA')
})

test('upperAscii touches ASCII letters only', () => {
  expect(decodeUtf8(upperAscii(encodeUtf8('aZ9 é 你好')))).toBe('AZ9 é 你好')
})

test('nothing that visible lets through can steer a terminal or turn text around', () => {
  const hostile = /[\p{Cc}\p{Cf}\u2028\u2029]/u
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !hostile.test(visible(text))))
  fc.assert(fc.property(bytes, (data) => !hostile.test(visibleBytes(data))))
  expect(visible('a\u001b[31mb\u202ec\r\n\t')).toBe('a\\x1b[31mb\\u{202e}c\\r\\n\\t')
})

test('visibleBytes shows valid UTF-8 as text and the rest as escapes', () => {
  expect(visibleBytes(Uint8Array.of(0x68, 0xff, 0xe4, 0xbd, 0xa0, 0xe4))).toBe('h\\xff你\\xe4')
})

test('formatBytes', () => {
  expect([0, 1023, 1024, 3_984_588, 5e12].map(formatBytes)).toEqual([
    '0 B',
    '1023 B',
    '1.0 KiB',
    '3.8 MiB',
    '4.5 TiB',
  ])
})

test('startsWith and concat', () => {
  const whole = concat([Uint8Array.of(1, 2), Uint8Array.of(3)])
  expect(whole).toEqual(Uint8Array.of(1, 2, 3))
  expect(startsWith(whole, Uint8Array.of(1, 2))).toBe(true)
  expect(startsWith(whole, Uint8Array.of(2))).toBe(false)
  expect(startsWith(Uint8Array.of(1), whole)).toBe(false)
})
