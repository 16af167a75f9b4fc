import { PREVIEW_BYTES, PREVIEW_TEXT } from '../../../shared/codec'
import { comesInFloods, isLayerMessage, isMessage, type LabEvent } from '../../../shared/events'
import type { Log } from '../../engine/log/log'

/** Most events in a batch. */
export const MAX_BATCH_EVENTS = 4096
/** Most text in a batch, about, in UTF-16 units; an event that is larger by itself goes alone. */
export const MAX_BATCH_TEXT = 256 * 1024
/** Most events that are looked at for one batch. Like the two above: what takes some milliseconds. */
export const MAX_SCAN = 16_384

/** Events for one batch, in the order of `seq`. */
export interface Selection {
  events: LabEvent[]
  /** `seq` to go on from. */
  next: number
  /** Messages and segments that were passed over. */
  skipped: number
}

/** A log to take events from. `after`: of one that can have gaps, the `seq` of the first event after this one. */
export type Source = Pick<Log, 'at'> & { after?(seq: number): number }

/** Every event from `from` to `to`, as many as fit in a batch. */
export function takeAll(log: Source, from: number, to: number): Selection {
  const events: LabEvent[] = []
  let text = 0
  let next = from
  while (next <= to && events.length < MAX_BATCH_EVENTS) {
    const event = log.at(next)
    if (event) {
      text += textSize(event)
      if (text > MAX_BATCH_TEXT && events.length > 0) break
      events.push(event)
    }
    next = log.after?.(next) ?? next + 1
  }
  return { events, next, skipped: 0 }
}

/**
 * Every event from `from` to `to` but what comes in floods, and of that, for each socket and direction, only the newest:
 * it has the totals. As far as fits in a batch, and as may be looked at for one.
 */
export function takeThinned(log: Pick<Log, 'at'>, from: number, to: number): Selection {
  const kept: (LabEvent | undefined)[] = []
  const newest = {
    sent: new Map<string, number>(),
    received: new Map<string, number>(),
    packed: new Map<string, number>(),
    unpacked: new Map<string, number>(),
    segment: new Map<string, number>(),
  }
  const end = Math.min(to, from + MAX_SCAN - 1)
  let [count, text, skipped, next] = [0, 0, 0, from]
  for (; next <= end && count < MAX_BATCH_EVENTS; next++) {
    const event = log.at(next) as LabEvent
    if (comesInFloods(event)) {
      const older = newest[event.kind].get(event.socket)
      newest[event.kind].set(event.socket, kept.length)
      if (older !== undefined) {
        kept[older] = undefined
        skipped++
        kept.push(event)
        continue
      }
    }
    text += textSize(event)
    if (text > MAX_BATCH_TEXT && count > 0) break
    kept.push(event)
    count++
  }
  return { events: kept.filter((event) => event !== undefined), next, skipped }
}

/** What the other fields of an event come to, mostly. */
const USUAL_TEXT = 192

/** About how much text the codec makes of an event. Commands are the only ones that can be long. */
function textSize(event: LabEvent): number {
  if (isMessage(event)) return Math.min(event.data?.length ?? 0, PREVIEW_BYTES)
  if (isLayerMessage(event)) return USUAL_TEXT + Math.min(event.data?.length ?? 0, PREVIEW_BYTES)
  return event.kind === 'asked' ? jsonSize(event.command) : USUAL_TEXT
}

function jsonSize(value: unknown): number {
  if (typeof value === 'string') return Math.min(value.length, PREVIEW_TEXT) + 2
  if (typeof value !== 'object' || value === null) return 8
  let size = 2
  for (const key in value) size += key.length + 4 + jsonSize((value as Record<string, unknown>)[key])
  return size
}
