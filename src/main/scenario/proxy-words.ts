import { formatBytes, visible } from '../../shared/bytes'
import type { EventOf, Proxying } from '../../shared/events'
import { faultsLine } from '../../shared/faults'

/** What proxies are and do, in words. */

export function proxyWords({ to, faults }: Proxying): string {
  return `a proxy to ${visible(to)}, faults: ${faultsLine(faults)}`
}

export function disturbedWords({ direction, by, bytes, ending, ms }: EventOf<'disturbed'>): string {
  const way = direction === 'toServer' ? 'to the server' : 'to the client'
  const size = `${formatBytes(bytes)}${ending ? ' and the end of the stream' : ''}`
  switch (by) {
    case 'hold':
      return `held ${way}: ${size}`
    case 'release':
      return `released ${way}: ${size}`
    case 'limit':
      return `limit reached ${way}: ${formatBytes(bytes)} dropped since`
    case 'slowClose':
      return `FIN ${way} waits for ${ms} ms`
    case 'reset':
      return `resets both connections; ${formatBytes(bytes)} ${way} lost`
    case 'closed':
      return `nobody is left ${way}: ${formatBytes(bytes)} dropped`
  }
}
