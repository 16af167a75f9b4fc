import { Popover } from '@base-ui/react/popover'
import { StickyNote } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShownName } from '../lab/useShownName'
import { useNotes } from './context'
import { NoteItem } from './NoteItem'
import mark from './NoteMark.module.css'
import css from './SocketNotes.module.css'
import { noteLine, noteText } from './text'

/** What people noted about a socket and its events: the newest in a line, all of it on request. `brief`: how many. */
export function SocketNotes({ socket, brief = false }: { socket: string; brief?: boolean }) {
  const { t } = useTranslation()
  const name = useShownName(socket)
  const notes = useNotes().of(socket)
  const newest = notes.at(-1)
  if (!newest) return null
  const label = t('notes.of', { count: notes.length, name })
  return (
    <Popover.Root>
      <Popover.Trigger
        className={`${mark.mark} ${css.trigger}`}
        data-brief={brief || undefined}
        aria-label={brief ? label : undefined}
        title={notes.map(({ text }) => noteText(text)).join('\n\n')}
      >
        <StickyNote size={12} aria-hidden="true" className={mark.icon} />
        {!brief && <span className="visually-hidden">{label}: </span>}
        {brief ? notes.length : <span className={mark.text}>{noteLine(newest.text)}</span>}
        {!brief && notes.length > 1 && (
          <span className={mark.more}>{t('notes.more', { count: notes.length - 1 })}</span>
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={css.positioner} sideOffset={6} align="start" collisionPadding={8}>
          <Popover.Popup className={css.popup} aria-label={label}>
            <ul>
              {notes.map((note) => (
                <NoteItem key={note.seq} note={note} />
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
