import { readFileSync } from 'node:fs'
import tls from 'node:tls'
import { type ConnectTls, isPem, type ListenTls } from '../../../../shared/commands/tls'
import { LAB_CODES, LabFailure, labError } from '../../../../shared/errors'
import type { Certificate } from '../../../../shared/events'
import type { Context } from '../../context'
import { factsOfPem, generateCertificate, type KeyPair } from './certificates'
import type { TlsSide } from './session'

/** What a listener's TLS is made of. */
export interface ServerTls {
  /** What clients may be told to trust, PEM text. */
  cert: string
  certificate: Certificate
  side: TlsSide
}

/** Turns a path into one that may be read; throws LabFailure if it may not. */
type ResolveFile = (path: string) => string

/** Files are read at once. Throws LabFailure for what can't be read, or is no certificate or key. */
export function serverTls(options: ListenTls, resolveFile: ResolveFile): Promise<ServerTls> {
  const { cert, key, generate } = options
  if (cert === undefined || key === undefined) {
    return generateCertificate(generate?.names, generate?.days).then((pair) => serverTlsOf(pair, options))
  }
  const pair = { cert: pemOf(cert, 'tls.cert', resolveFile), key: pemOf(key, 'tls.key', resolveFile) }
  return Promise.resolve(serverTlsOf(pair, options))
}

function serverTlsOf({ cert, key }: KeyPair, options: ListenTls): ServerTls {
  const { minVersion, maxVersion, ALPNProtocols } = options
  const versions = { ...(minVersion && { minVersion }), ...(maxVersion && { maxVersion }) }
  const secureContext = made('tls.cert', () => tls.createSecureContext({ cert, key, ...versions }))
  return {
    cert,
    certificate: made('tls.cert', () => factsOfPem(cert)),
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
  const { ca, ...rest } = options
  const trusted = typeof ca === 'string' ? pemOf(ca, 'tls.ca', resolveFile) : ca && certOf(ca.of, directory)
  const secureContext = made('tls.ca', () =>
    tls.createSecureContext({
      ...(trusted !== undefined && { ca: trusted }),
      ...(rest.minVersion && { minVersion: rest.minVersion }),
      ...(rest.maxVersion && { maxVersion: rest.maxVersion }),
    }),
  )
  return { side: 'client', host, options: { ...rest, secureContext } }
}

/** The certificate of a listener of this lab. */
function certOf(name: string, directory: Context['directory']): string {
  const host = directory.host(name)
  if (host?.role === 'listener' && host.tls) return host.tls.cert
  const why = !host
    ? `there is no listener called ${name}`
    : host.role === 'listener'
      ? host.command.tls
        ? `${name} does not listen yet: its certificate is being made`
        : `${name} has no TLS, and so no certificate`
      : `${name} is not a listener`
  const code = host ? LAB_CODES.notPossible : LAB_CODES.unknownSocket
  throw new LabFailure(labError(code, why, { field: 'tls.ca.of' }))
}

function pemOf(value: string, field: string, resolveFile: ResolveFile): string {
  if (isPem(value)) return value
  try {
    return readFileSync(resolveFile(value), 'utf8')
  } catch (error) {
    if (error instanceof LabFailure) throw error
    const { code } = error as NodeJS.ErrnoException
    const why = code === undefined ? '' : ` (${code})`
    throw new LabFailure(labError(LAB_CODES.noFile, `${value} cannot be read${why}`, { field }))
  }
}

/** What OpenSSL doesn't take for a certificate or a key is told with its reason. */
function made<T>(field: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    const { reason, message } = error as Error & { reason?: string }
    throw new LabFailure(labError(LAB_CODES.badCertificate, reason ?? message, { field }))
  }
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
