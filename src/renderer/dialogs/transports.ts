import type { BindCommand, ConnectCommand, ListenCommand } from '../../shared/commands'
import { bindFormOf, readBind, readDatagramClients } from './datagrams'
import type { Read } from './fields'
import {
  type ClientsForm,
  clientsFormOf,
  readClients,
  readServer,
  type ServerForm,
  serverFormOf,
} from './forms'
import { readUnixClients, readUnixServer } from './unix'

/** What the dialogs for servers and clients make of what they hold, by its transport. */

/** What makes a server, and so what its dialog can be filled in from. */
export type ServerCommand = ListenCommand | BindCommand

export function readAnyServer(form: ServerForm, like?: ServerCommand): Read<ServerForm, ServerCommand> {
  if (form.transport === 'udp') return readBind(form)
  const listen = like?.do === 'listen' ? like : undefined
  const isSame = (listen?.path === undefined) === (form.transport === 'tcp')
  return form.transport === 'unix'
    ? readUnixServer(form, isSame ? listen : undefined)
    : readServer(form, isSame ? listen : undefined)
}

export function anyServerFormOf(like: ServerCommand): ServerForm {
  return like.do === 'bind' ? bindFormOf(like) : serverFormOf(like)
}

export function readAnyClients(form: ClientsForm, like?: ConnectCommand): Read<ClientsForm, ConnectCommand> {
  if (form.transport === 'udp') return readDatagramClients(form)
  const isPath = like?.path !== undefined || like?.transport === 'unix'
  const transport = isPath ? 'unix' : (like?.transport ?? 'tcp')
  const same = transport === form.transport ? like : undefined
  return form.transport === 'unix' ? readUnixClients(form, same) : readClients(form, same)
}

/** `transport`: of what `like` connects to. */
export function anyClientsFormOf(like: ConnectCommand, transport: ClientsForm['transport']): ClientsForm {
  return { ...clientsFormOf(like), transport }
}
