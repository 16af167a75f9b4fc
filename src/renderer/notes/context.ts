import { createContext, useContext } from 'react'
import { NoteIndex } from './noteIndex'

interface Provided {
  index: NoteIndex
  /** Is told of each note that this window has written, or taken away. */
  onWritten: () => void
}

export const NotesContext = createContext<Provided>({ index: new NoteIndex([]), onWritten: () => {} })

/** The notes of what is looked at; renders again when there is another one. */
export function useNotes(): NoteIndex {
  return useContext(NotesContext).index
}
