import type { TcpState } from '../../shared/tcp/states'
import css from './StateGlyph.module.css'

/**
 * A shape for each state, so that colour is never the only sign. A full disc is an open connection; the end that
 * closes first loses its right half step by step, the one that closes second its left half.
 */
export const SHAPES: Record<TcpState, string> = {
  LISTEN: 'M2.5 2.5h9v9h-9zM7 5.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 1 0 0-2.8z',
  SYN_SENT: 'M3.5 2.5L11.5 7L3.5 11.5z',
  SYN_RECEIVED: 'M10.5 2.5L2.5 7L10.5 11.5z',
  ESTABLISHED: '',
  FIN_WAIT_1: 'M7 1.8A5.2 5.2 0 1 0 12.2 7H7z',
  FIN_WAIT_2: 'M7 1.8A5.2 5.2 0 0 0 7 12.2z',
  CLOSING: 'M4.6 4.6L9.4 9.4M9.4 4.6L4.6 9.4',
  TIME_WAIT: 'M7 3.6V7L9.6 8.6',
  CLOSE_WAIT: 'M7 1.8A5.2 5.2 0 0 1 7 12.2z',
  LAST_ACK: 'M7 1.8A5.2 5.2 0 0 1 12.2 7H7z',
  CLOSED: 'M4.4 7H9.6',
}

export const RINGED: ReadonlySet<TcpState> = new Set<TcpState>([
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'CLOSING',
  'TIME_WAIT',
  'CLOSE_WAIT',
  'LAST_ACK',
  'CLOSED',
])
export const DRAWN: ReadonlySet<TcpState> = new Set<TcpState>(['LISTEN', 'CLOSING', 'TIME_WAIT', 'CLOSED'])

/** Decoration beside the state's name: hidden from assistive technology. */
export function StateGlyph({ state }: { state: TcpState }) {
  return (
    <svg
      className={css.glyph}
      data-state={state}
      viewBox="0 0 14 14"
      width="14"
      height="14"
      aria-hidden="true"
    >
      {RINGED.has(state) && <circle cx="7" cy="7" r="5.2" className={css.line} />}
      {state === 'ESTABLISHED' ? (
        <circle cx="7" cy="7" r="5.2" className={css.fill} />
      ) : (
        <path d={SHAPES[state]} className={DRAWN.has(state) ? css.line : css.fill} />
      )}
    </svg>
  )
}
