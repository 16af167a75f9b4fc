import type { StateChanged } from '../../shared/events'
import { kindOf, opposite, type Side, type TcpSegment } from '../../shared/tcp/segments'
import type { TcpState } from '../../shared/tcp/states'
import type { Call, CallName } from './calls'

/** Something that has its place in time. `order` decides between things of one moment. */
export type Atom = { t: number; order: number; gone?: true } & (
  | { kind: 'segment'; segment: TcpSegment }
  | { kind: 'call'; call: Call }
  /** A transition that no segment made. */
  | { kind: 'state'; side: Side; state: StateChanged }
  | { kind: 'mark'; mark: Mark }
)

/** Something about the picture itself. */
export type Mark =
  /** Capture was switched, or has lost segments. */
  | { what: 'captureOn' | 'captureOff' | 'lost'; seq: number; count: number }
  /** Messages that the window has skipped. */
  | { what: 'skipped'; seq: number; count: number }

/** What is shown beside one lifeline. */
export interface Cell {
  calls: Call[]
  /** Transitions, in their order. */
  states: StateChanged[]
}

export interface Row {
  /** Its own as long as it shows the same thing. */
  key: number
  t: number
  /** `t` of the row before, ms. */
  before: number | undefined
  segment?: TcpSegment
  mark?: Mark
  client: Cell
  server: Cell
  /** What each end was in when the row begins; undefined before anything of it is known. */
  was: Record<Side, TcpState | undefined>
  /** Its place among the atoms. */
  first: number
  /** Goes up when something changes in place. */
  version: number
  /** Of a relayed connection: which of its legs this is of, and what the ends of the others are in. */
  leg?: number
  others?: readonly Row['was'][]
}

/** A call and what it leads to, or what it takes in, share a row if they are no further apart than this, ms. */
const LEADS_MS = 150
const TAKES_MS = 50
/** A call looks for its segment among this many rows before it. */
export const REACH = 4

const SENDING: ReadonlySet<CallName> = new Set<CallName>(['connect', 'connectAgain', 'sent', 'finished'])

export interface RowsContext {
  /** The transition with that `seq`; undefined if it was corrected, or isn't known. */
  state: (seq: number) => StateChanged | undefined
  /** `seq` of what caused the event; 0 for nothing that is known. */
  causeOf: (seq: number) => number
}

/** Appends what `atom`, in its place `index`, shows to the rows before it: in one of the last, or in one of its own. */
export function place(rows: Row[], atom: Atom, index: number, context: RowsContext): void {
  if (atom.gone) return
  switch (atom.kind) {
    case 'segment': {
      const row = newRow(rows, atom, index)
      row.segment = atom.segment
      for (const side of ['client', 'server'] as const) {
        const made = side === atom.segment.from ? atom.segment.made.from : atom.segment.made.to
        row[side].states = statesOf(made, context)
      }
      takeCallsBefore(rows, row, context)
      rows.push(row)
      return
    }
    case 'call': {
      const { call } = atom
      const row = rowFor(rows, call, context)
      if (row) {
        row[call.side].calls.push(call)
        row.version++
      } else {
        const own = newRow(rows, atom, index)
        own[call.side].calls.push(call)
        rows.push(own)
      }
      return
    }
    case 'state': {
      const row = newRow(rows, atom, index)
      row[atom.side].states.push(atom.state)
      rows.push(row)
      return
    }
    case 'mark': {
      if (atom.mark.what !== 'skipped' && !isOpen(rows.at(-1))) return
      const row = newRow(rows, atom, index)
      row.mark = atom.mark
      rows.push(row)
    }
  }
}

/** A connection whose beginning has been seen, and whose end has not: what happens to the capture matters to no other. */
function isOpen(last: Row | undefined): boolean {
  if (!last) return false
  const states = [stateAfter(last, 'client'), stateAfter(last, 'server')].filter(
    (state) => state !== undefined,
  )
  return states.length === 0 || states.some((state) => state !== 'CLOSED' && state !== 'TIME_WAIT')
}

/** What an end is in after a row. */
export function stateAfter(row: Row, side: Side): TcpState | undefined {
  return row[side].states.at(-1)?.to ?? row.was[side]
}

export function onlyCalls({ segment, mark, client, server }: Row): boolean {
  return !segment && !mark && client.states.length + server.states.length === 0
}

function newRow(rows: readonly Row[], atom: Atom, index: number): Row {
  const last = rows.at(-1)
  const empty = (): Cell => ({ calls: [], states: [] })
  return {
    key: atom.order,
    t: atom.t,
    before: last?.t,
    client: empty(),
    server: empty(),
    was: {
      client: last && stateAfter(last, 'client'),
      server: last && stateAfter(last, 'server'),
    },
    first: index,
    version: 0,
  }
}

function statesOf(seqs: readonly number[], { state }: RowsContext): StateChanged[] {
  return seqs.flatMap((seq) => state(seq) ?? [])
}

/** The calls right before a segment that made it leave, or, told of first, that it arrived: they move into its row. */
function takeCallsBefore(rows: Row[], row: Row, context: RowsContext): void {
  const { segment } = row
  if (!segment) return
  for (let last = rows.at(-1); last && onlyCalls(last); last = rows.at(-1)) {
    const side = last.client.calls.length > 0 ? 'client' : 'server'
    const { calls } = last[side]
    if (row.t - last.t > LEADS_MS || row[side].calls.length > 0) return
    if (!calls.every((call) => belongs(call, segment, context))) return
    rows.pop()
    row[side].calls = calls
    row.first = last.first
    row.before = last.before
  }
}

/** The row that a call shares: that of the segment that it sent or got, or of the end's call just before. */
function rowFor(rows: readonly Row[], call: Call, context: RowsContext): Row | undefined {
  for (let index = rows.length - 1; index >= Math.max(0, rows.length - REACH); index--) {
    const row = rows[index] as Row
    const { segment } = row
    const here = row[call.side]
    if (call.t - row.t > TAKES_MS) return undefined
    if (segment && here.calls.length === 0 && belongs(call, segment, context)) return row
    // What has happened at this end since then has its place between. A call that sends is told of when it has returned:
    // an answer may have been captured before.
    const got = segment !== undefined && segment.from !== call.side && !SENDING.has(call.name)
    const busy = here.calls.length > 0 || got
    if (busy || row.mark) {
      return call.name === 'closed' && here.calls.length === 1 && index === rows.length - 1 ? row : undefined
    }
  }
  return undefined
}

function belongs(call: Call, segment: TcpSegment, { causeOf }: RowsContext): boolean {
  const { because, reads, from } = segment
  const kind = kindOf(segment)
  if (call.side === from) {
    if (call.name === 'connect' || call.name === 'connectAgain') {
      if (kind !== 'SYN') return false
    } else if (kind === 'ACK') return false
    return because.includes(call.seq) || because.some((seq) => causeOf(seq) === call.seq)
  }
  switch (call.name) {
    case 'received':
      return reads.includes(call.seq)
    case 'ended':
      return kind === 'FIN'
    case 'failed':
    case 'attemptFailed':
      return kind === 'RST'
    case 'connected':
      return kind === 'SYN+ACK'
    case 'accepted':
      return kind === 'ACK' && because.includes(call.seq)
    default:
      return false
  }
}

/** What a click on a row points at: the segment's first event, or the first call or transition. */
export function mainSeq(row: Row): number {
  const { segment, mark, client, server } = row
  const first = segment?.because[0] ?? mark?.seq
  if (first !== undefined) return first
  return (client.calls[0] ?? server.calls[0] ?? client.states[0] ?? server.states[0])?.seq ?? 0
}

/** All events that a row is about, from left to right. */
export function seqsOf({ segment, mark, client, server }: Row): number[] {
  const cell = ({ calls, states }: Cell) => [...calls, ...states].map(({ seq }) => seq)
  const all = [...cell(client), ...(segment?.because ?? []), ...(mark ? [mark.seq] : []), ...cell(server)]
  if (segment && opposite(segment.from) === 'client') all.unshift(...segment.reads)
  else if (segment) all.push(...segment.reads)
  return [...new Set(all)]
}

/** Index of the last of `rows` that begins at or before `t`, ms; the first one if none does. */
export function seek(rows: readonly Row[], t: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] as Row).t <= t) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}

/** Index of the row with that key, which stands at about `t`, ms; undefined if it is gone. */
export function indexOfKey(rows: readonly Row[], key: number, t: number): number | undefined {
  for (let index = seek(rows, t); index >= 0; index--) {
    const row = rows[index]
    if (!row || row.t < t) return undefined
    if (row.key === key) return index
  }
  return undefined
}
