/**
 * The only globals beyond ECMAScript that `src/shared` may use. WHATWG Encoding exists, alike, in Node
 * and in every browser; declaring it here keeps the DOM's and Node's libraries out of this folder.
 */
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(input?: Uint8Array): string
}
/** What tells that something is not wanted any more (WHATWG DOM). */
interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
