/** Bytes as people write and read them. Peer bytes are hostile: everything shown goes through here. */

const encoder = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** The text that `bytes` are in UTF-8, or undefined if they are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

/** The text of `bytes` with U+FFFD for what is not valid UTF-8. For display only. */
export function decodeUtf8Lossy(bytes: Uint8Array): string {
  return lenient.decode(bytes)
}

/** `4865` or `48 65` (any white space between bytes); undefined if it is anything else. */
export function parseHex(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length >> 1)
  let count = 0
  let high = -1
  // By hand: on some megabytes a regular expression runs out of stack.
  for (let i = 0; i < text.length; i++) {
    const digit = hexDigit(text.charCodeAt(i))
    if (digit < 0) {
      // Between bytes only: `4 865` is a slip of the hand, not a notation.
      if (high >= 0 || !/\s/.test(text.charAt(i))) return undefined
    } else if (high < 0) high = digit
    else {
      bytes[count++] = high * 16 + digit
      high = -1
    }
  }
  return high < 0 ? bytes.slice(0, count) : undefined
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hex, with `separator` between bytes. */
export function toHex(bytes: Uint8Array, separator = ''): string {
  return Array.from(bytes, (byte) => HEX[byte]).join(separator)
}

const LAST_BASE64_GROUP = /^(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$/
const BASE64_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Padded base64 (RFC 4648, section 4); undefined if it is anything else. */
export function parseBase64(text: string): Uint8Array | undefined {
  if (!isBase64(text)) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let out = 0
  for (let i = 0; i < text.length; i += 4) {
    let group = 0
    for (let k = 0; k < 4; k++) group = (group << 6) | Math.max(0, BASE64_DIGITS.indexOf(text.charAt(i + k)))
    for (let shift = 16; shift >= 0 && out < bytes.length; shift -= 8) bytes[out++] = (group >> shift) & 0xff
  }
  return bytes
}

function isBase64(text: string): boolean {
  if (text.length % 4 !== 0) return false
  // Group by group: on some megabytes a regular expression over all of them runs out of stack.
  for (let i = 0; i < text.length - 4; i += 4) {
    for (let k = i; k < i + 4; k++) if (!BASE64_DIGITS.includes(text.charAt(k))) return false
  }
  return text === '' || LAST_BASE64_GROUP.test(text.slice(-4))
}

/** One character per byte, so that bytes can travel in a string and come back unchanged. */
export function toLatin1(bytes: Uint8Array): string {
  let text = ''
  // In slices, since a large array overflows the stack; applied, since a spread takes six times as long.
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode.apply(null, bytes.subarray(i, i + 8192) as unknown as number[])
  }
  return text
}

export function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** ASCII letters in upper case, everything else untouched: what the `upper` answer sends. */
export function upperAscii(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => (byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte))
}

/**
 * Text that can be put on a screen or a terminal without being obeyed by it: control characters
 * (C0, DEL, C1), bidirectional and other invisible format characters become visible escapes.
 * `\n` and `\t` become escapes, too: a message is one line.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0
    switch (code) {
      case 0x09:
        return '\\t'
      case 0x0a:
        return '\\n'
      case 0x0d:
        return '\\r'
    }
    return code < 0x100 ? `\\x${HEX[code]}` : `\\u{${code.toString(16)}}`
  })
}

/** `visible` text of bytes: UTF-8 where it is valid, `\xNN` for every other byte. */
export function visibleBytes(bytes: Uint8Array): string {
  const whole = decodeUtf8(bytes)
  if (whole !== undefined) return visible(whole)
  let out = ''
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i)
    const text = length > 0 ? decodeUtf8(bytes.subarray(i, i + length)) : undefined
    if (text === undefined) {
      out += `\\x${HEX[bytes[i] ?? 0]}`
      i += 1
    } else {
      out += visible(text)
      i += length
    }
  }
  return out
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 0
  return at + length <= bytes.length ? length : 0
}

/** `3 B`, `4.0 KiB`, `3.8 MiB`: a count of bytes for people. */
export function formatBytes(count: number): string {
  if (count < 1024) return `${count} B`
  const units = ['KiB', 'MiB', 'GiB', 'TiB']
  let value = count / 1024
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${value.toFixed(value < 100 ? 1 : 0)} ${units[unit]}`
}

/** True if `bytes` begin with `prefix`. */
export function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  if (prefix.length > bytes.length) return false
  for (let i = 0; i < prefix.length; i++) if (bytes[i] !== prefix[i]) return false
  return true
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
