import type { Ui } from '../app/ui'
import type { Draft } from './drafts'
import type { SavedMessage, SavedMessages } from './saved'

/** What takes a saved message away: either can be undone, in whichever lab. */

export function removeSaved({ did }: Pick<Ui, 'did'>, saved: SavedMessages, message: SavedMessage): void {
  const { name } = message
  const remove = () => {
    if (!saved.has(name)) return false
    saved.remove(name)
    return true
  }
  remove()
  did({ what: { kind: 'message', name }, undo: () => saved.restore(message), redo: remove }, 'anyLab')
}

/** Keeps a message under a name; one that has it gives way. */
export function keepSaved({ did }: Pick<Ui, 'did'>, saved: SavedMessages, name: string, draft: Draft): void {
  const before = saved.get(name)
  saved.save(name, draft)
  if (!before) return
  const keep = (message: Draft) => () => {
    saved.save(name, message)
    return true
  }
  did({ what: { kind: 'replace', name }, undo: keep(before), redo: keep(draft) }, 'anyLab')
}
