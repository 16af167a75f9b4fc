import type { TFunction } from 'i18next'
import { formatBytes } from '../../shared/bytes'
import type { OtherTransport } from '../../shared/events'
import type { PathStep, SocketModel } from '../../shared/model/model'
import { logTime } from '../time/scale'
import { duration } from '../ui/format'
import { TRANSPORT } from '../ui/StandingBadge'
import type { ConnectionRows } from './connectionRows'
import { type End, type Life, stateAt } from './ends'
import { isAlone, lastedOf, type Row } from './rows'

/** How a transition is known, in two words. */
export function knownText(t: TFunction, step: PathStep | undefined): string {
  if (!step) return t('timeline.atStart')
  return t('timeline.known', {
    provenance: t(`provenance.${step.provenance}`),
    confidence: t(`confidence.${step.confidence}`),
  })
}

/** The states of an end in their order: since when, and for how long as far as that is over. */
export function wayText(t: TFunction, { spans, closing }: End): string {
  const text = (step: PathStep, to: number) => {
    const values = { state: step.to, time: logTime(step.t), known: knownText(t, step) }
    return Number.isFinite(to)
      ? t('timeline.stepLasted', { ...values, duration: duration(Math.max(0, to - step.t)) })
      : t('timeline.step', values)
  }
  return [
    // A TIME_WAIT is expected to end, and lasts still.
    ...spans.map(({ step, to, estimated }) => text(step, estimated ? Number.POSITIVE_INFINITY : to)),
    ...(closing ? [text(closing.step, Number.POSITIVE_INFINITY)] : []),
  ].join('; ')
}

/** How an end without states stood at `t`; undefined before it was opened. */
export function lifeText(t: TFunction, { transport, from, to, standing, failed }: Life, at: number) {
  if (at < from) return undefined
  const word = at < to ? standing : failed ? 'failed' : 'closed'
  const text =
    word === 'bound' || word === 'connected' ? t(`datagrams.standing.${word}`) : t(`unix.standing.${word}`)
  return `${TRANSPORT[transport]} · ${text}`
}

/** That there are no states, and why. */
export function noStatesText(t: TFunction, transport: OtherTransport): string {
  const key = transport === 'udp' ? 'datagrams.none.states' : 'unix.none.states'
  return t('timeline.noStates', { title: t(`${key}.title`), why: t(`${key}.why`) })
}

/** Why there is no other end. */
export function noEndText(t: TFunction, row: Row): string {
  return t(isAlone(row) ? 'timeline.noConnection' : 'timeline.noEnd')
}

/** What an end has written and read, in bytes, or how many datagrams it has sent and received. */
export function saidText(t: TFunction, { transport, sent, received }: SocketModel): string {
  const [written, read] = [formatBytes(sent.bytes), formatBytes(received.bytes)]
  if (transport !== 'udp') return t('timeline.messages', { written, read })
  const counts = { sent: sent.count, received: received.count }
  return t('timeline.datagrams', { ...counts, sentBytes: written, receivedBytes: read })
}

/** How many connections, and how many datagram sockets. */
export function countText(t: TFunction, rows: readonly Row[]): string {
  let sockets = 0
  for (const row of rows) if (isAlone(row)) sockets++
  if (sockets === 0) return t('timeline.count', { count: rows.length })
  const alone = t('timeline.sockets', { count: sockets })
  if (sockets === rows.length) return alone
  const connections = t('timeline.count', { count: rows.length - sockets })
  return t('timeline.connectionsAndSockets', { connections, sockets: alone })
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

/** A connection, or a datagram socket, in one sentence, as it is at `now`. */
export function rowText(t: TFunction, connections: ConnectionRows, row: Row, now: number): string {
  const { client, server } = row
  const lead = client ?? server
  const other = client && server
  const stateOf = (end: End) =>
    end.life ? (lifeText(t, end.life, now) ?? '') : (stateAt(end, now)?.state ?? 'CLOSED')
  const values = {
    client: lead ? connections.shown(lead) : row.key,
    states: [lead, other].flatMap((end) => (end ? [stateOf(end)] : [])).join(' / '),
    start: logTime(row.start),
    duration: durationText(t, row, now),
    ending: endingText(t, row),
  }
  if (isAlone(row)) {
    const text = t('timeline.socket', { ...values, name: values.client, standing: values.states })
    return `${text}; ${noStatesText(t, 'udp')}`
  }
  const text = other
    ? t('timeline.row', { ...values, server: connections.shown(other) })
    : t('timeline.alone', values)
  return row.transport === undefined ? text : `${text}; ${noStatesText(t, row.transport)}`
}
