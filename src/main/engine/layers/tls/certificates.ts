import type { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { Certificate } from '../../../../shared/events'

/** A certificate and its private key, as PEM text. */
export interface KeyPair {
  cert: string
  key: string
}

const DEFAULT_NAMES = ['localhost', '127.0.0.1', '::1']
const DEFAULT_DAYS = 30
const DAY_MS = 86_400_000
/** Of an expired one: it was valid for a day. The others are valid from an hour ago, for clocks that are a little slow. */
const HOUR_MS = 3_600_000

/**
 * Makes a certificate that is signed by itself, in memory. `names`: the hosts that it is for; `days`: how long it is valid from
 * now on, or, if negative, how long ago it expired.
 */
export async function generateCertificate(
  names: readonly string[] = DEFAULT_NAMES,
  days: number = DEFAULT_DAYS,
): Promise<KeyPair> {
  // What most labs never need is loaded with the first certificate.
  const { generate } = await import('selfsigned')
  const now = Date.now()
  const until = now + days * DAY_MS
  const pair = await generate([{ name: 'commonName', value: names[0] as string }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(days < 0 ? until - DAY_MS : now - HOUR_MS),
    notAfterDate: new Date(until),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })),
      },
    ],
  })
  return { cert: pair.cert, key: pair.private }
}

/** What a certificate says. */
export function factsOf(certificate: X509Certificate): Certificate {
  const { subject, issuer, validFrom, validTo, fingerprint256, subjectAltName } = certificate
  return {
    subject: oneLine(subject),
    issuer: oneLine(issuer),
    validFrom: new Date(validFrom).toISOString(),
    validTo: new Date(validTo).toISOString(),
    fingerprint256,
    ...(subjectAltName !== undefined && { subjectAltName }),
    selfSigned: certificate.checkIssued(certificate),
  }
}

/** Node puts each part of a name into a line of its own; a certificate of CN alone may have none at all. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ')
}
