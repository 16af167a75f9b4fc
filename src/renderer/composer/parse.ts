import { encodeUtf8, parseHex } from '../../shared/bytes'

export type Format = 'text' | 'hex'
export const ENDINGS = { none: '', lf: '\n', crlf: '\r\n' } as const
export type Ending = keyof typeof ENDINGS

/** What was typed, as it would be sent, or what is wrong with it. */
export type Parsed =
  | { ok: true; bytes: number; payload: { text: string } | { hex: string } }
  | { ok: false; problem: 'nothing' }
  | { ok: false; problem: 'badHex' | 'oddHex'; part: string }

export function parseInput(input: string, format: Format, ending: Ending): Parsed {
  if (format === 'text') {
    const text = input + ENDINGS[ending]
    return text === ''
      ? { ok: false, problem: 'nothing' }
      : { ok: true, bytes: encodeUtf8(text).length, payload: { text } }
  }
  const hex = input.trim()
  if (hex === '') return { ok: false, problem: 'nothing' }
  const bytes = parseHex(hex)
  if (bytes) return { ok: true, bytes: bytes.length, payload: { hex } }
  const strange = hex.split(/\s+/).find((part) => /[^0-9a-f]/i.test(part))
  if (strange !== undefined) return { ok: false, problem: 'badHex', part: strange.slice(0, 16) }
  const odd = hex.split(/\s+/).find((part) => part.length % 2 === 1) ?? hex
  return { ok: false, problem: 'oddHex', part: odd.slice(-16) }
}
