import { isEmpty } from '../../app/counts'
import { nextSpeed } from '../../time/timeControl'
import { can, cannot, type Definitions, type Env, type Offered } from '../env'

/** To and fro in time. Whatever leads back pauses the lab first. */
export const timeActions: Definitions = {
  pauseOrLive: (env) => {
    const { lab, ui, t } = env
    if (lab.travel) {
      const session = lab.travel.source === 'session'
      return {
        ...can(() => ui.time.goLive(), t(session ? 'time.closeSessionHint' : 'time.liveHint')),
        label: t(session ? 'time.closeSession' : 'actions.name.backToLive'),
      }
    }
    return ofSomething(env, () => can(() => ui.time.pause(), t('time.pauseHint')))
  },
  stepBack: (env) => back(env, () => env.ui.time.step('event', -1)),
  stateBack: (env) => back(env, () => env.ui.time.step('state', -1)),
  stepOn: (env) => on(env, () => env.ui.time.step('event', 1)),
  stateOn: (env) => on(env, () => env.ui.time.step('state', 1)),
  playOrStop: (env) => {
    const { lab, ui, t } = env
    if (lab.travel?.playing) {
      return { ...can(() => ui.time.play(false)), label: t('actions.name.stopReplay') }
    }
    const fromStart = !lab.travel || lab.travel.at >= lab.travel.head
    return ofSomething(env, () =>
      can(() => ui.time.play(true), fromStart ? t('time.playFromStart') : t('time.playOn')),
    )
  },
  slower: (env) => speed(env, -1),
  faster: (env) => speed(env, 1),
  goToStart: (env) => back(env, () => void env.ui.time.goTo(0)),
  goToEnd: (env) => on(env, () => void env.ui.time.goTo(env.lab.travel?.head ?? 0)),
}

function ofSomething(env: Env, offered: () => Offered): Offered {
  const { travel, model } = env.lab
  return isEmpty(model) && !travel ? cannot(env, 'emptyLab') : offered()
}

function back(env: Env, run: () => void): Offered {
  return env.lab.travel?.at === 0 ? cannot(env, 'atStart') : ofSomething(env, () => can(run))
}

function on(env: Env, run: () => void): Offered {
  const { travel } = env.lab
  if (!travel) return cannot(env, 'isNow')
  return travel.at >= travel.head ? cannot(env, 'atEnd') : can(run)
}

function speed(env: Env, direction: 1 | -1): Offered {
  const { travel } = env.lab
  if (!travel) return cannot(env, 'isNow')
  const next = nextSpeed(travel.speed, direction)
  if (next === undefined) return cannot(env, direction > 0 ? 'fastest' : 'slowest')
  return can(() => env.ui.time.setSpeed(next), env.t('time.speed', { speed: next }))
}
