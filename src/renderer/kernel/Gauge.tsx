import css from './Gauge.module.css'

/** Where the gauge of a queue of bytes is full: the most that Linux lets a send buffer grow to (net.ipv4.tcp_wmem). */
const FULL_BYTES = 4 * 1024 * 1024

/** How full a queue of bytes is, 0 to 1. Few bytes count as much as many: a queue of one tells more than ten more do. */
export function byteFill(bytes: number): number {
  return Math.min(1, Math.log2(1 + bytes) / Math.log2(1 + FULL_BYTES))
}

/** A queue as a bar. The number beside it is what is read; this is for the eye. `fill` from 0 to 1. */
export function Gauge({ fill, full = false }: { fill: number; full?: boolean }) {
  return (
    <span className={css.gauge} data-full={full || undefined} aria-hidden="true">
      <span style={{ width: `${Math.round(Math.max(0, Math.min(1, fill)) * 100)}%` }} />
    </span>
  )
}
