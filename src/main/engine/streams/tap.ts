import type { EndAct } from '../../../shared/commands'

/** What takes part in all that happens at an end of a connection, such as a proxy that carries on what is read there. */
export interface Tap {
  /** Nothing more is to be read for now. */
  readonly isFull: boolean
  /** The connection is there, as a client sees it. */
  opened(): void
  /** `seq`: of its `received`. */
  received(chunk: Uint8Array, seq: number): void
  /** The peer's FIN was read. */
  ended(seq: number): void
  failed(seq: number): void
  /** The descriptor is about to be closed by this act. */
  acted(act: EndAct): void
  closed(seq: number): void
}
