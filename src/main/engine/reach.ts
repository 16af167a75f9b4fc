import { parseAddress } from '../../shared/ids'

/** Where this machine reaches what is at a local address, in the form that events use: a wildcard is reached over loopback. */
export function reachedAt(local: string): { host: string; port: number } | undefined {
  const at = parseAddress(local)
  if (!at) return undefined
  const host = at.host === '0.0.0.0' ? '127.0.0.1' : at.host === '::' ? '::1' : at.host
  return { host, port: at.port }
}
