import type { Faults } from '../commands/proxies'
import type { About } from './base'

/** Which way bytes go through a proxy. */
export type Direction = 'toServer' | 'toClient'

/** What a listener carries on, and what it does to that. */
export interface Proxying {
  /** The listener of this lab, or the address, that it calls for each of its clients. */
  to: string
  faults: Faults
}

/**
 * What a proxy did to what `socket` has read, other than passing it on. Of latency, bandwidth and slices nothing is told here: a
 * `received` and the `sent`s that it causes at the other end have their times and sizes.
 */
export interface Disturbed extends About {
  kind: 'disturbed'
  direction: Direction
  /**
   * `hold`: so much waits now; `release`: so much goes on. `limit`: the direction is cut, so much has been dropped since.
   * `slowClose`: FIN waits for `ms`. `reset`: both connections are reset, what waits is lost. `closed`: the end that it was for is
   * closed, so much has been dropped.
   */
  by: 'hold' | 'release' | 'limit' | 'slowClose' | 'reset' | 'closed'
  bytes: number
  /** Of `hold` and `release`: FIN, or RST, is among it. */
  ending?: true
  ms?: number
}
