import { formatBytes, visible } from '../../shared/bytes'
import type { EventOf } from '../../shared/events'
import { framingSign } from '../layers/words'
import type { Line } from './line'

/** Lines about what stands above a stream, and what comes of it. */

export function describeUnpacked(event: EventOf<'unpacked'>): Line {
  const size = formatBytes(event.bytes)
  if (event.broken === undefined) {
    return event.reads === undefined || event.reads === 1
      ? { key: 'unpacked', values: { size } }
      : { key: 'unpackedOf', values: { size, reads: event.reads } }
  }
  return event.declared === undefined
    ? { key: `broken.${event.broken}`, values: { size } }
    : { key: `broken.${event.broken}Declared`, values: { size, declared: formatBytes(event.declared) } }
}

export function describeSecured({
  protocol,
  cipher,
  authorized,
  authorizationError,
}: EventOf<'secured'>): Line {
  const values = { protocol: visible(protocol), cipher: visible(cipher) }
  return authorized === false
    ? { key: 'securedUntrusted', values: { ...values, why: visible(authorizationError ?? '') } }
    : { key: 'secured', values }
}

export function describeLayers({ tls, framing }: EventOf<'layered'>): Line {
  if (tls === undefined) {
    return framing ? { key: 'framed', values: { framing: framingSign(framing) } } : { key: 'noLayers' }
  }
  return framing ? { key: 'tlsFramed', values: { framing: framingSign(framing) } } : { key: `tls.${tls}` }
}
