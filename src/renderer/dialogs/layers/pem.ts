import { isPem } from '../../../shared/pem'
import type { Problems } from '../fields'

/** A certificate or a key as a dialog holds it: a file that the person has picked, or text that they paste. */
export type PemValue = { file: string } | { text: string }

export const noPem: PemValue = { text: '' }

/** `given`: as a command has it. */
export function pemValueOf(given: string | undefined): PemValue {
  if (given === undefined) return noPem
  return isPem(given) ? { text: given } : { file: given }
}

/** As a command has it. */
export function readPem<F extends Record<K, PemValue>, K extends keyof F & string>(
  form: F,
  field: K,
  problems: Problems<F>,
): string {
  const value: PemValue = form[field]
  if ('file' in value) return value.file
  const text = value.text.trim()
  if (text === '') problems[field] = { key: 'required' }
  // Other text would be taken for the path of a file.
  else if (!isPem(text)) problems[field] = { key: 'pem' }
  return `${text}\n`
}
