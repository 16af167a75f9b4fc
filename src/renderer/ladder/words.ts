import type { TFunction } from 'i18next'
import { formatBytes, visible } from '../../shared/bytes'
import type { Model } from '../../shared/model/model'
import { flagNames } from '../../shared/tcp/flags'
import { kindOf, type Side, type TcpSegment } from '../../shared/tcp/segments'
import { shownName } from '../lab/names'
import { duration } from '../ui/format'
import { type Call, type CallName, FUNCTIONS } from './calls'
import type { Mark, Row } from './rows'

export type EndNames = Record<Side, string>

/** What the two ends are called, the one that isn't there among them. `self`: the client is connected to itself. */
export function endNames(
  t: TFunction,
  model: Model,
  { client, server, self }: { client: string | undefined; server: string | undefined; self: boolean },
): EndNames {
  const caller = client === undefined ? undefined : model.sockets.get(client)
  const shown = (name: string) => visible(shownName(model, name))
  const nobody =
    caller?.error?.code === 'ECONNREFUSED'
      ? t('ladder.nobody')
      : visible(caller?.remote ?? t('ladder.unknownEnd'))
  return {
    client: client === undefined ? t('ladder.unknownEnd') : shown(client),
    server: server !== undefined ? shown(server) : self ? t('ladder.itself') : nobody,
  }
}

/** What a segment is, in a word or two: `SYN`, `data 5 B`. */
export function nameOf(t: TFunction, segment: TcpSegment): string {
  const kind = kindOf(segment)
  return kind === 'data' ? t('ladder.data', { size: formatBytes(segment.bytes) }) : kind
}

/** `seq 0 ack 1`, as far as it is known. */
export function numbersOf({ sequence, acknowledgement, atLeast }: TcpSegment): string {
  const seq = sequence === undefined ? '' : `seq ${sequence}`
  const ack = acknowledgement === undefined ? '' : `ack ${atLeast ? '≥' : ''}${acknowledgement}`
  return [seq, ack].filter(Boolean).join(' ')
}

export function callText(t: TFunction, { name, values }: Call): string {
  return isFunction(name) ? FUNCTIONS[name] : t(`ladder.call.${name}`, values)
}

function isFunction(name: CallName): name is keyof typeof FUNCTIONS {
  return name in FUNCTIONS
}

export function markText(t: TFunction, mark: Mark): string {
  return mark.what === 'lost' || mark.what === 'skipped'
    ? t(`ladder.mark.${mark.what}`, { count: mark.count })
    : t(`ladder.mark.${mark.what}`)
}

/** All that a row says, for who doesn't see it. */
export function rowText(t: TFunction, row: Row, names: EndNames): string {
  const parts: string[] = []
  const { segment, mark } = row
  if (mark) parts.push(markText(t, mark))
  if (segment) {
    const to = segment.from === 'client' ? 'server' : 'client'
    const what = [
      nameOf(t, segment),
      ...(segment.flags.includes('F') && segment.bytes > 0
        ? [t('ladder.said.length', { size: formatBytes(segment.bytes) })]
        : []),
      numbersOf(segment),
      ...(segment.again ? [t('ladder.said.again')] : []),
      t(`provenance.${segment.provenance}`),
      t(`confidence.${segment.confidence}`),
      // What was captured was on its way, and that is all that is known of it.
      ...(segment.provenance === 'captured'
        ? []
        : [t(`ladder.said.${segment.arrived ? 'arrives' : 'notSeen'}`)]),
    ]
    parts.push(
      t('ladder.said.segment', {
        from: names[segment.from],
        to: names[to],
        what: what.filter(Boolean).join(', '),
      }),
    )
  }
  for (const side of ['client', 'server'] as const) {
    const { calls, states } = row[side]
    const what = [
      ...calls.map((call) => callText(t, call)),
      ...states.map(({ to }) => t('ladder.said.state', { state: to })),
    ]
    if (what.length > 0) parts.push(t('ladder.said.call', { name: names[side], what: what.join(', ') }))
  }
  if (row.before !== undefined && row.t > row.before) parts.push(`+${duration(row.t - row.before)}`)
  return parts.join('; ')
}

/** `SYN+ACK`, and PSH, which the short name leaves out. */
export function flagText({ flags }: TcpSegment): string {
  return [flagNames(flags), ...(flags.includes('P') ? ['PSH'] : [])].join('+')
}
