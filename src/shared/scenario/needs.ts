import { loadTarget } from '../load'
import { isExpectation, type Step } from './schema'

/** What a step needs beyond loopback sockets: the field that says so, and its value. */
export interface Need {
  what: 'net' | 'target' | 'file' | 'socket-file' | 'program'
  field: string
  value: string
}

/**
 * True for 127.0.0.0/8, ::1 in any spelling, and `localhost`. Other names count as the network: only a look-up
 * would tell. So do spellings that only some resolvers take, such as 127.1.
 */
export function isLoopback(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true
  const octets = /^127\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host)
  // A leading zero makes some resolvers read the octet as octal.
  if (octets) return octets.slice(1).every((octet) => Number(octet) <= 255 && String(Number(octet)) === octet)
  return isIpv6One(host)
}

function isIpv6One(host: string): boolean {
  if (!/^[0-9a-f:]+$/i.test(host)) return false
  const halves = host.split('::')
  if (halves.length > 2) return false
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const given = groups.flat()
  if (!given.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  if (halves.length === 1 ? given.length !== 8 : given.length > 7) return false
  // `1::` ends in zeros: its last group is not the last of the address.
  if (groups.at(-1)?.length === 0) return false
  return given.every((group, index) => Number.parseInt(group, 16) === (index === given.length - 1 ? 1 : 0))
}

/** What `step` needs that a file may not have by itself. */
export function needsOf(step: Step): Need[] {
  if (isExpectation(step)) return []
  const fields: Record<string, unknown> = step
  const needs: Need[] = []
  // Even a loopback address: nothing says whose server is there.
  if (step.do === 'load') {
    return step.to === undefined ? [{ what: 'target', field: 'port', value: loadTarget(step) }] : []
  }
  for (const field of ['host', 'localAddress']) {
    const host = fields[field]
    if (typeof host === 'string' && !isLoopback(host)) needs.push({ what: 'net', field, value: host })
  }
  // A name has no colon; `to` with one is an address.
  if (typeof fields.to === 'string' && fields.to.includes(':')) {
    const host = fields.to.slice(0, fields.to.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1')
    if (!isLoopback(host)) needs.push({ what: 'net', field: 'to', value: fields.to })
  }
  if (typeof fields.file === 'string') needs.push({ what: 'file', field: 'file', value: fields.file })
  if (typeof fields.path === 'string') needs.push({ what: 'socket-file', field: 'path', value: fields.path })
  if (step.do === 'spawn') needs.push({ what: 'program', field: 'do', value: 'spawn' })
  return needs
}
