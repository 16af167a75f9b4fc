import { Pencil, Trash2 } from 'lucide-react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { PinnedNote } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { clockTime, fullTime } from '../ui/format'
import css from './NoteItem.module.css'
import { eventText, targetText } from './target'
import { noteText } from './text'
import { useNoteActs } from './useNoteActs'

interface Props {
  note: PinnedNote
  onRemove?: (note: PinnedNote) => void
  ref?: Ref<HTMLLIElement>
}

/** A note with what it is pinned to, which leads there, and what can be done with it. */
export function NoteItem({ note, onRemove, ref }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const { select, pointAt, pointed, bridge } = useUi()
  const { edit } = useNoteActs()
  const { about, socket } = note
  const wall = lab.wallOf(note.t)
  const target = targetText(t, lab, note)
  const show = async (seq: number) => {
    // In the past, an event that is yet to come is gone to.
    if (lab.travel && seq > lab.model.seq) await bridge.request('goTo', { seq })
    pointAt(seq)
  }
  const place =
    about !== undefined ? () => void show(about) : socket !== undefined ? () => select(socket) : undefined
  return (
    <li ref={ref} className={css.item} data-seq={note.seq}>
      <time className={css.time} title={fullTime(wall, note.t)}>
        {clockTime(wall)}
      </time>
      <div className={css.body}>
        {place ? (
          <button
            type="button"
            className={css.target}
            aria-label={t('notes.show', { target })}
            aria-pressed={about !== undefined ? about === pointed : undefined}
            title={eventText(t, lab, note)}
            onClick={place}
          >
            {target}
          </button>
        ) : (
          <span className={css.target}>{target}</span>
        )}
        <p className={css.text}>{noteText(note.text)}</p>
      </div>
      <span className={css.acts}>
        <button
          type="button"
          className={css.act}
          aria-label={t('notes.editNote', { target })}
          title={t('notes.edit')}
          onClick={() => edit(note)}
        >
          <Pencil size={13} aria-hidden="true" />
        </button>
        {onRemove && (
          <button
            type="button"
            className={css.act}
            aria-label={t('notes.removeNote', { target })}
            title={t('notes.remove')}
            onClick={() => onRemove(note)}
          >
            <Trash2 size={13} aria-hidden="true" />
          </button>
        )}
      </span>
    </li>
  )
}
