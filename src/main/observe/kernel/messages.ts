import type { LabError } from '../../../shared/errors'
import type { KernelTimer } from '../../../shared/events'
import type { LocalListener } from '../../../shared/ipc'
import type { TcpState } from '../../../shared/tcp/states'

/** What main and the thread that reads the tables say to each other. Times are ms of the clock of all threads. */

/** An end whose row is wanted: a listener, if it has no `remote`. */
export interface Wanted {
  /** Above 0; those of ends that the reader finds by itself are below. */
  id: number
  local: string
  remote?: string
  /** The lab's: nothing that a watch finds. */
  own: boolean
  /** Its row can be in the tables of IPv6. */
  v6: boolean
  /** It is of UDP, which has tables of its own. */
  datagrams?: true
}

/** What is looked for besides: one of port and pid. */
export interface Sought {
  name: string
  port?: number
  /** With port: at these addresses only. */
  hosts?: string[]
  pid?: number
  /** With pid: those of the processes that it has started, too. */
  children?: true
}

export type ToReader =
  | { type: 'track'; ends: Wanted[] }
  /** Their descriptors are closed: they are not looked for any more once they have no row. */
  | { type: 'release'; ids: number[] }
  /** Nobody asks for them any more. */
  | { type: 'drop'; ids: number[] }
  /** What was found under this id is the lab's own after all. */
  | { type: 'ignore'; id: number }
  /** Their rows are to be told once more, changed or not. */
  | { type: 'retell'; ids: number[] }
  | { type: 'watch'; sought: Sought }
  | { type: 'unwatch'; name: string }
  /** Something happened: `state` that changes states, `flow` that moves bytes. */
  | { type: 'stir'; what: 'state' | 'flow' }
  /** What main made of a reading took so long, ms. */
  | { type: 'handled'; ms: number }
  /** Look at once, and say so. */
  | { type: 'look'; token: number }
  | { type: 'listeners'; token: number }

/** A row that is new or has changed. */
export interface Sighting {
  id: number
  state: TcpState
  sendQueue: number
  receiveQueue: number
  timer?: KernelTimer
  uid?: number
  inode?: number
  began: number
  t: number
  /** When the reading before began; absent if the row is seen for the first time. */
  since?: number
}

/** The queues of a datagram socket. */
export interface Measurement extends Omit<Sighting, 'state' | 'timer'> {
  drops: number
}

/** A row that is there no more. */
export type Loss = Pick<Sighting, 'id' | 'began' | 't' | 'since'>

/** A socket that a watch covers, for the first time. */
export interface Finding {
  id: number
  as: 'listener' | 'server' | 'client'
  local: string
  remote?: string
  watch: string
  uid?: number
  pid?: number
  process?: string
  t: number
}

export type FromReader =
  | { type: 'ready'; by: 'procfs' | 'netstat' }
  /** It can read no more. */
  | { type: 'trouble'; error: LabError }
  /** `unseen`: numbers of ends whose descriptors are closed and that never had a row. */
  | {
      type: 'reading'
      found: Finding[]
      seen: Sighting[]
      gone: Loss[]
      unseen: number[]
      measured: Measurement[]
    }
  /** Of a watch: more is there than the lab takes in; its process is gone; its process may not be looked into. */
  | { type: 'watch'; name: string; what: 'full' | 'ended' | 'forbidden' }
  | { type: 'looked'; token: number }
  | { type: 'listeners'; token: number; listeners: LocalListener[] }

/** What the thread is started with; tests give tables of their own making. */
export interface ReaderData {
  platform: NodeJS.Platform
  /** Instead of /proc/net. */
  folder?: string
}
