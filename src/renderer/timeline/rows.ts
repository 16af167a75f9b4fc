import type { OtherTransport } from '../../shared/events'
import type { Model, SocketModel } from '../../shared/model/model'
import { connectionOf, isDatagram } from '../../shared/model/selectors'
import type { TcpState } from '../../shared/tcp/states'
import { shownName } from '../lab/names'
import { standingWord, unixStanding } from '../lab/standing'
import { type End, endOf, overAt, overWithoutStates, startOf } from './ends'

/** How connections stand or have ended, in the order in which they are sorted. */
export const ENDINGS = [
  'connecting',
  'open',
  'closing',
  'closed',
  /** Of a datagram socket, which has nobody to agree with on its end. */
  'unbound',
  'abandoned',
  'reset',
  'refused',
  'timedOut',
  'dropped',
  'failed',
] as const
export type Ending = (typeof ENDINGS)[number]

/** A connection: both ends, or the one that is known. Or a datagram socket: it is the client, and there is no server. */
export interface Row {
  /** Name of the end that called, if it is known; of the other one otherwise. */
  key: string
  client: End | undefined
  server: End | undefined
  /** What it is of, if that is not TCP: then there are no states. */
  transport: OtherTransport | undefined
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

/** The row of a connection, by the name of either end, or of a datagram socket; undefined for what is neither. */
export function rowOf(model: Model, name: string): Row | undefined {
  const alone = model.sockets.get(name)
  if (alone && isDatagram(alone)) return datagramRow(alone, shownName(model, name))
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
    transport: lead.transport,
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

function datagramRow(socket: SocketModel, shown: string): Row {
  const end = endOf(socket, shown)
  const over = overOf(socket, end)
  const ending = datagramEnding(socket)
  return {
    key: socket.name,
    client: end,
    server: undefined,
    transport: 'udp',
    listener: socket.listener,
    watch: undefined,
    start: startOf(end),
    over,
    until: untilOf(socket, end),
    ending,
    // A failure that it has outlived is told where its datagrams are.
    code: ending === 'failed' ? socket.error?.code : undefined,
    gone: false,
  }
}

function datagramEnding(socket: SocketModel): Ending {
  const word = standingWord(socket)
  if (word === 'closing' || word === 'failed') return word
  if (word === 'closed') return socket.local === undefined && socket.error ? 'failed' : 'unbound'
  return 'open'
}

interface Telling {
  socket: SocketModel
  end: End
}

/** An end that never got anywhere is over with its failure. */
function overOf(socket: SocketModel, end: End): number {
  const at = overAt(end)
  if (!Number.isNaN(at) || end.spans.length > 0) return at
  return overWithoutStates(socket)
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
    if (telling.some(({ end }) => end.life)) return unixCourse(telling)
    const states = telling.map(({ socket }) => socket.state)
    if (states.every((state) => state === 'ESTABLISHED')) return 'open'
    if (!telling.some(wasConnected)) return 'connecting'
    return states.some((state) => SYNCHRONIZING.has(state)) ? 'open' : 'closing'
  }
  if (client?.dropped) return 'dropped'
  const codes = telling.map(({ socket }) => socket.error?.code)
  const gaveUp = telling.some(({ end }) => end.closing?.step.rule === 'gave-up')
  if (codes.includes('ECONNREFUSED')) return 'refused'
  if (gaveUp || codes.includes('ETIMEDOUT')) return 'timedOut'
  if (telling.some(({ end }) => end.closing?.reset) || codes.includes('ECONNRESET')) return 'reset'
  if (telling.some(wasConnected)) return 'closed'
  return codes.some((code) => code !== undefined) ? 'failed' : 'abandoned'
}

function wasConnected({ socket, end }: Telling): boolean {
  if (end.life) return socket.local !== undefined
  return end.spans.some(({ state }) => !SYNCHRONIZING.has(state))
}

/** How a connection of Unix domain sockets stands: there are no states that would tell. */
function unixCourse(telling: readonly Telling[]): Ending {
  const standings = telling.map(({ socket }) => unixStanding(socket))
  if (standings.includes('opening')) return 'connecting'
  return standings.every((standing) => standing === 'open') ? 'open' : 'closing'
}

/** A datagram socket: it has no other end, whoever it talks to. */
export function isAlone({ transport }: Row): boolean {
  return transport === 'udp'
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
