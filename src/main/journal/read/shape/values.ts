import { FAILURE_REASONS } from '../../../../shared/errors'
import type { EventKind, EventOf } from '../../../../shared/events'
import { LATENCY_FIELDS } from '../../../../shared/load'
import { type Check, count, flag, none, number, object, one, optional, record, text, word } from './checks'

/** What several kinds of events, or events and commands, have in them. */

/** Of each kind of event, what each of its fields must be. */
export type Checks = {
  [K in EventKind]: { [F in keyof Omit<Required<EventOf<K>>, 'kind' | 'seq' | 't'>]: Check }
}

export const errorFields = {
  code: word,
  message: text,
  advice: optional(text),
  syscall: optional(text),
  address: optional(text),
  field: optional(text),
  reason: optional(one(...FAILURE_REASONS)),
}
export const error: Check = object(errorFields)

export const base = { socket: optional(word), cause: optional(count) }
export const about = { socket: word, cause: optional(count) }
export const message = { ...about, bytes: count, offset: count, index: count, data: none }
/** Of a datagram. */
export const otherSide = { remote: optional(word), peer: optional(word) }
export const pair: Check = (value) => Array.isArray(value) && value.length === 2 && value.every(count)
export const framing: Check = object({
  by: one('line', 'fixed', 'length', 'delimiter'),
  ending: optional(one('lf', 'crlf')),
  bytes: optional(count),
  endian: optional(one('big', 'little')),
  text: optional(text),
  hex: optional(text),
  maxBytes: optional(count),
})
export const certificate: Check = object({
  subject: text,
  issuer: text,
  validFrom: word,
  validTo: word,
  fingerprint256: word,
  subjectAltName: optional(text),
  selfSigned: flag,
})
const traffic = { written: count, unsent: count, read: count }
export const facts: Check = object({ ...traffic, peer: optional(object(traffic)) })
export const owner = { uid: optional(count) }
export const transport = optional(one('udp', 'unix'))

const fault: Check = object({
  ...Object.fromEntries(
    ['latencyMs', 'jitterMs', 'bytesPerSecond', 'slowCloseMs'].map((field) => [field, optional(count)]),
  ),
  hold: optional(flag),
  slice: optional(object({ bytes: count, pauseMs: optional(count) })),
  limit: optional(object({ bytes: count, end: optional(one('close', 'stop')) })),
  reset: optional(object({ afterBytes: optional(count), afterMs: optional(count) })),
})
export const faults: Check = object({
  both: optional(fault),
  toServer: optional(fault),
  toClient: optional(fault),
  seed: optional(count),
})
export const proxying: Check = object({ to: word, faults })

export const latency: Check = object(Object.fromEntries(LATENCY_FIELDS.map((field) => [field, number])))
export const counts: Check = (value) =>
  record(value) && Object.entries(value).every(([code, of]) => word(code) && count(of))
