import type { Model, SocketModel } from '../../shared/model/model'
import { connectionOf } from '../../shared/model/selectors'
import type { TcpState } from '../../shared/tcp/states'
import { shownName } from '../lab/names'
import { type End, endOf, overAt, startOf } from './ends'

/** How connections stand or have ended, in the order in which they are sorted. */
export const ENDINGS = [
  'connecting',
  'open',
  'closing',
  'closed',
  'abandoned',
  'reset',
  'refused',
  'timedOut',
  'dropped',
  'failed',
] as const
export type Ending = (typeof ENDINGS)[number]

/** A connection: both ends, or the one that is known. */
export interface Row {
  /** Name of the end that called, if it is known; of the other one otherwise. */
  key: string
  client: End | undefined
  server: End | undefined
  /** Name of the listener that accepted it, or that was called. */
  listener: string | undefined
  /** Name of the watch that has found it. */
  watch: string | undefined
  start: number
  /** When it was over at both ends, TIME_WAIT not counted; NaN as long as it isn't. */
  over: number
  /** Until when there is something to be drawn; Infinity for what is open. */
  until: number
  ending: Ending
  /** Code of the failure that ended it. */
  code: string | undefined
  /** It has left the model: nothing is known of it but this. */
  gone: boolean
}

/** The row of a connection, by the name of either end; undefined for what is no end of one. */
export function rowOf(model: Model, name: string): Row | undefined {
  const connection = connectionOf(model, name)
  if (!connection) return undefined
  const { client, server } = connection
  const lead = client ?? server
  if (!lead) return undefined
  const ends = [client, server].flatMap((socket) =>
    socket ? [{ socket, end: endOf(socket, shownName(model, socket.name)) }] : [],
  )
  // What happens at another program's end is only guessed, as long as one of the lab's tells.
  const own = ends.filter(({ end }) => !end.foreign)
  const telling = own.length > 0 ? own : ends
  const over = Math.max(...telling.map(({ socket, end }) => overOf(socket, end)))
  const error = telling.find(({ socket }) => socket.error)?.socket.error
  return {
    key: lead.name,
    client: ends.find(({ socket }) => socket === client)?.end,
    server: ends.find(({ socket }) => socket === server)?.end,
    listener: server?.listener ?? client?.listener,
    watch: client?.watch ?? server?.watch,
    start: Math.min(...ends.map(({ end }) => startOf(end))),
    over,
    until: Math.max(...telling.map(({ socket, end }) => untilOf(socket, end))),
    ending: endingOf(telling, over, client),
    code: error?.code,
    gone: false,
  }
}

interface Telling {
  socket: SocketModel
  end: End
}

/** An end that never got anywhere is over with its failure. */
function overOf(socket: SocketModel, end: End): number {
  const at = overAt(end)
  if (!Number.isNaN(at) || end.spans.length > 0) return at
  if (socket.closedAt !== undefined) return socket.closedAt
  return socket.error && socket.descriptor !== 'open' ? socket.changedAt : Number.NaN
}

function untilOf(socket: SocketModel, end: End): number {
  const last = end.spans.at(-1)
  if (end.closing) return end.closing.t
  if (last) return last.to
  const over = overOf(socket, end)
  return Number.isNaN(over) ? Number.POSITIVE_INFINITY : over
}

const SYNCHRONIZING: ReadonlySet<TcpState> = new Set<TcpState>(['SYN_SENT', 'SYN_RECEIVED'])

function endingOf(telling: readonly Telling[], over: number, client: SocketModel | undefined): Ending {
  if (Number.isNaN(over)) {
    const states = telling.map(({ socket }) => socket.state)
    if (states.every((state) => state === 'ESTABLISHED')) return 'open'
    const synchronized = telling.some(({ end }) => end.spans.some(({ state }) => !SYNCHRONIZING.has(state)))
    if (!synchronized) return 'connecting'
    return states.some((state) => SYNCHRONIZING.has(state)) ? 'open' : 'closing'
  }
  if (client?.dropped) return 'dropped'
  const codes = telling.map(({ socket }) => socket.error?.code)
  const gaveUp = telling.some(({ end }) => end.closing?.step.rule === 'gave-up')
  if (codes.includes('ECONNREFUSED')) return 'refused'
  if (gaveUp || codes.includes('ETIMEDOUT')) return 'timedOut'
  if (telling.some(({ end }) => end.closing?.reset) || codes.includes('ECONNRESET')) return 'reset'
  const established = telling.some(({ end }) => end.spans.some(({ state }) => !SYNCHRONIZING.has(state)))
  if (established) return 'closed'
  return codes.some((code) => code !== undefined) ? 'failed' : 'abandoned'
}

/** How long a connection has lasted, ms: until it was over at both ends, or until `now`. */
export function lastedOf({ start, over }: Row, now: number): number {
  return Math.max(0, (Number.isNaN(over) ? now : over) - start)
}

/** The name by which a connection is selected: its own end, the calling one first. */
export function nameOf({ client, server, key }: Row): string {
  if (client && !client.foreign) return client.name
  return server && !server.foreign ? server.name : key
}
