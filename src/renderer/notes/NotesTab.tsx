import { StickyNote } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ACTIONS } from '../../shared/actions'
import type { PinnedNote } from '../../shared/model/model'
import { ActionButton } from '../actions/ActionButton'
import { keysText } from '../actions/keys'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { useNotes } from './context'
import { NoteItem } from './NoteItem'
import css from './NotesTab.module.css'
import { noteLine } from './text'
import { useNoteActs } from './useNoteActs'

/** Everything that people noted, newest last, each with what it is pinned to. */
export function NotesTab() {
  const { t } = useTranslation()
  const lab = useLab()
  const { bridge, signals } = useUi()
  const { all } = useNotes()
  const { remove } = useNoteActs()
  const scroller = useRef<HTMLElement>(null)
  const [removed, setRemoved] = useState<{ note: PinnedNote; lab: string }>()
  useSignal(signals, 'notes.focus', () => scroller.current?.focus())

  // A new note stands at the end: it is what the person wants to see.
  const count = useRef(all.length)
  useEffect(() => {
    const element = scroller.current
    if (element && all.length > count.current) element.scrollTop = element.scrollHeight
    count.current = all.length
  }, [all])

  const gone = removed?.lab === lab.id ? removed.note : undefined
  if (all.length === 0 && !gone) {
    const keys = keysText(ACTIONS.addNote.keys ?? '', bridge.platform)
    return (
      <EmptyState icon={StickyNote} action={<ActionButton id="addNote" />}>
        {t('notes.none', { keys })}
      </EmptyState>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section ref={scroller} className={css.scroller} tabIndex={0} aria-label={t('notes.title')}>
      <ol aria-label={t('notes.list')}>
        {all.map((note) => (
          <NoteItem
            key={note.seq}
            note={note}
            onRemove={async () => {
              if (await remove(note)) setRemoved({ note, lab: lab.id })
            }}
          />
        ))}
      </ol>
      {gone && <Removed key={gone.seq} note={gone} onDone={() => setRemoved(undefined)} />}
    </section>
  )
}

/** A note that was taken away; it can be written again until another one is. */
function Removed({ note, onDone }: { note: PinnedNote; onDone: () => void }) {
  const { t } = useTranslation()
  const { notices } = useUi()
  const { write } = useNoteActs()
  const button = useRef<HTMLButtonElement>(null)
  // The button that took the note away went with it.
  useEffect(() => button.current?.focus(), [])
  const undo = async () => {
    const { socket, about, text } = note
    const pinned = { ...(socket !== undefined && { socket }), ...(about !== undefined && { about }) }
    const reply = await write(pinned, text)
    if (reply.ok) onDone()
    else notices.addRefusal(reply.error)
  }
  return (
    <div className={css.removed} role="status">
      <span className={css.text}>{t('notes.removed', { text: noteLine(note.text) })}</span>
      <Button ref={button} small onClick={() => void undo()}>
        {t('notes.undo')}
      </Button>
    </div>
  )
}
