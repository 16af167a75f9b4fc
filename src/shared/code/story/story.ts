import type { Respond } from '../../commands'
import type { Framing } from '../../commands/framing'
import type { ConnectTls, ListenTls } from '../../commands/tls'
import type { Maker } from './history'

/** What a socket did, told so that a program in any language can do it again. */

export interface Content {
  bytes: Uint8Array
  /** So many more came behind them, of which only that is known. */
  missing: number
  /** They were read from there. */
  file?: string
}

/** Each has the `seq`s of the events that were its doing. */
export type Step =
  | {
      do: 'send'
      content: Content
      /** How often, and with how many ms between. */
      times: number
      everyMs: number
      /** Of a datagram: where it went. */
      to?: string
      seqs: number[]
    }
  | {
      do: 'receive'
      /** Of the application's bytes: without what frames them. */
      bytes: number
      /** Framed messages, or datagrams. */
      messages: number
      /** Of a datagram: who sent it. */
      from?: string
      seqs: number[]
      /** What was answered by itself. */
      answers: number[]
    }
  /** The other end's FIN was read. */
  | { do: 'end'; seqs: number[] }
  | { do: 'shutdown' | 'close' | 'destroy' | 'reset'; seqs: number[] }
  /** What programs don't do, or what came without being asked for. */
  | { do: 'remark'; remark: 'paused' | 'resumed' | 'timedOut' | 'failed'; detail: string; seqs: number[] }

/** One end of a conversation, or a datagram socket. */
export interface EndStory {
  name: string
  label: string
  steps: Step[]
  /** So many of the steps are what a person had it do, in this order; those behind them came by themselves. */
  byHand: number
  /** It has become one: `accepted`, or `connected`. */
  opened: number[]
  /** `finished` and `closed` that nobody has asked for. */
  closed: number[]
  isClosed: boolean
  /** Why it never became one. */
  failure?: { code: string; seqs: number[] }
  /** Its address, as events write it. */
  local?: string
}

export type Address = { path: string } | { host: string; port: number }

interface Story {
  name: string
  label: string
  address: Address
  notes: StoryNote[]
}

export interface ServerStory extends Story {
  kind: 'server'
  command: Extract<Maker, { do: 'listen' }>
  respond: Respond
  backlog: number
  framing?: Framing
  tls?: ListenTls
  listening: number[]
  ends: EndStory[]
  /** Of a listener that a person has closed. */
  closed?: number[]
  /** More than one client was there at a time. */
  atOnce: boolean
  dropped: number[]
}

export interface ClientStory extends Story {
  kind: 'client'
  command: Extract<Maker, { do: 'connect' }>
  transport: 'tcp' | 'udp' | 'unix'
  framing?: Framing
  tls?: ConnectTls
  /** More than one for a group. */
  ends: EndStory[]
}

export interface DatagramStory extends Story {
  kind: 'datagram'
  command: Extract<Maker, { do: 'bind' }>
  respond: Respond
  listening: number[]
  end: EndStory
}

export type AnyStory = ServerStory | ClientStory | DatagramStory

/** What can't be told. */
export type StoryNote = 'respondChanged' | 'frozen' | 'stepsLeft' | 'bytesLeft' | 'someSkipped' | 'spread'
