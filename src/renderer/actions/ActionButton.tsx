import type { ActionId } from '../../shared/actions'
import { Button, type ButtonLook } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { useActions } from './context'

interface Props {
  id: ActionId
  look?: ButtonLook
  small?: boolean
}

/** An action, with what it will do or why it can't be done. Unless it is told otherwise, the one button of an empty view. */
export function ActionButton({ id, look = 'primary', small = false }: Props) {
  const { label, why, possible, run } = useActions()(id)
  return (
    <Hint text={why === '' ? label : why}>
      <Button
        look={look}
        small={small}
        disabled={!possible}
        focusableWhenDisabled
        aria-description={why}
        onClick={run}
      >
        {label}
      </Button>
    </Hint>
  )
}
