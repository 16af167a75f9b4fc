/** IP addresses as text: what they are, without asking anybody. */

/** 4 or 6; undefined for what is no address in its usual form, such as a name, or 127.1, which only some resolvers take. */
export function ipFamily(host: string): 4 | 6 | undefined {
  if (isIpv4(host)) return 4
  return ipv6Groups(host) ? 6 : undefined
}

/** A leading zero makes some resolvers read an octet as octal: that is no address here. */
function isIpv4(host: string): boolean {
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host)
  if (!octets) return false
  return octets.slice(1).every((octet) => Number(octet) <= 255 && String(Number(octet)) === octet)
}

/** The eight groups of an IPv6 address (RFC 4291, 2.2), whatever its scope; undefined if it is none. */
export function ipv6Groups(host: string): number[] | undefined {
  const [address = '', scope, ...more] = host.split('%')
  if (more.length > 0 || (scope !== undefined && !/^[\w.-]+$/.test(scope))) return undefined
  const last = address.slice(address.lastIndexOf(':') + 1)
  const dotted = last.includes('.')
  if (dotted && !isIpv4(last)) return undefined
  const plain = dotted ? `${address.slice(0, -last.length)}${hexOf(last)}` : address
  if (!/^[0-9a-f:]+$/i.test(plain) || !plain.includes(':')) return undefined
  const halves = plain.split('::')
  if (halves.length > 2) return undefined
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const given = [...head, ...tail]
  if (!given.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  if (halves.length === 1 ? given.length !== 8 : given.length > 7) return undefined
  const zeros = Array.from({ length: 8 - given.length }, () => '0')
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16))
}

/** `192.168.0.1` as the two groups that it stands for at the end of an IPv6 address. */
function hexOf(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number)
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
}

/** True for fe80::/10: it means another machine, or none, on each interface, so that a scope has to say which. */
export function isLinkLocal(host: string): boolean {
  const groups = ipv6Groups(host)
  return groups !== undefined && ((groups[0] ?? 0) & 0xffc0) === 0xfe80
}

/**
 * True for 127.0.0.0/8, ::1 in any spelling, and `localhost`. Other names count as the network: only a look-up
 * would tell.
 */
export function isLoopback(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true
  if (isIpv4(host)) return host.startsWith('127.')
  if (host.includes('%')) return false
  const groups = ipv6Groups(host)
  return groups?.every((group, index) => group === (index === 7 ? 1 : 0)) === true
}

/** True for 0.0.0.0 and :: in any spelling: all addresses of this machine. */
export function isUnspecified(host: string): boolean {
  return host === '0.0.0.0' || ipv6Groups(host)?.every((group) => group === 0) === true
}

/** An IPv4 address as a socket of IPv6 sees it (RFC 4291, 2.5.5.2): `::ffff:127.0.0.1`. */
export function v4Mapped(ipv4: string): string {
  return `::ffff:${ipv4}`
}
