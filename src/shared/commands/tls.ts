import { z } from 'zod'
import { MAX_PEM } from '../pem'
import { host, nameSchema } from './values'

/** TLS on a listener or a client: options with Node's names. */

/** Most days that a generated certificate is valid. */
const MAX_DAYS = 3650

const version = z.enum(['TLSv1.2', 'TLSv1.3'])
const pem = z.string().min(1).max(MAX_PEM)

const versions = {
  minVersion: version.optional().describe('The oldest that it takes'),
  maxVersion: version.optional().describe('The newest that it takes'),
  ALPNProtocols: z
    .array(
      z
        .string()
        .min(1)
        .max(255)
        .regex(/^[!-~]+$/, 'the name of a protocol has letters, digits and signs of ASCII only'),
    )
    .min(1)
    .max(16)
    .optional()
    .describe('Names of the protocols above TLS, the most wanted one first, such as "http/1.1"'),
}
const own = {
  cert: pem.optional().describe('A certificate: PEM text, or the path of a file'),
  key: pem.optional().describe('Its private key: PEM text, or the path of a file. No journal keeps it'),
}

/** What keeps options from going together. */
function together(
  value: { minVersion?: string; maxVersion?: string; cert?: unknown; key?: unknown; generate?: unknown },
  context: z.RefinementCtx,
): void {
  const { minVersion, maxVersion, cert, key, generate } = value
  if (minVersion === 'TLSv1.3' && maxVersion === 'TLSv1.2') {
    context.addIssue({ code: 'custom', path: ['maxVersion'], message: 'is older than minVersion' })
  }
  if ((cert === undefined) !== (key === undefined)) {
    const message = '`cert` and `key` go together'
    context.addIssue({ code: 'custom', path: [cert === undefined ? 'cert' : 'key'], message })
  }
  if (cert !== undefined && generate !== undefined) {
    const message = '`cert` is given: there is nothing to generate'
    context.addIssue({ code: 'custom', path: ['generate'], message })
  }
}

const ORDERED = {
  not: {
    required: ['minVersion', 'maxVersion'],
    properties: { minVersion: { const: 'TLSv1.3' }, maxVersion: { const: 'TLSv1.2' } },
  },
}
const PAIRED = {
  dependentRequired: { cert: ['key'], key: ['cert'] },
  dependentSchemas: { cert: { not: { required: ['generate'] } } },
}

export const listenTlsSchema = z
  .strictObject({
    ...own,
    generate: z
      .strictObject({
        names: z
          .array(host)
          .min(1)
          .max(20)
          .optional()
          .describe('Host names and addresses that it is for; localhost, 127.0.0.1 and ::1 unless given'),
        days: z
          .int()
          .min(-MAX_DAYS)
          .max(MAX_DAYS)
          .optional()
          .describe(
            'How long it is valid from now on, 30 unless given; negative: it expired so many days ago',
          ),
      })
      .optional()
      .describe('The certificate that is made where no `cert` is given: signed by itself, in memory only'),
    ...versions,
  })
  .superRefine(together)
  .meta({ ...ORDERED, ...PAIRED })
  .describe('TLS on every connection; {} generates a certificate')
export type ListenTls = z.infer<typeof listenTlsSchema>

export const connectTlsSchema = z
  .strictObject({
    ca: z
      .union([pem, z.strictObject({ of: nameSchema.describe('A listener of this lab') })])
      .optional()
      .describe(
        'The certificate to trust in place of the usual ones: PEM text, the path of a file, or {"of": "server"} for that of a listener',
      ),
    servername: host
      .optional()
      .describe('The name that is called (SNI) and that its certificate must be for'),
    rejectUnauthorized: z
      .boolean()
      .optional()
      .describe("Ends the connection if the server's certificate can't be trusted; true unless given"),
    ...versions,
  })
  .superRefine(together)
  .meta(ORDERED)
  .describe('TLS on the connection')
export type ConnectTls = z.infer<typeof connectTlsSchema>

/** The same with another name for the listener whose certificate is trusted. */
export function withIssuer(tls: ConnectTls, rename: (listener: string) => string): ConnectTls {
  return typeof tls.ca === 'object' ? { ...tls, ca: { of: rename(tls.ca.of) } } : tls
}
