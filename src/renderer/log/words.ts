import type { TFunction } from 'i18next'
import { visibleBytes } from '../../shared/bytes'
import type { LabEvent } from '../../shared/events'
import { describe, type Line } from './describe'

/** Puts a line about an event into the window's language. */
export function lineIn(t: TFunction, { key, values }: Line): string {
  return t(`events.${key}`, { peer: t('events.someone'), ...values })
}

/** What is said beside the line: who asked and when it is done; how a transition is known. */
export function asidesIn(t: TFunction, event: LabEvent): string[] {
  if (event.kind === 'state') {
    return [`${t(`provenance.${event.provenance}`)} · ${t(`confidence.${event.confidence}`)}`]
  }
  if (event.kind !== 'asked') return []
  return [
    ...(event.by === 'lab' ? [t('events.byLab')] : []),
    ...(event.deferred ? [t('events.deferred')] : []),
  ]
}

/** All that the log says about an event besides its time and its socket. */
export function wordsIn(t: TFunction, event: LabEvent): string {
  return [lineIn(t, describe(event)), ...asidesIn(t, event)].join(' ')
}

/** The bytes of a message as far as they are here, as one line; undefined for anything else. */
export function messageOf(event: LabEvent): string | undefined {
  if ((event.kind !== 'sent' && event.kind !== 'received') || event.data === undefined) return undefined
  return `${visibleBytes(event.data)}${event.data.length < event.bytes ? '…' : ''}`
}
