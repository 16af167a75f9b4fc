import { BatchEncoder } from '../../../shared/codec'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import { hasBytes } from '../../../shared/events'
import type { History, Params, Payload } from '../../../shared/ipc'
import type { Past } from '../../../shared/session'

/** Older events than the window has. */
export async function history(past: Past, { sockets, before, limit }: Params<'history'>): Promise<History> {
  // One more than is wanted tells whether there are older ones.
  const events = await past.history(sockets, before, limit + 1)
  const wanted = events.slice(-limit)
  const head = wanted.at(-1)?.seq ?? 0
  return { batch: new BatchEncoder().encode(wanted, head, 0), complete: events.length <= limit }
}

/** All that is kept of a message. Throws LabFailure if that is nothing. */
export async function payload(past: Past, seq: number): Promise<Payload> {
  const event = await past.event(seq)
  if (event && hasBytes(event) && event.data) {
    // A copy: what is kept can be a part of a larger buffer, which would be cloned with it.
    return { bytes: event.bytes, data: new Uint8Array(event.data) }
  }
  const why = event
    ? 'it has no bytes'
    : seq > (await past.reach()).head
      ? 'there is no such event yet'
      : 'it is not kept'
  throw new LabFailure(labError(LAB_CODES.notPossible, `event ${seq}: ${why}`, { field: 'seq' }))
}
