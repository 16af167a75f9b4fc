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
