import { concat } from '../../../../shared/bytes'
import type { EventSource } from '../events'
import { Packets } from './packets'

/** Written at a time, bytes. */
const PIECE = 65_536

/**
 * What was on the wire, for Wireshark and its kin: captured packets as they were captured, and for what was not captured packets
 * that are made of the segments that must have been there, each with a comment that says so.
 */
export async function* pcapng(source: EventSource, left: string[]): AsyncGenerator<Uint8Array> {
  const packets = new Packets()
  let piece: Uint8Array[] = []
  let size = 0
  const add = (block: Uint8Array) => {
    piece.push(block)
    size += block.length
  }
  const taken = () => {
    const whole = concat(piece)
    piece = []
    size = 0
    return whole
  }
  for await (const event of source()) {
    packets.take(event)
    for (const block of packets.due()) add(block)
    if (size > PIECE) yield taken()
  }
  for (const block of packets.rest()) {
    add(block)
    if (size > PIECE) yield taken()
  }
  if (size > 0) yield taken()
  left.push(...packets.left)
}
