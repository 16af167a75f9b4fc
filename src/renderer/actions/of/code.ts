import { isTold } from '../../code/told'
import { can, cannot, type Definitions, type Env } from '../env'

/** What happened, as programs. */
export const codeActions: Definitions = {
  copyCode: (env) =>
    hasCode(env)
      ? can(() => env.ui.openDialog({ name: 'code' }), env.t('actions.effect.copyCode'))
      : cannot(env, 'noCode'),
}

function hasCode({ lab }: Env): boolean {
  for (const socket of lab.model.sockets.values()) if (isTold(socket)) return true
  return false
}
