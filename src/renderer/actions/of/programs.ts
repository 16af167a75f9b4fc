import type { Signal } from '../../../shared/commands'
import { isAlive } from '../../../shared/model/programs'
import { can, cannot, type Definitions, type Env, type Offered } from '../env'

/** Programs that the lab starts. */
export const programActions: Definitions = {
  runProgram: ({ ui, t }) => can(() => ui.openDialog({ name: 'program' }), t('actions.effect.runProgram')),
  endProgram: (env) => signal(env, 'SIGTERM'),
  killProgram: (env) => signal(env, 'SIGKILL'),
}

function signal(env: Env, name: Extract<Signal, 'SIGTERM' | 'SIGKILL'>): Offered {
  const { ui, lab, t } = env
  const program = lab.model.programs.get(ui.selected ?? '')
  if (!program) return cannot(env, 'noProgram')
  if (!isAlive(program)) return cannot(env, 'programEnded')
  return can(
    () => void ui.execute({ do: 'kill', socket: program.name, signal: name }),
    t(name === 'SIGTERM' ? 'actions.effect.endProgram' : 'actions.effect.killProgram'),
  )
}
