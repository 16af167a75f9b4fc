import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { formatBytes } from '../../../../shared/bytes'
import { type FailureReason, LAB_CODES, LabFailure, labError } from '../../../../shared/errors'
import { isPem, MAX_PEM } from '../../../../shared/pem'

/** Certificates and keys as people give them: PEM text, or a file that has it. What is wrong is told at the field that has it. */

/** Turns a path into one that may be read; throws LabFailure if it may not. */
export type ResolveFile = (path: string) => string

/** PEM text of a private key that only a passphrase opens: in PKCS #8, and as OpenSSL wrote them before. */
const ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m

/** PEM text of `value`, which is that or the path of a file, read at once. Throws LabFailure if it can't be read. */
export function pemOf(value: string, field: string, resolveFile: ResolveFile): string {
  if (isPem(value)) return value
  try {
    const path = resolveFile(value)
    const { size } = statSync(path)
    if (size <= MAX_PEM) return readFileSync(path, 'utf8')
    const message = `${value} has ${formatBytes(size)}; a certificate or key can have ${formatBytes(MAX_PEM)}`
    throw new LabFailure(labError(LAB_CODES.limit, message, { field }))
  } catch (error) {
    // Who resolves paths knows nothing of fields.
    if (error instanceof LabFailure) throw new LabFailure({ ...error.error, field })
    const { code } = error as NodeJS.ErrnoException
    const why = code === undefined ? '' : ` (${code})`
    throw new LabFailure(labError(LAB_CODES.noFile, `${value} cannot be read${why}`, { field }))
  }
}

/** The first certificate of PEM text. Throws LabFailure if it has none. */
export function certificateIn(pem: string, field: string): X509Certificate {
  return tried(field, undefined, () => new X509Certificate(pem))
}

/** Throws LabFailure unless `pem` is the key of `certificate`, and can be read without a passphrase. */
export function requireKey(pem: string, field: string, certificate: X509Certificate): void {
  if (ENCRYPTED.test(pem)) throw bad(field, 'encrypted', 'the private key is encrypted')
  const key = tried<KeyObject>(field, 'key', () => createPrivateKey(pem))
  if (!certificate.checkPrivateKey(key)) {
    throw bad(field, 'mismatch', "the private key is not the certificate's")
  }
}

/** What OpenSSL doesn't take is told with its reason. */
export function tried<T>(field: string, why: FailureReason | undefined, make: () => T): T {
  try {
    return make()
  } catch (error) {
    const { reason, message } = error as Error & { reason?: string }
    throw bad(field, why, reason ?? message)
  }
}

function bad(field: string, reason: FailureReason | undefined, message: string): LabFailure {
  return new LabFailure(labError(LAB_CODES.badCertificate, message, { field, ...(reason && { reason }) }))
}
