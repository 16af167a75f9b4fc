import type {
  BindCommand,
  ConnectCommand,
  ListenCommand,
  MakingCommand,
  ProxyCommand,
} from '../../shared/commands'
import type { ConnectTls } from '../../shared/commands/tls'
import type { LabEvent } from '../../shared/events'
import { parseAddress } from '../../shared/ids'
import type { Model, SocketModel } from '../../shared/model/model'
import type { DialogRequest, Ui } from '../app/ui'
import type { LabStore } from '../lab/lab'
import { outcomeOf } from '../lab/outcome'
import { PATIENCE, whyNotListening } from './listening'
import { freeName, seriesAfter, underFreeName } from './names'

/** Making again what is there already. Everything gets a new name, and what it is like lives on. */

export type Making = Pick<Ui, 'execute' | 'select' | 'bridge' | 'notices'>

/** What was made so that `name` is there: the listener or client itself, or the client of this lab at the other end. */
export function makerOf(model: Model, name: string): SocketModel | undefined {
  const socket = model.sockets.get(name)
  // A proxy calls for a client: that is what began it.
  if (socket?.relay !== undefined && socket.role === 'client') return makerOf(model, socket.relay)
  if (socket?.role === 'listener' || socket?.role === 'client' || socket?.role === 'datagram') return socket
  const peer = socket?.peer === undefined ? undefined : model.sockets.get(socket.peer)
  return peer?.role === 'client' ? makerOf(model, peer.name) : undefined
}

/**
 * Listens with a listener's options on its host and port, under a new name, and selects that. One that still listens is
 * closed first; its connections live on. Resolves with the new name, or undefined if it failed, which the notices tell.
 */
export async function restart(
  ui: Making,
  lab: LabStore,
  name: string,
  more: Pick<ListenCommand, 'removeStale'> = {},
): Promise<string | undefined> {
  const command = await madeBy(ui, name)
  if (!command || command.do === 'connect') return undefined
  const socket = lab.model.sockets.get(name)
  if (socket?.descriptor === 'open') {
    const closed = await ui.execute({ do: 'close', socket: name })
    if (!closed.ok) return undefined
    // Another process holds its handle, too, and closes it a little later.
    if (socket.frozen || socket.serve !== undefined) {
      const gone = (event: LabEvent) => event.kind === 'closed' && event.socket === name
      await outcomeOf(lab, closed.value.seq, gone, PATIENCE)
    }
  }
  const again = command.do === 'proxy' ? proxyAgain(lab.model, command) : command
  const names = seriesAfter(lab.model, name)
  const made = await underFreeName(lab.model, names, (as) =>
    ui.execute({ ...listenAgain(again, socket), ...more, as }, 'quiet'),
  )
  if ('error' in made) {
    ui.notices.addRefusal(made.error)
    return undefined
  }
  if (await whyNotListening(lab, made.name, made.seq)) return undefined
  ui.select(made.name)
  return made.name
}

/**
 * Connects one client with a client's options, to the same listener if it still listens or else to the same address,
 * under a new name, and selects it. `trusted`: the listener whose certificate its TLS trusts from now on. Resolves with its name;
 * undefined if it was refused.
 */
export async function reconnect(
  ui: Making,
  lab: LabStore,
  name: string,
  trusted?: string,
): Promise<string | undefined> {
  const command = await madeBy(ui, name)
  if (command?.do !== 'connect') return undefined
  const again = connectAgain(lab.model, command, lab.model.sockets.get(name))
  const tls = trusted === undefined ? again.tls : { ...again.tls, ca: { of: trusted } }
  const made = await underFreeName(lab.model, seriesAfter(lab.model, name), (as) =>
    ui.execute({ ...again, ...(tls && { tls }), as }, 'quiet'),
  )
  if ('error' in made) {
    ui.notices.addRefusal(made.error)
    return undefined
  }
  ui.select(made.name)
  return made.name
}

/** The dialog for another one like a listener or client, filled in. Undefined if the lab won't tell, which the notices say. */
export async function duplicateRequest(
  ui: Making,
  lab: LabStore,
  name: string,
): Promise<DialogRequest | undefined> {
  const command = await madeBy(ui, name)
  if (!command) return undefined
  const as = freeName(lab.model, seriesAfter(lab.model, name))
  const like = onFreePort({ ...another(lab.model, command, lab.model.sockets.get(name)), as })
  switch (like.do) {
    case 'proxy':
      return { name: 'proxy', like }
    case 'connect':
      return { name: 'clients', like }
    case 'bind':
      return { name: 'server', like }
    case 'listen':
      return { name: 'server', like: like.path === undefined ? like : { ...like, path: '' } }
  }
}

/** Says of a listener's name whether it can be called by that. */
type IsThere = (listener: string) => boolean

/**
 * What makes another one like a socket, beside it: no port of its own is fixed for a client. `isThere`: which listeners it may call by
 * their names, those that are open unless given; the others are called by their addresses.
 */
export function another(
  model: Model,
  command: MakingCommand,
  socket: SocketModel | undefined,
  isThere: IsThere = isOpen(model),
): MakingCommand {
  if (command.do === 'connect') {
    const { localPort: _taken, ...again } = connectAgain(model, command, socket, isThere)
    return again
  }
  const again = listenAgain(command, socket)
  return again.do === 'proxy' ? proxyAgain(model, again, isThere) : again
}

/** The same on whichever port is free; what has no port stays as it is. */
export function onFreePort<C extends MakingCommand>(command: C): C {
  const hasPort = command.do !== 'connect' && !('path' in command && command.path !== undefined)
  return hasPort ? { ...command, port: 0 } : command
}

const isOpen =
  (model: Model): IsThere =>
  (listener) =>
    model.sockets.get(listener)?.descriptor === 'open'

/** The same options, on the port that the system gave or that was asked for. */
export function listenAgain<C extends ListenCommand | BindCommand | ProxyCommand>(
  command: C,
  socket: SocketModel | undefined,
): C {
  const options = { ...command }
  delete options.nowait
  if ('path' in command && command.path !== undefined) return options as C
  const port = parseAddress(socket?.local ?? '')?.port
  return { ...options, ...(port !== undefined && { port }) } as C
}

/** A proxy to the same server; where that is closed, to whoever has its address now, or to the address itself. */
export function proxyAgain(model: Model, command: ProxyCommand, isThere = isOpen(model)): ProxyCommand {
  const server = model.sockets.get(command.to)
  if (server?.local === undefined || isThere(server.name)) return command
  const now = listensAt(model, server.local)
  return { ...command, to: now && isThere(now.name) ? now.name : server.local }
}

/** The same options for one client; where its listener is closed, the address in its place. */
export function connectAgain(
  model: Model,
  command: ConnectCommand,
  socket: SocketModel | undefined,
  isThere = isOpen(model),
): ConnectCommand {
  const { nowait: _nowait, count: _count, to, ...options } = command
  if (to === undefined) return options
  const listener = model.sockets.get(to)
  if (listener && isThere(listener.name)) return { ...options, to }
  const at = socket?.remote ?? listener?.local
  const tls = options.tls && { tls: trusting(model, options.tls, at) }
  if (listener?.transport === 'unix' && at !== undefined) return { ...options, ...tls, path: at }
  const address = parseAddress(socket?.remote ?? '') ?? parseAddress(listener?.local ?? '')
  const transport = socket?.transport === 'udp' ? { transport: 'udp' as const } : {}
  return address ? { ...options, ...tls, ...transport, ...address } : { ...options, to }
}

/** Whose certificate is trusted: where its listener is closed, that of the one that has its address now. */
function trusting(model: Model, tls: ConnectTls, address: string | undefined): ConnectTls {
  if (typeof tls.ca !== 'object' || model.sockets.get(tls.ca.of)?.descriptor === 'open') return tls
  const { ca: _gone, ...rest } = tls
  const now = address === undefined ? undefined : listensAt(model, address)
  return now?.layers?.tls ? { ...rest, ca: { of: now.name } } : rest
}

/** The server that listens at an address. */
function listensAt(model: Model, address: string): SocketModel | undefined {
  for (const socket of model.sockets.values()) {
    const { role, descriptor, local } = socket
    if (role === 'listener' && descriptor === 'open' && local === address) return socket
  }
  return undefined
}

async function madeBy(ui: Making, name: string): Promise<MakingCommand | undefined> {
  const reply = await ui.bridge.request('madeBy', { socket: name })
  if (reply.ok) return reply.value
  ui.notices.addRefusal(reply.error)
  return undefined
}
