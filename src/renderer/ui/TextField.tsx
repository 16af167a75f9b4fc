import { Field } from '@base-ui/react/field'
import type { ReactNode, RefObject } from 'react'
import css from './TextField.module.css'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  /** Something that the person should know about what is entered, without being wrong. */
  warning?: string | undefined
  error?: string | undefined
  placeholder?: string
  numeric?: boolean
  /** Of a text of several lines, in the font of code: how many are seen. */
  rows?: number
  /** Nothing can be entered; `hint` says why. */
  disabled?: boolean
  /** Its label and hint stand beside it already: the label is for assistive technology only. */
  bare?: boolean
  inputRef?: RefObject<HTMLInputElement | null>
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  warning,
  error,
  placeholder,
  numeric,
  rows,
  disabled = false,
  bare = false,
  inputRef,
}: Props) {
  return (
    <Field.Root className={css.field} invalid={error !== undefined} disabled={disabled}>
      <Field.Label className={bare ? 'visually-hidden' : css.label}>{label}</Field.Label>
      <Field.Control
        ref={inputRef}
        {...(rows !== undefined && { render: <textarea rows={rows} /> })}
        className={numeric ? css.number : rows === undefined ? css.input : css.area}
        value={value}
        onValueChange={onChange}
        placeholder={placeholder}
        inputMode={numeric ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={false}
      />
      {error !== undefined ? (
        <Field.Error match className={css.error}>
          {error}
        </Field.Error>
      ) : warning !== undefined ? (
        <Field.Description className={css.warning}>{warning}</Field.Description>
      ) : (
        hint !== undefined && <Field.Description className={css.hint}>{hint}</Field.Description>
      )}
    </Field.Root>
  )
}
