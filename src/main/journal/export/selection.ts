import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import { isMessage, type LabEvent } from '../../../shared/events'
import type { LongWork } from '../../../shared/work'
import { type EventSource, paced } from './events'

/** One connection of a log: its ends, and the listener that accepted it or was called. */
export interface Selection {
  ends: ReadonlySet<string>
  /** Absent if that isn't the lab's, or isn't known. */
  listener?: string
}

/** What a listener does that says something about each of its connections. */
const OF_LISTENERS: ReadonlySet<LabEvent['kind']> = new Set([
  'asked',
  'listening',
  'state',
  'layered',
  'configured',
  'frozen',
  'thawed',
  'failed',
  'closed',
  'renamed',
])

/**
 * The connection that `socket`, a name or what people call it by now, is an end of. Reads the log, twice if it is no name.
 * Throws LabFailure if there is no such socket, or if it is no end of a connection.
 */
export async function selectConnection(
  source: EventSource,
  socket: string,
  work: LongWork = {},
): Promise<Selection> {
  const ends = new Set<string>()
  let renamed: string | undefined
  let called: string | undefined
  let accepted: string | undefined
  for await (const event of paced(source, work)) {
    if (event.kind === 'renamed' && event.to === socket) renamed = event.socket
    // A datagram's other side is none of a connection.
    const peer = 'peer' in event && event.kind !== 'dropped' && !isMessage(event) ? event.peer : undefined
    if (event.socket !== socket && peer !== socket) continue
    if (event.kind === 'listening' && event.transport !== 'udp')
      throw refusal(`${socket} is a listener, no end of a connection`)
    ends.add(socket)
    if (event.socket !== undefined && peer !== undefined) ends.add(event.socket).add(peer)
    if (event.kind === 'connecting') called = event.to ?? called
    if (event.kind === 'accepted') accepted = event.listener
  }
  if (ends.size === 0) {
    if (renamed !== undefined) return selectConnection(source, renamed, work)
    throw refusal(`there is no socket ${socket}`)
  }
  const listener = accepted ?? called
  return { ends, ...(listener !== undefined && { listener }) }
}

function refusal(message: string): LabFailure {
  const advice = 'Name a client or an accepted end of the log.'
  return new LabFailure(labError(LAB_CODES.unknownSocket, message, { advice }))
}

/** True if the event is about the connection; the first event of a log is about all. */
export function isAbout({ ends, listener }: Selection, event: LabEvent): boolean {
  const { kind, socket } = event
  if (kind === 'opened') return true
  if (socket === undefined) return false
  if (ends.has(socket)) return true
  if (kind === 'dropped') return event.peer !== undefined && ends.has(event.peer)
  return socket === listener && OF_LISTENERS.has(kind)
}

/** What of the events is about the connection. */
export function selected(source: EventSource, selection: Selection): EventSource {
  return async function* (work) {
    for await (const event of source(work)) if (isAbout(selection, event)) yield event
  }
}
