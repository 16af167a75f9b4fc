import { FileKey, FolderOpen, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../../shared/bytes'
import { useUi } from '../../app/ui'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'
import css from './PemField.module.css'
import { noPem, type PemValue } from './pem'

const ROWS = 4

interface Props {
  label: string
  /** What is said of text that is pasted. */
  hint?: string
  /** How the text begins; the same in every language. */
  placeholder: string
  value: PemValue
  onChange: (value: PemValue) => void
  error: string | undefined
}

/** A certificate or a key: chosen as a file, or pasted. */
export function PemField({ label, hint, placeholder, value, onChange, error }: Props) {
  const { t } = useTranslation()
  const { bridge, notices } = useUi()
  const choose = async () => {
    const reply = await bridge.request('chooseFile', { kind: 'pem' })
    if (!reply.ok) notices.addRefusal(reply.error)
    else if (reply.value !== null) onChange({ file: reply.value.path })
  }
  return (
    <div className={css.pem}>
      {'file' in value ? (
        <ChosenFile label={label} file={value.file} error={error} onRemove={() => onChange(noPem)} />
      ) : (
        <TextField
          label={label}
          rows={ROWS}
          placeholder={placeholder}
          value={value.text}
          onChange={(text) => onChange({ text })}
          error={error}
          hint={value.text === '' ? undefined : hint}
        />
      )}
      <Button
        small
        aria-label={t('dialogs.tls.pem.chooseFor', { field: label })}
        onClick={() => void choose()}
      >
        <FolderOpen size={13} aria-hidden="true" />
        {t('dialogs.tls.pem.choose')}
      </Button>
    </div>
  )
}

interface ChosenProps {
  label: string
  file: string
  error: string | undefined
  onRemove: () => void
}

function ChosenFile({ label, file, error, onRemove }: ChosenProps) {
  const { t } = useTranslation()
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" aria-label={label}>
      <p className={css.label}>{label}</p>
      <div className={css.file} data-invalid={error !== undefined || undefined}>
        <FileKey size={14} aria-hidden="true" />
        <span className={css.name}>{visible(name)}</span>
        <span className={css.path} title={visible(file)}>
          {visible(file.slice(0, file.length - name.length))}
        </span>
        <Button
          small
          look="quiet"
          aria-label={t('dialogs.tls.pem.remove', { file: visible(name) })}
          onClick={onRemove}
        >
          <X size={14} aria-hidden="true" />
        </Button>
      </div>
      {error !== undefined && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
