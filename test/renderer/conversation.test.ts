import { describe, expect, test } from 'vitest'
import { sinceStart, timeText } from '../../src/renderer/connection/timeView'
import { bytesPerRow, dump } from '../../src/renderer/messages/byteText'
import { copyAs } from '../../src/renderer/messages/copy'
import { keyTarget } from '../../src/renderer/ui/listKeys'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('copying bytes', () => {
  test('as text: real line ends and tabs, escapes for what a terminal would obey', () => {
    expect(copyAs('text', bytes('a\r\n\tb'))).toBe('a\r\n\tb')
    expect(copyAs('text', bytes('\u001b[31m\u202e\\n'))).toBe('\\x1b[31m\\u{202e}\\n')
    expect(copyAs('text', new Uint8Array([0x41, 0xff, 0x0a]))).toBe('A\\xff\n')
  })

  test('as hex', () => {
    expect(copyAs('hex', bytes('Hi!'))).toBe('48 69 21')
  })

  test('as a C array, twelve bytes a line', () => {
    expect(copyAs('c', bytes('hello, world!'))).toBe(
      [
        'const unsigned char message[13] = {',
        '  0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x2c, 0x20, 0x77, 0x6f, 0x72, 0x6c, 0x64,',
        '  0x21,',
        '};',
      ].join('\n'),
    )
  })
})

describe('a hex dump', () => {
  test.each([
    [80, 16],
    [72, 16],
    [71, 8],
    [39, 8],
    [38, 4],
    [5, 4],
  ])('where %i characters fit has %i bytes a row', (columns, perRow) => {
    expect(bytesPerRow(columns)).toBe(perRow)
    const [row] = dump(new Uint8Array(64).fill(0x41), perRow)
    const width = (row?.offset.length ?? 0) + (row?.hex.length ?? 0) + (row?.text.length ?? 0) + 4
    if (columns > 20) expect(width).toBeLessThanOrEqual(columns)
  })

  test('counts its offsets by its rows', () => {
    expect(dump(bytes('0123456789'), 4).map(({ offset, text }) => `${offset} ${text}`)).toEqual([
      '0000 0123',
      '0004 4567',
      '0008 89',
    ])
  })
})

describe('times', () => {
  test('from the start of the connection on', () => {
    expect(sinceStart(42.4)).toBe('0.042')
    expect(sinceStart(62_500)).toBe('1:02.500')
    expect(sinceStart(59_999.7)).toBe('1:00.000')
    expect(sinceStart(3_600_000)).toBe('1:00:00.000')
    expect(sinceStart(-3)).toBe('−0.003')
    expect(sinceStart(-0.2)).toBe('0.000')
  })

  test('of day, and with the date', () => {
    const wall = new Date(2025, 2, 9, 14, 3, 7, 42).getTime()
    expect(timeText('clock', wall, 5.117, 0)).toBe('14:03:07.042')
    expect(timeText('full', wall, 5.117, 0)).toBe('2025-03-09 14:03:07.042117')
    expect(timeText('start', wall, 5.117, 2)).toBe('0.003')
  })
})

describe('keys in a list', () => {
  const span = { start: 10, end: 20, page: 4 }

  test('move the marked row, and stay in the list', () => {
    expect(keyTarget('ArrowDown', 12, span)).toBe(13)
    expect(keyTarget('ArrowUp', 12, span)).toBe(11)
    expect(keyTarget('ArrowUp', 10, span)).toBe(10)
    expect(keyTarget('PageDown', 17, span)).toBe(19)
    expect(keyTarget('PageUp', 17, span)).toBe(13)
    expect(keyTarget('Home', 17, span)).toBe(10)
    expect(keyTarget('End', 17, span)).toBe(19)
  })

  test('begin at the newest row, and between two rows at the next one', () => {
    expect(keyTarget('ArrowUp', undefined, span)).toBe(19)
    expect(keyTarget('ArrowDown', 12.5, span)).toBe(13)
    expect(keyTarget('ArrowUp', 12.5, span)).toBe(12)
  })

  test('lead nowhere in an empty list, and other keys lead nowhere', () => {
    expect(keyTarget('ArrowDown', undefined, { start: 0, end: 0, page: 1 })).toBeUndefined()
    expect(keyTarget('h', 12, span)).toBeUndefined()
  })
})
