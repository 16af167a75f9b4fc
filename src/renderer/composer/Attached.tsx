import { ClipboardPaste, File as FileIcon, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import { Button } from '../ui/Button'
import css from './Composer.module.css'
import type { Attachment } from './useMessage'

/** Stands in the place of the input: what will be sent is too large to be edited here. */
export function Attached({ attachment, onRemove }: { attachment: Attachment; onRemove: () => void }) {
  const { t } = useTranslation()
  const isFile = attachment.kind === 'file'
  const Icon = isFile ? FileIcon : ClipboardPaste
  const name = isFile ? visible(attachment.file.name) : t('composer.pasted')
  const size = isFile
    ? formatBytes(attachment.file.bytes)
    : t('composer.characters', { count: attachment.text.length })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" className={css.attached} aria-label={t('composer.attached')}>
      <Icon size={14} aria-hidden="true" />
      <span className={css.attachedName} title={isFile ? visible(attachment.file.path) : undefined}>
        {name}
      </span>
      <span className={css.attachedSize}>{size}</span>
      <Button small look="quiet" aria-label={t('composer.remove')} onClick={onRemove}>
        <X size={14} aria-hidden="true" />
      </Button>
    </div>
  )
}
