import { concat, encodeUtf8, visible } from '../../shared/bytes'

/**
 * Escapes in text that is typed: `\n \r \t \0 \\`, `\xNN` for a byte, `\u{…}` or `\uNNNN` for a character. The same
 * signs in which the window shows bytes, so that what is shown can be sent again.
 */

const ESCAPE = /\\(?:x[0-9a-f]{2}|u\{[0-9a-f]{1,6}\}|u[0-9a-f]{4}|.)?/gis
const SIMPLE: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', '\\': '\\' }

export type Unescaped =
  /** `count` escapes were in it. */
  | { ok: true; content: string | Uint8Array; count: number }
  /** The first one that means nothing. */
  | { ok: false; part: string }

/** Reads text with escapes. It stays text unless a `\xNN` from 80 up makes it bytes. */
export function unescapeText(text: string): Unescaped {
  if (!text.includes('\\')) return { ok: true, content: text, count: 0 }
  const parts: (string | Uint8Array)[] = []
  let end = 0
  let count = 0
  for (const { 0: sequence, index } of text.matchAll(ESCAPE)) {
    const meant = meaning(sequence)
    if (meant === undefined) return { ok: false, part: text.slice(index, index + 10).split(/\s/)[0] || '\\' }
    if (index > end) parts.push(text.slice(end, index))
    parts.push(meant)
    end = index + sequence.length
    count++
  }
  parts.push(text.slice(end))
  const onlyText = parts.every((part) => typeof part === 'string')
  const content = onlyText
    ? parts.join('')
    : concat(parts.map((part) => (typeof part === 'string' ? encodeUtf8(part) : part)))
  return { ok: true, content, count }
}

function meaning(sequence: string): string | Uint8Array | undefined {
  const kind = sequence.charAt(1)
  const digits = sequence.slice(2).replace(/[{}]/g, '')
  if (digits === '') return SIMPLE[kind]
  const code = Number.parseInt(digits, 16)
  if (kind === 'x') return code < 0x80 ? String.fromCharCode(code) : Uint8Array.of(code)
  // Half of a surrogate pair is no character.
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code)
}

/** Text as it is typed with escapes: `unescapeText` gives it back unchanged, and nothing in it is invisible. */
export function escapeText(text: string): string {
  const parts = text.split('\\').map((part) => visible(part).replace(/\\x([89a-f][0-9a-f])/g, '\\u{$1}'))
  return parts.join('\\\\')
}
