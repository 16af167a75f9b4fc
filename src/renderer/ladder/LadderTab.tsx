import { ListEnd } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { LabEvent } from '../../shared/events'
import type { Side } from '../../shared/tcp/segments'
import { keysText } from '../actions/keys'
import { useUi } from '../app/ui'
import { useKept } from '../app/useKept'
import { usePreference } from '../app/usePreference'
import { NothingYet } from '../connection/NothingYet'
import { timeText, useTimeView } from '../connection/timeView'
import { useLab, useStable } from '../lab/hooks'
import { shownName } from '../lab/names'
import { describe } from '../log/describe'
import { useLine } from '../log/useLine'
import { useNoteActs } from '../notes/useNoteActs'
import { useMomentEntry } from '../time/useMomentEntry'
import { copyText } from '../ui/copyText'
import type { MenuGroups } from '../ui/MenuItems'
import { LadderList } from './LadderList'
import css from './LadderTab.module.css'
import { LadderTail } from './LadderTail'
import { LadderTools } from './LadderTools'
import { LegColumns } from './LegColumns'
import { SCALES, type Scale, USUAL_SCALE } from './layout'
import { legNames, proxiesOf, startOfLegs } from './legs'
import { callsBeside } from './preference'
import { type Row, seqsOf } from './rows'
import { ladderText, lineOf } from './text'
import { useLadder } from './useLadder'
import type { ZoomBy } from './useZoom'
import type { EndNames } from './words'

interface Props {
  client: string | undefined
  server: string | undefined
  /** `t` at which the connection's first socket was opened, ms. */
  start: number
}

/** A menu has no more events than this. */
const IN_MENU = 12

/** The segments of a connection, between the lifelines of its two ends. */
export function LadderTab({ client, server, start }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const { pointAt, say, bridge } = useUi()
  const { entryFor } = useNoteActs()
  const line = useLine()
  const momentEntry = useMomentEntry()
  const timeView = useTimeView()
  const [zoom, setZoom] = useKept('ladder.zoom', USUAL_SCALE)
  const [calls, setCalls] = usePreference(callsBeside)
  const scale = SCALES[zoom] as Scale
  const { ladder, legs, selves } = useLadder(client, server, scale, calls)
  // Rows that are in sight are drawn anew only when something changes for them.
  const names = useStable(legNames(t, lab.model, legs, selves), isSame)
  const proxies = proxiesOf(lab.model, legs)
  const begin = legs.length > 1 ? startOfLegs(lab.model, legs) : start

  if (ladder.rows.length === 0) {
    return (
      <NothingYet
        client={client}
        server={server}
        icon={ListEnd}
        soon={t('ladder.empty')}
        none={t('ladder.none')}
      />
    )
  }

  const timeOf = (row: Row) => timeText(timeView, lab.wallOf(row.t), row.t, begin)
  const copy = async (text: string, done: string) =>
    say((await copyText(text)) ? done : t('messages.copyFailed'))
  const copyRow = (row: Row) =>
    void copy(lineOf(t, row, timeOf(row), { beside: 0, legs: legs.length }), t('ladder.copiedLine'))
  const heads = {
    client: (names[0] as EndNames).client,
    proxies,
    server: (names.at(-1) as EndNames).server,
  }
  const copyAll = () => {
    const { rows } = ladder
    void copy(ladderText(t, rows, heads, timeOf, scale.breakMs), t('ladder.copied', { count: rows.length }))
  }
  const about = (event: LabEvent): string => {
    const socket = event.socket === undefined ? '' : ` ${visible(shownName(lab.model, event.socket))}`
    return `#${event.seq}${socket} · ${line(describe(event))}`
  }
  const menu = (row: Row, seq: number): MenuGroups => [
    seqsOf(row)
      .slice(0, IN_MENU)
      .flatMap((to) => {
        const event = lab.events.bySeq(to)
        if (!event) return []
        const label = t('ladder.toEvent', { event: about(event) })
        return [{ id: `to-${to}`, label, run: () => pointAt(to) }]
      }),
    [
      {
        id: 'line',
        label: t('ladder.copyLine'),
        keys: keysText('Mod+C', bridge.platform),
        run: () => copyRow(row),
      },
      { id: 'all', label: t('ladder.copy'), run: copyAll },
      entryFor(seq),
    ],
    momentEntry(seq),
  ]
  const onZoom = (by: ZoomBy) =>
    setZoom((before) =>
      by === 'usual' ? USUAL_SCALE : Math.max(0, Math.min(SCALES.length - 1, before + by)),
    )

  return (
    <div className={css.ladder}>
      <LadderList
        ladder={ladder}
        names={names}
        heads={heads}
        scale={scale}
        start={begin}
        tail={legs.map((leg, index) => (
          <LegColumns key={leg.client ?? leg.server} leg={index} legs={legs.length}>
            <LadderTail {...leg} self={selves[index] === true} {...heldOf(index, legs.length)} />
          </LegColumns>
        ))}
        tools={({ following, follow, zoom: zoomBy }) => (
          <LadderTools
            scale={zoom}
            onZoom={zoomBy}
            calls={calls}
            onCalls={setCalls}
            following={following}
            onFollow={follow}
            onCopy={copyAll}
          />
        )}
        onZoom={onZoom}
        onCopy={copyRow}
        menu={menu}
      />
    </div>
  )
}

const isSame = (one: readonly EndNames[], other: readonly EndNames[]) =>
  one.length === other.length &&
  one.every(({ client, server }, leg) => client === other[leg]?.client && server === other[leg]?.server)

/** The ends of a leg that proxies hold; nothing where there is no proxy. */
function heldOf(leg: number, legs: number): { held?: Side[] } {
  if (legs === 1) return {}
  return { held: [...(leg > 0 ? ['client' as const] : []), ...(leg < legs - 1 ? ['server' as const] : [])] }
}
