import { decodeUtf8, toHex, visible, visibleBytes } from '../../shared/bytes'

/** A stretch of shown text; `escape` stands for a character that is not shown as itself. */
export interface Run {
  text: string
  escape: boolean
}

const CONTROLS = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]+/gu

/** Bytes as text in which nothing is obeyed, with the escapes told apart from a peer's own backslashes. */
export function runsOf(bytes: Uint8Array): Run[] {
  const runs: Run[] = []
  const add = (text: string, escaped: boolean) => {
    const last = runs.at(-1)
    if (last?.escape === escaped) last.text += text
    else if (text !== '') runs.push({ text, escape: escaped })
  }
  const whole = decodeUtf8(bytes)
  if (whole !== undefined) addText(whole, add)
  else {
    for (let at = 0; at < bytes.length; ) {
      const length = characterAt(bytes, at)
      const end = at + Math.max(1, length)
      if (length > 0) addText(decodeUtf8(bytes.subarray(at, end)) ?? '', add)
      else add(visibleBytes(bytes.subarray(at, end)), true)
      at = end
    }
  }
  return runs
}

function addText(text: string, add: (text: string, escaped: boolean) => void): void {
  let from = 0
  for (const match of text.matchAll(CONTROLS)) {
    add(text.slice(from, match.index), false)
    add(visible(match[0]), true)
    from = match.index + match[0].length
  }
  add(text.slice(from), false)
}

/** Length in bytes of the UTF-8 character at `at`; 0 if there is none. */
function characterAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  if (lead < 0xc0) return 0
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
  const rest = bytes.subarray(at, at + length)
  return rest.length === length && decodeUtf8(rest) !== undefined ? length : 0
}

/** Bytes cut after each line feed, so that a text of several lines is shown on several lines. */
export function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  let from = 0
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, from)) {
    lines.push(bytes.subarray(from, at + 1))
    from = at + 1
  }
  if (from < bytes.length || lines.length === 0) lines.push(bytes.subarray(from))
  return lines
}

/** The last character of a cut preview may have lost its other bytes: leave such a rest out. */
export function trimCut(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number
    if (byte < 0x80) return bytes
    if (byte >= 0xc0) {
      const whole = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return whole > back ? bytes.subarray(0, bytes.length - back) : bytes
    }
  }
  return bytes
}

export interface DumpRow {
  offset: string
  hex: string
  text: string
}

/** Bytes a row that a hex dump can have, most first. */
const PER_ROW = [16, 8, 4] as const

/** How many bytes a row of a hex dump has where `columns` characters fit side by side; 4 where even those are too many. */
export function bytesPerRow(columns: number): number {
  // Offset and two gaps of two, the hex, the text; 16 bytes are set in two halves.
  const width = (bytes: number) => 4 + 4 + bytes * 3 - 1 + (bytes === 16 ? 1 : 0) + bytes
  return PER_ROW.find((bytes) => width(bytes) <= columns) ?? 4
}

/** A hex dump. */
export function dump(bytes: Uint8Array, perRow = 16): DumpRow[] {
  const rows: DumpRow[] = []
  for (let at = 0; at < bytes.length; at += perRow) {
    const row = bytes.subarray(at, at + perRow)
    const first = toHex(row.subarray(0, 8), ' ')
    const second = toHex(row.subarray(8), ' ')
    const text = Array.from(row, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'))
    rows.push({
      offset: at.toString(16).padStart(4, '0'),
      hex: second === '' ? first : `${first}  ${second}`,
      text: text.join(''),
    })
  }
  return rows
}
