import type { Side } from '../../shared/tcp/segments'
import type { TcpState } from '../../shared/tcp/states'
import css from './Lifeline.module.css'

interface Props {
  side: Side
  /** The state above and below `at`, px; undefined where nothing is known of the end. */
  was: TcpState | undefined
  is: TcpState | undefined
  at: number
  /** Height of the cut in time above, px. */
  broken: number
}

/** An end as time goes down, in the colour of its state; a dot where that changes. */
export function Lifeline({ side, was, is, at, broken }: Props) {
  return (
    <span className={css.lifeline} data-side={side}>
      {broken > 0 && <span className={css.broken} data-state={was} style={{ height: broken }} />}
      <span className={css.line} data-state={was} style={{ top: broken, height: at - broken }} />
      <span className={css.line} data-state={is} style={{ top: at, bottom: 0 }} />
      {is !== was && <span className={css.dot} data-state={is} style={{ top: at }} />}
    </span>
  )
}
