import type { TcpSegment } from '../../shared/tcp/segments'
import { kindOf } from '../../shared/tcp/segments'
import css from './Arrow.module.css'

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
  const { from, provenance, confidence, again } = segment
  const kind = kindOf(segment)
  const right = from === 'client'
  const start = right ? '0%' : '100%'
  const end = right ? '100%' : '0%'
  const known = provenance === 'captured' ? 'captured' : confidence === 'possible' ? 'possible' : 'inferred'
  const size = small ? 3 : 5
  const back = right ? -2 * size : 2 * size
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
        {kind === 'RST' ? (
          <path className={css.cross} d={`M${back} ${-size}L0 ${size}M${back} ${size}L0 ${-size}`} />
        ) : (
          <path className={css.head} d={`M${back} ${-size}L0 0L${back} ${size}z`} />
        )}
      </svg>
    </svg>
  )
}
