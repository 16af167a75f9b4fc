import type { Command, CommandOf, EndAct } from '../commands'
import type { EventOf, LabEvent } from '../events'

/**
 * The events that come most, messages, what becomes of connections, what asks for either, and states, as a row of numbers: a
 * log of objects costs several times as much to hand to another thread. What is a word stands as its place in a
 * list of words. `seq` and the bytes of messages are beside it.
 */
export interface Tape {
  numbers: Float64Array<ArrayBuffer>
  words: readonly string[]
  /** Commands that have no short form, as they were given or as JSON. */
  commands: readonly (Command | string)[]
}

/** What begins an event on the tape. */
export const KINDS = [
  'sent',
  'received',
  'state',
  'asked',
  'connecting',
  'connected',
  'accepted',
  'ended',
  'finished',
  'closed',
] as const
export type TapedKind = (typeof KINDS)[number]
export type Taped = EventOf<TapedKind>
export const CODES = Object.fromEntries(KINDS.map((kind, code) => [kind, code])) as Record<TapedKind, number>

/** What begins a datagram: it has its other side besides. Streams, whose messages come most, go without. */
export const DATAGRAM_CODES = { sent: KINDS.length, received: KINDS.length + 1 } as const

/** The fields that all of them have. */
type Common = 'kind' | 'seq' | 't' | 'socket' | 'cause'
/** Fields of each kind that are put on the tape, but for those of all; bytes come beside it. */
interface Put {
  sent: 'bytes' | 'offset' | 'index' | 'queued' | 'data' | 'remote' | 'peer'
  received: 'bytes' | 'offset' | 'index' | 'data' | 'remote' | 'peer'
  state:
    | 'from'
    | 'to'
    | 'provenance'
    | 'confidence'
    | 'rule'
    | 'tMin'
    | 'tMax'
    | 'because'
    | 'alternatives'
    | 'supersedes'
  asked: 'command' | 'by' | 'facts' | 'deferred'
  /** Those of other transports are rare, and don't go on a tape. */
  connecting: 'transport' | 'attempt' | 'remote' | 'local' | 'to'
  connected: 'transport' | 'local' | 'remote' | 'peer'
  accepted: 'transport' | 'listener' | 'peer' | 'foreign' | 'local' | 'remote'
  ended: never
  finished: 'phase' | 'facts'
  /** A socket file goes with listeners only: those are rare, too. */
  closed: 'hadError' | 'removed'
}
type Missing = { [K in TapedKind]: Exclude<keyof EventOf<K>, Common | Put[K]> }[TapedKind]
// Fails to compile if one of them has a field that would be lost.
export const TAPE_COMPLETE: [Missing] extends [never] ? true : Missing = true

/** How a command stands on the tape: by its place among the commands, or, of those that come most, by its words. */
export const FORM = { whole: 0, send: 1, act: 2, connect: 3 } as const

/** A text to be sent, by one socket, once. */
export type PlainSend = Pick<CommandOf<'send'>, 'do' | 'from'> & { text: string }
/** An act on a socket, without more. */
export type PlainAct = { do: EndAct; socket: string }
/** A call to a listener of the lab. */
export type PlainConnect = { do: 'connect'; to: string }

/** Stands for a field that an event doesn't have. */
export const NONE = -1

const TAPED: ReadonlySet<LabEvent['kind']> = new Set(KINDS)

/** Whether an event goes on a tape. A state with alternatives, or one that corrects another, is rare. */
export function isTaped(event: LabEvent): event is Taped {
  switch (event.kind) {
    case 'connecting':
    case 'connected':
    case 'accepted':
      return event.transport === undefined
    case 'closed':
      return event.removed === undefined
  }
  if (event.kind === 'state') return event.alternatives.length === 0 && event.supersedes === undefined
  return TAPED.has(event.kind)
}
