import type { TFunction } from 'i18next'
import { NAME_PATTERN } from '../../shared/ids'

/** Reading the fields of a dialog: what is in them, or why it cannot be taken. */

/** Why a field cannot be taken as it is: a key below `dialogs.invalid`, and what goes into it. */
export type Problem =
  | { key: 'name' | 'host' | 'path' | 'address' | 'required' | 'oddHex' | 'versions' | 'pem' }
  | { key: 'integer' | 'integerOrNone' | 'number'; min: number; max: number }
  | { key: 'quote' | 'variable' }
  | { key: 'words'; max: number }
  | { key: 'hex' | 'escape'; part: string }
  | { key: 'notText' | 'rules' | 'noRules' }
  | { key: 'regex' | 'place' | 'group' | 'groupName'; part: string; at: number }
  | { key: 'delimiter' | 'longRegex'; max: number }
/** The same in words. */
export function problemText(t: TFunction, problem: Problem): string {
  const { key, ...values } = { min: 0, max: 0, part: '', at: 0, ...problem }
  return t(`dialogs.invalid.${key}`, values)
}

export type Problems<F> = Partial<Record<keyof F, Problem>>

export type Read<F, C> = { command: C } | { problems: Problems<F> }

export const HOUR_MS = 3_600_000
export const MAX_PORT = 65_535

export function readName<F extends { name: string }>(text: string, problems: Problems<F>): string {
  const name = text.trim()
  if (name !== '' && !NAME_PATTERN.test(name)) problems.name = { key: 'name' }
  return name
}

/** A host as it goes into a command; without the brackets that an IPv6 address has in URLs. '' if none is given. */
export function readHost<F, K extends keyof F & string>(
  form: F,
  field: K,
  problems: Problems<F>,
  required = true,
): string {
  const host = plainHost(String(form[field]))
  if (host === '') {
    if (required) problems[field] = { key: 'required' }
  } else if (host.length > 255 || /[\s\p{C}/]/u.test(host)) problems[field] = { key: 'host' }
  return host
}

export const plainHost = (text: string) => text.trim().replace(/^\[(.*)\]$/, '$1')

export function readInteger<F, K extends keyof F & string>(
  form: F,
  field: K,
  min: number,
  max: number,
  problems: Problems<F>,
): number {
  const text = String(form[field]).trim()
  const value = integer(text, min, max)
  if (value !== undefined) return value
  problems[field] = text === '' ? { key: 'required' } : { key: 'integer', min, max }
  return min
}

/** A number that may be left out. */
export function readOptional<F, K extends keyof F & string>(
  form: F,
  field: K,
  min: number,
  max: number,
  problems: Problems<F>,
): number | undefined {
  const text = String(form[field]).trim()
  if (text === '') return undefined
  const value = integer(text, min, max)
  if (value === undefined) problems[field] = { key: 'integerOrNone', min, max }
  return value
}

function integer(text: string, min: number, max: number): number | undefined {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  return value >= min && value <= max ? value : undefined
}

/** True for an address that means every interface of the machine. */
export function isAllInterfaces(host: string): boolean {
  return /^(?:0(?:\.0){0,3}|::|(?:0+:){7}0+)$/.test(plainHost(host))
}

/** The field of a dialog that the gate's `error.field` means; undefined if it is none of them. */
export function fieldOf<F>(form: F, field: string | undefined): keyof F | undefined {
  const path = field?.replace(/^(?:params\.)?(?:command\.)?/, '')
  const key = path === undefined ? undefined : (ALIASES[path] ?? path)
  return key !== undefined && key in (form as object) ? (key as keyof F) : undefined
}

const ALIASES: Record<string, string> = {
  as: 'name',
  maxConnections: 'limit',
  keepAliveInitialDelay: 'keepAliveDelay',
  'respond.with': 'answer',
  'respond.rules': 'rules',
  'respond.text': 'reply',
  'respond.hex': 'reply',
  'respond.delayMs': 'delay',
  'respond.thenClose': 'thenClose',
  'tls.cert': 'ownCert',
  'tls.key': 'ownKey',
  'tls.ca': 'ownCa',
  'tls.servername': 'servername',
  'tls.generate.names': 'certificateNames',
  'tls.maxVersion': 'maxVersion',
  'framing.text': 'delimiter',
  'framing.maxBytes': 'maxBytes',
}
