import type { LookupCall } from '../commands/lookups'
import type { LabError } from '../errors'
import type { About } from './base'

/**
 * What was asked of the system's resolver, and what it answered. `socket` is the name of the look-up, or the client that calls
 * by a name.
 */
export interface LookedUp extends About {
  kind: 'lookedUp'
  /** The call that the C library and Python have for it. Absent: getaddrinfo, for a client's call. */
  by?: LookupCall
  /** What was looked up: a name, or an address. */
  host: string
  /** In the order in which they were given; empty if it failed, or asked for a name. */
  addresses: LookedUpAddress[]
  /** The name that was found. */
  name?: string
  /** Of getnameinfo: what the port is called. */
  service?: string
  /** What the client was told to call in place of asking. */
  given?: true
  /** How long it took, ms. */
  took: number
  error?: LabError
}

export interface LookedUpAddress {
  address: string
  family: 4 | 6
}
