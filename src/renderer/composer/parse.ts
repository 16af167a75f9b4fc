import { encodeUtf8, parseHex, toHex } from '../../shared/bytes'
import { MAX_INLINE } from '../../shared/channels'
import { unescapeText } from './escapes'

export type Format = 'text' | 'hex'
export const ENDINGS = { none: '', lf: '\n', crlf: '\r\n' } as const
export type Ending = keyof typeof ENDINGS

/** A message as it is typed. */
export interface Draft {
  input: string
  format: Format
  /** What follows a text. */
  ending: Ending
  /** In a text, `\n` and its like mean what they stand for. */
  escapes: boolean
}

export type Payload = { text: string } | { hex: string }

/** What was typed, as it would be sent, or what is wrong with it. */
export type Parsed =
  /** `escapes`: how many were in the text. */
  | { ok: true; bytes: number; escapes: number; payload: Payload }
  | { ok: false; problem: 'nothing' | 'tooLong' }
  | { ok: false; problem: 'badHex' | 'oddHex' | 'badEscape'; part: string }

export function parseInput(draft: Draft): Parsed {
  if (draft.input.length > MAX_INLINE) return { ok: false, problem: 'tooLong' }
  return draft.format === 'text' ? parseText(draft) : parseHexInput(draft.input)
}

function parseText({ input, ending, escapes }: Draft): Parsed {
  const read = escapes ? unescapeText(input) : { ok: true as const, content: input, count: 0 }
  if (!read.ok) return { ok: false, problem: 'badEscape', part: read.part }
  const { content, count } = read
  if (typeof content !== 'string') {
    const hex = toHex(content) + toHex(encodeUtf8(ENDINGS[ending]))
    if (hex.length > MAX_INLINE) return { ok: false, problem: 'tooLong' }
    return { ok: true, bytes: hex.length / 2, escapes: count, payload: { hex } }
  }
  const text = content + ENDINGS[ending]
  if (text === '') return { ok: false, problem: 'nothing' }
  if (text.length > MAX_INLINE) return { ok: false, problem: 'tooLong' }
  return { ok: true, bytes: encodeUtf8(text).length, escapes: count, payload: { text } }
}

function parseHexInput(input: string): Parsed {
  const hex = input.trim()
  if (hex === '') return { ok: false, problem: 'nothing' }
  const bytes = parseHex(hex)
  if (bytes) return { ok: true, bytes: bytes.length, escapes: 0, payload: { hex } }
  const parts = hex.split(/\s+/)
  const strange = parts.find((part) => /[^0-9a-f]/i.test(part))
  if (strange !== undefined) return { ok: false, problem: 'badHex', part: strange.slice(0, 16) }
  const odd = parts.find((part) => part.length % 2 === 1) ?? hex
  return { ok: false, problem: 'oddHex', part: odd.slice(-16) }
}
