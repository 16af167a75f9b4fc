import type { TcpState } from '../../shared/tcp/states'
import css from './StateBadge.module.css'
import { StateGlyph } from './StateGlyph'

/** A state as shape, colour and name. `plain` leaves out the tinted ground, for dense lists. */
export function StateBadge({ state, plain = false }: { state: TcpState; plain?: boolean }) {
  return (
    <span className={plain ? css.plain : css.badge} data-state={state}>
      <StateGlyph state={state} />
      <span translate="no">{state}</span>
    </span>
  )
}
