import { decodeUtf8, encodeUtf8, toHex, toLatin1 } from '../bytes'

/**
 * Bytes and text as literals of each language. What a user or a peer has said is hostile: nothing of it may end a literal, or be
 * obeyed by an editor or a terminal in which the program is looked at.
 */

/** What is seen when it is written: no controls, no invisible or reordering characters, no halves of surrogate pairs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\u2028\u2029]/u
/** The same, and all spaces but the usual one, which would be taken for that one. */
const isSeen = (char: string) => (char >= ' ' && char <= '~') || !(UNSEEN.test(char) || /\s/u.test(char))

/** Combining marks would join the quote before them. */
const isMark = (char: string) => /\p{M}/u.test(char)

const NAMED: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }

function hexOf(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}

function written(text: string, quote: string, otherwise: (code: number) => string): string {
  let out = ''
  for (const char of text) {
    const named = NAMED[char]
    if (named) out += named
    else if (char === quote) out += `\\${quote}`
    else if (isSeen(char) && !(out === '' && isMark(char))) out += char
    else out += otherwise(char.codePointAt(0) ?? 0)
  }
  return `${quote}${out}${quote}`
}

/** One repeated byte, and how often, of so many that nobody wants to see them all. */
export function repeatedByte(bytes: Uint8Array): { byte: number; times: number } | undefined {
  const [byte] = bytes
  if (byte === undefined || bytes.length < 64 || !bytes.every((each) => each === byte)) return undefined
  return { byte, times: bytes.length }
}

// --- Python -------------------------------------------------------------------------------------------------

export function pythonString(text: string): string {
  return written(text, '"', (code) =>
    code < 0x100 ? `\\x${hexOf(code, 2)}` : code < 0x10000 ? `\\u${hexOf(code, 4)}` : `\\U${hexOf(code, 8)}`,
  )
}

export function pythonBytes(bytes: Uint8Array): string {
  const repeated = repeatedByte(bytes)
  if (repeated) return `${pythonBytes(bytes.slice(0, 1))} * ${repeated.times}`
  const text = decodeUtf8(bytes)
  if (text !== undefined && /[^\0-\x7f]/.test(text)) return `${pythonString(text)}.encode()`
  return `b${asLatin1(bytes, '"')}`
}

// --- JavaScript ---------------------------------------------------------------------------------------------

export function nodeString(text: string): string {
  return written(text, "'", (code) =>
    code < 0x100
      ? `\\x${hexOf(code, 2)}`
      : code < 0x10000
        ? `\\u${hexOf(code, 4)}`
        : `\\u{${hexOf(code, 1)}}`,
  )
}

/** A string, which Node sends as UTF-8, or a Buffer where the bytes are no text. */
export function nodeBytes(bytes: Uint8Array): string {
  const repeated = repeatedByte(bytes)
  if (repeated) return `Buffer.alloc(${repeated.times}, 0x${hexOf(repeated.byte, 2)})`
  const text = decodeUtf8(bytes)
  if (text !== undefined) return nodeString(text)
  return `Buffer.from(${asLatin1(bytes, "'")}, 'latin1')`
}

/** The same, always a Buffer. */
export function nodeBuffer(bytes: Uint8Array): string {
  const literal = nodeBytes(bytes)
  return literal.startsWith('Buffer.') ? literal : `Buffer.from(${literal})`
}

// --- Shell --------------------------------------------------------------------------------------------------

/** A word of a POSIX shell. NUL, which no word can have, is left out. */
export function shellWord(text: string): string {
  const plain = text.replaceAll('\0', '')
  if (/^[\w@%+=:,./-]+$/.test(plain)) return plain
  // The shell takes line ends away from the end of what a command writes.
  if (!plain.endsWith('\n') && ![...plain].every(isSeen))
    return `"$(printf '${shellFormat(encodeUtf8(plain))}')"`
  return `'${plain.replaceAll("'", `'\\''`)}'`
}

/** A command that writes these bytes to standard output. */
export function shellWrite(bytes: Uint8Array): string {
  const repeated = repeatedByte(bytes)
  if (repeated) {
    const octal = repeated.byte.toString(8).padStart(3, '0')
    return `head -c ${repeated.times} /dev/zero | LC_ALL=C tr '\\000' '\\${octal}'`
  }
  return `printf '${shellFormat(bytes)}'`
}

/** A format of printf that means these bytes, as it stands between single quotes. */
function shellFormat(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes)
  let out = ''
  for (const char of text ?? toLatin1(bytes)) {
    const code = char.codePointAt(0) ?? 0
    if (char === '\\' || char === '%') out += char + char
    else if (char === '\n') out += '\\n'
    // A quote would end the word, a hyphen at its beginning be taken for an option.
    else if (char === "'" || (char === '-' && out === '')) out += octalOf(char)
    else if (code >= 0x20 && code < 0x7f) out += char
    else if (text === undefined) out += `\\${code.toString(8).padStart(3, '0')}`
    else out += code >= 0x80 && isSeen(char) && !isMark(char) ? char : octalOf(char)
  }
  return out
}

function octalOf(char: string): string {
  return Array.from(encodeUtf8(char), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}

function asLatin1(bytes: Uint8Array, quote: string): string {
  let out = ''
  for (const char of toLatin1(bytes)) {
    const code = char.charCodeAt(0)
    const named = NAMED[char]
    if (named) out += named
    else if (char === quote) out += `\\${quote}`
    else out += code >= 0x20 && code < 0x7f ? char : `\\x${toHex(new Uint8Array([code]))}`
  }
  return `${quote}${out}${quote}`
}
