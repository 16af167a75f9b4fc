import type { ActionId } from '../../shared/actions'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { useActions } from './context'

/** The one button of an empty view: an action, with what it will do or why it can't be done. */
export function ActionButton({ id }: { id: ActionId }) {
  const { label, why, possible, run } = useActions()(id)
  return (
    <Hint text={why === '' ? label : why}>
      <Button look="primary" disabled={!possible} focusableWhenDisabled aria-description={why} onClick={run}>
        {label}
      </Button>
    </Hint>
  )
}
