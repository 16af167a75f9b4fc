import { Checkbox } from '@base-ui/react/checkbox'
import { Field } from '@base-ui/react/field'
import { Check } from 'lucide-react'
import css from './CheckField.module.css'

interface Props {
  label: string
  hint?: string | undefined
  /** Can't be changed; `hint` says why. */
  disabled?: boolean
  checked: boolean
  onChange: (checked: boolean) => void
}

export function CheckField({ label, hint, disabled = false, checked, onChange }: Props) {
  return (
    <Field.Root className={css.field} disabled={disabled}>
      <Field.Label className={css.label}>
        <Checkbox.Root checked={checked} onCheckedChange={onChange} className={css.box}>
          <Checkbox.Indicator className={css.check}>
            <Check size={12} strokeWidth={3} aria-hidden="true" />
          </Checkbox.Indicator>
        </Checkbox.Root>
        {label}
      </Field.Label>
      {hint !== undefined && <Field.Description className={css.hint}>{hint}</Field.Description>}
    </Field.Root>
  )
}
