import type { BindCommand, ConnectCommand } from '../../shared/commands'
import { answerFormOf, readAnswer } from './answer'
import { MAX_PORT, type Problems, type Read, readHost, readInteger, readName } from './fields'
import {
  type ClientsForm,
  emptyServer,
  isIpv6Wildcard,
  LOOPBACK,
  readMany,
  readSource,
  readTarget,
  type ServerForm,
} from './forms'

/** How the dialogs for servers and clients become commands that make UDP sockets. */

export function readBind(form: ServerForm): Read<ServerForm, BindCommand> {
  const problems: Problems<ServerForm> = {}
  const name = readName(form.name, problems)
  const host = readHost(form, 'host', problems)
  const port = readInteger(form, 'port', 0, MAX_PORT, problems)
  const respond = readAnswer(form, problems)
  if (Object.keys(problems).length > 0) return { problems }
  return {
    command: {
      do: 'bind',
      ...(name !== '' && { as: name }),
      host,
      port,
      respond,
      ...(form.ipv6Only && isIpv6Wildcard(host) && { ipv6Only: true }),
      ...(form.reuseAddr && { reuseAddr: true }),
    },
  }
}

/** The dialog filled in for another socket that is bound like this one. */
export function bindFormOf(like: BindCommand): ServerForm {
  return {
    ...emptyServer,
    ...answerFormOf(like.respond),
    transport: 'udp',
    name: like.as ?? '',
    host: like.host ?? LOOPBACK,
    port: String(like.port ?? 0),
    ipv6Only: like.ipv6Only ?? false,
    reuseAddr: like.reuseAddr ?? false,
  }
}

/** Connected datagram sockets. */
export function readDatagramClients(form: ClientsForm): Read<ClientsForm, ConnectCommand> {
  const problems: Problems<ClientsForm> = {}
  const many = readMany(form, problems)
  const target = readTarget(form, problems)
  const source = readSource(form, problems)
  if (Object.keys(problems).length > 0) return { problems }
  return { command: { do: 'connect', transport: 'udp', ...many, ...target, ...source } }
}
