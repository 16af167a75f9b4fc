import { CircleCheck, CircleDot, LifeBuoy, type LucideIcon } from 'lucide-react'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionSummary } from '../../shared/session'
import css from './SessionList.module.css'
import type { SessionWords } from './words'

const ICONS: Record<SessionSummary['state'], LucideIcon> = {
  open: CircleDot,
  ended: CircleCheck,
  recovered: LifeBuoy,
}

interface Props {
  id: string
  session: SessionSummary
  words: SessionWords
  top: number
  /** From 1. */
  place: number
  of: number
  chosen: boolean
  marked: boolean
  onPress: (event: MouseEvent) => void
  onOpen: () => void
}

export function SessionRow({ id, session, words, top, place, of, chosen, marked, onPress, onOpen }: Props) {
  const { t } = useTranslation()
  const Icon = ICONS[session.state]
  const { when, title, lasted, events, size, state } = words
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its marked row
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      aria-posinset={place}
      aria-setsize={of}
      data-marked={marked || undefined}
      className={css.row}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onPress}
      onDoubleClick={onOpen}
    >
      <time dateTime={session.startedAt} className={css.when}>
        {when}
      </time>
      <span className={css.title}>
        {title === '' ? <span className={css.untitled}>{t('sessions.untitled')}</span> : title}
      </span>
      <span className={css.number}>{lasted}</span>
      <span className={css.number}>{events}</span>
      <span className={css.number}>{size}</span>
      <span className={css.state} data-state={session.state}>
        <Icon size={13} aria-hidden="true" />
        {state}
      </span>
    </div>
  )
}
