import { isRunning, newestLoad } from '../../../shared/model/loads'
import { can, cannot, type Definitions, type Env } from '../env'
import { selectedServer } from './servers'

/** Many clients at once. */
export const loadActions: Definitions = {
  newLoad: (env) => {
    const server = selectedServer(env)
    const target = server?.descriptor === 'open' ? { target: server.name } : {}
    return can(() => env.ui.openDialog({ name: 'load', ...target }), env.t('actions.effect.newLoad'))
  },
  stopLoad: (env) => {
    const load = loadInQuestion(env, (name) => {
      const one = env.lab.model.loads.get(name)
      return one !== undefined && isRunning(one)
    })
    if (!load) return cannot(env, 'noLoadRuns')
    const again = load.newest.finishing === true
    return {
      ...can(
        () => void env.ui.execute({ do: 'stop', socket: load.name }),
        env.t(again ? 'actions.effect.stopLoadNow' : 'actions.effect.stopLoad'),
      ),
      ...(again && { label: env.t('actions.name.stopLoadNow') }),
    }
  },
  showLoad: (env) => {
    const load = loadInQuestion(env, () => true)
    if (!load) return cannot(env, 'noLoad')
    return can(() => env.ui.select(load.name), env.t('actions.effect.showLoad'))
  },
}

/** The selected one, or the newest, among those that are wanted. */
function loadInQuestion({ lab, ui }: Env, wanted: (name: string) => boolean) {
  const { loads } = lab.model
  const selected = loads.get(ui.selected ?? '')
  if (selected && wanted(selected.name)) return selected
  return newestLoad(new Map([...loads].filter(([name]) => wanted(name))))
}
