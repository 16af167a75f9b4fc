import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useId } from 'react'
import css from './RadioList.module.css'

interface Props<V extends string> {
  /** Shown above the choices. */
  label: string
  choices: readonly { value: V; label: string; hint: string; disabled?: boolean }[]
  value: V
  onChange: (value: V) => void
}

/** One of several, each with a line on what it means. */
export function RadioList<V extends string>({ label, choices, value, onChange }: Props<V>) {
  const id = useId()
  return (
    <div>
      <p id={id} className={css.label}>
        {label}
      </p>
      <RadioGroup aria-labelledby={id} value={value} onValueChange={onChange} className={css.list}>
        {choices.map((choice) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the control in it is Base UI's
          <label key={choice.value} className={css.choice} data-disabled={choice.disabled || undefined}>
            <Radio.Root
              value={choice.value}
              disabled={choice.disabled ?? false}
              className={css.radio}
              aria-labelledby={`${id}-${choice.value}`}
              aria-describedby={`${id}-${choice.value}-hint`}
            >
              <Radio.Indicator className={css.mark} />
            </Radio.Root>
            <span className={css.words}>
              <span id={`${id}-${choice.value}`} className={css.name}>
                {choice.label}
              </span>
              <span id={`${id}-${choice.value}-hint`} className={css.hint}>
                {choice.hint}
              </span>
            </span>
          </label>
        ))}
      </RadioGroup>
    </div>
  )
}
