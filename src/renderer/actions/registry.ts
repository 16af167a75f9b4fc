import { ACTIONS, type ActionId } from '../../shared/actions'
import type { ActionState } from './context'
import { cannot, type Definitions, type Env } from './env'
import { codeActions } from './of/code'
import { editActions } from './of/edit'
import { endActions } from './of/ends'
import { exportActions } from './of/exports'
import { kernelActions } from './of/kernel'
import { labActions } from './of/lab'
import { lessonActions } from './of/lessons'
import { loadActions } from './of/loads'
import { noteActions } from './of/notes'
import { programActions } from './of/programs'
import { proxyActions } from './of/proxies'
import { serverActions } from './of/servers'
import { sessionActions } from './of/sessions'
import { timeActions } from './of/time'
import { viewActions } from './of/view'
import { needsPresent } from './presentOnly'

const definitions: Definitions = {
  ...labActions,
  ...editActions,
  ...endActions,
  ...serverActions,
  ...lessonActions,
  ...loadActions,
  ...programActions,
  ...proxyActions,
  ...kernelActions,
  ...sessionActions,
  ...noteActions,
  ...exportActions,
  ...codeActions,
  ...viewActions,
  ...timeActions,
}

export const ACTION_IDS = Object.keys(ACTIONS) as ActionId[]

/** What an action is here and now. */
export function stateOf(id: ActionId, env: Env): ActionState {
  const offered = definitions[id]?.(env) ?? cannot(env, 'nothingSelected')
  const { keys } = ACTIONS[id]
  const refused = env.lab.travel !== null && needsPresent(id)
  return {
    id,
    label: offered.label ?? env.t(`actions.name.${id}`),
    why: refused ? env.t('acts.reason.past') : (offered.why ?? ''),
    possible: offered.possible && !refused,
    ...(offered.checked !== undefined && { checked: offered.checked }),
    ...(keys !== undefined && { keys }),
    run: offered.run,
  }
}
