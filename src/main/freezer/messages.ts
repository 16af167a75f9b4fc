/**
 * What the lab and its freezer say to each other. `id` is a listener's place in the freezer. A message with a handle gets
 * lost where no file descriptor is left to receive it (Node drops it after three tries), so another one without follows
 * each of them: who gets that one alone knows that the handle didn't come.
 */
export type ToFreezer =
  /** With a listening handle, to be held and not to accept. */
  | { do: 'hold'; id: number }
  /** Says whether the handle of `hold` has come. */
  | { do: 'confirm'; id: number }
  /** Sends the handle; the freezer keeps its own until `close`. */
  | { do: 'give'; id: number }
  /** Closes the freezer's handle. */
  | { do: 'close'; id: number }

export type FromFreezer =
  | { did: 'confirm'; id: number; held: boolean }
  /** With the handle. */
  | { did: 'give'; id: number }
  /** Follows `give`. */
  | { did: 'gave'; id: number }
  | { did: 'close'; id: number }

/** A listening handle as Node passes it between processes: the object behind a net.Server. */
export interface ListeningHandle {
  close(callback?: () => void): void
}
