import type { LabEvent } from '../../../shared/events'
import { decodeLine, type Place } from '../format/line'
import { linesOf } from './lines'
import type { RegularFile } from './regular-file'
import { isWellFormed } from './shape'

/** An event as it stands in its line. */
export interface Entry {
  event: LabEvent
  /** Of its line in events.ndjson, bytes; `length` with the line feed. */
  offset: number
  length: number
  place?: Place
  text?: string
  hex?: string
  /** So many events right before it were left out on purpose. */
  skipped?: number
}

/** A line that is no event of this log. `newer`: it is one, of a kind that this version doesn't know. */
export interface BadEntry {
  trouble: 'badLine' | 'tornLine' | 'newer'
  offset: number
  length: number
  /** Of `newer`. */
  seq?: number
}

/**
 * What the lines of events.ndjson from `from` to `to` hold; undefined where others may go first. `seq` only grows: a line
 * whose event isn't after those before it, and after `after`, is a bad one.
 */
export function* entriesOf(
  file: RegularFile,
  from: number,
  to: number,
  after: number,
): Generator<Entry | BadEntry | undefined> {
  let newest = after
  for (const line of linesOf(file, from, to)) {
    if (!line) {
      yield undefined
      continue
    }
    const { offset, length, bytes, isCut } = line
    const read = bytes && decodeLine(bytes)
    if (read === 'newer') {
      const seq = seqOf(bytes)
      if (seq !== undefined && seq > newest) newest = seq
      yield { trouble: 'newer', offset, length, ...(seq !== undefined && { seq }) }
    } else if (read && read.event.seq > newest && isWellFormed(read.event)) {
      newest = read.event.seq
      // Its bytes are where `place` says.
      yield Object.assign(read, { offset, length })
    } else yield { trouble: isCut ? 'tornLine' : 'badLine', offset, length }
  }
}

/** Of a line of another version, whose checksum is right. */
function seqOf(line: Uint8Array | undefined): number | undefined {
  const match = /^\{"seq":([1-9]\d{0,15}),/.exec(Buffer.from(line?.subarray(0, 32) ?? []).toString('latin1'))
  const seq = Number(match?.[1])
  return Number.isSafeInteger(seq) ? seq : undefined
}
