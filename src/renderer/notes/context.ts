import { createContext, useContext } from 'react'
import { NoteIndex } from './noteIndex'

export const NotesContext = createContext(new NoteIndex([]))

/** The notes of what is looked at; renders again when there is another one. */
export function useNotes(): NoteIndex {
  return useContext(NotesContext)
}
