import { decodeUtf8, toHex } from './bytes'
import type { LabEvent } from './events'

/**
 * The public form of an event: one JSON object. Bytes become `text` where they are valid UTF-8 and `hex` where
 * not; `kept` says how many of them that is, if it isn't all. JSON.stringify escapes every control character
 * below U+0020; the rest are escaped here, so that a line can be shown in a terminal.
 */
export function eventToLine(event: LabEvent): string {
  return harmlessJson(eventToObject(event))
}

/** JSON that a terminal or an editor shows as it is. */
export function harmlessJson(value: object): string {
  return harmless(JSON.stringify(value))
}

// C1 controls and invisible format characters pass through JSON.stringify unescaped.
const UNSEEN = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/
const ALL_UNSEEN = new RegExp(UNSEEN, 'g')

/** `json`, with what a terminal would act on escaped. */
export function harmless(json: string): string {
  // Nearly always there is nothing to replace, which is seen in a fraction of the time.
  if (!UNSEEN.test(json)) return json
  return json.replace(ALL_UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

export function eventToObject(event: LabEvent): Record<string, unknown> {
  const { seq, t, kind, socket, cause, ...rest } = event
  // In this order, whoever made or read the event.
  const object: Record<string, unknown> = {
    ...{ seq, t: roundMs(t), kind },
    ...(socket !== undefined && { socket }),
    ...(cause !== undefined && { cause }),
    ...rest,
  }
  if ('data' in event && event.data !== undefined) {
    delete object.data
    const text = decodeUtf8(event.data)
    if (text !== undefined) object.text = text
    else object.hex = toHex(event.data)
    if (event.data.length < event.bytes) object.kept = event.data.length
  }
  if (event.kind === 'segment') delete object.frame
  if (event.kind === 'state') {
    object.tMin = roundMs(event.tMin)
    object.tMax = roundMs(event.tMax)
  }
  return object
}

/** Milliseconds with µs resolution. */
function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
