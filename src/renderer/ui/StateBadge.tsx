import { useState } from 'react'
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

/** A state that may change while one looks at it: then it lights up for a moment. */
export function LiveStateBadge({ state }: { state: TcpState }) {
  const [shown, setShown] = useState({ state, changes: 0 })
  if (shown.state !== state) setShown({ state, changes: shown.changes + 1 })
  return (
    <span key={shown.changes} className={shown.changes > 0 ? css.changed : css.still}>
      <StateBadge state={state} />
    </span>
  )
}
