import { MAX_DATAGRAM } from '../../../../shared/commands/datagrams'
import type { EventOf, LabEvent } from '../../../../shared/events'
import type { Frame } from '../../../../shared/events/seen'
import { flagBits } from '../../../../shared/tcp/flags'
import type { TcpSegment } from '../../../../shared/tcp/segments'
import { WallClock } from '../wall-clock'
import { enhancedPacket, interfaceDescription, type Packet, sectionHeader } from './blocks'
import { commentOn, commentOnCaptured, commentOnDatagram } from './comment'
import { type Connection, Connections, type Told } from './connections'
import { type Datagram, Datagrams } from './datagrams'
import { Held } from './held'
import { headerOf, headerOfCaptured, isAhead, latestBefore, passed } from './numbers'
import { datagramOf, longestPayload, packetOf, type Route, routeOf } from './packet'

/** What comes later corrects what was concluded: so many packets wait for that … */
const HELD = 20_000
/** … with so many bytes of payload altogether. */
const HELD_BYTES = 33_554_432
/** Two packets can be said to follow each other, or many in a ring: then none of them is put back for ever. */
const DELAYS = 3
/** Most packets that one write is cut into. */
const PARTS = 4096

/** The interface of packets that were made, and its link type: LINKTYPE_RAW. */
const MADE = 0
const RAW = 101

const NOTHING = new Uint8Array()

/** A packet that may still be corrected. */
interface Waiting {
  t: number
  order: number
  connection?: Connection
  segment?: TcpSegment
  /** Where it goes, if it is to be made; of the attempt that it belongs to. */
  route?: Route | undefined
  /** The bytes that it carries, as far as they were recorded. */
  data?: Uint8Array | undefined
  datagram?: Datagram
  /** It was captured. */
  event?: EventOf<'segment'>
  isWritten?: true
  /** How often it was put behind what must have been there before it. */
  delayed?: number
}

/** Makes the blocks of a pcapng file from the events of a log. */
export class Packets {
  readonly #clock = new WallClock()
  readonly #datagrams = new Datagrams()
  readonly #connections = new Connections((segment) => this.#changed(segment))
  readonly #held = new Held<Waiting>()
  readonly #heldLimit: number
  readonly #captured = new WeakMap<LabEvent, Waiting>()
  readonly #written = new WeakSet<TcpSegment>()
  /** Link types of captured packets, in the order of their interfaces. */
  readonly #links: number[] = []
  #version = ''
  #begun = false
  #heldBytes = 0
  #order = 0
  #left = { nowhere: 0, parts: 0, corrected: 0 }

  /** `held`: how many packets wait for what corrects them. */
  constructor(held = HELD) {
    this.#heldLimit = held
  }

  take(event: LabEvent): void {
    this.#clock.take(event)
    if (event.kind === 'opened') this.#version = String(event.versions.lab ?? '')
    // What was captured is there, whosever it is.
    if (event.kind === 'segment') this.#captured.set(event, this.#hold({ t: event.t, event }))
    for (const told of this.#connections.take(event)) this.#told(told)
    const datagram = this.#datagrams.take(event)
    if (datagram) this.#hold({ t: event.t, datagram })
  }

  /** Blocks of what waits no longer. */
  *due(): Generator<Uint8Array> {
    while (this.#held.size > this.#heldLimit || this.#heldBytes > HELD_BYTES) {
      yield* this.#header()
      yield* this.#next()
    }
  }

  /** Blocks of all that is left. */
  *rest(): Generator<Uint8Array> {
    for (const told of this.#connections.rest()) this.#told(told)
    yield* this.#header()
    while (this.#held.size > 0) yield* this.#next()
  }

  /** What could not be put into the file. */
  get left(): string[] {
    const { nowhere, parts, corrected } = this.#left
    const { forgotten } = this.#connections
    return [
      nowhere > 0 && `${nowhere} segments and datagrams without IP addresses have no packets`,
      parts > 0 && `${parts} bytes of writes that are longer than ${PARTS} packets`,
      corrected > 0 && `${corrected} packets were corrected after they had been written`,
      forgotten > 0 &&
        `packets of ${forgotten} connections after more than could be followed had been opened`,
    ].filter((line) => line !== false)
  }

  #told({ connection, segment, event }: Told): void {
    if (event.kind === 'segment' && segment.provenance === 'captured') {
      const waiting = this.#captured.get(event)
      if (waiting) Object.assign(waiting, { connection, segment })
      if (waiting && !waiting.isWritten) connection.ahead.add(waiting)
      learn(connection, segment, event)
      return
    }
    const { [segment.from]: from = '', [connection.other(segment.from)]: to = '' } = connection.addresses
    const carries = segment.bytes > 0 && 'data' in event && segment.because[0] === event.seq
    const waiting = this.#hold({
      t: segment.t,
      connection,
      segment,
      route: routeOf(from, to),
      ...(carries && { data: event.data }),
    })
    connection.ahead.add(waiting)
  }

  #hold(waiting: Omit<Waiting, 'order'>): Waiting {
    const placed = { ...waiting, order: ++this.#order }
    this.#held.put(placed)
    this.#heldBytes += sizeOf(placed)
    return placed
  }

  *#next(): Generator<Uint8Array> {
    const waiting = this.#held.take()
    if (!waiting) return
    this.#heldBytes -= sizeOf(waiting)
    const { event, segment, connection } = waiting
    if (segment && connection && !event && this.#delays(waiting, segment, connection)) return
    connection?.ahead.delete(waiting)
    waiting.isWritten = true
    if (waiting.datagram) yield* this.#datagram(waiting.datagram)
    else if (event?.frame) yield* this.#asCaptured(event, event.frame)
    else if (event) yield* this.#remade(event, connection)
    else if (segment && !segment.withdrawn) yield* this.#made(waiting, segment)
    if (segment && !segment.withdrawn) {
      this.#written.add(segment)
      if (connection) passed(connection, segment)
    }
  }

  /** Puts a packet back whose moment isn't known closely, if others wait that must have been there before it. */
  #delays(waiting: Waiting, segment: TcpSegment, connection: Connection): boolean {
    const { delayed = 0 } = waiting
    if (delayed >= DELAYS || segment.withdrawn || !isAhead(segment, connection)) return false
    const before = latestBefore(segment, connection)
    if (before === undefined || before < waiting.t) return false
    const later = { ...waiting, t: before, order: ++this.#order, delayed: delayed + 1 }
    connection.ahead.delete(waiting)
    connection.ahead.add(later)
    this.#held.put(later)
    this.#heldBytes += sizeOf(later)
    return true
  }

  *#header(): Generator<Uint8Array> {
    if (this.#begun) return
    this.#begun = true
    yield sectionHeader(
      `Socket Lab ${this.#version}`.trim(),
      'Packets whose comment says that they are inferred were never captured: Socket Lab made them from what it knows.',
    )
    yield interfaceDescription({
      link: RAW,
      name: 'inferred',
      description: 'Packets that Socket Lab made from the events of sockets',
    })
  }

  *#asCaptured({ t }: LabEvent, { link, bytes, data }: Frame): Generator<Uint8Array> {
    let index = this.#links.indexOf(link)
    if (index < 0) {
      index = this.#links.push(link) - 1
      yield interfaceDescription({
        link,
        name: index === 0 ? 'captured' : `captured-${index + 1}`,
        description: 'Packets as they were captured',
      })
    }
    yield this.#packet({ interface: 1 + index, t, length: bytes, data })
  }

  /** A captured segment whose own bytes were not recorded. */
  *#remade(event: EventOf<'segment'>, connection: Connection | undefined): Generator<Uint8Array> {
    const route = routeOf(event.local, event.remote)
    if (!route) {
      this.#left.nowhere++
      return
    }
    const bytes = Math.min(event.bytes, longestPayload(route) - 40)
    const packet = packetOf(route, headerOfCaptured(event, connection), bytes, NOTHING)
    yield this.#packet({ interface: MADE, t: event.t, ...packet, comment: commentOnCaptured(event.seq) })
  }

  *#made({ connection, route, data = NOTHING, t }: Waiting, segment: TcpSegment): Generator<Uint8Array> {
    if (!route || !connection) {
      this.#left.nowhere++
      return
    }
    const { bytes } = segment
    const longest = longestPayload(route)
    const parts = Math.max(1, Math.ceil(bytes / longest))
    const { header, guessed } = headerOf(connection, segment, longest)
    for (let number = 1; number <= Math.min(parts, PARTS); number++) {
      const offset = (number - 1) * longest
      const size = Math.min(longest, bytes - offset)
      const payload = data.subarray(offset, offset + size)
      const part = { number, of: parts, bytes: size, kept: payload.length }
      const flags = number < parts ? header.flags & ~flagBits('P') : header.flags
      const packet = packetOf(
        route,
        { ...header, flags, sequence: (header.sequence + offset) >>> 0 },
        size,
        payload,
      )
      yield this.#packet({ interface: MADE, t, ...packet, comment: commentOn(segment, part, guessed) })
    }
    this.#left.parts += Math.max(0, bytes - PARTS * longest)
  }

  *#datagram({ message, route }: Datagram): Generator<Uint8Array> {
    if (!route) {
      this.#left.nowhere++
      return
    }
    const { data = NOTHING, seq, t } = message
    // A log may say what no kernel would have sent.
    const bytes = Math.min(message.bytes, MAX_DATAGRAM.udp6)
    const packet = datagramOf(route, bytes, data.subarray(0, bytes))
    yield this.#packet({ interface: MADE, t, ...packet, comment: commentOnDatagram(seq, bytes, data.length) })
  }

  #packet({ t, ...packet }: Omit<Packet, 'time'> & { t: number }): Uint8Array {
    return enhancedPacket({ ...packet, time: this.#clock.microseconds(t) })
  }

  #changed(segment: TcpSegment): void {
    if (segment.withdrawn && this.#written.delete(segment)) this.#left.corrected++
  }
}

/** What a captured segment tells of the numbers of those that were not. */
function learn(connection: Connection, segment: TcpSegment, event: EventOf<'segment'>): void {
  const { raw, options } = event
  const { from, sequence, acknowledgement } = segment
  if (sequence !== undefined) connection.initial[from] = (raw.sequence - sequence) >>> 0
  if (acknowledgement !== undefined) {
    connection.initial[connection.other(from)] = (raw.acknowledgement - acknowledgement) >>> 0
  }
  if (options) connection.scale[from] = options.windowScale ?? 0
}

function sizeOf({ data, event, datagram }: Waiting): number {
  return (data?.length ?? datagram?.message.data?.length ?? 0) + (event?.frame?.data.length ?? 0)
}
