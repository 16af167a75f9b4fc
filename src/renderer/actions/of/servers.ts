import type { SocketModel } from '../../../shared/model/model'
import { acceptQueue } from '../../../shared/model/queue'
import { connectionsOf, isDatagram } from '../../../shared/model/selectors'
import { duplicateRequest, makerOf, reconnect, restart } from '../../making/again'
import { soon } from '../../ui/soon'
import { can, cannot, type Definitions, type Env, type Offered } from '../env'

/** What can be done to the selected server, and to a single socket of whichever kind. */
export const serverActions: Definitions = {
  rename: (env) => (single(env) ? can(() => env.ui.signals.emit('explorer.rename')) : notSingle(env)),
  again: (env) => {
    const maker = makerOfSelected(env)
    if (!maker) return notSingle(env)
    if (maker.role === 'listener' || isBound(maker)) {
      return {
        ...can(
          () => void restart(env.ui, env.lab, maker.name),
          env.t(isBound(maker) ? 'actions.effect.bindAgain' : 'actions.effect.restart'),
        ),
        label: env.t(isBound(maker) ? 'actions.name.bindAgain' : 'actions.name.restart'),
      }
    }
    if (maker.descriptor === 'open') return cannot(env, 'stillOpen')
    return can(() => void reconnect(env.ui, env.lab, maker.name), env.t('actions.effect.reconnect'))
  },
  duplicate: (env) => {
    const maker = makerOfSelected(env)
    if (!maker) return notSingle(env)
    const open = async () => {
      const request = await duplicateRequest(env.ui, env.lab, maker.name)
      if (request) env.ui.openDialog(request)
    }
    return can(() => void open(), env.t('actions.effect.duplicate'))
  },
  connectHere: (env) =>
    onServing(env, ({ name }) => can(() => env.ui.openDialog({ name: 'clients', target: name }))),
  editServer: (env) =>
    onServing(env, (server) =>
      server.proxy
        ? {
            ...can(() => changeFaults(env, server.name), env.t('actions.effect.editFaults')),
            label: env.t('actions.name.editFaults'),
          }
        : can(
            () => env.ui.openDialog({ name: 'editServer', socket: server.name }),
            env.t(isBound(server) ? 'actions.effect.editBound' : 'actions.effect.editServer'),
          ),
    ),
  stopAccepting: (env) =>
    onListening(env, (server) => {
      const { name } = server
      const waiting = acceptQueue(env.lab.model, server).length
      return can(
        () => void env.ui.execute({ do: 'close', socket: name }),
        env.sentences([
          { key: 'effect.stopAccepting', count: openConnections(env, name).length },
          ...(waiting > 0 ? [{ key: 'effect.resetQueue' as const, count: waiting }] : []),
        ]),
      )
    }),
  closeConnections: (env) => {
    const server = selectedServer(env)
    if (!server) return cannot(env, 'noServer')
    const open = openConnections(env, server.name).filter(({ closing }) => !closing)
    if (open.length === 0) return cannot(env, 'noConnections')
    return can(
      () => void env.ui.executeAll(open.map(({ name }) => ({ do: 'close' as const, socket: name }))),
      env.t('actions.effect.closeConnections', { count: open.length }),
    )
  },
}

/** The faults of a proxy have their fields where the proxy is shown. */
function changeFaults({ ui }: Env, proxy: string): void {
  ui.select(proxy)
  soon(() => ui.signals.emit('proxy.focus'))
}

/** The server or client that is selected, or the client of this lab at the other end of what is. */
function makerOfSelected(env: Env): SocketModel | undefined {
  const socket = single(env)
  return socket && makerOf(env.lab.model, socket.name)
}

function single({ lab, ui }: Env): SocketModel | undefined {
  const [name] = ui.selection
  return name === undefined || ui.selection.length > 1 ? undefined : lab.model.sockets.get(name)
}

function notSingle(env: Env): Offered {
  return cannot(env, env.ui.selection.length > 1 ? 'severalSelected' : 'nothingSelected')
}

/** The selected server; the server of the selected accepted end counts, too. */
export function selectedServer(env: Env): SocketModel | undefined {
  const socket = single(env)
  if (socket?.role === 'listener') return socket
  return socket?.role === 'accepted' ? env.lab.model.sockets.get(socket.listener ?? '') : undefined
}

function onListening(env: Env, offered: (server: SocketModel) => Offered): Offered {
  const server = selectedServer(env)
  if (!server) return cannot(env, 'noServer')
  return server.descriptor === 'open' ? offered(server) : cannot(env, 'notListening')
}

/** A UDP socket that isn't connected, and so hears and answers everybody. */
function isBound(socket: SocketModel): boolean {
  return isDatagram(socket) && socket.remote === undefined
}

/** As `onListening`, for bound UDP sockets, too. */
function onServing(env: Env, offered: (server: SocketModel) => Offered): Offered {
  const socket = single(env)
  if (!socket || !isBound(socket)) return onListening(env, offered)
  return socket.descriptor === 'open' ? offered(socket) : cannot(env, 'notBound')
}

function openConnections({ lab }: Env, server: string): SocketModel[] {
  return connectionsOf(lab.model, server).filter(({ descriptor }) => descriptor === 'open')
}
