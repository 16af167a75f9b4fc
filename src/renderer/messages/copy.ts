import { toHex } from '../../shared/bytes'
import { runsOf } from './byteText'

/** How bytes are put on the clipboard. */
export const COPY_FORMS = ['text', 'hex', 'c'] as const
export type CopyForm = (typeof COPY_FORMS)[number]

/** Text if it is, hex if it isn't. `isCut`: only the beginning of a message is there, and may end within a character. */
export function usualForm(bytes: Uint8Array, isCut = false): CopyForm {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
    return 'text'
  } catch {
    return 'hex'
  }
}

export function copyAs(form: CopyForm, bytes: Uint8Array): string {
  switch (form) {
    case 'text':
      return asText(bytes)
    case 'hex':
      return toHex(bytes, ' ')
    case 'c':
      return asCArray(bytes)
  }
}

/**
 * Text as it is shown, but with real line ends and tabs. Every other control character stays an escape: what a peer has
 * sent may land in a terminal.
 */
function asText(bytes: Uint8Array): string {
  return runsOf(bytes)
    .map((run) => (run.escape ? run.text.replace(/\\([nrt])/g, (_, letter) => REAL[letter] ?? '') : run.text))
    .join('')
}

const REAL: Record<string, string> = { n: '\n', r: '\r', t: '\t' }

const PER_LINE = 12

function asCArray(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const line = Array.from(
      bytes.subarray(at, at + PER_LINE),
      (byte) => `0x${byte.toString(16).padStart(2, '0')}`,
    )
    lines.push(`  ${line.join(', ')},`)
  }
  return `const unsigned char message[${bytes.length}] = {\n${lines.join('\n')}\n};`
}
