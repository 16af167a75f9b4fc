import { Switch as Base } from '@base-ui/react/switch'
import css from './Switch.module.css'

interface Props {
  /** What it switches, for assistive technology. */
  name: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}

/** On or off, at once. */
export function Switch({ name, checked, onChange, disabled = false }: Props) {
  return (
    <Base.Root
      aria-label={name}
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      className={css.track}
    >
      <Base.Thumb className={css.thumb} />
    </Base.Root>
  )
}
