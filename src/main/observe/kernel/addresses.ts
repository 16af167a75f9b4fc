import { formatAddress, parseAddress } from '../../../shared/ids'

/**
 * An IP address as four numbers of 32 bits, IPv4 in its v4-mapped form: a connection of a dual-stack listener is in the
 * tables of IPv6 for one end and in those of IPv4 for the other, and both must be found.
 */
export type Words = [number, number, number, number]

/** The third word of a v4-mapped address. */
export const MAPPED = 0xffff

/** An address as the events write it (`127.0.0.1:8080`, `[fe80::1%eth0]:8080`); undefined if it is none. */
export function wordsOf(address: string): { words: Words; port: number; v6: boolean } | undefined {
  const parsed = parseAddress(address)
  if (!parsed) return undefined
  // The tables don't tell the zone.
  const host = parsed.host.replace(/%.*$/, '')
  const words = host.includes(':') ? parseV6(host) : parseV4(host)
  return words && { words, port: parsed.port, v6: host.includes(':') }
}

/** As the events write it. */
export function addressOf(words: Words, port: number): string {
  return formatAddress(hostOf(words), port)
}

export function isV4([a, b, c]: Words): boolean {
  return a === 0 && b === 0 && c === MAPPED
}

/** 0.0.0.0 or ::. */
export function isWildcard(words: Words): boolean {
  return words[3] === 0 && words[1] === 0 && words[0] === 0 && (words[2] === 0 || words[2] === MAPPED)
}

function hostOf(words: Words): string {
  const [a, b, c, d] = words
  if (isV4(words)) return [d >>> 24, (d >>> 16) & 255, (d >>> 8) & 255, d & 255].join('.')
  const groups = [a, b, c, d].flatMap((word) => [word >>> 16, word & 0xffff])
  const [from, length] = longestZeros(groups)
  const text = (part: number[]) => part.map((group) => group.toString(16)).join(':')
  // RFC 5952: the longest run of zeros is shortened, the first of several, and never a single one.
  if (length < 2) return text(groups)
  return `${text(groups.slice(0, from))}::${text(groups.slice(from + length))}`
}

function longestZeros(groups: number[]): [from: number, length: number] {
  let best: [number, number] = [0, 0]
  let from = 0
  for (let i = 0; i <= groups.length; i++) {
    if (groups[i] === 0) continue
    if (i - from > best[1]) best = [from, i - from]
    from = i + 1
  }
  return best
}

function parseV4(host: string): Words | undefined {
  const octets = host.split('.').map(Number)
  if (octets.length !== 4 || !octets.every((octet) => octet >= 0 && octet <= 255)) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = octets
  return [0, 0, MAPPED, ((a << 24) | (b << 16) | (c << 8) | d) >>> 0]
}

function parseV6(host: string): Words | undefined {
  // The last 32 bits may be written as IPv4.
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(host)
  const last = dotted ? parseV4(dotted[2] ?? '') : undefined
  if (dotted && !last) return undefined
  const hex = (word: number) => word.toString(16)
  const plain = last ? `${dotted?.[1]}${hex(last[3] >>> 16)}:${hex(last[3] & 0xffff)}` : host
  const [head = '', tail, ...more] = plain.split('::')
  if (more.length > 0) return undefined
  const groupsOf = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const before = groupsOf(head)
  const after = tail === undefined ? [] : groupsOf(tail)
  const zeros = 8 - before.length - after.length
  if (tail === undefined ? zeros !== 0 : zeros < 1) return undefined
  const groups = [...before, ...new Array<number>(zeros).fill(0), ...after]
  if (!groups.every((group) => group >= 0 && group <= 0xffff)) return undefined
  const word = (index: number) => (((groups[index] ?? 0) << 16) | (groups[index + 1] ?? 0)) >>> 0
  return [word(0), word(2), word(4), word(6)]
}
