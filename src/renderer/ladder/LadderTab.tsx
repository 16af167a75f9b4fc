import { ListEnd } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { LabEvent } from '../../shared/events'
import { keysText } from '../actions/keys'
import { useUi } from '../app/ui'
import { useKept } from '../app/useKept'
import { NothingYet } from '../connection/NothingYet'
import { timeText, useTimeView } from '../connection/timeView'
import { useLab, useSocket } from '../lab/hooks'
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
import { SCALES, type Scale, USUAL_SCALE } from './layout'
import { callsShown, rememberCalls } from './preference'
import { mainSeq, type Row, seqsOf } from './rows'
import { ladderText, lineOf } from './text'
import { useLadder } from './useLadder'
import { type EndNames, endNames } from './words'

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
  const { pointAt, pointed, say, bridge } = useUi()
  const { entryFor } = useNoteActs()
  const line = useLine()
  const momentEntry = useMomentEntry()
  const timeView = useTimeView()
  const [zoom, setZoom] = useKept('ladder.zoom', USUAL_SCALE)
  const [calls, setCalls] = useState(callsShown)
  const scale = SCALES[zoom] as Scale
  const ladder = useLadder(client, server, scale, calls)
  const names = useNames(client, server, ladder.trace.self)

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

  const timeOf = (row: Row) => timeText(timeView, lab.wallOf(row.t), row.t, start)
  const copy = async (text: string, done: string) =>
    say((await copyText(text)) ? done : t('messages.copyFailed'))
  const copyRow = (row: Row) => void copy(lineOf(t, row, timeOf(row)), t('ladder.copiedLine'))
  const copyAll = () => {
    const { rows } = ladder
    void copy(ladderText(t, rows, names, timeOf, scale.breakMs), t('ladder.copied', { count: rows.length }))
  }
  const about = (event: LabEvent): string => {
    const socket = event.socket === undefined ? '' : ` ${visible(shownName(lab.model, event.socket))}`
    return `#${event.seq}${socket} · ${line(describe(event))}`
  }
  const menu = (row: Row): MenuGroups => [
    seqsOf(row)
      .slice(0, IN_MENU)
      .flatMap((seq) => {
        const event = lab.events.bySeq(seq)
        if (!event) return []
        const label = t('ladder.toEvent', { event: about(event) })
        return [{ id: `to-${seq}`, label, run: () => pointAt(seq) }]
      }),
    [
      {
        id: 'line',
        label: t('ladder.copyLine'),
        keys: keysText('Mod+C', bridge.platform),
        run: () => copyRow(row),
      },
      { id: 'all', label: t('ladder.copy'), run: copyAll },
      entryFor(pointed ?? mainSeq(row)),
    ],
    momentEntry(ladder.pointOf(ladder.rows.indexOf(row))),
  ]
  const onZoom = (by: 1 | -1 | 'usual') =>
    setZoom((before) =>
      by === 'usual' ? USUAL_SCALE : Math.max(0, Math.min(SCALES.length - 1, before + by)),
    )

  return (
    <div className={css.ladder}>
      <LadderList
        ladder={ladder}
        names={names}
        scale={scale}
        start={start}
        tail={<LadderTail client={client} server={server} self={ladder.trace.self} />}
        tools={({ following, follow, zoom: zoomBy }) => (
          <LadderTools
            scale={zoom}
            onZoom={zoomBy}
            calls={calls}
            onCalls={(shown) => {
              rememberCalls(shown)
              setCalls(shown)
            }}
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

/** What the two ends are called, the one that isn't there among them. */
function useNames(client: string | undefined, server: string | undefined, self: boolean): EndNames {
  const { t } = useTranslation()
  const lab = useLab()
  useSocket(client)
  useSocket(server)
  return endNames(t, lab.model, { client, server, self })
}
