import type { TFunction } from 'i18next'
import { formatBytes, visibleBytes } from '../../shared/bytes'
import type { Framing } from '../../shared/commands/framing'
import { delimiterOf, mostBytesOf, structFormat } from '../../shared/framing/framing'

/** A framing in signs that need no language: `\n`, `!I`, `8 B`. */
export function framingSign(framing: Framing): string {
  switch (framing.by) {
    case 'fixed':
      return formatBytes(framing.bytes)
    case 'length':
      return structFormat(framing)
    default:
      return visibleBytes(delimiterOf(framing) as Uint8Array)
  }
}

export function framingWords(t: TFunction, framing: Framing): string {
  const most = formatBytes(mostBytesOf(framing))
  switch (framing.by) {
    case 'line':
      return t('layers.by.line', { ending: framing.ending === 'crlf' ? 'CR LF' : 'LF', most })
    case 'fixed':
      return t('layers.by.fixed', { size: formatBytes(framing.bytes) })
    case 'length':
      return t('layers.by.length', { count: framing.bytes, format: structFormat(framing), most })
    case 'delimiter':
      return t('layers.by.delimiter', { delimiter: visibleBytes(delimiterOf(framing) as Uint8Array), most })
  }
}
