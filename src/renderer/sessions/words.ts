import type { TFunction } from 'i18next'
import { formatBytes, visible } from '../../shared/bytes'
import type { SessionSummary } from '../../shared/session'
import { whenWords } from '../app/when'
import { duration } from '../ui/format'

/** What is told of a session in the list, column by column; empty where nothing is known. */
export interface SessionWords {
  when: string
  title: string
  lasted: string
  events: string
  size: string
  state: string
}

export function sessionWords(t: TFunction, session: SessionSummary, now: number): SessionWords {
  const { startedAt, duration: ms, events, bytes, state, title } = session
  const when = whenWords(t, startedAt, now)
  return {
    when: when === '' ? t('sessions.unknownTime') : when,
    title: title === undefined ? '' : visible(title),
    lasted: ms === undefined ? '' : duration(ms),
    events: events === undefined ? '' : t('sessions.events', { count: events }),
    size: formatBytes(bytes),
    state: t(`sessions.state.${state}`),
  }
}

/** What a person would call the session: when it was, and what it had in it. */
export function sessionName({ when, title }: SessionWords): string {
  return title === '' ? when : `${when} · ${title}`
}
