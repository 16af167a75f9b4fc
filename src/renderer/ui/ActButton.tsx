import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Button } from './Button'
import { Hint } from './Hint'

interface Props extends Omit<ComponentProps<typeof Button>, 'focusableWhenDisabled' | 'aria-description'> {
  /** What it will do here and now, or why it can't be done. */
  why: string
  /** What is seen on hover and on focus; `why` unless given. */
  hint?: string
  side?: ComponentProps<typeof Hint>['side']
  icon?: LucideIcon
}

/** A button that says beforehand what it will do. By keyboard it is reached even while it can't be pressed, so that it can say why. */
export function ActButton({ why, hint = why, side, icon: Icon, small = true, children, ...rest }: Props) {
  return (
    <Hint text={hint} {...(side && { side })}>
      <Button {...rest} small={small} focusableWhenDisabled aria-description={why || undefined}>
        {Icon && <Icon size={14} aria-hidden="true" />}
        {children}
      </Button>
    </Hint>
  )
}
