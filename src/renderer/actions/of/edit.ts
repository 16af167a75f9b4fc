import { copySockets, makersAmong } from '../../edit/copySockets'
import type { Direction } from '../../edit/editStore'
import { isTextField } from '../../edit/textField'
import { editName } from '../../edit/words'
import { can, cannot, type Definitions, type Env, type Offered } from '../env'

/** What was taken away, and had back; and sockets as text. */
export const editActions: Definitions = {
  undo: (env) => step(env, 'undo'),
  redo: (env) => step(env, 'redo'),
  copySockets: (env) => {
    const { ui, lab, t } = env
    if (ui.selection.length === 0) return cannot(env, 'nothingSelected')
    if (makersAmong(lab.model, ui.selection).size === 0) return cannot(env, 'noneMadeHere')
    return can(() => void copySockets(ui, lab, t), t('actions.effect.copySockets'))
  },
}

function step(env: Env, direction: Direction): Offered {
  const { ui, lab, t } = env
  // Its own, and not the palette's, which is only on the way to what is meant.
  const focused = document.activeElement
  if (isTextField(focused) && !focused?.closest('[data-palette]')) {
    return can(() => void document.execCommand(direction), t('edit.inField'))
  }
  const next = ui.edits.next(direction, lab.id)
  if (!next) return cannot(env, direction === 'undo' ? 'nothingToUndo' : 'nothingToRedo')
  const label = t(`edit.${direction}What`, { what: editName(t, next.what) })
  if (next.needsPresent && lab.travel !== null) {
    return { possible: false, label, why: t('acts.reason.past'), run: () => {} }
  }
  return { ...can(() => void ui.step(direction)), label }
}
