import type { TcpSegment } from '../../shared/tcp/segments'
import { kindOf } from '../../shared/tcp/segments'
import css from './Arrow.module.css'
import { headPath, knownAs } from './arrows'

interface Props {
  segment: Pick<TcpSegment, 'from' | 'flags' | 'bytes' | 'provenance' | 'confidence' | 'again' | 'arrived'>
  /** Where it leaves one lifeline and reaches the other, px from the top. */
  leaves: number
  reaches: number
  small: boolean
}

/**
 * From one lifeline to the other. Captured: a solid line with a full head. Inferred: a broken line with an open head;
 * possible: dotted. RST ends in a cross.
 */
export function Arrow({ segment, leaves, reaches, small }: Props) {
  const { from, again } = segment
  const kind = kindOf(segment)
  const right = from === 'client'
  const start = right ? '0%' : '100%'
  const end = right ? '100%' : '0%'
  const known = knownAs(segment)
  const head = headPath(kind, right, small ? 3 : 5)
  return (
    <svg
      className={css.arrow}
      data-from={from}
      data-kind={kind}
      data-known={known}
      data-again={again || undefined}
      aria-hidden="true"
    >
      <line className={css.shaft} x1={start} y1={leaves} x2={end} y2={reaches} />
      <svg x={end} y={reaches} overflow="visible" aria-hidden="true">
        {kind === 'RST' ? <path className={css.cross} d={head} /> : <path className={css.head} d={head} />}
      </svg>
    </svg>
  )
}
