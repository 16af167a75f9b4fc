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
  const names = seriesAfter(lab.model, name)
  const made = await underFreeName(lab.model, names, (as) =>
    ui.execute({ ...listenAgain(command, socket), ...more, as }, 'quiet'),
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
 * under a new name, and selects it. Resolves with its name; undefined if it was refused.
 */
export async function reconnect(ui: Making, lab: LabStore, name: string): Promise<string | undefined> {
  const command = await madeBy(ui, name)
  if (command?.do !== 'connect') return undefined
  const again = connectAgain(lab.model, command, lab.model.sockets.get(name))
  const made = await underFreeName(lab.model, seriesAfter(lab.model, name), (as) =>
    ui.execute({ ...again, as }, 'quiet'),
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
  if (command.do === 'proxy') return { name: 'proxy', like: { ...command, as, port: 0 } }
  if (command.do === 'bind') return { name: 'server', like: { ...command, as, port: 0 } }
  if (command.do === 'listen') {
    const { path, ...rest } = command
    return { name: 'server', like: path === undefined ? { ...rest, as, port: 0 } : { ...rest, as, path: '' } }
  }
  const { localPort: _taken, ...again } = connectAgain(lab.model, command, lab.model.sockets.get(name))
  return { name: 'clients', like: { ...again, as } }
}

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

/** The same options for one client; where its listener is closed, the address in its place. */
export function connectAgain(
  model: Model,
  command: ConnectCommand,
  socket: SocketModel | undefined,
): ConnectCommand {
  const { nowait: _nowait, count: _count, to, ...options } = command
  if (to === undefined) return options
  const listener = model.sockets.get(to)
  if (listener?.descriptor === 'open') return { ...options, to }
  const path = listener?.transport === 'unix' ? (socket?.remote ?? listener.local) : undefined
  if (path !== undefined) return { ...options, path }
  const address = parseAddress(socket?.remote ?? '') ?? parseAddress(listener?.local ?? '')
  const transport = socket?.transport === 'udp' ? { transport: 'udp' as const } : {}
  const tls = options.tls && { tls: trusting(model, options.tls, socket?.remote ?? listener?.local) }
  return address ? { ...options, ...tls, ...transport, ...address } : { ...options, to }
}

/** Whose certificate is trusted: where its listener is closed, that of the one that has its address now. */
function trusting(model: Model, tls: ConnectTls, address: string | undefined): ConnectTls {
  if (typeof tls.ca !== 'object' || model.sockets.get(tls.ca.of)?.descriptor === 'open') return tls
  const { ca: _gone, ...rest } = tls
  for (const { name, role, descriptor, local, layers } of model.sockets.values()) {
    const isThere = role === 'listener' && descriptor === 'open' && local === address
    if (isThere && layers?.tls) return { ...rest, ca: { of: name } }
  }
  return rest
}

async function madeBy(ui: Making, name: string): Promise<MakingCommand | undefined> {
  const reply = await ui.bridge.request('madeBy', { socket: name })
  if (reply.ok) return reply.value
  ui.notices.addRefusal(reply.error)
  return undefined
}
