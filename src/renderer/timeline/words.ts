import type { TFunction } from 'i18next'
import type { PathStep } from '../../shared/model/model'
import { logTime } from '../time/scale'
import { duration } from '../ui/format'
import type { ConnectionRows } from './connectionRows'
import { type End, stateAt } from './ends'
import { lastedOf, type Row } from './rows'

/** How a transition is known, in two words. */
export function knownText(t: TFunction, step: PathStep | undefined): string {
  if (!step) return t('timeline.atStart')
  return t('timeline.known', {
    provenance: t(`provenance.${step.provenance}`),
    confidence: t(`confidence.${step.confidence}`),
  })
}

/** How a connection stands, or how it has ended. */
export function endingText(t: TFunction, { ending, code }: Row): string {
  const text = t(`timeline.ending.${ending}`)
  return code === undefined ? text : t('timeline.withCode', { ending: text, code })
}

export function durationText(t: TFunction, row: Row, now: number): string {
  const text = duration(lastedOf(row, now))
  return t(Number.isNaN(row.over) ? 'timeline.lasting' : 'timeline.lasted', { duration: text })
}

/** A connection in one sentence, as it is at `now`. */
export function rowText(t: TFunction, connections: ConnectionRows, row: Row, now: number): string {
  const { client, server } = row
  const lead = client ?? server
  const other = client && server
  const stateOf = (end: End) => stateAt(end, now)?.state ?? 'CLOSED'
  const values = {
    client: lead ? connections.shown(lead) : row.key,
    states: [lead, other].flatMap((end) => (end ? [stateOf(end)] : [])).join(' / '),
    start: logTime(row.start),
    duration: durationText(t, row, now),
    ending: endingText(t, row),
  }
  return other
    ? t('timeline.row', { ...values, server: connections.shown(other) })
    : t('timeline.alone', values)
}
