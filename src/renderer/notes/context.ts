import { createContext, useContext } from 'react'
import { NoteIndex } from './noteIndex'

interface Provided {
  index: NoteIndex
  /** The newest of them, at whatever time that is asked. */
  now: () => NoteIndex
  /** Is told of each note that this window has written, or taken away. */
  onWritten: () => void
}

const NONE = new NoteIndex([])

export const NotesContext = createContext<Provided>({
  index: NONE,
  now: () => NONE,
  onWritten: () => {},
})

/** The notes of what is looked at; renders again when there is another one. */
export function useNotes(): NoteIndex {
  return useContext(NotesContext).index
}
