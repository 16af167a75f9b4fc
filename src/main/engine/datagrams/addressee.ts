import { lookup } from 'node:dns'
import net from 'node:net'
import { formatAddress } from '../../../shared/ids'

/** Where datagrams go, or come from: an IP address and a port. */
export interface Addressee {
  host: string
  port: number
  /** Both, as events have them. */
  address: string
}

export function addresseeAt(host: string, port: number): Addressee {
  return { host, port, address: formatAddress(host, port) }
}

/** Tells the IP address of `host`: at once if it is one, or else after a look-up. */
export function resolveHost(host: string, found: (error: Error | null, address: string) => void): void {
  if (net.isIP(host) > 0) found(null, host)
  else lookup(host, found)
}

export type DatagramType = 'udp4' | 'udp6'

/** The kind of socket that a local address, or the address that is called, asks for. */
export function typeFor(address: string): DatagramType {
  return net.isIPv6(address) ? 'udp6' : 'udp4'
}

/** `host` as a socket of that type has to be given it: over IPv6, an IPv4 address is called by its mapped form. */
export function hostFor(type: DatagramType, host: string): string {
  return type === 'udp6' && net.isIPv4(host) ? `::ffff:${host}` : host
}
