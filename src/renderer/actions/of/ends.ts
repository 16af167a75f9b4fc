import type { EndAct } from '../../../shared/commands'
import type { Model, SocketModel } from '../../../shared/model/model'
import { isListener } from '../../../shared/model/selectors'
import { allowsHalfOpen } from '../../connection/halfOpen'
import { offer } from '../../connection/offers'
import type { LabStore } from '../../lab/lab'
import { can, cannot, type Definitions, type Env, type Offered } from '../env'

/** The acts on the selected ends of connections. */
export const endActions: Definitions = {
  shutdown: (env) => act(env, 'shutdown'),
  close: (env) => act(env, 'close'),
  destroy: (env) => act(env, 'destroy'),
  reset: (env) => act(env, 'reset'),
  pauseOrResume: (env) => {
    const ends = selectedEnds(env)
    const paused = ends.length > 0 && ends.every(({ paused }) => paused)
    const offered = act(env, paused ? 'resume' : 'pause')
    return paused ? { ...offered, label: env.t('actions.name.resume') } : offered
  },
  recv: (env) => {
    const ends = selectedEnds(env)
    if (ends.length === 0) return cannot(env, 'noEnd')
    const able = ends.filter(
      ({ paused, descriptor, ended, transport }) =>
        paused && descriptor === 'open' && !ended && transport !== 'udp',
    )
    if (able.length === 0) return { possible: false, why: env.t('recv.notPaused'), run: () => {} }
    return can(
      () => void env.ui.executeAll(able.map(({ name }) => ({ do: 'recv' as const, socket: name }))),
      env.t('recv.effectAll'),
    )
  },
  otherEnd: (env) => {
    if (env.ui.selection.length > 1) return cannot(env, 'severalSelected')
    const [end] = selectedEnds(env)
    if (!end) return cannot(env, 'noEnd')
    const { peer } = end
    return peer === undefined ? cannot(env, 'noOtherEnd') : can(() => env.ui.select(peer))
  },
  stopRepeating: (env) => {
    const ends = selectedEnds(env).filter(({ repeating }) => repeating.length > 0)
    if (ends.length === 0) return cannot(env, 'notRepeating')
    const count = ends.reduce((sum, { repeating }) => sum + repeating.length, 0)
    return can(
      () => void env.ui.executeAll(ends.map(({ name }) => ({ do: 'stop' as const, socket: name }))),
      env.t('actions.effect.stopRepeating', { count }),
    )
  },
}

function act(env: Env, word: EndAct): Offered {
  const { ui, lab, sentences } = env
  const ends = selectedEnds(env)
  const [first] = ends
  if (!first) return cannot(env, 'noEnd')
  if (ends.length === 1) {
    const { possible, why } = offerAt(lab, word, first)
    return { possible, why: sentences(why), run: () => void ui.execute({ do: word, socket: first.name }) }
  }
  const able = ends.filter((end) => offerAt(lab, word, end).possible)
  if (able.length === 0) return cannot(env, 'noneCan')
  return can(
    () => void ui.executeAll(able.map(({ name }) => ({ do: word, socket: name }))),
    env.t('actions.effect.onMany', { count: able.length, total: ends.length }),
  )
}

/** An act at one end, as it stands here and now. */
export function offerAt(lab: LabStore, word: EndAct, socket: SocketModel) {
  const peer = socket.peer === undefined ? undefined : lab.model.sockets.get(socket.peer)
  const past = lab.travel !== null
  return offer(word, socket, { peer, peerAllowsHalfOpen: peer && allowsHalfOpen(lab, peer), past })
}

function selectedEnds({ lab, ui }: Env): SocketModel[] {
  return endsAmong(lab.model, ui.selection)
}

/** The ends among these sockets. An end of another program stands for its own other end, as in the composer. */
export function endsAmong({ sockets }: Model, names: readonly string[]): SocketModel[] {
  const ends = new Set<SocketModel>()
  for (const name of names) {
    const socket = sockets.get(name)
    if (!socket || isListener(socket)) continue
    const own = socket.role === 'foreign' && socket.peer !== undefined ? sockets.get(socket.peer) : socket
    if (own) ends.add(own)
  }
  return [...ends]
}
