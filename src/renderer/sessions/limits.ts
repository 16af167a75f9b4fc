import type { RecordingLimits } from '../../shared/session'
import { type Problems, type Read, readInteger } from '../dialogs/fields'

/** The limits of recording as a person fills them in. */
export interface LimitsForm {
  /** KiB. */
  message: string
  /** In `unit`. */
  session: string
  unit: SizeUnit
  sessions: string
}

export const SIZE_UNITS = ['MiB', 'GiB'] as const
export type SizeUnit = (typeof SIZE_UNITS)[number]

const KIB = 1024
const BYTES: Record<SizeUnit, number> = { MiB: 1024 * KIB, GiB: 1024 * 1024 * KIB }
const MOST_MESSAGE = 1024 * KIB
const LEAST_SESSION = BYTES.MiB
const MOST_SESSION = 1024 * BYTES.GiB
const MOST_SESSIONS = 10_000

export function limitsFormOf({ messageBytes, sessionBytes, sessions }: RecordingLimits): LimitsForm {
  const unit = sessionBytes >= BYTES.GiB ? 'GiB' : 'MiB'
  return {
    message: written(messageBytes / KIB),
    session: written(sessionBytes / BYTES[unit]),
    unit,
    sessions: String(sessions),
  }
}

export function readLimits(form: LimitsForm): Read<LimitsForm, RecordingLimits> {
  const problems: Problems<LimitsForm> = {}
  const messageBytes = readSize(form, 'message', KIB, 0, MOST_MESSAGE, problems)
  const sessionBytes = readSize(form, 'session', BYTES[form.unit], LEAST_SESSION, MOST_SESSION, problems)
  const sessions = readInteger(form, 'sessions', 1, MOST_SESSIONS, problems)
  if (Object.keys(problems).length > 0) return { problems }
  return { command: { messageBytes, sessionBytes, sessions } }
}

/** The same size in another unit, as far as it is one. */
export function inUnit(form: LimitsForm, unit: SizeUnit): LimitsForm {
  const value = numberOf(form.session)
  const session = value === undefined ? form.session : written((value * BYTES[form.unit]) / BYTES[unit])
  return { ...form, session, unit }
}

/** Bytes of a field that is filled in in units of `unit` bytes. */
function readSize(
  form: LimitsForm,
  field: 'message' | 'session',
  unit: number,
  min: number,
  max: number,
  problems: Problems<LimitsForm>,
): number {
  const text = form[field].trim()
  const bytes = Math.round((numberOf(text) ?? Number.NaN) * unit)
  if (bytes >= min && bytes <= max) return bytes
  problems[field] =
    text === '' ? { key: 'required' } : { key: 'number', min: roundedUp(min / unit), max: max / unit }
  return min
}

/** A number as people write it, with a point or a comma before its decimals. */
function numberOf(text: string): number | undefined {
  return /^\d{1,12}(?:[.,]\d{1,9})?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : undefined
}

const roundedUp = (value: number) => Math.ceil(value * 1000) / 1000

/** Exactly, unless that takes more decimals than anybody reads. */
const written = (value: number) => String(Math.round(value * 1e6) / 1e6)
