import { targetText, usualTarget } from '../../notes/target'
import { can, cannot, type Definitions } from '../env'

/** What a person writes beside what happens. */
export const noteActions: Definitions = {
  addNote: (env) => {
    const { ui, lab, t } = env
    if (lab.travel?.session?.writable === false) return cannot(env, 'sessionReadOnly')
    const target = usualTarget(lab, ui)
    return can(
      () => ui.openDialog({ name: 'note', target }),
      t('actions.effect.addNote', { target: targetText(t, lab, target) }),
    )
  },
}
