import type { TFunction } from 'i18next'
import { explanationKey } from '../../shared/errors'
import type { en } from './en'

/** Likely cause and remedy of a code in the window's language; undefined if the lab knows nothing about it. */
export function explained(
  t: TFunction,
  code: string,
  syscall?: string,
): { cause: string; remedy: string } | undefined {
  const key = explanationKey(code, syscall) as keyof typeof en.errors | undefined
  return key && { cause: t(`errors.${key}.cause`), remedy: t(`errors.${key}.remedy`) }
}
