import type { Overview } from '../../shared/session'
import { fixed } from '../ui/format'

/** The axis of a scrubber: every event is equally wide. From the moment before the first event to the newest one. */
export interface Axis {
  /** `seq`, one less than the first event's. */
  start: number
  /** `seq` of the newest event. */
  head: number
}

/** Where the moment right after an event lies, 0 to 1. */
export function shareOf({ start, head }: Axis, at: number): number {
  return head <= start ? 0 : Math.min(1, Math.max(0, (at - start) / (head - start)))
}

/** The moment at a place of the axis. */
export function momentAt({ start, head }: Axis, share: number): number {
  return start + Math.round(Math.min(1, Math.max(0, share)) * (head - start))
}

/** A part of the log: its last moment, and what happened in it. */
export interface Bucket {
  /** ms of the log's clock. */
  t: number
  states: number
  failures: number
}

/** What happened up to a moment, as closely as an overview tells. */
export function bucketAt({ t, states, failures, first, head }: Overview, at: number): Bucket | undefined {
  if (at < first || t.length === 0) return undefined
  const index = Math.min(t.length - 1, Math.floor(((at - first) / Math.max(1, head - first + 1)) * t.length))
  return { t: t[index] ?? 0, states: states[index] ?? 0, failures: failures[index] ?? 0 }
}

/** Time of the log on a line: `3.141 s`, `1:02.500`. `ms` of the log's clock. */
export function logTime(ms: number): string {
  const seconds = Math.floor(ms) / 1000
  if (seconds < 60) return `${fixed(seconds, 3)} s`
  const minutes = Math.floor(seconds / 60)
  const rest = fixed(seconds - minutes * 60, 3).padStart(6, '0')
  if (minutes < 60) return `${minutes}:${rest}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`
}
