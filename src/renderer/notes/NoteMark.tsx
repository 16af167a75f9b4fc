import { StickyNote } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PinnedNote } from '../../shared/model/model'
import { useNotes } from './context'
import css from './NoteMark.module.css'
import { noteLine, noteText } from './text'

/** What people noted about an event, in its row: the newest, and how many more there are; all of it on hover. */
export function NoteMark({ seq }: { seq: number }) {
  const notes = useNotes().about(seq)
  const newest = notes.at(-1)
  return newest ? <Mark notes={notes} newest={newest} /> : null
}

function Mark({ notes, newest }: { notes: readonly PinnedNote[]; newest: PinnedNote }) {
  const { t } = useTranslation()
  return (
    <span className={css.mark} title={notes.map(({ text }) => noteText(text)).join('\n\n')}>
      <StickyNote size={12} aria-hidden="true" className={css.icon} />
      <span className="visually-hidden">{t('notes.mark')} </span>
      <span className={css.text}>{noteLine(newest.text)}</span>
      {notes.length > 1 && <span className={css.more}>{t('notes.more', { count: notes.length - 1 })}</span>}
    </span>
  )
}
