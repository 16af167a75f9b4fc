import { hasBytes, type LabEvent } from '../../../shared/events'
import { checksum, inlineBytes, type Place } from '../format/line'
import type { Entry } from './entries'
import type { RegularFile } from './regular-file'

/** Read at once: messages that follow each other have their bytes side by side. */
const WINDOW = 256 * 1024
/** More than any limit lets be kept of a message. */
const MAX_KEPT = 1024 * 1024

/** The bytes of messages and packets, compared with their checksums whenever they are read. */
export class Payloads {
  readonly #file: RegularFile | undefined
  #buffer = Buffer.allocUnsafeSlow(0)
  /** What of the file is in the buffer. */
  #at = 0
  #filled = 0

  /** Without a file, there are those that are in the lines. */
  constructor(file: RegularFile | undefined) {
    this.#file = file
  }

  /** Whether they are what was written. */
  check(place: Place): boolean {
    return this.#bytes(place) !== undefined
  }

  /**
   * The event with its bytes, or the first `most` of them. It has none if they are not there or not what was written; short
   * ones are in its line, too.
   */
  fill(entry: Entry, most = Number.POSITIVE_INFINITY): LabEvent {
    const { event, place } = entry
    const bytes = place && (this.#bytes(place) ?? inLine(entry, place))
    // A copy: the buffer is used again.
    const data = bytes && new Uint8Array(bytes.length > most ? bytes.subarray(0, most) : bytes)
    if (hasBytes(event)) {
      if (data) event.data = data
    } else if (event.kind === 'segment' && event.frame) {
      if (data) event.frame.data = data
      else delete event.frame
    }
    return event
  }

  /** Valid until the next are read. */
  #bytes({ at, kept, sum }: Place): Buffer | undefined {
    if (kept > MAX_KEPT) return undefined
    if (at < this.#at || at + kept > this.#at + this.#filled) {
      const wanted = Math.max(kept, WINDOW)
      if (this.#buffer.length < wanted) this.#buffer = Buffer.allocUnsafeSlow(wanted)
      this.#filled = this.#file?.read(this.#buffer, at) ?? 0
      this.#at = at
    }
    const from = at - this.#at
    if (from + kept > this.#filled) return undefined
    const bytes = this.#buffer.subarray(from, from + kept)
    return checksum(bytes) === sum ? bytes : undefined
  }
}

function inLine(entry: Entry, { sum }: Place): Uint8Array | undefined {
  const bytes = inlineBytes(entry)
  return bytes && checksum(bytes) === sum ? bytes : undefined
}
