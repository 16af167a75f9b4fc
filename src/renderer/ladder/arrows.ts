import type { SegmentKind, TcpSegment } from '../../shared/tcp/segments'

/** How a segment is known, as its line says it. */
export type Known = 'captured' | 'inferred' | 'possible'

export function knownAs({ provenance, confidence }: Pick<TcpSegment, 'provenance' | 'confidence'>): Known {
  return provenance === 'captured' ? 'captured' : confidence === 'possible' ? 'possible' : 'inferred'
}

/** The end of an arrow whose tip is at 0, 0: a head, or the cross of an RST. `size`: half of its height, px. */
export function headPath(kind: SegmentKind, right: boolean, size: number): string {
  const back = right ? -2 * size : 2 * size
  return kind === 'RST'
    ? `M${back} ${-size}L0 ${size}M${back} ${size}L0 ${-size}`
    : `M${back} ${-size}L0 0L${back} ${size}z`
}
