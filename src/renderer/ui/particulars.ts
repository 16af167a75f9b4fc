import type { TFunction } from 'i18next'
import { visible } from '../../shared/bytes'
import { LAB_CODES, type LabError } from '../../shared/errors'
import { explained } from '../i18n/explained'

/** What is to be said of an error besides its code, likely cause and remedy; undefined if there is nothing. */
export function particulars(t: TFunction, error: LabError): string | undefined {
  const { code, reason, field, message } = error
  // What happens by itself is told in the window's language; refusals, of which each is another one, are in English.
  // Who has said no knows to what.
  if (code === LAB_CODES.noHandshake || code === LAB_CODES.refused) return undefined
  const rule = code === LAB_CODES.runaway && /\brules\.(\d+)\./.exec(field ?? '')
  if (rule) return t('failure.passedOver', { rule: Number(rule[1]) + 1 })
  // The lab's own refusals say what exactly was wrong, and of a file whose it is; a message of the system only repeats the code.
  if (code.startsWith('LAB_') || (code === 'EACCES' && reason !== undefined)) return visible(message)
  return explained(t, error) ? undefined : t('failure.unexplained', { message: visible(message) })
}
