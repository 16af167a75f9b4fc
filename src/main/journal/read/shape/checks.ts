import { TCP_STATES } from '../../../../shared/tcp/states'

/** What a value can be asked for. */

export type Check = (value: unknown) => boolean

/** Longest name or address, UTF-16 units: an accepted end's is made of two. */
const MAX_WORD = 1024
const MAX_TEXT = 1024 * 1024
const MAX_LIST = 100_000

export const text: Check = (value) => typeof value === 'string' && value.length <= MAX_TEXT
export const word: Check = (value) =>
  typeof value === 'string' && value.length <= MAX_WORD && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(value)
export const number: Check = (value) => Number.isFinite(value)
export const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0
export const flag: Check = (value) => typeof value === 'boolean'
export const yes: Check = (value) => value === true
export const none: Check = (value) => value === undefined
export const one =
  (...of: readonly string[]): Check =>
  (value) =>
    of.includes(value as string)
export const state: Check = one(...TCP_STATES)
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
export const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length <= MAX_LIST && value.every(check)
export const record = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function object(checks: Record<string, Check>): Check {
  const entries = Object.entries(checks)
  return (value) => record(value) && entries.every(([field, check]) => check(value[field]))
}
