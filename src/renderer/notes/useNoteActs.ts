import { useContext, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ACTIONS } from '../../shared/actions'
import { visible } from '../../shared/bytes'
import type { NoteCommand } from '../../shared/commands'
import type { Reply } from '../../shared/ipc'
import type { PinnedNote } from '../../shared/model/model'
import { keysText } from '../actions/keys'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import type { MenuEntry } from '../ui/MenuItems'
import { NotesContext } from './context'
import { eventTarget, type NoteTarget } from './target'

export interface NoteActs {
  /** Writes a note, in the place of `replaces` if there is one. Whoever asks for it shows a refusal. */
  write: (target: NoteTarget, text: string, replaces?: number) => Promise<Reply<'note'>>
  /** Takes a note away, which can be undone. True if it is gone. */
  remove: (note: PinnedNote) => Promise<boolean>
  /** Opens the dialog for a new note, or for one that is there. */
  open: (target: NoteTarget) => void
  edit: (note: PinnedNote) => void
  /** An entry of the menu of an event, which pins a note to it. */
  entryFor: (seq: number) => MenuEntry
  /** One of the menu of a socket. */
  entryOf: (socket: string) => MenuEntry
}

/** What can be done with notes. */
export function useNoteActs(): NoteActs {
  const { t } = useTranslation()
  const lab = useLab()
  const { openDialog, bridge, notices, did } = useUi()
  const { now, onWritten } = useContext(NotesContext)
  return useMemo(() => {
    const give = async (note: NoteCommand, quiet?: 'quiet') => {
      const reply = await bridge.request('note', { note })
      if (reply.ok) onWritten()
      else notices.addRefusal(reply.error, quiet)
      return reply
    }
    const takeAway = async ({ seq, ...note }: PinnedNote) =>
      (await give({ do: 'note', text: '', ...pinnedTo(note), replaces: seq })).ok
    const remove = async (note: PinnedNote) => {
      if (!(await takeAway(note))) return false
      did({
        what: { kind: 'note', text: note.text },
        undo: async () => (await give({ do: 'note', text: note.text, ...pinnedTo(note) })).ok,
        // It was written anew, and so is another one.
        redo: async () => {
          const again = now().all.findLast((other) => isSame(other, note))
          return again !== undefined && takeAway(again)
        },
      })
      return true
    }
    const open = (target: NoteTarget) => openDialog({ name: 'note', target })
    return {
      write: (target, text, replaces) =>
        give({ do: 'note', text, ...target, ...(replaces !== undefined && { replaces }) }, 'quiet'),
      remove,
      open,
      edit: (note) => openDialog({ name: 'note', target: note, note }),
      entryFor: (seq) => ({
        id: 'note',
        label: t('actions.name.addNote'),
        keys: keysText(ACTIONS.addNote.keys ?? '', bridge.platform),
        run: () => open(eventTarget(lab, seq)),
      }),
      entryOf: (socket) => ({
        id: 'note',
        label: t('notes.pinTo', { name: visible(shownName(lab.model, socket)) }),
        run: () => open({ socket }),
      }),
    }
  }, [t, lab, openDialog, bridge, notices, did, now, onWritten])
}

function pinnedTo({ socket, about }: Pick<PinnedNote, 'socket' | 'about'>): NoteTarget {
  return { ...(socket !== undefined && { socket }), ...(about !== undefined && { about }) }
}

function isSame(one: PinnedNote, other: PinnedNote): boolean {
  return one.text === other.text && one.socket === other.socket && one.about === other.about
}
