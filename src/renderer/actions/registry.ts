import { ACTIONS, type ActionId } from '../../shared/actions'
import type { ActionState } from './context'
import { cannot, type Definitions, type Env } from './env'
import { endActions } from './of/ends'
import { kernelActions } from './of/kernel'
import { labActions } from './of/lab'
import { noteActions } from './of/notes'
import { serverActions } from './of/servers'
import { sessionActions } from './of/sessions'
import { viewActions } from './of/view'

const definitions: Definitions = {
  ...labActions,
  ...endActions,
  ...serverActions,
  ...kernelActions,
  ...sessionActions,
  ...noteActions,
  ...viewActions,
}

export const ACTION_IDS = Object.keys(ACTIONS) as ActionId[]

/** What an action is here and now. */
export function stateOf(id: ActionId, env: Env): ActionState {
  const offered = definitions[id]?.(env) ?? cannot(env, 'nothingSelected')
  const { keys } = ACTIONS[id]
  return {
    id,
    label: offered.label ?? env.t(`actions.name.${id}`),
    why: offered.why ?? '',
    possible: offered.possible,
    ...(offered.checked !== undefined && { checked: offered.checked }),
    ...(keys !== undefined && { keys }),
    run: offered.run,
  }
}
