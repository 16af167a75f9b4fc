import { encodeUtf8, parseHex } from '../bytes'

/** The bytes of a reply that has them as text or hex. */
export function replyOf({ text, hex }: { text?: string | undefined; hex?: string | undefined }): Uint8Array {
  return hex === undefined ? encodeUtf8(text ?? '') : (parseHex(hex) ?? new Uint8Array(0))
}
