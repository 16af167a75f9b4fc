import type { Faults } from '../../shared/commands'
import type { Direction } from '../../shared/events'
import { faultOf } from '../../shared/faults'
import type { Model } from '../../shared/model/model'

export interface Held {
  bytes: number
  /** Streams of which the end waits, too. */
  endings: number
  of: { name: string; bytes: number }[]
}

/** What a proxy holds in one direction, by the end that has read it. */
export function held(model: Model, proxy: string, direction: Direction): Held {
  const all: Held = { bytes: 0, endings: 0, of: [] }
  for (const socket of model.sockets.values()) {
    const { disturbed, relay } = socket
    if (relay === undefined || disturbed?.by !== 'hold' || disturbed.direction !== direction) continue
    const accepted = socket.role === 'accepted' ? socket : model.sockets.get(relay)
    if (accepted?.listener !== proxy) continue
    all.bytes += disturbed.bytes
    if (disturbed.ending) all.endings++
    all.of.push({ name: socket.name, bytes: disturbed.bytes })
  }
  return all
}

/** The same faults, with or without holding in one direction. */
export function withHold(faults: Faults, direction: Direction, hold: boolean): Faults {
  const other = direction === 'toServer' ? 'toClient' : 'toServer'
  const { both, ...rest } = faults
  const { hold: held, ...alike } = both ?? {}
  const { hold: _before, ...own } = faults[direction] ?? {}
  const changed: Faults = {
    ...rest,
    ...(Object.keys(alike).length > 0 && { both: alike }),
    [direction]: hold ? { ...own, hold: true } : own,
    // What was said of both is still so of the other one.
    [other]: { ...faults[other], ...(held && { hold: faultOf(faults, other).hold ?? false }) },
  }
  for (const way of ['toServer', 'toClient'] as const) {
    if (Object.keys(changed[way] ?? {}).length === 0) delete changed[way]
  }
  return changed
}
