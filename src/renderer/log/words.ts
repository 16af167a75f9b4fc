import type { TFunction } from 'i18next'
import { visibleBytes } from '../../shared/bytes'
import { hasBytes, type LabEvent } from '../../shared/events'
import { describe } from './describe'
import type { Line } from './line'
import { phrasesOf } from './phrases'

/** Puts a line about an event into the window's language. */
export function lineIn(t: TFunction, { key, values }: Line): string {
  const phrases = phrasesOf(t)
  const named = values?.peer === undefined ? { ...values, peer: phrases.t('events.someone') } : values
  return phrases.t(`events.${key}`, named)
}

/** What is said beside the line: who asked and when it is done; how a transition is known. */
export function asidesIn(t: TFunction, event: LabEvent): string[] {
  if (event.kind === 'state') {
    const phrases = phrasesOf(t)
    return [`${phrases.t(`provenance.${event.provenance}`)} · ${phrases.t(`confidence.${event.confidence}`)}`]
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
  if (!hasBytes(event) || event.data === undefined) return undefined
  return `${visibleBytes(event.data)}${event.data.length < event.bytes ? '…' : ''}`
}
