import { ImageDown } from 'lucide-react'
import type { ActionId } from '../../shared/actions'
import { useActions } from '../actions/context'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'

/** Saves what a view shows as a picture. */
export function ExportButton({ id }: { id: ActionId }) {
  const { label, why, run } = useActions()(id)
  return (
    <Hint text={label}>
      <Button small look="quiet" aria-label={label} aria-description={why} onClick={run}>
        <ImageDown size={14} aria-hidden="true" />
      </Button>
    </Hint>
  )
}
