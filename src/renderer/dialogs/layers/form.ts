import { decodeUtf8, encodeUtf8, toHex } from '../../../shared/bytes'
import type { Framing } from '../../../shared/commands/framing'
import type { ConnectTls, ListenTls } from '../../../shared/commands/tls'
import { delimiterOf } from '../../../shared/framing/framing'
import { MAX_DELIMITER, MAX_FRAME } from '../../../shared/framing/limits'
import type { Layers } from '../../../shared/model/model'
import { escapeText, unescapeText } from '../../composer/escapes'
import { type Problems, plainHost, readHost, readInteger, readOptional } from '../fields'
import { noPem, type PemValue, pemValueOf, readPem } from './pem'

/** What stands above the streams of new servers and clients, as dialogs hold it. */

export const FRAMINGS = ['none', 'line', 'length', 'fixed', 'delimiter'] as const
export const LENGTHS = ['1', '2', '4', '8'] as const
export const VERSIONS = ['', 'TLSv1.2', 'TLSv1.3'] as const

export interface FramingForm {
  framing: (typeof FRAMINGS)[number]
  lineEnding: 'lf' | 'crlf'
  lengthBytes: (typeof LENGTHS)[number]
  endian: 'big' | 'little'
  /** Of every message. */
  fixedBytes: string
  /** With escapes. */
  delimiter: string
  /** Most bytes of a message; '' for what is usual. */
  maxBytes: string
}

export interface LayersForm extends FramingForm {
  tls: boolean
  minVersion: (typeof VERSIONS)[number]
  maxVersion: (typeof VERSIONS)[number]
  /** Of a server: the hosts that its certificate is for, separated by commas; '' for the usual ones. */
  certificateNames: string
  /** Of a server: whether its certificate is made for it, or given. */
  certificate: 'generated' | 'own'
  ownCert: PemValue
  ownKey: PemValue
  /** Of clients: whose certificate they trust: that of the lab's server, what the system trusts, one that is given, any. */
  trust: 'server' | 'system' | 'own' | 'any'
  ownCa: PemValue
  /** Of clients: '' for the host that they call. */
  servername: string
}

export const emptyFraming: FramingForm = {
  framing: 'none',
  lineEnding: 'lf',
  lengthBytes: '4',
  endian: 'big',
  fixedBytes: '16',
  delimiter: '',
  maxBytes: '',
}

export const emptyLayers: LayersForm = {
  ...emptyFraming,
  tls: false,
  minVersion: '',
  maxVersion: '',
  certificateNames: '',
  certificate: 'generated',
  ownCert: noPem,
  ownKey: noPem,
  trust: 'server',
  ownCa: noPem,
  servername: '',
}

const written = (value: number | undefined) => (value === undefined ? '' : String(value))

export function framingFormOf(framing: Framing | undefined): FramingForm {
  if (!framing) return emptyFraming
  const form: FramingForm = { ...emptyFraming, framing: framing.by }
  if (framing.by === 'fixed') return { ...form, fixedBytes: String(framing.bytes) }
  form.maxBytes = written(framing.maxBytes)
  if (framing.by === 'line') form.lineEnding = framing.ending ?? 'lf'
  else if (framing.by === 'length') {
    form.lengthBytes = String(framing.bytes) as FramingForm['lengthBytes']
    form.endian = framing.endian ?? 'big'
  } else form.delimiter = escaped(delimiterOf(framing) as Uint8Array)
  return form
}

/** As it is typed, each byte that is no character of UTF-8 as an escape. */
function escaped(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes)
  return text === undefined
    ? Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
    : escapeText(text)
}

/** `like`: what a server or client has that is already there. */
export function layersFormOf(
  framing: Framing | undefined,
  tls: ListenTls | ConnectTls | undefined,
): LayersForm {
  const form = { ...emptyLayers, ...framingFormOf(framing) }
  if (!tls) return form
  form.tls = true
  form.minVersion = tls.minVersion ?? ''
  form.maxVersion = tls.maxVersion ?? ''
  if ('generate' in tls) form.certificateNames = tls.generate?.names?.join(', ') ?? ''
  if ('servername' in tls) form.servername = tls.servername ?? ''
  const { cert, key, ca, rejectUnauthorized } = tls as ListenTls & ConnectTls
  if (cert !== undefined) form.certificate = 'own'
  form.ownCert = pemValueOf(cert)
  form.ownKey = pemValueOf(key)
  if (typeof ca === 'string') form.ownCa = pemValueOf(ca)
  form.trust = rejectUnauthorized === false ? 'any' : trustOf(ca)
  return form
}

function trustOf(ca: ConnectTls['ca']): LayersForm['trust'] {
  if (ca === undefined) return 'system'
  return typeof ca === 'object' ? 'server' : 'own'
}

/** What clients of a server need to understand it. */
export function layersFor(server: Layers | undefined): LayersForm {
  return { ...emptyLayers, ...framingFormOf(server?.framing), tls: server?.tls !== undefined }
}

export function readFraming<F extends FramingForm>(form: F, problems: Problems<F>): Framing | undefined {
  const maxBytes =
    form.framing === 'none' || form.framing === 'fixed'
      ? undefined
      : readOptional<F, 'maxBytes'>(form, 'maxBytes', 1, MAX_FRAME, problems)
  const most = maxBytes === undefined ? {} : { maxBytes }
  switch (form.framing) {
    case 'none':
      return undefined
    case 'line':
      return { by: 'line', ending: form.lineEnding, ...most }
    case 'fixed':
      return { by: 'fixed', bytes: readInteger<F, 'fixedBytes'>(form, 'fixedBytes', 1, MAX_FRAME, problems) }
    case 'length':
      return {
        by: 'length',
        bytes: Number(form.lengthBytes) as 1 | 2 | 4 | 8,
        endian: form.endian,
        ...most,
      }
    case 'delimiter':
      return { by: 'delimiter', ...readDelimiter(form, problems), ...most }
  }
}

function readDelimiter<F extends FramingForm>(
  form: F,
  problems: Problems<F>,
): { text: string } | { hex: string } {
  const read = unescapeText(form.delimiter)
  if (!read.ok) problems.delimiter = { key: 'escape', part: read.part }
  else if (read.content.length === 0) problems.delimiter = { key: 'required' }
  else {
    const { content } = read
    const { length } = typeof content === 'string' ? encodeUtf8(content) : content
    if (length > MAX_DELIMITER) problems.delimiter = { key: 'delimiter', max: MAX_DELIMITER }
    return typeof content === 'string' ? { text: content } : { hex: toHex(content) }
  }
  return { text: '' }
}

/** `like`: what has no field is taken over from it. */
export function readServerTls<F extends LayersForm>(
  form: F,
  problems: Problems<F>,
  like: ListenTls | undefined,
): ListenTls | undefined {
  if (!form.tls) return undefined
  const { minVersion: _min, maxVersion: _max, cert: _cert, key: _key, generate, ...rest } = like ?? {}
  const others = { ...rest, ...versionsOf(form, problems) }
  if (form.certificate === 'own') {
    return {
      ...others,
      cert: readPem<F, 'ownCert'>(form, 'ownCert', problems),
      key: readPem<F, 'ownKey'>(form, 'ownKey', problems),
    }
  }
  const names = form.certificateNames
    .split(/[\s,]+/)
    .map(plainHost)
    .filter((name) => name !== '')
  if (names.some((name) => name.length > 255 || /[\s\p{C}/]/u.test(name))) {
    problems.certificateNames = { key: 'host' }
  }
  const { names: _names, ...inIt } = generate ?? {}
  const made = { ...inIt, ...(names.length > 0 && { names }) }
  return { ...others, ...(Object.keys(made).length > 0 && { generate: made }) }
}

/** `to`: the server of this lab that is called; '' for another host. */
export function readClientTls<F extends LayersForm>(
  form: F,
  problems: Problems<F>,
  to: string,
  like: ConnectTls | undefined,
): ConnectTls | undefined {
  if (!form.tls) return undefined
  const {
    minVersion: _min,
    maxVersion: _max,
    servername: _name,
    rejectUnauthorized: _reject,
    ca: _ca,
    ...others
  } = like ?? {}
  const servername = readHost<F, 'servername'>(form, 'servername', problems, false)
  return {
    ...others,
    ...(form.trust === 'server' && to !== '' && { ca: { of: to } }),
    ...(form.trust === 'own' && { ca: readPem<F, 'ownCa'>(form, 'ownCa', problems) }),
    ...(form.trust === 'any' && { rejectUnauthorized: false }),
    ...(servername !== '' && { servername }),
    ...versionsOf(form, problems),
  }
}

function versionsOf<F extends LayersForm>({ minVersion, maxVersion }: F, problems: Problems<F>) {
  if (minVersion === 'TLSv1.3' && maxVersion === 'TLSv1.2') problems.maxVersion = { key: 'versions' }
  return { ...(minVersion !== '' && { minVersion }), ...(maxVersion !== '' && { maxVersion }) }
}

/** Fields of it that something can be wrong with. */
export const LAYER_FIELDS = [
  'fixedBytes',
  'delimiter',
  'maxBytes',
  'certificateNames',
  'ownCert',
  'ownKey',
  'ownCa',
  'servername',
  'maxVersion',
] as const satisfies readonly (keyof LayersForm)[]

/** Whether anything of it is set that the reader should not overlook. */
export function hasLayers(form: LayersForm): boolean {
  return form.tls || form.framing !== 'none'
}
