import { rowOf } from '../../shared/model/kernel'
import type { Model, SocketModel } from '../../shared/model/model'
import { isForeign } from '../../shared/model/selectors'

/** Where bytes wait on their way from one program to the other. */

export const PLACES = ['unsent', 'sendQueue', 'receiveQueue', 'readAhead'] as const
export type Place = (typeof PLACES)[number]

export interface Level {
  place: Place
  /** Whose it is. */
  end: SocketModel
  /** undefined: nobody knows. */
  bytes: number | undefined
  /** Another program's own buffer, which can't be seen from outside. */
  hidden: boolean
}

export interface Levels {
  levels: Level[]
  /** The sender's kernel probes whether the receiver's has room again. */
  zeroWindow: boolean
}

/** What waits from `from` to `to`, in the order in which the bytes pass. */
export function levelsOf(model: Model, from: SocketModel, to: SocketModel): Levels {
  const sender = rowOf(model, from)
  const receiver = rowOf(model, to)
  const hidden = { unsent: isForeign(from), readAhead: isForeign(to) }
  return {
    levels: [
      { place: 'unsent', end: from, bytes: hidden.unsent ? undefined : from.queued, hidden: hidden.unsent },
      { place: 'sendQueue', end: from, bytes: sender?.sendQueue, hidden: false },
      { place: 'receiveQueue', end: to, bytes: receiver?.receiveQueue, hidden: false },
      {
        place: 'readAhead',
        end: to,
        bytes: hidden.readAhead ? undefined : (to.readAhead ?? 0),
        hidden: hidden.readAhead,
      },
    ],
    zeroWindow: sender?.timer?.kind === 'probe',
  }
}

/** Whether anything waits there that is worth a look: somebody has stopped reading, or can't get rid of its bytes. */
export function waits(model: Model, from: SocketModel, to: SocketModel): boolean {
  if (from.queued > 0 || (to.paused && to.descriptor === 'open')) return true
  return rowOf(model, from)?.timer?.kind === 'probe'
}

/** A buffer is drawn full with so many bytes; each doubling is a step of the same size. */
const FULL = 16 * 1024 * 1024

/** How full it is drawn, 0 to 1. */
export function share(bytes: number): number {
  return Math.min(1, Math.log2(1 + bytes) / Math.log2(1 + FULL))
}
