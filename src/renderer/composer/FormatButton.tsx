import { Popover } from '@base-ui/react/popover'
import { Binary, Type } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { buttonClass } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { ComposerPopup } from './ComposerPopup'
import type { Draft } from './drafts'
import css from './Popup.module.css'

/** Where there is no room for them: how what is typed becomes bytes. */
export function FormatButton({ draft, children }: { draft: Draft; children: ReactNode }) {
  const { t } = useTranslation()
  const Icon = draft.format === 'hex' ? Binary : Type
  const current = t(`composer.${draft.format}`)
  const text = `${t('composer.format')}: ${current}`
  return (
    <Popover.Root>
      <Hint text={text}>
        <Popover.Trigger className={buttonClass()} aria-label={text}>
          <Icon size={14} aria-hidden="true" />
        </Popover.Trigger>
      </Hint>
      <ComposerPopup title={t('composer.format')}>
        <div className={css.format}>{children}</div>
      </ComposerPopup>
    </Popover.Root>
  )
}
