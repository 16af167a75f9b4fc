/** Certificates and keys as text. */

/** Most UTF-16 units of a certificate or a key, and most bytes of a file that has one. */
export const MAX_PEM = 100_000

/** True for PEM text, false for the path of a file. */
export function isPem(value: string): boolean {
  return value.includes('-----BEGIN ')
}
