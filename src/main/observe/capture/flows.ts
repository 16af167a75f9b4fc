import type { Segment } from '../../../shared/events/seen'
import { flagLetters } from '../../../shared/tcp/flags'
import { ACK, FIN, RST, SYN, type TcpHeader } from './packet'

/** A segment with what its connection says of it: numbers relative to the handshake, and whether they came before. */
export interface SeenSegment
  extends Pick<
    Segment,
    'to' | 'flags' | 'sequence' | 'acknowledgement' | 'raw' | 'bytes' | 'window' | 'again' | 'options'
  > {
  from: string
  /** The first SYN of a new connection: whatever had this 4-tuple before is over. */
  opens?: true
  /** SYN, FIN or RST: what tells a state. */
  tells?: true
}

/** One direction of a connection. */
interface Flow {
  peer: Flow
  /** The number that is 0 in relative ones, where it is known. */
  base: number | undefined
  /** What follows the newest number that has been seen, or acknowledged by the other end; relative. */
  next: number
  /** Stretches below `next` that have not been seen, oldest first. */
  holes: [start: number, end: number][]
  /** Of the window that this end announces, from its SYN. */
  scale: number | undefined
}

/** Connections that are remembered; the ones that were first seen longest ago go first. */
const MAX_FLOWS = 40_000
/** Stretches that are remembered per direction. */
const MAX_HOLES = 64

/** Follows every connection by its sequence numbers. */
export class Flows {
  #flows = new Map<string, Flow>()
  #missing = 0

  /** Segments, at least, that ends have acknowledged and that were never seen. */
  get missing(): number {
    return this.#missing
  }

  take(header: TcpHeader): SeenSegment {
    const { flags, bytes } = header
    let flow = this.#flow(header)
    const renewed = (flags & SYN) !== 0 && flow.base !== undefined && flow.base !== header.sequence
    if (renewed) flow = this.#renew(header)
    const opens = (flags & SYN) !== 0 && flow.base === undefined && flow.peer.base === undefined
    this.#learn(flow, header)
    const sequence = flow.base === undefined ? 0 : relative(flow, header.sequence)
    const size = bytes + (flags & SYN ? 1 : 0) + (flags & FIN ? 1 : 0)
    const again = size > 0 ? !cover(flow, sequence, sequence + size) : isProbe(flow, sequence, flags)
    const acknowledgement = flags & ACK ? this.#acknowledge(flow.peer, header.acknowledgement) : undefined
    return {
      from: header.from,
      to: header.to,
      flags: flagLetters(flags),
      sequence,
      ...(acknowledgement !== undefined && { acknowledgement }),
      raw: { sequence: header.sequence, acknowledgement: header.acknowledgement },
      bytes,
      // Scaled only if both offer to (RFC 7323, 2.2), and never in a SYN.
      window:
        flags & SYN || flow.scale === undefined || flow.peer.scale === undefined
          ? header.window
          : header.window * 2 ** flow.scale,
      ...(again && { again: true }),
      ...(header.options && { options: header.options }),
      ...(opens && { opens: true }),
      ...((flags & (SYN | FIN | RST)) !== 0 && { tells: true }),
    }
  }

  #flow(header: TcpHeader): Flow {
    return this.#flows.get(`${header.from}>${header.to}`) ?? this.#renew(header)
  }

  #renew({ from, to }: TcpHeader): Flow {
    const flow = newFlow()
    // An end that is connected to itself has one stream of numbers.
    flow.peer = from === to ? flow : newFlow()
    flow.peer.peer = flow
    for (const [key, one] of [
      [`${from}>${to}`, flow],
      [`${to}>${from}`, flow.peer],
    ] as const) {
      this.#flows.delete(key)
      this.#flows.set(key, one)
    }
    for (const key of this.#flows.keys()) {
      if (this.#flows.size <= MAX_FLOWS) break
      this.#flows.delete(key)
    }
    return flow
  }

  /** What a segment says of where numbers begin. A connection that is met midway begins right before its first byte. */
  #learn(flow: Flow, { flags, sequence, acknowledgement, options }: TcpHeader): void {
    if (flags & SYN) {
      flow.base ??= sequence
      flow.scale = options?.windowScale
    } else if (flow.base === undefined && !(flags & RST)) {
      flow.base = (sequence - 1) >>> 0
      flow.next = 1
    }
    if (flags & ACK && flow.peer.base === undefined) {
      flow.peer.base = (acknowledgement - 1) >>> 0
      flow.peer.next = 1
    }
  }

  /** `peer` has been told that all before `raw` has come: what of that was never seen is lost to us. */
  #acknowledge(peer: Flow, raw: number): number {
    const upTo = relative(peer, raw)
    const before = peer.holes.length
    peer.holes = peer.holes.filter(([, end]) => end > upTo)
    this.#missing += before - peer.holes.length
    if (upTo > peer.next) {
      this.#missing++
      peer.next = upTo
    }
    return upTo
  }
}

function newFlow(): Flow {
  const flow: Omit<Flow, 'peer'> & { peer?: Flow } = { base: undefined, next: 0, holes: [], scale: undefined }
  flow.peer = flow as Flow
  return flow as Flow
}

/** Sequence numbers go round at 2^32; counted on from the newest one they don't. */
function relative(flow: Flow, raw: number): number {
  const newest = ((flow.base ?? raw) + flow.next) >>> 0
  return flow.next + ((raw - newest) | 0)
}

/** Marks a stretch as seen. False if all of it had been seen before. */
function cover(flow: Flow, start: number, end: number): boolean {
  if (start > flow.next) {
    flow.holes.push([flow.next, start])
    if (flow.holes.length > MAX_HOLES) flow.holes.shift()
  }
  const isNew = end > flow.next
  if (isNew) flow.next = end
  const fills = flow.holes.some((hole) => start < hole[1] && end > hole[0])
  if (fills) {
    flow.holes = flow.holes.flatMap(([from, to]) => {
      if (end <= from || start >= to) return [[from, to]]
      const rest: [number, number][] = []
      if (start > from) rest.push([from, start])
      if (end < to) rest.push([end, to])
      return rest
    })
  }
  return isNew || fills
}

/** Keep-alive and zero-window probes repeat the number before the next one (RFC 9293, 3.8.4, 3.8.6.1). */
function isProbe(flow: Flow, sequence: number, flags: number): boolean {
  return (flags & RST) === 0 && sequence === flow.next - 1
}
