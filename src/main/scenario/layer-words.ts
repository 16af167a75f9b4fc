import { formatBytes, visible, visibleBytes } from '../../shared/bytes'
import type { Framing } from '../../shared/commands/framing'
import type { EventOf } from '../../shared/events'
import { delimiterOf, structFormat } from '../../shared/framing/framing'

/** What stands above a stream, and what comes of it, in words. */

export function layerWords({ tls, framing }: EventOf<'layered'>): string {
  const layers = [...(tls === undefined ? [] : [`TLS (${tls})`]), ...(framing ? [framingWords(framing)] : [])]
  return layers.length === 0 ? 'nothing' : layers.join(', ')
}

export function framingWords(framing: Framing): string {
  switch (framing.by) {
    case 'line':
      return `lines that end in ${framing.ending === 'crlf' ? 'CR LF' : 'LF'}`
    case 'fixed':
      return `messages of ${formatBytes(framing.bytes)}`
    case 'length':
      return `messages behind their length (struct ${structFormat(framing)})`
    case 'delimiter':
      return `messages that end in "${visibleBytes(delimiterOf(framing) as Uint8Array)}"`
  }
}

/** How a message came: in how many reads, and what is wrong with it. */
export function unpackingWords({ reads, broken, declared }: EventOf<'unpacked'>): string {
  const said = declared === undefined ? '' : `: its length says ${formatBytes(declared)}`
  if (broken === 'tooLong') return `, broken: longer than a message may be${said}`
  if (broken === 'cutOff') return `, broken: the stream ended within it${said}`
  return reads === undefined || reads === 1 ? '' : ` from ${reads} reads`
}

export function securedWords(event: EventOf<'secured'>): string {
  const { protocol, cipher, servername, alpn, certificate, authorized, authorizationError } = event
  const shown = certificate && `certificate of ${visible(certificate.subject)}`
  const trust =
    authorized === undefined
      ? undefined
      : authorized
        ? 'trusted'
        : `not trusted${authorizationError === undefined ? '' : ` (${visible(authorizationError)})`}`
  return [
    `secured: ${visible(protocol)}, ${visible(cipher)}`,
    ...(servername === undefined ? [] : [`for ${visible(servername)}`]),
    ...(alpn === undefined ? [] : [visible(alpn)]),
    ...(shown === undefined ? [] : [shown]),
    ...(trust === undefined ? [] : [trust]),
  ].join(', ')
}
