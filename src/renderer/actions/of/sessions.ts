import { isEmpty } from '../../app/counts'
import { can, cannot, type Definitions, type Env } from '../env'

/** Recorded sessions, and the recording of the lab that is open. */
export const sessionActions: Definitions = {
  sessions: ({ ui, t }) => can(() => ui.openDialog({ name: 'sessions' }), t('actions.effect.sessions')),
  openSession: (env) => can(() => void pick(env), env.t('actions.effect.openSession')),
  exportSession: (env) =>
    // A recorded session is there to be exported at its beginning, too.
    isEmpty(env.lab.model) && env.lab.travel === null
      ? cannot(env, 'emptyLab')
      : can(() => env.ui.openDialog({ name: 'exportSession' }), env.t('actions.effect.exportSession')),
  recording: ({ ui, t }) => can(() => ui.openDialog({ name: 'recording' }), t('actions.effect.recording')),
}

async function pick({ desk, ui }: Env): Promise<void> {
  const opening = await desk.pick('session')
  if (typeof opening === 'object') ui.notices.addRefusal(opening)
}
