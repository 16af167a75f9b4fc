import { Button as BaseButton } from '@base-ui/react/button'
import type { ComponentProps } from 'react'
import css from './Button.module.css'

export type ButtonLook = 'normal' | 'primary' | 'quiet' | 'danger'

export function buttonClass(look: ButtonLook = 'normal', small = false): string {
  return [css.button, css[look], small ? css.small : ''].join(' ')
}

type Props = Omit<ComponentProps<typeof BaseButton>, 'className'> & { look?: ButtonLook; small?: boolean }

export function Button({ look, small, ...rest }: Props) {
  return <BaseButton {...rest} className={buttonClass(look, small)} />
}
