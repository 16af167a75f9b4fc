import type { LucideIcon } from 'lucide-react'
import type { ActionId } from '../../shared/actions'
import { ActButton } from '../ui/ActButton'
import type { ButtonLook } from '../ui/Button'
import { useActions } from './context'

interface Props {
  id: ActionId
  look?: ButtonLook
  small?: boolean
  icon?: LucideIcon
  /** Only the icon is seen. */
  bare?: boolean
}

/** An action, with what it will do or why it can't be done. Unless it is told otherwise, the one button of an empty view. */
export function ActionButton({ id, look = 'primary', small = false, bare = false, ...rest }: Props) {
  const { label, why, possible, run } = useActions()(id)
  return (
    <ActButton
      {...rest}
      why={why}
      hint={why === '' || bare ? [label, why].filter(Boolean).join('\n') : why}
      look={look}
      small={small}
      {...(bare && { 'aria-label': label })}
      data-point={id}
      disabled={!possible}
      onClick={run}
    >
      {!bare && label}
    </ActButton>
  )
}
