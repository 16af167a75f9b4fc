import { StickyNote } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ACTIONS } from '../../shared/actions'
import { ActionButton } from '../actions/ActionButton'
import { keysText } from '../actions/keys'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { EmptyState } from '../ui/EmptyState'
import { soon } from '../ui/soon'
import { useNotes } from './context'
import { NoteItem } from './NoteItem'
import css from './NotesTab.module.css'
import { useNoteActs } from './useNoteActs'

/** Everything that people noted, newest last, each with what it is pinned to. */
export function NotesTab() {
  const { t } = useTranslation()
  const { bridge, signals } = useUi()
  const { all } = useNotes()
  const { remove } = useNoteActs()
  const scroller = useRef<HTMLElement>(null)
  useSignal(signals, 'notes.focus', () => scroller.current?.focus())

  // The button that took a note away went with it.
  const focusAfter = () => {
    const tab = document.querySelector<HTMLElement>('[data-pane="bottom"] [role="tab"][aria-selected="true"]')
    ;(scroller.current ?? tab)?.focus()
  }

  // A new note stands at the end: it is what the person wants to see.
  const count = useRef(all.length)
  useEffect(() => {
    const element = scroller.current
    if (element && all.length > count.current) element.scrollTop = element.scrollHeight
    count.current = all.length
  }, [all])

  if (all.length === 0) {
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
              if (await remove(note)) soon(focusAfter)
            }}
          />
        ))}
      </ol>
    </section>
  )
}
