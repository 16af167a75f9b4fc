/** What every event has, and what those about sockets share. */

/**
 * What happened, in the past tense. Plain data, append-only; `seq` is the order of recording, gap-free from 1.
 * Adding a kind: docs/adding-an-event.md.
 */

export interface Base {
  /** Name of the socket that this is about, if it is about one. */
  socket?: string
  /** Order of recording, from 1, without gaps. */
  seq: number
  /** When it happened: ms since the lab's start, µs resolution, monotonic clock. Not monotone in `seq`. */
  t: number
  /** `seq` of the command or event that caused this one, where that is known. */
  cause?: number
}

export interface About extends Base {
  /** Name of the socket that this is about. */
  socket: string
}

/**
 * What the engine knew of a socket at the moment of a call, because it decides what the kernel does next
 * (close(2) with unread bytes sends RST, a FIN waits behind unsent ones). Bytes, counted since the connection opened.
 */
export interface SocketFacts {
  /** Handed to Node by this end. */
  written: number
  /** Of these, not yet reported as taken by the kernel. */
  unsent: number
  /** Read from the kernel by this end (Node reads one chunk ahead, even when paused). */
  read: number
  /** The same three of the other end, where that is the lab's, too. */
  peer?: { written: number; unsent: number; read: number }
}
