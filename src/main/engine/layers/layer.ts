/**
 * What stands between the stream of one end and whoever uses that end, so that they deal in messages or in plain bytes while
 * the stream carries frames or TLS records. The stream knows nothing of it: what it carries is `sent` and `received` as ever.
 */
export interface Layer {
  /** The connection is there: `cause` is its `connected` or `accepted`. */
  open(cause: number): void
  /** Takes what was read from the stream; `cause` is its `received`. */
  read(chunk: Uint8Array, cause: number): void
  write(message: Uint8Array, cause: number): void
  /** Bytes of messages that the layer holds, since they can't go into the stream yet. When they can, it tells `Stream.drained`. */
  readonly held: number
  /** Why these bytes can't be sent as a message; undefined if they can. */
  unfit(message: Uint8Array): string | undefined
  /** The peer will send no more: `cause` is its `ended`. */
  ended(cause: number): void
  /**
   * No more messages will be written: `cause` is who asks. Calls `fin` once the stream may be ended, at once where there is nothing
   * left to say.
   */
  finish(fin: () => void, cause: number): void
  /** True from `finish` on. */
  readonly isFinishing: boolean
  /** It can send no more: so it is from `finish` on, or since TLS has said farewell. */
  readonly isMute: boolean
  /** The two ends are agreeing on how to speak: until then nothing that is said gets through. */
  readonly isAgreeing: boolean
  /** The layer answers the peer's FIN, once it has said what it has to say, where Node would do so by itself. */
  readonly answersFin: boolean
  /** The descriptor is closed. */
  dispose(cause: number | undefined): void
}

/** What a layer needs of the stream that it stands on, and of the end that it belongs to. */
export interface Stream {
  readonly name: string
  /** Whether the log is to have the bytes of what is received. */
  readonly keepsReceived: boolean
  /** Writes to the stream, as it is. */
  put(bytes: Uint8Array, cause: number): void
  /** All that the layer held has gone into the stream: whoever waits for that may go on. */
  drained(): void
  /** A message has been taken out of the stream; `cause` is what tells of it. */
  onMessage(message: Uint8Array, cause: number): void
}
