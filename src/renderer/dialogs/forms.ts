import type { ConnectCommand, ListenCommand } from '../../shared/commands'
import type { Layers } from '../../shared/model/model'
import { type AnswerForm, answerFormOf, emptyAnswer, MAX_LIMIT, readAnswer } from './answer'
import {
  HOUR_MS,
  MAX_PORT,
  type Problems,
  type Read,
  readHost,
  readInteger,
  readName,
  readOptional,
} from './fields'
import {
  emptyLayers,
  type LayersForm,
  layersFor,
  layersFormOf,
  readClientTls,
  readFraming,
  readServerTls,
} from './layers/form'
import type { TargetForm } from './TargetFields'

/** What the dialogs for new sockets hold while they are filled in, and how it becomes a command. */

/** Options that servers and clients share. */
export interface OptionsForm {
  allowHalfOpen: boolean
  noDelay: boolean
  keepAlive: boolean
  /** ms; '' leaves it to the system. */
  keepAliveDelay: string
  /** ms; '' for none. */
  timeout: string
  /** It begins paused, and reads only what is asked for. */
  byHand: boolean
}

/** What dialogs can make sockets of. */
export const TRANSPORTS = ['tcp', 'udp', 'unix'] as const
export type Transport = (typeof TRANSPORTS)[number]

export interface ServerForm extends AnswerForm, OptionsForm, LayersForm {
  transport: Transport
  name: string
  host: string
  port: string
  backlog: string
  /** Most connections at a time; '' for no limit. */
  limit: string
  ipv6Only: boolean
  /** It accepts one connection, and no other before that is closed. */
  oneAtATime: boolean
  /** Of UDP. */
  reuseAddr: boolean
  /** Of a Unix domain socket. */
  path: string
  readableAll: boolean
  writableAll: boolean
  removeStale: boolean
}

export interface ClientsForm extends OptionsForm, TargetForm, LayersForm {
  transport: Transport
  count: string
  name: string
  /** '' leaves it to the system, as for the port. */
  localAddress: string
  localPort: string
  /** Of a Unix domain socket of another program. */
  path: string
}

export const LOOPBACK = '127.0.0.1'
/** Node's own, and so the engine's. */
const DEFAULT_BACKLOG = 511
/** Most clients that one dialog makes; scenarios may make more. */
export const MAX_CLIENTS = 1000

const emptyOptions: OptionsForm = {
  allowHalfOpen: false,
  noDelay: false,
  keepAlive: false,
  keepAliveDelay: '',
  timeout: '',
  byHand: false,
}

export const emptyServer: ServerForm = {
  ...emptyAnswer,
  ...emptyOptions,
  ...emptyLayers,
  transport: 'tcp',
  name: '',
  host: LOOPBACK,
  port: '0',
  backlog: String(DEFAULT_BACKLOG),
  limit: '',
  ipv6Only: false,
  oneAtATime: false,
  reuseAddr: false,
  path: '',
  readableAll: false,
  writableAll: false,
  removeStale: false,
}

/** `server`: what stands above the streams of the server that is called. */
export const emptyClients = (to: string, transport: Transport = 'tcp', server?: Layers): ClientsForm => ({
  ...emptyOptions,
  ...layersFor(server),
  transport,
  count: '1',
  to,
  host: LOOPBACK,
  port: '',
  name: '',
  localAddress: '',
  localPort: '',
  path: '',
})

const written = (value: number | undefined) => (value === undefined ? '' : String(value))

/** The dialog filled in for another server like this one. */
export function serverFormOf(like: ListenCommand): ServerForm {
  return {
    ...answerFormOf(like.respond),
    ...optionsFormOf(like),
    ...layersFormOf(like.framing, like.tls),
    transport: like.path === undefined ? 'tcp' : 'unix',
    name: like.as ?? '',
    host: like.host ?? LOOPBACK,
    port: String(like.port ?? 0),
    backlog: String(like.backlog ?? DEFAULT_BACKLOG),
    limit: written(like.maxConnections),
    ipv6Only: like.ipv6Only ?? false,
    oneAtATime: like.serve === 'one-at-a-time',
    reuseAddr: false,
    path: like.path ?? '',
    readableAll: like.readableAll ?? false,
    writableAll: like.writableAll ?? false,
    removeStale: like.removeStale ?? false,
  }
}

/** The dialog filled in for clients like these. */
export function clientsFormOf(like: ConnectCommand): ClientsForm {
  return {
    ...optionsFormOf(like),
    ...layersFormOf(like.framing, like.tls),
    transport: like.path === undefined ? 'tcp' : 'unix',
    count: String(like.count ?? 1),
    to: like.to ?? '',
    host: like.host ?? LOOPBACK,
    port: written(like.port),
    name: like.as ?? '',
    localAddress: like.localAddress ?? '',
    localPort: written(like.localPort),
    path: like.path ?? '',
  }
}

function optionsFormOf(like: ListenCommand | ConnectCommand): OptionsForm {
  return {
    allowHalfOpen: like.allowHalfOpen ?? false,
    noDelay: like.noDelay ?? false,
    keepAlive: like.keepAlive ?? false,
    keepAliveDelay: written(like.keepAliveInitialDelay),
    timeout: written(like.timeout),
    byHand: like.reading === 'by-hand',
  }
}

/** `like`: what the dialog was filled in from; what it has no field for is taken over. */
export function readServer(form: ServerForm, like?: ListenCommand): Read<ServerForm, ListenCommand> {
  const problems: Problems<ServerForm> = {}
  const host = readHost(form, 'host', problems)
  const port = readInteger(form, 'port', 0, MAX_PORT, problems)
  const common = readListening(form, form, problems, like)
  if (Object.keys(problems).length > 0) return { problems }
  const { transport, exclusive } = like ?? {}
  return {
    command: {
      ...common,
      host,
      port,
      ...given({ transport, exclusive }),
      ...(form.ipv6Only && isIpv6Wildcard(host) && { ipv6Only: true }),
    },
  }
}

/** What every listener has, whatever carries its bytes. `options`: those of the form's that it can have. */
export function readListening(
  form: ServerForm,
  options: OptionsForm,
  problems: Problems<ServerForm>,
  like?: ListenCommand,
): ListenCommand {
  const name = readName(form.name, problems)
  const backlog = readInteger(form, 'backlog', 1, MAX_PORT, problems)
  const maxConnections = readOptional(form, 'limit', 1, MAX_LIMIT, problems)
  const respond = readAnswer(form, problems)
  const framing = readFraming(form, problems)
  const tls = readServerTls(form, problems, like?.tls)
  return {
    do: 'listen',
    ...(name !== '' && { as: name }),
    respond,
    backlog,
    ...given({ maxConnections, framing, tls }),
    ...(form.oneAtATime && { serve: 'one-at-a-time' as const }),
    ...readOptions(options, problems),
  }
}

export function readClients(form: ClientsForm, like?: ConnectCommand): Read<ClientsForm, ConnectCommand> {
  const problems: Problems<ClientsForm> = {}
  const target = readTarget(form, problems)
  const source = readSource(form, problems)
  const common = readCalling(form, form, problems, like)
  if (Object.keys(problems).length > 0) return { problems }
  return { command: { ...common, ...target, ...source, ...given({ transport: like?.transport }) } }
}

/** What every client of a stream has, whatever carries its bytes. `options`: those of the form's that it can have. */
export function readCalling(
  form: ClientsForm,
  options: OptionsForm,
  problems: Problems<ClientsForm>,
  like?: ConnectCommand,
): ConnectCommand {
  const many = readMany(form, problems)
  const framing = readFraming(form, problems)
  const tls = readClientTls(form, problems, form.to, like?.tls)
  return { do: 'connect', ...many, ...given({ framing, tls }), ...readOptions(options, problems) }
}

/** What clients are called, and how many they are. */
export function readMany(form: ClientsForm, problems: Problems<ClientsForm>) {
  const name = readName(form.name, problems)
  const count = readInteger(form, 'count', 1, MAX_CLIENTS, problems)
  return { ...(name !== '' && { as: name }), ...(count > 1 && { count }) }
}

/** Where clients call from. */
export function readSource(form: ClientsForm, problems: Problems<ClientsForm>) {
  const localAddress = readHost(form, 'localAddress', problems, false)
  const localPort = takesSourcePort(form) ? readOptional(form, 'localPort', 1, MAX_PORT, problems) : undefined
  return { ...(localAddress !== '' && { localAddress }), ...given({ localPort }) }
}

/** Where they go: a server by its name, or host and port. */
export function readTarget<F extends TargetForm>(form: F, problems: Problems<F>) {
  if (form.to !== '') return { to: form.to }
  return {
    host: readHost<F, 'host'>(form, 'host', problems),
    port: readInteger<F, 'port'>(form, 'port', 1, MAX_PORT, problems),
  }
}

/** Several clients can't share one source port to the same destination: their 4-tuples would be equal. */
export const takesSourcePort = (form: Pick<ClientsForm, 'count'>) => !(Number(form.count) > 1)

/** Only this address stands for IPv6 and IPv4 at once. */
export const isIpv6Wildcard = (host: string) => /^(?:::|(?:0+:){7}0+)$/.test(host.trim())

function readOptions<F extends OptionsForm>(form: OptionsForm, problems: Problems<F>) {
  const keepAliveInitialDelay = form.keepAlive
    ? readOptional<OptionsForm, 'keepAliveDelay'>(form, 'keepAliveDelay', 0, HOUR_MS, problems)
    : undefined
  const timeout = readOptional<OptionsForm, 'timeout'>(form, 'timeout', 1, HOUR_MS, problems)
  return {
    ...(form.allowHalfOpen && { allowHalfOpen: true }),
    ...(form.noDelay && { noDelay: true }),
    ...(form.keepAlive && { keepAlive: true }),
    ...given({ keepAliveInitialDelay, timeout }),
    ...(form.byHand && { reading: 'by-hand' as const }),
  }
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without the fields that are undefined. */
export function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>
}
