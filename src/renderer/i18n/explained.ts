import type { TFunction } from 'i18next'
import { type Explanation, explanationKey, type LabError } from '../../shared/errors'

/** Likely cause and remedy of a code in the window's language; undefined if the lab knows nothing about it. */
export function explained(
  t: TFunction,
  { code, syscall, reason }: Pick<LabError, 'code' | 'syscall' | 'reason'>,
): Explanation | undefined {
  const key = explanationKey(code, syscall, reason)
  return key && { cause: t(`errors.${key}.cause`), remedy: t(`errors.${key}.remedy`) }
}
