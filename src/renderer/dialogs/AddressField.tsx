import { Autocomplete } from '@base-ui/react/autocomplete'
import { Field } from '@base-ui/react/field'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import list from '../ui/ListPopup.module.css'
import fieldCss from '../ui/TextField.module.css'
import css from './AddressField.module.css'

export interface AddressChoice {
  value: string
  note: string
}

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  choices: readonly AddressChoice[]
  hint?: string | undefined
  warning?: string | undefined
  error?: string | undefined
}

/** An address that can be chosen from a list or typed. */
export function AddressField({ label, value, onChange, choices, hint, warning, error }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState(false)
  // Opened without typing, the list has everything; while typing, what may still be meant.
  const shown = typed
    ? choices.filter((choice) => choice.value !== value && choice.value.startsWith(value.trim()))
    : choices
  return (
    <Field.Root className={fieldCss.field} invalid={error !== undefined}>
      <Field.Label className={fieldCss.label}>{label}</Field.Label>
      <Autocomplete.Root
        items={shown}
        mode="none"
        itemToStringValue={(choice: AddressChoice) => choice.value}
        value={value}
        onValueChange={(next, { reason }) => {
          // Escape leaves the dialog; it doesn't empty the field on its way.
          if (reason === 'escape-key') return
          setTyped(reason === 'input-change')
          onChange(next)
        }}
        open={open && shown.length > 0}
        onOpenChange={(next, { reason }) => {
          setOpen(next)
          if (reason !== 'input-change') setTyped(false)
        }}
      >
        <div className={css.control}>
          <Autocomplete.Input className={css.input} autoComplete="off" spellCheck={false} />
          <Autocomplete.Trigger
            className={css.trigger}
            aria-label={t('dialogs.showAddresses')}
            aria-labelledby={undefined}
          >
            <ChevronDown size={14} aria-hidden="true" />
          </Autocomplete.Trigger>
        </div>
        <Autocomplete.Portal>
          <Autocomplete.Positioner className={list.positioner} sideOffset={4}>
            <Autocomplete.Popup className={`${list.popup} ${css.popup}`}>
              <Autocomplete.List>
                {(choice: AddressChoice) => (
                  <Autocomplete.Item key={choice.value} value={choice} className={`${list.item} ${css.item}`}>
                    <span className={css.address}>{choice.value}</span>
                    <span className={css.note}>{choice.note}</span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
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
