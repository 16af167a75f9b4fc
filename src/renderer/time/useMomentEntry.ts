import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import type { MenuEntry } from '../ui/MenuItems'

/** The entry of a row's menu that shows the moment right after an event. */
export function useMomentEntry(): (seq: number) => MenuEntry[] {
  const { t } = useTranslation()
  const { time } = useUi()
  return (seq) => [
    {
      id: 'moment',
      label: t('time.showMoment'),
      why: t('time.showMomentHint', { seq }),
      run: () => void time.goTo(seq),
    },
  ]
}
