import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import list from './ListPopup.module.css'
import css from './Select.module.css'

export interface Choice<V extends string> {
  value: V
  label: string
}

interface Props<V extends string> {
  choices: readonly Choice<V>[]
  value: V
  onChange: (value: V) => void
  /** Shown above the control. Without it, `name` names the control for assistive technology. */
  label?: string
  name?: string
  small?: boolean
}

export function Select<V extends string>({ choices, value, onChange, label, name, small = false }: Props<V>) {
  return (
    <Base.Root
      items={choices}
      value={value}
      onValueChange={(next: V | null) => next !== null && onChange(next)}
    >
      {label !== undefined && <Base.Label className={css.label}>{label}</Base.Label>}
      <Base.Trigger
        className={small ? css.small : css.trigger}
        aria-label={label === undefined ? name : undefined}
      >
        <Base.Value className={css.value} />
        <Base.Icon className={css.icon}>
          <ChevronDown size={14} aria-hidden="true" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={list.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={`${list.popup} ${css.popup}`}>
            <Base.List>
              {choices.map((choice) => (
                <Base.Item key={choice.value} value={choice.value} className={`${list.item} ${css.item}`}>
                  <Base.ItemIndicator className={css.check}>
                    <Check size={14} aria-hidden="true" />
                  </Base.ItemIndicator>
                  <Base.ItemText className={css.itemText}>{choice.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
