import { describe, expect, test } from 'vitest'
import { describe as tell } from '../../src/renderer/log/describe'
import { dump, linesOf, runsOf, trimCut } from '../../src/renderer/messages/byteText'
import { NoticeStore } from '../../src/renderer/notices/noticeStore'
import { clockTime, duration, fullTime } from '../../src/renderer/ui/format'
import { COMMAND_WORDS, type Command } from '../../src/shared/commands'
import { LAB_CODES, labError } from '../../src/shared/errors'
import type { Failed } from '../../src/shared/events'

const bytes = (...values: number[]) => Uint8Array.from(values)
const utf8 = (text: string) => new TextEncoder().encode(text)

describe('bytes on the screen', () => {
  test('escapes are told apart from a peer’s own backslashes', () => {
    expect(runsOf(utf8('a\\n\n\u001b[31m'))).toEqual([
      { text: 'a\\n', escape: false },
      { text: '\\n\\x1b', escape: true },
      { text: '[31m', escape: false },
    ])
  })

  test('what is not UTF-8 is shown byte by byte, and nothing turns the text around', () => {
    expect(runsOf(bytes(0x61, 0xff, 0xc3, 0x00, 0x62, 0xe4, 0xbd, 0xa0, 0x80))).toEqual([
      { text: 'a', escape: false },
      { text: '\\xff\\xc3\\x00', escape: true },
      { text: 'b你', escape: false },
      { text: '\\x80', escape: true },
    ])
    expect(runsOf(bytes())).toEqual([])
    expect(runsOf(utf8('\u202Egnp'))).toEqual([
      { text: '\\u{202e}', escape: true },
      { text: 'gnp', escape: false },
    ])
  })

  test('a cut preview loses a torn character, not a whole one', () => {
    expect(trimCut(utf8('né').subarray(0, 2))).toEqual(utf8('n'))
    expect(trimCut(utf8('né'))).toEqual(utf8('né'))
    expect(trimCut(utf8('😀').subarray(0, 3))).toEqual(bytes())
    expect(trimCut(bytes(0x80, 0x80, 0x80, 0x80))).toEqual(bytes(0x80, 0x80, 0x80, 0x80))
  })

  test('lines are cut behind their line feeds', () => {
    expect(linesOf(utf8('a\nb\n')).map((line) => new TextDecoder().decode(line))).toEqual(['a\n', 'b\n'])
    expect(linesOf(bytes())).toHaveLength(1)
  })

  test('a hex dump has 16 bytes a row', () => {
    expect(dump(utf8('Hello, World! 12\n'))).toEqual([
      { offset: '0000', hex: '48 65 6c 6c 6f 2c 20 57  6f 72 6c 64 21 20 31 32', text: 'Hello, World! 12' },
      { offset: '0010', hex: '0a', text: '·' },
    ])
  })
})

describe('times', () => {
  test('spans have three digits that matter', () => {
    const spans = [0, 0.0042, 0.42, 12.34, 123.4, 1240, 59_960, 123_000].map(duration)
    expect(spans).toEqual([
      '0 µs',
      '4 µs',
      '0.42 ms',
      '12.3 ms',
      '123 ms',
      '1.24 s',
      '1 min 0 s',
      '2 min 3 s',
    ])
  })

  test('the time of day is to the millisecond, in full to the microsecond', () => {
    const wall = new Date(2025, 2, 9, 14, 3, 7, 42).getTime()
    expect(clockTime(wall)).toBe('14:03:07.042')
    expect(fullTime(wall, 42.117)).toBe('2025-03-09 14:03:07.042117')
    expect(clockTime(Number.NaN)).toBe('–')
  })
})

describe('events in words', () => {
  test('every command has a line', () => {
    for (const word of COMMAND_WORDS) {
      const command = {
        do: word,
        host: 'h',
        to: 'server',
        text: 'hi',
        from: 'a',
        socket: 'a',
      } as unknown as Command
      expect(tell({ seq: 1, t: 0, kind: 'asked', by: 'user', command }).key).toMatch(/^asked\./)
    }
  })

  test('the size of what was asked to be sent is that of its bytes', () => {
    const size = (rest: object) =>
      tell({ seq: 1, t: 0, kind: 'asked', by: 'user', command: { do: 'send', from: 'a', ...rest } }).values
    expect(size({ text: 'né' })).toEqual({ size: '3 B' })
    expect(size({ hex: '48 65' })).toEqual({ size: '2 B' })
    expect(size({ base64: 'aGk=' })).toEqual({ size: '2 B' })
    expect(size({ file: 'x' })).toBeUndefined()
  })

  test('nothing from outside is obeyed', () => {
    expect(tell({ seq: 1, t: 0, kind: 'note', text: 'a\u001bb' }).values).toEqual({ text: 'a\\x1bb' })
  })
})

describe('notices', () => {
  const failure = (seq: number, rest: Partial<Failed> = {}): Failed => ({
    seq,
    t: 0,
    kind: 'failed',
    socket: `c.${seq}`,
    code: 'ECONNREFUSED',
    syscall: 'connect',
    message: `connect ${seq}`,
    ...rest,
  })

  test('the same failure at many sockets is one notice', () => {
    const store = new NoticeStore()
    for (let seq = 1; seq <= 1000; seq++) store.addFailure(failure(seq))
    expect(store.current()).toMatchObject([{ count: 1000, socket: 'c.1000', seq: 1000 }])
  })

  test('only the newest three stay', () => {
    const store = new NoticeStore()
    for (const code of ['A', 'B', 'C', 'D']) store.addFailure(failure(1, { code }))
    expect(store.current().map(({ error }) => error.code)).toEqual(['B', 'C', 'D'])
  })

  test('a refusal and its event are one notice, in either order', () => {
    const error = labError(LAB_CODES.notPossible, 'no')
    const event = failure(5, { ...error, syscall: undefined as unknown as string })
    delete event.syscall
    const answerFirst = new NoticeStore()
    answerFirst.addRefusal(error)
    answerFirst.addFailure(event)
    expect(answerFirst.current()).toMatchObject([{ count: 1, seq: 5 }])
    const eventFirst = new NoticeStore()
    eventFirst.addFailure(event)
    eventFirst.addRefusal(error)
    expect(eventFirst.current()).toMatchObject([{ count: 1, seq: 5 }])
    const quiet = new NoticeStore()
    quiet.addRefusal(error, 'quiet')
    quiet.addFailure(event)
    expect(quiet.current()).toEqual([])
  })

  test('a failure that a dialog shows is no notice', () => {
    const store = new NoticeStore()
    store.addFailure(failure(2, { cause: 1 }))
    store.claim(1, failure(2, { cause: 1 }))
    store.addFailure(failure(3, { cause: 1 }))
    expect(store.current()).toEqual([])
  })
})
