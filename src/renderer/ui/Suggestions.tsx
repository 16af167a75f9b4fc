import { Autocomplete } from '@base-ui/react/autocomplete'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import list from './ListPopup.module.css'
import css from './Suggestions.module.css'

export interface Suggestion {
  value: string
  /** What there is to say of it; may be empty. */
  note: string
}

interface Props {
  value: string
  choices: readonly Suggestion[]
  onChange: (value: string) => void
  /** What its button is called. */
  show: string
  /** What it is called, where no label stands at it. */
  label?: string
  placeholder?: string
  invalid?: boolean
  small?: boolean
}

/** A text that can be typed, or chosen from a list. */
export function Suggestions({ value, choices, onChange, show, label, placeholder, invalid, small }: Props) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState(false)
  // Opened without typing, the list has everything; while typing, what may still be meant.
  const shown = typed
    ? choices.filter((choice) => choice.value !== value && choice.value.startsWith(value.trim()))
    : choices
  return (
    <Autocomplete.Root
      items={shown}
      mode="none"
      itemToStringValue={(choice: Suggestion) => choice.value}
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
      <div className={css.control} data-small={small || undefined}>
        <Autocomplete.Input
          className={css.input}
          aria-label={label}
          aria-invalid={invalid || undefined}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
        />
        <Autocomplete.Trigger className={css.trigger} aria-label={show} aria-labelledby={undefined}>
          <ChevronDown size={14} aria-hidden="true" />
        </Autocomplete.Trigger>
      </div>
      <Autocomplete.Portal>
        <Autocomplete.Positioner className={list.positioner} sideOffset={4}>
          <Autocomplete.Popup className={`${list.popup} ${css.popup}`}>
            <Autocomplete.List>
              {(choice: Suggestion) => (
                <Autocomplete.Item key={choice.value} value={choice} className={`${list.item} ${css.item}`}>
                  <span className={css.value}>{choice.value}</span>
                  <span className={css.note}>{choice.note}</span>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}
