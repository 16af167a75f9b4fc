import type { Frame } from '../../../shared/events/seen'
import type { Report, TimedSegment } from './protocol'

/** A segment with the packet that it was captured in. */
export type CapturedSegment = Omit<TimedSegment, 'packet'> & {
  frame: Frame
  /** How many bytes of the packet come before its payload. */
  headers: number
}

/** The segments of a report. Their packets share its memory. */
export function captured({ segments, frames }: Extract<Report, { type: 'segments' }>): CapturedSegment[] {
  return segments.map(({ packet, ...segment }) => {
    const { link, bytes, at, kept, headers } = packet
    return { ...segment, headers, frame: { link, bytes, data: frames.subarray(at, at + kept) } }
  })
}

/** The packet without what was said in it. */
export function headersOf({ frame, headers }: CapturedSegment): Frame {
  // A copy: the rest is let go of.
  return { ...frame, data: frame.data.slice(0, headers) }
}
