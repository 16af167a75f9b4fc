import type { TcpHeader } from './packet'

/** A packet as the tool wrote it: the first bytes of `length`. */
export interface Packet {
  /** Link type of pcap. */
  link: number
  length: number
  data: Uint8Array
}

/** A segment that one of several tools has seen. */
export interface Sighting {
  /** Which tool. */
  by: number
  t: number
  header: TcpHeader
  packet: Packet
}

/**
 * What several tools saw at the same time, each segment once, in order. Each tool stamps a packet by itself, a µs apart, so
 * a segment is known by what is in it: what a tool saw as its second of a kind is the second of that kind for all.
 */
export function merge(sightings: readonly Sighting[]): Sighting[] {
  const told = new Map<string, number>()
  const seen = new Map<string, number>()
  const out: Sighting[] = []
  for (const sighting of [...sightings].sort((a, b) => a.t - b.t)) {
    const kind = kindOf(sighting.header)
    const own = `${sighting.by} ${kind}`
    const count = (seen.get(own) ?? 0) + 1
    seen.set(own, count)
    if (count <= (told.get(kind) ?? 0)) continue
    told.set(kind, count)
    out.push(sighting)
  }
  return out
}

function kindOf(header: TcpHeader): string {
  const { from, to, sequence, acknowledgement, flags, window, bytes, id } = header
  return `${from} ${to} ${sequence} ${acknowledgement} ${flags} ${window} ${bytes} ${id}`
}
