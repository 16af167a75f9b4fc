import { TCP_STATES, type TcpState } from '../../shared/tcp/states'
import { DRAWN, RINGED, SHAPES } from '../ui/StateGlyph'

interface Glyph {
  /** Absent for what is drawn with lines only. */
  fill: Path2D | undefined
  line: Path2D
}

const glyphs = new Map<TcpState, Glyph>()
for (const state of TCP_STATES) {
  const ring = 'M7 1.8A5.2 5.2 0 1 0 7 12.2A5.2 5.2 0 1 0 7 1.8z'
  const shape = state === 'ESTABLISHED' ? ring : SHAPES[state]
  const isDrawn = DRAWN.has(state)
  const lines = `${RINGED.has(state) ? ring : ''}${isDrawn ? shape : ''}`
  glyphs.set(state, { fill: isDrawn ? undefined : new Path2D(shape), line: new Path2D(lines) })
}

/** Draws the shape of a state (ui/StateGlyph) in the colours that are set, 14 × 14. */
export function drawGlyph(context: CanvasRenderingContext2D, state: TcpState): void {
  const glyph = glyphs.get(state)
  if (!glyph) return
  context.stroke(glyph.line)
  if (glyph.fill) context.fill(glyph.fill)
}
