import { Field } from '@base-ui/react/field'
import { useTranslation } from 'react-i18next'
import { type Suggestion, Suggestions } from '../ui/Suggestions'
import fieldCss from '../ui/TextField.module.css'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  choices: readonly Suggestion[]
  hint?: string | undefined
  warning?: string | undefined
  error?: string | undefined
}

/** An address that can be chosen from a list or typed. */
export function AddressField({ label, value, onChange, choices, hint, warning, error }: Props) {
  const { t } = useTranslation()
  return (
    <Field.Root className={fieldCss.field} invalid={error !== undefined}>
      <Field.Label className={fieldCss.label}>{label}</Field.Label>
      <Suggestions value={value} choices={choices} onChange={onChange} show={t('dialogs.showAddresses')} />
      {error !== undefined ? (
        <Field.Error match className={fieldCss.error}>
          {error}
        </Field.Error>
      ) : warning !== undefined ? (
        <Field.Description className={fieldCss.warning}>{warning}</Field.Description>
      ) : (
        hint !== undefined && <Field.Description className={fieldCss.hint}>{hint}</Field.Description>
      )}
    </Field.Root>
  )
}
