import type { OtherTransport } from '../../shared/events'
import type { PathStep, SocketModel } from '../../shared/model/model'
import { isForeign } from '../../shared/model/selectors'
import { type TcpState, TIME_WAIT_MS } from '../../shared/tcp/states'

/** A state of an end, from the transition into it to the one out of it. */
export interface Span {
  state: TcpState
  /** ms of the log's clock. */
  from: number
  /** Infinity as long as it lasts; of a TIME_WAIT whose end is not known, when Linux ends it. */
  to: number
  /** `to` is not known, but expected. */
  estimated: boolean
  /** The transition into it. */
  step: PathStep
}

/** How an end came to be CLOSED. */
export interface Closing {
  t: number
  /** RST was sent or received. */
  reset: boolean
  step: PathStep
}

/** How an end that has no states was there: from when it was opened until its descriptor was gone, or it had failed. */
export interface Life {
  transport: OtherTransport
  /** ms of the log's clock; `to` is Infinity as long as it lasts. */
  from: number
  to: number
  /** What there is to say of it while it lasts. */
  standing: 'bound' | 'connected' | 'open'
  failed: boolean
}

/** One end of a connection over time, or a datagram socket. */
export interface End {
  name: string
  /** What people called it when it was looked at. */
  shown: string
  foreign: boolean
  openedAt: number
  /** In the order of time; CLOSED is no span. */
  spans: Span[]
  /** Absent while it isn't CLOSED. */
  closing?: Closing
  /** Of an end that is not of TCP: it has neither spans nor a closing. */
  life?: Life
}

/** `shown`: what people call it. */
export function endOf(socket: SocketModel, shown: string = socket.name): End {
  const { name, path, openedAt } = socket
  const spans: Span[] = []
  for (let at = 0; at < path.length; at++) {
    const step = path[at] as PathStep
    if (step.to === 'CLOSED') continue
    const next = path[at + 1]
    const estimated = next === undefined && step.to === 'TIME_WAIT'
    const to = next ? Math.max(step.t, next.t) : estimated ? step.t + TIME_WAIT_MS : Number.POSITIVE_INFINITY
    spans.push({ state: step.to, from: step.t, to, estimated, step })
  }
  const last = path.at(-1)
  const end: End = { name, shown, foreign: isForeign(socket), openedAt, spans }
  if (socket.transport !== undefined) end.life = lifeOf(socket, socket.transport)
  if (last?.to === 'CLOSED') end.closing = { t: last.t, reset: isReset(last), step: last }
  return end
}

/** When an end that was in no state was over, with its descriptor or with its failure; NaN as long as it isn't. */
export function overWithoutStates({ closedAt, changedAt, error, descriptor }: SocketModel): number {
  return closedAt ?? (error && descriptor !== 'open' ? changedAt : Number.NaN)
}

function lifeOf(socket: SocketModel, transport: OtherTransport): Life {
  const { openedAt: from, local, remote, error } = socket
  const over = overWithoutStates(socket)
  return {
    transport,
    from,
    to: Number.isNaN(over) ? Number.POSITIVE_INFINITY : over,
    standing: transport === 'unix' ? 'open' : remote === undefined ? 'bound' : 'connected',
    failed: error !== undefined && local === undefined,
  }
}

/** In these, an end gets to CLOSED by RST alone, unless the kernel gives up. */
const ONLY_BY_RESET: ReadonlySet<TcpState> = new Set<TcpState>([
  'SYN_RECEIVED',
  'ESTABLISHED',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'CLOSE_WAIT',
  'CLOSING',
])
/** Rules of the inference by which no RST leads to CLOSED. */
const NO_RESET: ReadonlySet<string> = new Set(['gave-up', 'orphan-over', 'kernel-row', 'listener-gone'])
/** Rules by which RST also ends LAST_ACK. */
const RESETS: ReadonlySet<string> = new Set(['reset', 'reset-seen', 'write-to-closed', 'destroy'])

function isReset({ from, rule }: PathStep): boolean {
  if (ONLY_BY_RESET.has(from)) return !NO_RESET.has(rule)
  return from === 'LAST_ACK' && RESETS.has(rule)
}

/** When the end was opened, if nothing has come of it, or came into its first state. */
export function startOf({ spans, openedAt }: End): number {
  return Math.min(openedAt, spans[0]?.from ?? openedAt)
}

/** When the connection was over at this end (TIME_WAIT or CLOSED); NaN as long as it isn't. */
export function overAt({ spans, closing }: End): number {
  const last = spans.at(-1)
  if (last?.state === 'TIME_WAIT') return last.from
  return closing?.t ?? Number.NaN
}

/** The state that an end was in at `t`, with the transition into it; undefined before it was opened. */
export function stateAt(end: End, t: number): { state: TcpState; step: PathStep | undefined } | undefined {
  const { spans, closing } = end
  if (t < startOf(end)) return undefined
  for (let at = spans.length - 1; at >= 0; at--) {
    const span = spans[at] as Span
    if (t < span.from) continue
    if (t < span.to) return { state: span.state, step: span.step }
    break
  }
  return { state: 'CLOSED', step: closing && t >= closing.t ? closing.step : undefined }
}
