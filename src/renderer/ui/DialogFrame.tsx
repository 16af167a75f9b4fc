import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import css from './DialogFrame.module.css'

interface Props {
  /** Gives the width. */
  className: string | undefined
  /** Its name for assistive technology, where it has no head. */
  label?: string
  /** In the middle of the window, or at its top, where it grows and shrinks without moving. */
  at?: 'middle' | 'top'
  /** What has the focus at first; null, or not given: the first control. */
  firstFocus?: () => HTMLElement | null
  onClose: () => void
  children: ReactNode
}

/** A dialog before the rest of the window, which waits for it. Escape, or a press beside it, leaves it. */
export function DialogFrame({ className, label, at = 'middle', firstFocus, onClose, children }: Props) {
  // At once: the library waits for the next frame, and whoever types on would type into what lies behind.
  const focusFirst = () => {
    const first = firstFocus?.()
    first?.focus()
    return !first
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={css.backdrop} />
        <Dialog.Popup
          className={`${css.popup} ${className}`}
          data-at={at}
          aria-label={label}
          initialFocus={focusFirst}
        >
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** What the dialog is for, which names it, and the button that leaves it. */
export function DialogHead({ title, intro }: { title: string; intro: string }) {
  const { t } = useTranslation()
  return (
    <header className={css.head}>
      <div>
        <Dialog.Title className={css.title}>{title}</Dialog.Title>
        <Dialog.Description className={css.intro}>{intro}</Dialog.Description>
      </div>
      <Dialog.Close render={<Button small look="quiet" aria-label={t('dialogs.close')} />}>
        <X size={15} aria-hidden="true" />
      </Dialog.Close>
    </header>
  )
}
