import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useLab } from './hooks'

/** Why nothing can be done now, in words: a moment of the past is looked at. Undefined for the lab as it is now. */
export function usePast(): string | undefined {
  const { t } = useTranslation()
  const lab = useLab()
  const past = useSyncExternalStore(lab.subscribe, () => lab.travel !== null)
  return past ? t('acts.reason.past') : undefined
}
