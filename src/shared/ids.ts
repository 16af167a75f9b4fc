/**
 * Names of sockets. A name is what a person calls a socket and what every event about it carries;
 * it is unique for the life of a lab.
 *
 *     server            a listener or a single client
 *     crowd.2           the second of a group made with `count`
 *     alice@server      the accepted end that belongs to the client `alice`
 *     127.0.0.1:53422@server   an accepted end whose client is not the lab's
 *     alice>proxy       the end with which a proxy carries on what comes in at alice@proxy
 *     127.0.0.1:53422   that client: a foreign end is called by its address, with #2, #3 … if that comes again
 */

/** What a person may call a socket: 1 to 64 characters that can't be taken for a group member, an accepted end or an address. */
export const NAME_PATTERN = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_ -]{0,62}[\p{L}\p{N}_-])?$/u

/** How a reference to a socket may look, in `socket`, `from`, `at`, `of`: a name, a member, an accepted end. */
export const REFERENCE_PATTERN = /^[^\p{C}]{1,160}$/u

/** The `index`-th (from 1) member of a group made with `count`. */
export function memberName(group: string, index: number): string {
  return `${group}.${index}`
}

/** The accepted end at `listener` of a connection whose other end is `client` (a name or an address). */
export function acceptedName(client: string, listener: string): string {
  return `${client}@${listener}`
}

/** Splits `alice@server` into its two parts; undefined for a name of another form. */
export function splitAccepted(name: string): { client: string; listener: string } | undefined {
  const at = name.lastIndexOf('@')
  if (at <= 0 || at === name.length - 1) return undefined
  return { client: name.slice(0, at), listener: name.slice(at + 1) }
}

/** Splits `alice>proxy` into its two parts; undefined for a name of another form. */
export function splitPassed(name: string): { client: string; proxy: string } | undefined {
  const at = name.lastIndexOf('>')
  if (at <= 0 || at === name.length - 1 || at < name.lastIndexOf('@')) return undefined
  return { client: name.slice(0, at), proxy: name.slice(at + 1) }
}

/** The other end that a proxy holds of what it relays: `alice>proxy` of `alice@proxy`, and the other way round. */
export function otherLeg(name: string): string | undefined {
  const parts = splitPassed(name)
  if (parts) return acceptedName(parts.client, parts.proxy)
  const ends = splitAccepted(name)
  return ends && `${ends.client}>${ends.listener}`
}

/** A reference with each name in it put through `map`: of `alice>proxy@server` that of the client, the proxy and the listener. */
export function mapNames(reference: string, map: (name: string) => string): string {
  return reference
    .split(/([>@])/)
    .map((part, index) => (index % 2 === 0 ? map(part) : part))
    .join('')
}

/** Splits off what follows the first name: `crowd` and `>proxy@server` of `crowd>proxy@server`. */
export function splitFirst(reference: string): { first: string; rest: string } {
  const at = reference.search(/[>@]/)
  return at < 0
    ? { first: reference, rest: '' }
    : { first: reference.slice(0, at), rest: reference.slice(at) }
}

/** Splits `crowd.2` into group and index; undefined for a name of another form. */
export function splitMember(name: string): { group: string; index: number } | undefined {
  const match = /^([^.@:]+)\.([1-9]\d{0,5})$/u.exec(name)
  return match?.[1] ? { group: match[1], index: Number(match[2]) } : undefined
}

/** The group that a member of one, or the accepted end of such a member, belongs to: `crowd` of `crowd.2@server`. */
export function groupOf(name: string): string | undefined {
  return splitMember(splitFirst(name).first)?.group
}

/** True for `127.0.0.1:8080` and `[::1]:8080`: an address in the form that events use. */
export function isAddress(text: string): boolean {
  return /^(?:\[[0-9a-fA-F:.]+(?:%[\w.-]+)?\]|\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/.test(text)
}

/**
 * An address as events write it: `127.0.0.1:8080`, `[::1]:8080`. A v4-mapped address
 * (`::ffff:127.0.0.1`, what a dual-stack listener sees) is written as the IPv4 address it stands for,
 * so that both ends of a connection have the same 4-tuple.
 */
export function formatAddress(host: string, port: number): string {
  if (!host.includes(':')) return `${host}:${port}`
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(host)
  return mapped ? `${mapped[1]}:${port}` : `[${host}]:${port}`
}

/** True if a connection to `remote` ends at a listener on `local`: the same address, or a wildcard on the same port. */
export function isHeardAt(local: string, remote: string, ipv6Only = false): boolean {
  if (local === remote) return true
  const own = parseAddress(local)
  const other = parseAddress(remote)
  if (!own || !other || own.port !== other.port) return false
  if (own.host === '::') return other.host.includes(':') || !ipv6Only
  if (own.host === '0.0.0.0') return !other.host.includes(':')
  // A connection to the wildcard address goes to loopback.
  return (other.host === '0.0.0.0' && own.host === '127.0.0.1') || (other.host === '::' && own.host === '::1')
}

/** True if an address, in the form that events use, is the wildcard of its family: `0.0.0.0:80`, `[::]:80`. */
export function isWildcard(address: string): boolean {
  return address.startsWith('0.0.0.0:') || address.startsWith('[::]:')
}

/** The opposite of `formatAddress`; undefined if `text` is not an address. */
export function parseAddress(text: string): { host: string; port: number } | undefined {
  if (!isAddress(text)) return undefined
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) }
}

/** Where this machine reaches what is at a local address, in the form that events use: a wildcard is reached over loopback. */
export function reachedAt(local: string): { host: string; port: number } | undefined {
  const at = parseAddress(local)
  if (!at) return undefined
  const host = at.host === '0.0.0.0' ? '127.0.0.1' : at.host === '::' ? '::1' : at.host
  return { host, port: at.port }
}

/** Where something is to be sent: `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`, the port from 1; undefined for another form. */
export function parseDestination(text: string): { host: string; port: number } | undefined {
  const name = /^([^\s:@[\]/]+):(\d{1,5})$/.exec(text)
  const goal = name ? { host: name[1] as string, port: Number(name[2]) } : parseAddress(text)
  return goal && goal.port >= 1 && goal.port <= 65_535 ? goal : undefined
}
