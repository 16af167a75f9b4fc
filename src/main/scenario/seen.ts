import { formatBytes, visible } from '../../shared/bytes'
import type { Model } from '../../shared/model/model'
import type { Cursor } from '../../shared/scenario'
import { eventWords } from './describe'
import { pathOf } from './path'

/** So many events are told, the newest ones. */
const TOLD = 8

/** What a socket's states were instead. */
export function seenStates(model: Model, name: string): string {
  const socket = model.sockets.get(name)
  if (!socket) return `${visible(name)}: there is no such socket (yet)`
  const path = pathOf(socket)
  const told =
    path.length === 0
      ? `${socket.state}, and no transition is known`
      : path.map(({ state, sure }) => `${state}${sure ? '' : '?'}`).join(' → ')
  const source = socket.path.at(-1)
  const confirmed = source?.confirmed === undefined ? '' : ', confirmed by the kernel'
  return `${visible(name)}: ${told}${source ? ` (${source.provenance}, ${source.confidence}${confirmed})` : ''}`
}

/** What happened at a socket since its cursor instead. */
export function seenEvents(cursor: Cursor, name: string, why: string | undefined): string[] {
  const events = cursor.since
  const left =
    cursor.restBytes > 0 ? `, with ${formatBytes(cursor.restBytes)} of an earlier message left over` : ''
  const head = `${visible(name)}: ${why === undefined ? '' : `${why}; `}`
  if (events.length === 0) return [`${head}nothing happened there since${left}`]
  const told = events
    .slice(-TOLD)
    .map((event) => `  ${event.kind === 'state' ? 'state: ' : ''}${eventWords(event)}`)
  const more = events.length > told.length ? [`  … and ${events.length - told.length} before`] : []
  return [`${head}seen there since${left}:`, ...more, ...told]
}
