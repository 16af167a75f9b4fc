import { isIP } from 'node:net'
import tls from 'node:tls'
import type { ConnectTls, ListenTls } from '../../../../shared/commands/tls'
import { LAB_CODES, LabFailure, labError } from '../../../../shared/errors'
import type { Certificate } from '../../../../shared/events'
import type { Context } from '../../context'
import { factsOf, generateCertificate, type KeyPair } from './certificates'
import { certificateIn, pemOf, type ResolveFile, requireKey, tried } from './pem'
import type { TlsSide } from './session'

/** What a listener's TLS is made of. */
export interface ServerTls {
  /** What clients may be told to trust, PEM text. */
  cert: string
  certificate: Certificate
  side: TlsSide
}

/** Files are read at once. Throws LabFailure for what can't be read, or is no certificate, or not its key. */
export function serverTls(options: ListenTls, resolveFile: ResolveFile): Promise<ServerTls> {
  const { cert, key, generate } = options
  if (cert === undefined || key === undefined) {
    return generateCertificate(generate?.names, generate?.days).then((pair) => serverTlsOf(pair, options))
  }
  return Promise.resolve(serverTlsOf(ownPair(cert, key, resolveFile), options))
}

function ownPair(givenCert: string, givenKey: string, resolveFile: ResolveFile): KeyPair {
  const cert = pemOf(givenCert, 'tls.cert', resolveFile)
  const certificate = certificateIn(cert, 'tls.cert')
  const key = pemOf(givenKey, 'tls.key', resolveFile)
  requireKey(key, 'tls.key', certificate)
  return { cert, key }
}

function serverTlsOf({ cert, key }: KeyPair, options: ListenTls): ServerTls {
  const { ALPNProtocols } = options
  const secureContext = tried('tls.cert', undefined, () =>
    tls.createSecureContext({ cert, key, ...versionsOf(options) }),
  )
  return {
    cert,
    certificate: factsOf(certificateIn(cert, 'tls.cert')),
    side: {
      side: 'server',
      options: { secureContext, ...(ALPNProtocols && { ALPNProtocols: listed(ALPNProtocols) }) },
    },
  }
}

/** `host`: who is called. Throws LabFailure as `serverTls` does. */
export function clientTls(
  options: ConnectTls,
  host: string,
  { directory, resolveFile }: Pick<Context, 'directory' | 'resolveFile'>,
): TlsSide {
  const { ca, servername, ...rest } = options
  const trusted = typeof ca === 'string' ? ownCa(ca, resolveFile) : ca && certOf(ca.of, directory)
  const secureContext = tried('tls.ca', undefined, () =>
    tls.createSecureContext({
      // That very certificate is trusted, even if somebody else has signed it.
      ...(trusted !== undefined && { ca: trusted, allowPartialTrustChain: true }),
      ...versionsOf(options),
    }),
  )
  // RFC 6066, 3: SNI has names only. That its certificate must be for an address can be asked for all the same.
  const isName = servername !== undefined && isIP(servername) === 0
  return {
    side: 'client',
    host: isName ? host : (servername ?? host),
    options: { ...rest, ...(isName && { servername }), secureContext },
  }
}

function ownCa(given: string, resolveFile: ResolveFile): string {
  const ca = pemOf(given, 'tls.ca', resolveFile)
  // OpenSSL passes over text that has none, and then trusts nobody.
  certificateIn(ca, 'tls.ca')
  return ca
}

/** The certificate of a listener of this lab. */
function certOf(name: string, directory: Context['directory']): string {
  const host = directory.host(name)
  if (host?.role === 'listener' && host.tls) return host.tls.cert
  const why = !host
    ? `there is no listener called ${name}`
    : host.role === 'listener'
      ? `${name} has no TLS, and so no certificate`
      : `${name} is not a listener`
  const code = host ? LAB_CODES.notPossible : LAB_CODES.unknownSocket
  throw new LabFailure(labError(code, why, { field: 'tls.ca.of' }))
}

function versionsOf({ minVersion, maxVersion }: Pick<ListenTls, 'minVersion' | 'maxVersion'>) {
  return { ...(minVersion && { minVersion }), ...(maxVersion && { maxVersion }) }
}

/** As ALPN has it: each name behind its length. */
function listed(protocols: readonly string[]): Uint8Array {
  return Buffer.concat(
    protocols.map((protocol) => {
      const name = Buffer.from(protocol)
      return Buffer.concat([Buffer.from([name.length]), name])
    }),
  )
}
