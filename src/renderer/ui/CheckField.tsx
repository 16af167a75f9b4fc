import { Checkbox } from '@base-ui/react/checkbox'
import { Field } from '@base-ui/react/field'
import { Check } from 'lucide-react'
import css from './CheckField.module.css'

interface Props {
  label: string
  hint?: string
  checked: boolean
  onChange: (checked: boolean) => void
}

export function CheckField({ label, hint, checked, onChange }: Props) {
  return (
    <Field.Root className={css.field}>
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
