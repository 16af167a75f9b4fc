/** Certificates and keys as text. */

/** Most UTF-16 units of a certificate or a key, and most bytes of a file that has one. */
export const MAX_PEM = 100_000

/** True for PEM text, false for the path of a file. */
export function isPem(value: string): boolean {
  return value.includes('-----BEGIN ')
}

/** True if it has a private key itself, not only the path of its file. */
export function hasPrivateKey(tls: { readonly key?: string | undefined } | undefined): boolean {
  return tls?.key !== undefined && isPem(tls.key)
}
