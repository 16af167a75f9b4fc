import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { useLab } from '../lab/hooks'
import { NotesContext } from './context'
import { NoteIndex, stateOf } from './noteIndex'

/** Has the notes at hand for everything below: rows ask for theirs. */
export function NotesProvider({ children }: { children: ReactNode }) {
  const lab = useLab()
  const state = useSyncExternalStore(lab.subscribe, () => `${lab.id} ${stateOf(lab.model.notes)}`)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `state` tells when
  const index = useMemo(() => new NoteIndex(lab.model.notes), [lab, state])
  return <NotesContext value={index}>{children}</NotesContext>
}
