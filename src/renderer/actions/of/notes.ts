import { targetText, usualTarget } from '../../notes/target'
import { can, type Definitions } from '../env'

/** What a person writes beside what happens. */
export const noteActions: Definitions = {
  addNote: ({ ui, lab, t }) => {
    const target = usualTarget(lab, ui)
    return can(
      () => ui.openDialog({ name: 'note', target }),
      t('actions.effect.addNote', { target: targetText(t, lab, target) }),
    )
  },
}
