import type { Faults } from '../../../shared/commands'
import { faultOf } from '../../../shared/faults'
import type { SocketModel } from '../../../shared/model/model'
import { held, withHold } from '../../proxy/holding'
import { can, cannot, type Definitions, type Env } from '../env'
import { selectedServer } from './servers'

/** Proxies: another one, and what is held by the one that is selected, or that the selected end belongs to. */
export const proxyActions: Definitions = {
  newProxy: (env) => {
    const server = selectedServer(env)
    const target = server?.descriptor === 'open' && !server.proxy ? { target: server.name } : {}
    return can(() => env.ui.openDialog({ name: 'proxy', ...target }), env.t('actions.effect.newProxy'))
  },
  holdOrRelease: (env) => {
    const proxy = proxyInQuestion(env)
    if (!proxy?.proxy) return cannot(env, 'noProxy')
    if (proxy.descriptor !== 'open') return cannot(env, 'notListening')
    const { faults } = proxy.proxy
    const holds = holding(env, proxy)
    const change = (hold: boolean): Faults => withHold(withHold(faults, 'toServer', hold), 'toClient', hold)
    const run = () => void env.ui.execute({ do: 'configure', socket: proxy.name, faults: change(!holds) })
    return holds
      ? { ...can(run, env.t('actions.effect.release')), label: env.t('actions.name.release') }
      : can(run, env.t('actions.effect.hold'))
  },
}

function holding({ lab }: Env, { name, proxy }: SocketModel): boolean {
  return (['toServer', 'toClient'] as const).some(
    (way) => faultOf(proxy?.faults, way).hold === true || held(lab.model, name, way).of.length > 0,
  )
}

/** The selected proxy; that of the selected end counts, too. */
export function proxyInQuestion(env: Env): SocketModel | undefined {
  const server = selectedServer(env)
  if (server?.proxy) return server
  const { sockets } = env.lab.model
  const socket = sockets.get(env.ui.selected ?? '')
  const ends = [socket, sockets.get(socket?.peer ?? '')]
  const leg = ends.find((end) => end?.relay !== undefined)
  const accepted = leg?.role === 'accepted' ? leg : sockets.get(leg?.relay ?? '')
  return sockets.get(accepted?.listener ?? '')
}
