import type { LabError } from '../../../shared/errors'
import type { KernelTimer } from '../../../shared/events'
import type { TcpState } from '../../../shared/tcp/states'
import type { Words } from './addresses'

/** A socket as a table of the kernel's has it. */
export interface Row {
  local: Words
  localPort: number
  /** Of a listener: zeros. */
  remote: Words
  remotePort: number
  state: TcpState
  /** Of a listener, where the table tells no limit: 0. */
  sendQueue: number
  receiveQueue: number
  timer: KernelTimer['kind'] | undefined
  /** What is left of the timer, ms. */
  timerMs: number
  uid: number | undefined
  /** 0: no process holds the socket. Undefined: the table doesn't tell. */
  inode: number | undefined
  /** The process that holds it, where the table itself tells. */
  pid: number | undefined
  /** The name of its program, likewise. */
  process: string | undefined
  /** Of a datagram socket: what was dropped for want of room. */
  drops: number
  /** The part of the table with this row was read between these, monotonic ms (`monotonic`). */
  began: number
  t: number
}

/** The kernel's tables of sockets, as a system shows them. */
export interface KernelTables {
  readonly by: 'procfs' | 'netstat'
  /**
   * Reads them once, and calls `see` for each row: always with the same object, to be copied where it is kept.
   * `v6`: those of IPv6, too, where that is a reading of its own. Throws TableTrouble.
   */
  read(v6: boolean, see: (row: Row) => void): void
  /** The same for the tables of datagram sockets, where there are any that tell of queues and drops. */
  readDatagrams?(see: (row: Row) => void): void
}

/** A table that can't be read or understood. */
export class TableTrouble extends Error {
  constructor(readonly error: LabError) {
    super(error.message)
    this.name = 'TableTrouble'
  }
}

/** The clock of all threads: monotonic, ms. */
export function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1000 + nanoseconds / 1e6
}

/** A row to fill in. */
export function emptyRow(): Row {
  return {
    local: [0, 0, 0, 0],
    localPort: 0,
    remote: [0, 0, 0, 0],
    remotePort: 0,
    state: 'CLOSED',
    sendQueue: 0,
    receiveQueue: 0,
    timer: undefined,
    timerMs: 0,
    uid: undefined,
    inode: undefined,
    pid: undefined,
    process: undefined,
    drops: 0,
    began: 0,
    t: 0,
  }
}

export function copyOf(row: Row): Row {
  return { ...row, local: [...row.local], remote: [...row.remote] }
}
