import type { RegularFile } from './regular-file'

/** A longer line is none that was written. */
export const MAX_LINE = 16 * 1024 * 1024
const CHUNK = 256 * 1024
const LINE_FEED = 10

export interface Line {
  /** Where it begins in the file, and how many bytes it has with its line feed. */
  offset: number
  length: number
  /** Without its line feed; valid until the next line is asked for. Absent if it is longer than MAX_LINE. */
  bytes?: Buffer
  /** It has no line feed: the file ends within it. */
  isCut: boolean
}

/** The lines of a file from `from` to `to`; undefined where a long one, that isn't all read yet, may make others wait. */
export function* linesOf(file: RegularFile, from: number, to: number): Generator<Line | undefined> {
  let buffer = Buffer.allocUnsafeSlow(Math.max(1, Math.min(CHUNK, to - from)))
  // Bytes of the file from `position` on are in `buffer` from `start` to `end`; up to `searched` there is no line feed.
  let position = from
  let start = 0
  let end = 0
  let searched = 0
  for (;;) {
    const at = buffer.subarray(0, end).indexOf(LINE_FEED, searched)
    if (at >= 0) {
      yield { offset: position, length: at + 1 - start, bytes: buffer.subarray(start, at), isCut: false }
      position += at + 1 - start
      start = at + 1
      searched = start
      continue
    }
    const kept = end - start
    const next = position + kept
    if (kept >= MAX_LINE) {
      const found = yield* skipped(file, position, next, to)
      if (found.isCut) return
      position += found.length
      ;[start, end, searched] = [0, 0, 0]
      buffer = Buffer.allocUnsafeSlow(CHUNK)
      continue
    }
    if (kept === buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(MAX_LINE, buffer.length * 4))
      buffer.copy(larger, 0, start, end)
      buffer = larger
      yield undefined
    } else buffer.copyWithin(0, start, end)
    const count = file.read(buffer.subarray(kept, Math.min(buffer.length, kept + to - next)), next)
    ;[start, end, searched] = [0, kept + count, kept]
    if (count > 0) continue
    if (kept > 0) yield { offset: position, length: kept, bytes: buffer.subarray(0, kept), isCut: true }
    return
  }
}

/** A line that is too long: it began at `offset`, and up to `from` it has no line feed. */
function* skipped(
  file: RegularFile,
  offset: number,
  from: number,
  to: number,
): Generator<Line | undefined, Line> {
  const buffer = Buffer.allocUnsafe(CHUNK)
  for (let position = from; ; ) {
    const count = file.read(buffer.subarray(0, Math.min(CHUNK, to - position)), position)
    const at = buffer.subarray(0, count).indexOf(LINE_FEED)
    position += at < 0 ? count : at + 1
    if (at >= 0 || count === 0) {
      const line = { offset, length: position - offset, isCut: at < 0 }
      yield line
      return line
    }
    yield undefined
  }
}
