import type { ConnectCommand, ListenCommand } from '../../shared/commands'
import { MAX_LIMIT, readAnswer } from './answer'
import { MAX_PORT, type Problems, type Read, readInteger, readName, readOptional } from './fields'
import { type ClientsForm, given, MAX_CLIENTS, type OptionsForm, readOptions, type ServerForm } from './forms'
import { readClientTls, readFraming, readServerTls } from './layers/form'

/** How the dialogs for servers and clients become commands that make Unix domain sockets. */

/** Without what only TCP has. */
function readEnd<F extends OptionsForm>(form: F, problems: Problems<F>) {
  return readOptions({ ...form, noDelay: false, keepAlive: false }, problems)
}

function readPath<F extends { path: string }>(form: F, problems: Problems<F>): string {
  const path = form.path.trim()
  if (path === '') problems.path = { key: 'required' }
  else if (/\p{Cc}/u.test(path)) problems.path = { key: 'path' }
  return path
}

/** `like`: what the dialog was filled in from; what it has no field for is taken over. */
export function readUnixServer(form: ServerForm, like?: ListenCommand): Read<ServerForm, ListenCommand> {
  const problems: Problems<ServerForm> = {}
  const name = readName(form.name, problems)
  const path = readPath(form, problems)
  const backlog = readInteger(form, 'backlog', 1, MAX_PORT, problems)
  const maxConnections = readOptional(form, 'limit', 1, MAX_LIMIT, problems)
  const respond = readAnswer(form, problems)
  const options = readEnd(form, problems)
  const framing = readFraming(form, problems)
  const tls = readServerTls(form, problems, like?.tls)
  if (Object.keys(problems).length > 0) return { problems }
  return {
    command: {
      do: 'listen',
      ...(name !== '' && { as: name }),
      path,
      respond,
      backlog,
      ...(form.readableAll && { readableAll: true }),
      ...(form.writableAll && { writableAll: true }),
      ...(form.removeStale && { removeStale: true }),
      ...given({ maxConnections, framing, tls }),
      ...(form.oneAtATime && { serve: 'one-at-a-time' as const }),
      ...options,
    },
  }
}

export function readUnixClients(form: ClientsForm, like?: ConnectCommand): Read<ClientsForm, ConnectCommand> {
  const problems: Problems<ClientsForm> = {}
  const name = readName(form.name, problems)
  const count = readInteger(form, 'count', 1, MAX_CLIENTS, problems)
  const target = form.to === '' ? { path: readPath(form, problems) } : { to: form.to }
  const options = readEnd(form, problems)
  const framing = readFraming(form, problems)
  const tls = readClientTls(form, problems, form.to, like?.tls)
  if (Object.keys(problems).length > 0) return { problems }
  return {
    command: {
      do: 'connect',
      ...(name !== '' && { as: name }),
      ...target,
      ...(count > 1 && { count }),
      ...given({ framing, tls }),
      ...options,
    },
  }
}
