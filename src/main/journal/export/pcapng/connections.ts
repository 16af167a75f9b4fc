import type { EventOf, LabEvent } from '../../../../shared/events'
import { opposite, SegmentTrace, type Side, type TcpSegment } from '../../../../shared/tcp/segments'
import { Pair, Pairs } from '../pairs'

/** Events of a connection whose other end has no name yet: so many wait for it. */
const WAITING = 1000
/** Connections that wait for it though their client is closed: it can be accepted later. */
const CLOSED_WAITING = 1000

/** A connection, and what was on its wire. */
export class Connection extends Pair {
  /** As events write them; of the newest attempt. Never changed in place. */
  addresses: Partial<Record<Side, string>> = {}
  /** Sequence numbers of the SYNs, where packets were captured. */
  readonly initial: Record<Side, number> = { client: 0, server: 0 }
  /** Window scales, where SYNs were captured. */
  readonly scale: Partial<Record<Side, number>> = {}
  /** Relative number behind what was written last. */
  readonly next: Partial<Record<Side, number>> = {}
  /** Packets that are not written yet. */
  readonly ahead = new Set<{ t: number; segment?: TcpSegment }>()
  /** What comes before the names of both ends are known. */
  waiting: LabEvent[] = []
  trace: SegmentTrace | undefined
  /** Over a path: nothing of it is in packets. */
  isUnix = false
  /** `id` of the newest segment that was told of. */
  newest = -1

  /** The far side of what `side` sends. A client can be connected to itself. */
  other(side: Side): Side {
    return this.trace?.self ? side : opposite(side)
  }
}

/** A segment that an event has told of. */
export interface Told {
  connection: Connection
  segment: TcpSegment
  event: LabEvent
}

/** Follows the segments of each connection. */
export class Connections {
  readonly #pairs = new Pairs(() => new Connection(), { open: 100_000, over: 2000 })
  readonly #changed: (segment: TcpSegment) => void
  /** Closed, and still without the name of an end. */
  readonly #closed = new Set<Connection>()
  #lost: EventOf<'source'> | undefined
  /** When capturing began, or ended, last. */
  #switched: EventOf<'source'> | undefined

  /** `changed` is told of each segment that was told of before, and has changed. */
  constructor(changed: (segment: TcpSegment) => void) {
    this.#changed = changed
  }

  /** Open connections that were given up. */
  get forgotten(): number {
    return this.#pairs.forgotten
  }

  /** The segments that the event tells of for the first time. */
  take(event: LabEvent): Told[] {
    if (event.kind === 'source') this.#source(event)
    const connection = this.#pairs.take(event)
    if (!connection) return []
    if ('transport' in event && event.transport === 'unix') {
      connection.isUnix = true
      connection.waiting = []
    }
    if (connection.isUnix) return []
    locate(connection, event)
    const told: Told[] = []
    if (connection.trace) this.#step(connection, event, told)
    else {
      connection.waiting.push(event)
      if (isReady(connection)) this.#begin(connection, told)
      else if (event.kind === 'closed') this.#closed.add(connection)
      const [oldest] = this.#closed
      if (this.#closed.size > CLOSED_WAITING && oldest) this.#begin(oldest, told)
    }
    return told
  }

  /** Those of connections that still wait for a name which will never come. */
  rest(): Told[] {
    const told: Told[] = []
    for (const connection of [...this.#closed, ...this.#pairs.open]) {
      if (!connection.trace && !connection.isUnix) this.#begin(connection, told)
    }
    return told
  }

  #source(event: EventOf<'source'>): void {
    if (event.source !== 'capture') return
    if (event.phase === 'lost') this.#lost = event
    else this.#switched = event
    for (const { trace } of this.#pairs.open) trace?.step(event)
  }

  #begin(connection: Connection, told: Told[]): void {
    const { client, server } = connection.names
    connection.trace = new SegmentTrace({ client, server, foreign: [...connection.foreign] })
    const sources = [this.#lost, this.#switched].filter((source) => source !== undefined)
    for (const source of sources.sort((a, b) => a.seq - b.seq)) connection.trace.step(source)
    const { waiting } = connection
    connection.waiting = []
    this.#closed.delete(connection)
    for (const event of waiting) this.#step(connection, event, told)
  }

  #step(connection: Connection, event: LabEvent, told: Told[]): void {
    for (const segment of connection.trace?.step(withoutBytes(event)) ?? []) {
      if (segment.id <= connection.newest) {
        this.#changed(segment)
        continue
      }
      connection.newest = segment.id
      told.push({ connection, segment, event })
    }
  }
}

/** Takes from the event where the ends are. */
function locate(connection: Connection, event: LabEvent): void {
  switch (event.kind) {
    case 'connecting':
    case 'connected':
    case 'accepted':
    case 'found':
      break
    default:
      return
  }
  const side = connection.sideOf(event.socket)
  if (!side) return
  const { local, remote } = event
  connection.addresses = {
    ...connection.addresses,
    ...(local !== undefined && { [side]: local }),
    ...(remote !== undefined && { [opposite(side)]: remote }),
  }
}

/** The names of both ends are known, or it is no use to wait for them any longer. */
function isReady({ names, waiting }: Connection): boolean {
  return (names.client !== undefined && names.server !== undefined) || waiting.length >= WAITING
}

/** Segments are told without them, and remembered for long. */
function withoutBytes(event: LabEvent): LabEvent {
  switch (event.kind) {
    case 'sent':
    case 'received': {
      const { data: _data, ...rest } = event
      return rest
    }
    case 'segment': {
      const { frame: _frame, ...rest } = event
      return rest
    }
    default:
      return event
  }
}
