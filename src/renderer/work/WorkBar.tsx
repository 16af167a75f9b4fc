import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import { Button } from '../ui/Button'
import css from './WorkBar.module.css'
import type { ShownWork } from './workStore'

interface Props {
  work: ShownWork
  /** When Escape cancels it: `first`: before anything else that it would do; `last`: only if it would do nothing else. */
  onEscape?: 'first' | 'last' | undefined
  onCancel: () => void
}

/** How far long work is, and the way to cancel it. */
export function WorkBar({ work, onEscape, onCancel }: Props) {
  const { t } = useTranslation()
  const title = useId()
  const { kind, label, share, bytes, ending } = work
  useEscape(ending ? undefined : onEscape, onCancel)
  const percent = share === undefined ? undefined : Math.floor(share * 100)
  const amount =
    share === undefined || bytes === undefined
      ? ''
      : t('work.amount', { done: formatBytes(share * bytes), all: formatBytes(bytes) })
  return (
    <div className={css.work} data-work={kind}>
      <p id={title} className={css.title}>
        {t(`work.${kind}`, { name: visible(label) })}
      </p>
      <Button small disabled={ending} focusableWhenDisabled onClick={onCancel}>
        {ending ? t('work.ending') : t('work.cancel')}
        {onEscape && !ending && (
          <span className={css.key} aria-hidden="true">
            {t('work.escape')}
          </span>
        )}
      </Button>
      <div
        role="progressbar"
        className={css.bar}
        aria-labelledby={title}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent !== undefined && { 'aria-valuenow': percent })}
        data-unknown={percent === undefined || undefined}
      >
        <span className={css.done} style={percent === undefined ? undefined : { width: `${percent}%` }} />
      </div>
      <p className={css.amount} aria-hidden="true">
        <span>{amount}</span>
        <span>{percent !== undefined && t('work.percent', { percent })}</span>
      </p>
    </div>
  )
}

function useEscape(when: 'first' | 'last' | undefined, cancel: () => void): void {
  useEffect(() => {
    if (!when) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      if (when === 'first') event.stopPropagation()
      event.preventDefault()
      cancel()
    }
    const capture = when === 'first'
    window.addEventListener('keydown', press, capture)
    return () => window.removeEventListener('keydown', press, capture)
  })
}
