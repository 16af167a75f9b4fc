import { useVirtualizer } from '@tanstack/react-virtual'
import { FolderX, History, SearchX } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionSummary } from '../../shared/session'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { keyTarget } from '../ui/listKeys'
import { type Choice, choose, chooseAll } from './listing'
import css from './SessionList.module.css'
import { SessionRow } from './SessionRow'
import type { SessionWords } from './words'

const ROW = 32
const estimate = () => ROW

interface Props {
  ref: RefObject<HTMLDivElement | null>
  /** Undefined while they are looked for. */
  sessions: readonly SessionSummary[] | undefined
  words: ReadonlyMap<string, SessionWords>
  filter: string
  choice: Choice
  onChoose: (choice: Choice) => void
  onOpen: (session: SessionSummary) => void
  onDelete: () => void
  onClearFilter: () => void
  /** They could not be found. */
  onLookAgain: (() => void) | undefined
}

/** Sessions, newest first. The list has the focus and names its marked row; Enter opens it, Delete asks to delete. */
export function SessionList(props: Props) {
  const { t } = useTranslation()
  const { ref, sessions, filter, onClearFilter, onLookAgain } = props
  const there = sessions !== undefined && sessions.length > 0
  return (
    <div className={css.place}>
      {there ? (
        <Rows {...props} sessions={sessions} />
      ) : (
        <div ref={ref} tabIndex={-1} className={css.nothing} role={sessions ? undefined : 'status'}>
          {!sessions && onLookAgain ? (
            <EmptyState
              icon={FolderX}
              action={<Button onClick={onLookAgain}>{t('sessions.lookAgain')}</Button>}
            >
              {t('sessions.unreadable')}
            </EmptyState>
          ) : !sessions ? (
            <EmptyState icon={History} late>
              {t('sessions.looking')}
            </EmptyState>
          ) : filter.trim() !== '' ? (
            <EmptyState
              icon={SearchX}
              action={
                <Button small onClick={onClearFilter}>
                  {t('sessions.clearFilter')}
                </Button>
              }
            >
              {t('sessions.noneFits', { text: filter.trim() })}
            </EmptyState>
          ) : (
            <EmptyState icon={History}>{t('sessions.none')}</EmptyState>
          )}
        </div>
      )}
    </div>
  )
}

function Rows({
  ref,
  sessions,
  words,
  choice,
  onChoose,
  onOpen,
  onDelete,
}: Props & { sessions: readonly SessionSummary[] }) {
  const { t } = useTranslation()
  const id = useId()
  const virtualizer = useVirtualizer({
    count: sessions.length,
    getScrollElement: () => ref.current,
    estimateSize: estimate,
    overscan: 10,
  })
  const active = sessions.findIndex((session) => session.id === choice.active)
  useEffect(() => {
    if (active >= 0) virtualizer.scrollToIndex(active)
  }, [active, virtualizer])

  const press = (event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey
    const page = Math.max(1, Math.floor((ref.current?.clientHeight ?? 0) / ROW) - 1)
    const from = active < 0 ? -1 : active
    const to = keyTarget(event.key, from, { start: 0, end: sessions.length, page })
    const goal = to === undefined || mod ? undefined : sessions[to]
    const marked = sessions[active]
    if (goal) onChoose(choose(sessions, choice, goal.id, { extend: event.shiftKey }))
    else if (mod && event.key.toLowerCase() === 'a') onChoose(chooseAll(sessions, choice))
    else if (event.key === ' ' && marked) onChoose(choose(sessions, choice, marked.id, { toggle: mod }))
    else if (event.key === 'Enter' && marked) onOpen(marked)
    else if (event.key === 'Delete' && choice.ids.size > 0) onDelete()
    else return
    event.preventDefault()
  }
  const rowId = (session: SessionSummary) => `${id}-${session.id}`
  const items = virtualizer.getVirtualItems()
  const marked = sessions[active]
  return (
    <div
      ref={ref}
      className={css.scroller}
      role="listbox"
      tabIndex={0}
      aria-label={t('sessions.list')}
      aria-multiselectable={true}
      aria-activedescendant={
        marked && items.some(({ index }) => index === active) ? rowId(marked) : undefined
      }
      onKeyDown={press}
    >
      <div className={css.rows} style={{ height: virtualizer.getTotalSize() }} role="none">
        {items.map(({ index, start }) => {
          const session = sessions[index]
          const said = session && words.get(session.id)
          if (!said) return null
          return (
            <SessionRow
              key={session.id}
              id={rowId(session)}
              session={session}
              words={said}
              top={start}
              place={index + 1}
              of={sessions.length}
              chosen={choice.ids.has(session.id)}
              marked={index === active}
              onPress={(event: MouseEvent) =>
                onChoose(
                  choose(sessions, choice, session.id, {
                    extend: event.shiftKey,
                    toggle: event.ctrlKey || event.metaKey,
                  }),
                )
              }
              onOpen={() => onOpen(session)}
            />
          )
        })}
      </div>
    </div>
  )
}
