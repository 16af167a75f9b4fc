import type { Received, Unpacked } from '../../events'
import type { TcpState } from '../../tcp/states'

/** One end of a connection, or a listener, as far as what happened there can be expected again. */

/** Whatever is quiet for so long has come to rest, ms. */
export const REST_MS = 50
/** Longer content is only counted, bytes. */
export const MOST_CONTENT = 256
/** More than this in one go may come in several reads, bytes. */
export const ONE_READ = 16 * 1024

/** More datagrams than this, in a row, are not told one by one. */
export const MOST_DATAGRAMS = 32

/** Bytes that came in a row; a datagram stands alone. */
export interface Bytes {
  kind: 'received'
  seq: number
  t: number
  bytes: number
  /** All of them, if they are few and the log has them. */
  parts?: Uint8Array[]
}

export interface Failure {
  kind: 'failed'
  seq: number
  t: number
  code: string
}

export interface Group {
  /** `crowd`, or `crowd@server`. */
  name: string
  count: number
}

/** One end, or a listener, since the last time that something was expected there. */
export interface End {
  name: string
  role: 'listener' | 'client' | 'accepted' | 'datagram'
  group?: Group
  peer?: End
  /** Of an accepted end its listener; of a client that of its other end. */
  listener?: End
  /** Of a listener, or a bound datagram socket. */
  answers?: Answers
  /** What it receives are messages that framing, or TLS alone, has made of its stream. */
  above?: 'framing' | 'tls'
  /** Its other end is another program's. */
  foreign: boolean
  /** What came, in order. */
  items: (Bytes | Failure)[]
  state?: { to: TcpState; seq: number; t: number; sure: boolean }
  /** What is received from here on hangs on chance. */
  deaf: boolean
  /** Everything from here on does. */
  lost: boolean
  /** Its other end can't be known to receive all that it sent. */
  cutShort: boolean
  /** It sends FIN when asked to: all that it sent before arrives. */
  finishing: boolean
  /** Messages and bytes that it sent since its other end received. */
  burst: { count: number; bytes: number }
  /** Its repeated sends that are under way. */
  repeats: number
  /** Of a client: the handshake is done; and it was not kept, as the limit of connections has it. */
  connected: boolean
  dropped: boolean
  paused: boolean
  /** It has read the other end's FIN. */
  ended: boolean
  /** When it sent or received last, ms. */
  messageAt: number
  /** When its descriptor was last asked to send FIN or RST, ms. */
  endingAt?: number
  closedAt?: number
  /** What was expected here last: bytes whose rest may come with the next ones, or that may come in another order. */
  last?: { bytes: number; atRest: boolean; mixed: boolean }
}

/** How a listener has answered so far: what is read once may be answered later. */
export interface Answers {
  kinds: Set<string>
  closes: boolean
  delayMs: number
  /** What its clients receive hangs on chance. */
  noise: boolean
  /** When a client sent, or one of its ends received, last, ms. */
  messageAt: number
}

/** True if one of the ends was asked before `t` to end the connection, and the other has yet to see it. */
export function isEnding(end: End, t: number): boolean {
  return [end, end.peer].some((one) => {
    if (one?.endingAt === undefined || one.endingAt >= t) return false
    const isSeen =
      one.peer === undefined || one.peer.ended || one.peer.closedAt !== undefined || one.peer.paused
    return !isSeen || t - one.endingAt < REST_MS
  })
}

/** True if an answer is yet to come on this connection: whether it comes before the end of it hangs on the moment. */
export function awaitsAnswer(end: End, t: number): boolean {
  const accepted = end.role === 'accepted' ? end : end.peer
  const delayMs = accepted?.listener?.answers?.delayMs ?? 0
  return delayMs > 0 && accepted !== undefined && t - accepted.messageAt < delayMs + REST_MS
}

export function noAnswers(): Answers {
  return {
    kinds: new Set(),
    closes: false,
    delayMs: 0,
    noise: false,
    messageAt: Number.NEGATIVE_INFINITY,
  }
}

export function newEnd(name: string, role: End['role']): End {
  return {
    name,
    role,
    foreign: false,
    items: [],
    deaf: false,
    lost: false,
    cutShort: false,
    finishing: false,
    burst: { count: 0, bytes: 0 },
    repeats: 0,
    connected: false,
    dropped: false,
    paused: false,
    ended: false,
    messageAt: Number.NEGATIVE_INFINITY,
  }
}

export function addBytes(end: End, { seq, t, bytes, data }: Received | Unpacked): void {
  let item = end.items.at(-1)
  if (end.role === 'datagram' && end.items.length >= MOST_DATAGRAMS) return
  if (item?.kind !== 'received' || end.role === 'datagram' || end.above === 'framing') {
    item = { kind: 'received', seq, t, bytes: 0, parts: [] }
    end.items.push(item)
  }
  item.t = t
  item.bytes += bytes
  // A copy, so that no larger buffer stays for it.
  if (data?.length === bytes && item.bytes <= MOST_CONTENT) item.parts?.push(new Uint8Array(data))
  else delete item.parts
}

/** The state in which an end has come to rest by `t`: one that it would go through again. */
export function restingState({ state, lost }: End, t: number): TcpState | undefined {
  if (!state?.sure || lost) return undefined
  switch (state.to) {
    case 'LISTEN':
    case 'ESTABLISHED':
    case 'TIME_WAIT':
    case 'CLOSED':
      return state.to
    case 'FIN_WAIT_2':
    case 'CLOSE_WAIT':
      return t - state.t >= REST_MS ? state.to : undefined
  }
  return undefined
}
