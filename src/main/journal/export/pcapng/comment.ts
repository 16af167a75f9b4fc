import type { TcpSegment } from '../../../../shared/tcp/segments'

/** What a packet's comment says of a packet that was made, in English. */

/** So many events are named. */
const NAMED = 20

/** Which part of a write a packet is, and how much of that part was recorded, bytes. */
export interface Part {
  /** From 1. */
  number: number
  of: number
  bytes: number
  kept: number
}

/** `guessed`: numbers that the log doesn't know. */
export function commentOn(
  segment: TcpSegment,
  part: Part,
  guessed: { sequence: boolean; acknowledgement: boolean },
): string {
  const known = { exact: exactWords, order: orderWords, possible: possibleWords }[segment.confidence]
  const words = [
    `Inferred, not captured: made by Socket Lab from ${eventWords(segment.because)} of its log.`,
    `Provenance: inferred; confidence: ${segment.confidence} (${known(segment)}).`,
  ]
  const about = [guessed.sequence && 'sequence', guessed.acknowledgement && 'acknowledgement'].filter(Boolean)
  if (about.length > 0)
    words.push(`Its ${about.join(' and ')} number is not known: that of what came before.`)
  if (segment.atLeast) words.push('It acknowledges at least that much.')
  if (part.of > 1) {
    words.push(
      `Part ${part.number} of ${part.of} of one write of ${segment.bytes} bytes: how the kernel cut it is not known.`,
    )
  }
  if (part.kept < part.bytes) {
    words.push(
      part.kept === 0
        ? `Its ${part.bytes} bytes of data were not recorded.`
        : `Of its ${part.bytes} bytes of data, the first ${part.kept} were recorded.`,
    )
  }
  return words.join(' ')
}

/** Of a segment that was captured, and whose own bytes were not kept. */
export function commentOnCaptured(seq: number): string {
  return `Captured, but the bytes of the packet were not recorded: made by Socket Lab from event ${seq} of its log.`
}

/** Of a datagram, which is one packet. */
export function commentOnDatagram(seq: number, bytes: number, kept: number): string {
  const words = `Inferred, not captured: made by Socket Lab from event ${seq} of its log.`
  if (kept === bytes) return words
  const bytesOfIt = kept === 0 ? `Its ${bytes} bytes` : `Of its ${bytes} bytes, all but the first ${kept}`
  return `${words} ${bytesOfIt} were not recorded.`
}

function eventWords(seqs: readonly number[]): string {
  const [first] = seqs
  if (first === undefined) return 'what is known of it'
  if (seqs.length === 1) return `event ${first}`
  const rest = seqs.length - NAMED
  return `events ${seqs.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

function exactWords(): string {
  return 'it happened, at this time'
}

function orderWords({ sent: { min, max } }: TcpSegment): string {
  if (min !== undefined && min === max) return `it happened in this place of the sequence, at about this time`
  const bounds = [
    min !== undefined && `not before ${milliseconds(min)}`,
    max !== undefined && `not after ${milliseconds(max)}`,
  ].filter(Boolean)
  const when = bounds.length > 0 ? `: sent ${bounds.join(' and ')} of the log` : ''
  return `it happened in this place of the sequence, its moment is not known${when}`
}

function possibleWords(): string {
  return 'one of several stories; it may not have been there'
}

function milliseconds(ms: number): string {
  return `${Math.round(ms * 1000) / 1000} ms`
}
