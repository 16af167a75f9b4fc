import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactNode } from 'react'
import css from './Segmented.module.css'

interface Props<V extends string> {
  /** What is chosen here, for assistive technology. */
  name: string
  choices: readonly { value: V; label: ReactNode; disabled?: boolean }[]
  value: V
  onChange: (value: V) => void
}

/** One of a few, all in sight. */
export function Segmented<V extends string>({ name, choices, value, onChange }: Props<V>) {
  return (
    <RadioGroup aria-label={name} value={value} onValueChange={onChange} className={css.group}>
      {choices.map((choice) => (
        <Radio.Root
          key={choice.value}
          value={choice.value}
          disabled={choice.disabled ?? false}
          className={css.choice}
        >
          {choice.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
