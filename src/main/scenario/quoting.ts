import { visible, visibleBytes } from '../../shared/bytes'

/** So much of a message is shown, bytes. */
export const SHOWN_BYTES = 60

/** The beginning of `bytes` in quotes; `total` if they are only the beginning of more. */
export function quoteBytes(bytes: Uint8Array, total = bytes.length): string {
  if (total <= SHOWN_BYTES && bytes.length === total) return `"${visibleBytes(bytes)}"`
  let end = Math.min(SHOWN_BYTES, bytes.length)
  // Not within a character, unless it is no character at all.
  for (let back = 0; back < 3 && end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80; back++) end--
  return `"${visibleBytes(bytes.subarray(0, end))}" …`
}

/** The same of a text. */
export function quoteText(text: string): string {
  return `"${visible(text.length > SHOWN_BYTES ? text.slice(0, SHOWN_BYTES) : text)}"${text.length > SHOWN_BYTES ? ' …' : ''}`
}
