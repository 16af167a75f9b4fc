import { FolderOpen, Share, Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { SessionSummary } from '../../shared/session'
import { Button } from '../ui/Button'
import { bytesOf } from './listing'
import css from './SessionsDialog.module.css'

interface Props {
  all: readonly SessionSummary[]
  chosen: readonly SessionSummary[]
  /** Those of `chosen` that can be deleted. */
  deletable: readonly SessionSummary[]
  /** Whether to delete them is being asked. */
  asking: boolean
  busy: boolean
  onAsk: (asking: boolean) => void
  onDelete: () => void
  /** The person has decided not to delete. */
  onDeclined: () => void
  onOpen: (session: SessionSummary) => void
  onExport: (session: SessionSummary) => void
  onShow: (session: SessionSummary) => void
}

/** What can be done with what is chosen of the sessions, and how much there is. */
export function SessionsFoot(props: Props) {
  const { t } = useTranslation()
  const { all, chosen, deletable, asking, busy, onAsk, onOpen, onExport, onShow } = props
  if (asking && deletable.length > 0) return <Question {...props} />
  const [only] = chosen.length === 1 ? chosen : []
  const amount = { count: all.length, size: formatBytes(bytesOf(all)) }
  const of = { count: chosen.length, size: formatBytes(bytesOf(chosen)) }
  return (
    <footer className={css.foot}>
      <p className={css.amount} role="status">
        {busy
          ? t('sessions.working')
          : chosen.length > 1
            ? t('sessions.chosen', of)
            : all.length > 0 && t('sessions.amount', amount)}
      </p>
      <Button disabled={busy || deletable.length === 0} focusableWhenDisabled onClick={() => onAsk(true)}>
        <Trash2 size={14} aria-hidden="true" />
        {t('sessions.delete')}
      </Button>
      <Button disabled={busy || !only} focusableWhenDisabled onClick={() => only && onShow(only)}>
        <FolderOpen size={14} aria-hidden="true" />
        {t('sessions.show')}
      </Button>
      <Button disabled={busy || !only} focusableWhenDisabled onClick={() => only && onExport(only)}>
        <Share size={14} aria-hidden="true" />
        {t('sessions.export')}
      </Button>
      <Button
        look="primary"
        disabled={busy || !only}
        focusableWhenDisabled
        onClick={() => only && onOpen(only)}
      >
        {only?.state === 'open' ? t('sessions.lookBack') : t('sessions.open')}
      </Button>
    </footer>
  )
}

/** Asks once more before sessions go. Escape says no. */
function Question({ deletable, chosen, onDelete, onAsk, onDeclined }: Props) {
  const { t } = useTranslation()
  const yes = useRef<HTMLButtonElement>(null)
  useEffect(() => yes.current?.focus(), [])
  const decline = () => {
    onAsk(false)
    onDeclined()
  }
  const of = { count: deletable.length, size: formatBytes(bytesOf(deletable)) }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div
      role="group"
      aria-label={t('sessions.delete')}
      className={css.foot}
      data-asks
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The dialog would be left, too.
        event.preventDefault()
        event.stopPropagation()
        decline()
      }}
    >
      <div className={css.question} role="alert">
        <p>{t('sessions.askDelete', of)}</p>
        {deletable.length < chosen.length && <p className={css.kept}>{t('sessions.openStays')}</p>}
      </div>
      <Button onClick={decline}>{t('dialogs.cancel')}</Button>
      <Button ref={yes} look="danger" onClick={onDelete}>
        <Trash2 size={14} aria-hidden="true" />
        {t('sessions.toTrash')}
      </Button>
    </div>
  )
}
