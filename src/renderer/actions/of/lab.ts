import { clients } from '../../../shared/model/selectors'
import { isEmpty } from '../../app/counts'
import { clearAway, showCleared } from '../../edit/clearing'
import { closedSockets, countCleared } from '../../explorer/closed'
import { soon } from '../../ui/soon'
import { can, cannot, type Definitions, type Env } from '../env'

/** The lab as a whole: what comes into it, and what is in sight. */
export const labActions: Definitions = {
  newServer: ({ ui, t }) => can(() => ui.openDialog({ name: 'server' }), t('actions.effect.newServer')),
  newDatagrams: ({ ui, t }) =>
    can(
      () => ui.openDialog({ name: 'server', like: { do: 'bind', respond: { with: 'echo' } } }),
      t('actions.effect.newDatagrams'),
    ),
  newClients: ({ ui, t }) => can(() => ui.openDialog({ name: 'clients' }), t('actions.effect.newClients')),
  quickStart: ({ quickStart, t }) => can(quickStart, t('actions.effect.quickStart')),
  openScenario: ({ pickScenario, t }) => can(pickScenario, t('actions.effect.openScenario')),
  saveScenario: (env) =>
    isEmpty(env.lab.model)
      ? cannot(env, 'emptyLab')
      : can(() => env.ui.openDialog({ name: 'saveScenario' }), env.t('actions.effect.saveScenario')),
  newLab: (env) =>
    isEmpty(env.lab.model)
      ? cannot(env, 'emptyLab')
      : can(() => env.ui.openDialog({ name: 'newLab' }), env.t('actions.effect.newLab')),
  filterExplorer: ({ ui }) => can(() => ui.signals.emit('explorer.filter')),
  filterLog: ({ ui }) =>
    can(() => {
      ui.setBottom('log')
      soon(() => ui.signals.emit('log.filter'))
    }),
  selectClients: (env) => {
    const open = openClients(env)
    if (open.length === 0) return cannot(env, 'noClients')
    return can(() => env.ui.selectMany(open), env.t('actions.effect.selectClients', { count: open.length }))
  },
  clearClosed: (env) => {
    const { lab, ui } = env
    const closed = closedSockets(lab.model, lab.now()).filter((name) => !ui.cleared.has(name))
    if (closed.length === 0) return cannot(env, 'noneClosed')
    return can(() => clearAway(ui, closed), env.t('actions.effect.clearClosed', { count: closed.length }))
  },
  showCleared: (env) => {
    const count = countCleared(env.lab.model, env.ui.cleared)
    if (count === 0) return cannot(env, 'noneCleared')
    return can(
      () => showCleared(env.ui, env.ui.cleared, count),
      env.t('actions.effect.showCleared', { count }),
    )
  },
}

function openClients({ lab, ui }: Env): string[] {
  return clients(lab.model)
    .filter(
      ({ name, descriptor, relay }) => descriptor === 'open' && relay === undefined && !ui.cleared.has(name),
    )
    .map(({ name }) => name)
}
