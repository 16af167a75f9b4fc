import type { TFunction } from 'i18next'
import { type Explanation, explanationKey } from '../../shared/errors'

/** Likely cause and remedy of a code in the window's language; undefined if the lab knows nothing about it. */
export function explained(t: TFunction, code: string, syscall?: string): Explanation | undefined {
  const key = explanationKey(code, syscall)
  return key && { cause: t(`errors.${key}.cause`), remedy: t(`errors.${key}.remedy`) }
}
