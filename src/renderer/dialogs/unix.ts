import type { ConnectCommand, ListenCommand } from '../../shared/commands'
import { isAbstract } from '../../shared/unix'
import type { Problems, Read } from './fields'
import { type ClientsForm, type OptionsForm, readCalling, readListening, type ServerForm } from './forms'

/** How the dialogs for servers and clients become commands that make Unix domain sockets. */

/** `like`: what the dialog was filled in from; what it has no field for is taken over. */
export function readUnixServer(form: ServerForm, like?: ListenCommand): Read<ServerForm, ListenCommand> {
  const problems: Problems<ServerForm> = {}
  const path = readPath(form, problems)
  const common = readListening(form, ofAnyStream(form), problems, like)
  if (Object.keys(problems).length > 0) return { problems }
  return { command: { ...common, path, ...(!isAbstract(path) && ofFile(form)) } }
}

export function readUnixClients(form: ClientsForm, like?: ConnectCommand): Read<ClientsForm, ConnectCommand> {
  const problems: Problems<ClientsForm> = {}
  const target = form.to === '' ? { path: readPath(form, problems) } : { to: form.to }
  const common = readCalling(form, ofAnyStream(form), problems, like)
  if (Object.keys(problems).length > 0) return { problems }
  return { command: { ...common, ...target } }
}

/** Without what only TCP has. */
function ofAnyStream(form: OptionsForm): OptionsForm {
  return { ...form, noDelay: false, keepAlive: false }
}

/** What is about the socket file: an abstract address has none. */
function ofFile({ readableAll, writableAll, removeStale }: ServerForm) {
  return {
    ...(readableAll && { readableAll }),
    ...(writableAll && { writableAll }),
    ...(removeStale && { removeStale }),
  }
}

function readPath<F extends { path: string }>(form: F, problems: Problems<F>): string {
  const path = form.path.trim()
  if (path === '') problems.path = { key: 'required' }
  else if (/\p{Cc}/u.test(path)) problems.path = { key: 'path' }
  return path
}
