import type { Received } from '../../events'
import type { TcpSegment } from './segment'

/** Inferred data that is remembered until it is read or captured; the oldest goes first where nobody tells of either. */
const REMEMBERED = 4096

/** One direction of a connection: which writes were read, and which were captured. Both ends count from the first byte. */
export class Stream {
  #unread: TcpSegment[] = []
  #uncaptured: TcpSegment[] = []
  /** Those that were cut, and how long they were. */
  #cut: { segment: TcpSegment; bytes: number }[] = []
  /** Captured without a hole: from the one sequence number up to the other. */
  #captured: { from: number; to: number } | undefined

  /** A write that is on its way now; false if it has been captured already. */
  wrote(segment: TcpSegment): boolean {
    if (this.#isCaptured(segment)) return false
    this.#unread.push(segment)
    this.#uncaptured.push(segment)
    if (this.#unread.length > REMEMBERED) this.#unread.shift()
    if (this.#uncaptured.length > REMEMBERED) this.#uncaptured.shift()
    return true
  }

  /** The segments that a read has brought bytes of: they have arrived. */
  read({ seq, t, offset, bytes }: Received): TcpSegment[] {
    const end = 1 + offset + bytes
    const brought: TcpSegment[] = []
    for (const segment of this.#unread) {
      const from = segment.sequence ?? end
      if (from >= end) break
      if (from + segment.bytes <= 1 + offset) continue
      segment.reads.push(seq)
      if (segment.provenance === 'inferred')
        segment.sent = { ...segment.sent, max: least(segment.sent.max, t) }
      segment.arrived = { ...segment.arrived, max: least(segment.arrived?.max, t) }
      brought.push(segment)
    }
    const left = this.#unread.findIndex((segment) => (segment.sequence ?? 0) + segment.bytes > end)
    this.#unread.splice(0, left < 0 ? this.#unread.length : left)
    return brought
  }

  /** Bytes from this sequence number on were dropped before they left: no segment has them. */
  cut(end: number): TcpSegment[] {
    const shortened: TcpSegment[] = []
    for (const segment of this.#unread) {
      const from = segment.sequence ?? 0
      if (from + segment.bytes <= end) continue
      this.#cut.push({ segment, bytes: segment.bytes })
      segment.bytes = Math.max(0, end - from)
      if (segment.bytes === 0) segment.withdrawn = true
      shortened.push(segment)
    }
    this.#unread = this.#unread.filter((segment) => !segment.withdrawn)
    this.#uncaptured = this.#uncaptured.filter((segment) => !segment.withdrawn)
    return shortened
  }

  /** Bytes up to this sequence number had left all the same: they have been read. */
  restore(end: number): TcpSegment[] {
    const restored: TcpSegment[] = []
    for (const { segment, bytes } of this.#cut) {
      const left = Math.min(bytes, end - (segment.sequence ?? 0))
      if (left <= segment.bytes) continue
      segment.bytes = left
      restored.push(segment)
      if (!this.#unread.includes(segment)) this.#unread.push(segment)
      if (!segment.withdrawn) continue
      delete segment.withdrawn
      this.#uncaptured.push(segment)
    }
    return restored
  }

  /** Whether bytes from this sequence number on have left is not known, and never will be. */
  doubt(from: number): TcpSegment[] {
    const doubtful = this.#unread.filter(
      ({ sequence = 0, bytes, provenance }) => provenance === 'inferred' && sequence + bytes > from,
    )
    for (const segment of doubtful) segment.confidence = 'possible'
    return doubtful
  }

  /** Data was captured: the inferred segments whose place that takes. */
  capture(segment: TcpSegment): TcpSegment[] {
    const from = segment.sequence ?? 0
    const end = from + segment.bytes
    const { to } = this.#captured ?? {}
    if (to === undefined || from > to) this.#captured = { from, to: end }
    else if (this.#captured) this.#captured.to = Math.max(to, end)
    const replaced = this.#uncaptured.filter((one) => this.#isCaptured(one))
    if (replaced.length > 0) {
      segment.reads.push(...replaced.flatMap((one) => one.reads))
      segment.because.push(...replaced.flatMap((one) => one.because))
      this.#uncaptured = this.#uncaptured.filter((one) => !replaced.includes(one))
      this.#unread = this.#unread.filter((one) => !replaced.includes(one))
    }
    if (!segment.again) this.#unread.push(segment)
    return replaced
  }

  /** Where the numbers stood at `t`, ms, as far as writes that were not captured tell. */
  numberAt(t: number): number | undefined {
    return this.#uncaptured.find((segment) => segment.t >= t)?.sequence
  }

  #isCaptured({ sequence = 0, bytes }: TcpSegment): boolean {
    return (
      this.#captured !== undefined && sequence >= this.#captured.from && sequence + bytes <= this.#captured.to
    )
  }
}

function least(one: number | undefined, two: number): number {
  return one === undefined ? two : Math.min(one, two)
}
