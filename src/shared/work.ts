/** Long work of the main process: how far it has come, and how it is ended. */

/** `seek`: on the way to another moment of a log. */
export const WORK_KINDS = ['export', 'open', 'seek'] as const
export type WorkKind = (typeof WORK_KINDS)[number]

/** Work that goes on, as a window is told of it. */
export interface WorkState {
  id: string
  kind: WorkKind
  /** Name of the file or session; empty for a seek. */
  label: string
  /** How much of it is done, 0 to 1, never less than before; absent while nobody knows. */
  share?: number
  /** Of how many bytes, where it is one way through a file. */
  bytes?: number
}

/** What whoever does long work says of it, and looks at. */
export interface LongWork {
  /** Is told now and then how much is done, 0 to 1, and of how many `bytes`. */
  onProgress?: (share: number, bytes?: number) => void
  /** It is not wanted any more: to be given up with the signal's reason. */
  signal?: AbortSignal
}

/** A part of long work: what is `from` to `to` of the whole, each 0 to 1. */
export function partOf({ onProgress, signal }: LongWork, from: number, to: number): LongWork {
  return {
    ...(onProgress && { onProgress: (share) => onProgress(from + share * (to - from)) }),
    ...(signal && { signal }),
  }
}
