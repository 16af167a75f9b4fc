import { ClipboardCopy, RotateCw, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import { labBridge } from '../lab/bridge'
import css from './Broken.module.css'
import { Button } from './Button'
import { copyText } from './copyText'
import { diagnosticsOf, isMissingChunk, messageOf } from './fault'
import { windowFacts } from './windowFacts'

interface Props {
  thrown: unknown
  /** The components that it was thrown in, innermost first, as React names them. */
  components: string
  onRetry: () => void
  /** Leaves it: it was a dialog, and lies over the window. */
  onClose?: () => void
}

/** In the place of a view that can't be shown: what went wrong, what is safe, and what to do. */
export function Broken({ thrown, components, onRetry, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const [copied, setCopied] = useState<boolean>()
  // A page asks for each of its modules once. It comes back as it was.
  const reload = () => location.reload()
  const isMissing = isMissingChunk(thrown)
  const copy = async () => {
    // Not from a context: it may be the whole window that can't be shown.
    const reply = await labBridge().request('diagnostics', windowFacts(i18n.language))
    const facts = reply.ok ? reply.value.text : ''
    setCopied(await copyText(`${diagnosticsOf(thrown, components)}\n\n${facts}`.trimEnd()))
  }
  return (
    <div
      className={css.broken}
      role="alert"
      data-over={onClose !== undefined || undefined}
      onKeyDown={(event) => event.key === 'Escape' && onClose?.()}
    >
      <TriangleAlert size={20} aria-hidden="true" strokeWidth={1.6} />
      <h2 className={css.title}>{t('broken.title')}</h2>
      <p className={css.message}>
        {isMissing && `${t('broken.chunk')} `}
        <code translate="no">{visible(messageOf(thrown))}</code>
      </p>
      <p>{t('broken.kept')}</p>
      <div className={css.buttons}>
        <Button look="primary" autoFocus={onClose !== undefined} onClick={isMissing ? reload : onRetry}>
          {t('broken.again')}
        </Button>
        {!isMissing && (
          <Button onClick={reload}>
            <RotateCw size={14} aria-hidden="true" />
            {t('broken.reload')}
          </Button>
        )}
        <Button onClick={() => void copy()}>
          <ClipboardCopy size={14} aria-hidden="true" />
          {t('broken.copy')}
        </Button>
        {onClose && <Button onClick={onClose}>{t('dialogs.close')}</Button>}
      </div>
      <p className={css.said} role="status">
        {copied !== undefined && t(copied ? 'broken.copied' : 'broken.notCopied')}
      </p>
    </div>
  )
}
