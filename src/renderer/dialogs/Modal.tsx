import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type FormEvent, type ReactNode, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button'
import css from './Modal.module.css'

interface Props {
  title: string
  intro: string
  submit: string
  busy: boolean
  /** Has the focus at first; otherwise the first control has. */
  firstField?: RefObject<HTMLInputElement | null>
  onSubmit: () => void
  onClose: () => void
  /** What is wrong with the whole of it. */
  problem?: ReactNode
  children: ReactNode
}

/** A form in a dialog. Escape and Cancel leave it, Enter submits. */
export function Modal({
  title,
  intro,
  submit,
  busy,
  firstField,
  onSubmit,
  onClose,
  problem,
  children,
}: Props) {
  const { t } = useTranslation()
  const body = useRef<HTMLDivElement>(null)
  const firstOf = () => body.current?.querySelector<HTMLElement>('input, button, textarea') ?? true
  const onForm = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onSubmit()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={css.backdrop} />
        <Dialog.Popup className={css.popup} initialFocus={firstField ?? firstOf}>
          <form onSubmit={onForm} noValidate className={css.form}>
            <header className={css.head}>
              <div>
                <Dialog.Title className={css.title}>{title}</Dialog.Title>
                <Dialog.Description className={css.intro}>{intro}</Dialog.Description>
              </div>
              <Dialog.Close
                render={<Button small look="quiet" aria-label={t('dialogs.close')} />}
                className={css.close}
              >
                <X size={15} aria-hidden="true" />
              </Dialog.Close>
            </header>
            <div ref={body} className={css.body}>
              {problem !== undefined && (
                <div role="alert" className={css.problem}>
                  {problem}
                </div>
              )}
              {children}
            </div>
            <footer className={css.foot}>
              <Button onClick={onClose}>{t('dialogs.cancel')}</Button>
              <Button type="submit" look="primary" disabled={busy} focusableWhenDisabled>
                {submit}
              </Button>
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
