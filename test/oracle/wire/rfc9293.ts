import type { WireSegment } from './pcap'

/**
 * RFC 9293's state machine for both ends of a connection, driven by the segments that a packet file has of it. Written from
 * the RFC, and shares no code with the lab, so that both can be compared.
 *
 * A packet file says when a segment was sent. When it was received follows from what its receiver sends: each segment of
 * its carries an acknowledgement number that is up to date (3.4), so a FIN has not come before the last segment that does
 * not acknowledge it, and never came if nothing ever does.
 */

/** By the names of the figure in section 3.3.2. */
export type State =
  | 'CLOSED'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT'

export interface Change {
  /** Of the segment that it came with, ns. */
  at: bigint
  from: State
  to: State
}

export interface EndOnTheWire {
  address: string
  peer: string
  /** It sent the first SYN. */
  calls: boolean
  changes: Change[]
}

/** Sequence numbers wrap (3.4): how far `a` is beyond `b`. */
const beyond = (a: number, b: number) => (a - b) | 0
/** What it takes of sequence space: SYN and FIN count one each (3.4). */
const spaceOf = (segment: WireSegment) => segment.bytes + Number(segment.syn) + Number(segment.fin)
const endOf = (segment: WireSegment) => (segment.sequence + spaceOf(segment)) >>> 0

/** Each connection of a packet file, both ends; those whose SYN is not in it are left out. */
export function endsOnTheWire(segments: readonly WireSegment[]): EndOnTheWire[] {
  const open = new Map<string, WireSegment[]>()
  const all: WireSegment[][] = []
  for (const segment of segments) {
    const key = [segment.source, segment.destination].sort().join(' ')
    let connection = open.get(key)
    const first = connection?.[0]
    const isNew = segment.syn && !segment.ack && first?.sequence !== segment.sequence
    // A simultaneous open has two SYNs; the same addresses again come with another sequence number.
    const answersSyn = first !== undefined && first.source === segment.destination && connection?.length === 1
    if (isNew && !answersSyn) {
      connection = []
      open.set(key, connection)
      all.push(connection)
    }
    connection?.push(segment)
  }
  return all.flatMap(play)
}

/** Something that happens to one end: it sends, or it receives. */
interface Happening {
  /** Position among the segments: half steps are what happens between two. */
  place: number
  end: End
  segment: WireSegment
  does: 'sends' | 'receives'
  /** SYN, data or FIN of it have been received. */
  content: boolean
}

class End {
  state: State = 'CLOSED'
  readonly changes: Change[] = []
  /** Sequence number of its FIN. */
  fin: number | undefined

  constructor(
    readonly address: string,
    readonly peer: string,
    readonly calls: boolean,
  ) {}

  go(to: State, at: bigint): void {
    if (this.state === to) return
    this.changes.push({ at, from: this.state, to })
    this.state = to
  }

  /** 3.10: what the user's calls make it send. */
  sends(segment: WireSegment): void {
    const { at } = segment
    if (segment.rst) {
      // 3.5.2: who has no connection, or only waits, answers with a reset and stays as it is.
      if (this.state !== 'TIME-WAIT') this.go('CLOSED', at)
      return
    }
    if (segment.syn && this.state === 'CLOSED') this.go(segment.ack ? 'SYN-RECEIVED' : 'SYN-SENT', at)
    if (!segment.fin) return
    this.fin ??= (segment.sequence + segment.bytes) >>> 0
    if (this.state === 'ESTABLISHED' || this.state === 'SYN-RECEIVED') this.go('FIN-WAIT-1', at)
    else if (this.state === 'CLOSE-WAIT') this.go('LAST-ACK', at)
  }

  /** 3.10.7: what arrives. */
  receives(segment: WireSegment, arrived: { ack: boolean; content: boolean }): void {
    const { at } = segment
    if (segment.rst) {
      this.go('CLOSED', at)
      return
    }
    if (this.state === 'SYN-SENT' && segment.syn && arrived.content) {
      this.go(segment.ack ? 'ESTABLISHED' : 'SYN-RECEIVED', at)
      return
    }
    if (segment.ack && arrived.ack) this.#acknowledged(segment)
    if (segment.fin && arrived.content) this.#finReceived(at)
  }

  /** Fifth check. */
  #acknowledged({ acknowledgement, at }: WireSegment): void {
    if (this.state === 'SYN-RECEIVED') this.go('ESTABLISHED', at)
    if (this.fin === undefined || beyond(acknowledgement, this.fin) <= 0) return
    if (this.state === 'FIN-WAIT-1') this.go('FIN-WAIT-2', at)
    else if (this.state === 'CLOSING') this.go('TIME-WAIT', at)
    else if (this.state === 'LAST-ACK') this.go('CLOSED', at)
  }

  /** Eighth check. */
  #finReceived(at: bigint): void {
    if (this.state === 'ESTABLISHED' || this.state === 'SYN-RECEIVED') this.go('CLOSE-WAIT', at)
    else if (this.state === 'FIN-WAIT-1') this.go('CLOSING', at)
    else if (this.state === 'FIN-WAIT-2') this.go('TIME-WAIT', at)
  }
}

function play(segments: readonly WireSegment[]): EndOnTheWire[] {
  const [first] = segments
  if (!first) return []
  const client = new End(first.source, first.destination, true)
  const server = new End(first.destination, first.source, false)
  const toItself = first.source === first.destination
  const happenings: Happening[] = []
  for (const [index, segment] of segments.entries()) {
    const sender = segment.source === client.address ? client : server
    const receiver = toItself || sender === server ? client : server
    happenings.push({ place: index, end: sender, segment, does: 'sends', content: false })
    const place = arrival(segments, index) + 0.5
    const content = contentArrives(segments, index)
    happenings.push({ place, end: receiver, segment, does: 'receives', content })
  }
  happenings.sort((a, b) => a.place - b.place)
  for (const { end, segment, does, place, content } of happenings) {
    if (does === 'sends') end.sends(segment)
    else end.receives(segment, { ack: ackArrives(segments, segment, Math.floor(place)), content })
  }
  return toItself ? [client] : [client, server]
}

/** After which place a segment was received. */
function arrival(segments: readonly WireSegment[], index: number): number {
  const segment = segments[index] as WireSegment
  if (segment.rst || spaceOf(segment) === 0) return index
  // The last answer that does not have it yet.
  let place = index
  for (let i = index + 1; i < segments.length; i++) {
    const answer = segments[i] as WireSegment
    if (answer.source !== segment.destination || isReset(answer)) continue
    if (acknowledges(answer, segment)) break
    place = i
  }
  return place
}

function acknowledges(answer: WireSegment, segment: WireSegment): boolean {
  return (
    answer.source === segment.destination && answer.ack && beyond(answer.acknowledgement, endOf(segment)) >= 0
  )
}

/** A reset without a connection's numbers tells nothing of what has come. */
const isReset = (segment: WireSegment) => segment.rst && !segment.ack

/** Its content is what the answer acknowledges, and not that of a copy which was sent later, since this one was lost. */
function contentArrives(segments: readonly WireSegment[], index: number): boolean {
  const segment = segments[index] as WireSegment
  if (spaceOf(segment) === 0) return false
  const answer = segments.findIndex((other, i) => i > index && acknowledges(other, segment))
  const again = segments.findLastIndex(
    (other, i) =>
      i < answer &&
      other.source === segment.source &&
      other.ack === segment.ack &&
      endOf(other) === endOf(segment) &&
      spaceOf(other) > 0,
  )
  if (answer >= 0) return again === index
  return (
    segments.some((other, i) => i > index && resetsBehind(other, segment)) && !isSentAgain(segments, index)
  )
}

/** 3.10.7.4, second check: a reset is heard only by who expects its very number, and so has had all before it. */
function resetsBehind(other: WireSegment, segment: WireSegment): boolean {
  return other.rst && other.source === segment.source && other.sequence === endOf(segment)
}

function isSentAgain(segments: readonly WireSegment[], index: number): boolean {
  const { source, syn, fin } = segments[index] as WireSegment
  return segments.some(
    (other, i) =>
      i > index && other.source === source && other.syn === syn && other.fin === fin && (syn || fin),
  )
}

/** An acknowledgement was lost if what it acknowledges is sent again later, and acknowledged again. */
function ackArrives(segments: readonly WireSegment[], segment: WireSegment, place: number): boolean {
  const again = segments.findLastIndex(
    (other, index) =>
      index > place &&
      other.source === segment.destination &&
      (other.syn || other.fin) &&
      beyond(segment.acknowledgement, endOf(other)) >= 0,
  )
  if (again < 0) return true
  const copy = segments[again] as WireSegment
  return !segments.some((other, index) => index > again && acknowledges(other, copy))
}
