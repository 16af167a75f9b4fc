import { type FormEvent, type ReactNode, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabError } from '../../shared/errors'
import { ActHint } from '../lessons/ActHint'
import { Button } from '../ui/Button'
import { DialogFrame, DialogHead } from '../ui/DialogFrame'
import { ErrorText } from '../ui/ErrorText'
import css from './Modal.module.css'

interface Props {
  title: string
  intro: string
  submit: string
  /** What leaves it is called, where nothing is cancelled. */
  cancel?: string
  busy: boolean
  /** Has the focus at first; otherwise the first control has. */
  firstField?: RefObject<HTMLInputElement | null>
  onSubmit: () => void
  onClose: () => void
  /** What is wrong with the whole of it. */
  refused?: LabError | undefined
  /** What is said of it, where the error itself is shown below. */
  instead?: string | undefined
  /** What puts that right, as a button. */
  remedy?: ReactNode
  children: ReactNode
}

/** A form in a dialog. Escape and Cancel leave it, Enter submits. */
export function Modal({
  title,
  intro,
  submit,
  cancel,
  busy,
  firstField,
  onSubmit,
  onClose,
  refused,
  instead,
  remedy,
  children,
}: Props) {
  const { t } = useTranslation()
  const body = useRef<HTMLDivElement>(null)
  const first = () =>
    firstField?.current ?? body.current?.querySelector<HTMLElement>('input, button, textarea') ?? null
  const onForm = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onSubmit()
  }
  return (
    <DialogFrame className={css.popup} firstFocus={first} onClose={onClose}>
      <form onSubmit={onForm} noValidate className={css.form}>
        <DialogHead title={title} intro={intro} />
        <div ref={body} className={css.body}>
          <ActHint />
          {refused && (
            <div role="alert" className={css.problem}>
              {instead === undefined ? <ErrorText error={refused} buttons={remedy} /> : <p>{instead}</p>}
            </div>
          )}
          {children}
        </div>
        <footer className={css.foot}>
          <Button onClick={onClose}>{cancel ?? t('dialogs.cancel')}</Button>
          <Button type="submit" look="primary" disabled={busy} focusableWhenDisabled>
            {submit}
          </Button>
        </footer>
      </form>
    </DialogFrame>
  )
}
