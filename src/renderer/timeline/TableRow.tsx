import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLab } from '../lab/hooks'
import { logTime } from '../time/scale'
import { duration } from '../ui/format'
import { GridCell, GridRow } from '../ui/Grid'
import { StateGlyph } from '../ui/StateGlyph'
import type { ConnectionRows } from './connectionRows'
import { EndState } from './EndState'
import { type End, stateAt } from './ends'
import { BAD_ENDINGS } from './marks'
import { lastedOf, type Row } from './rows'
import css from './TimelineTable.module.css'
import { endingText, noEndText, noStatesText, saidText, wayText } from './words'

interface Props {
  id: string
  index: number
  /** px from the top of the list. */
  top: number
  row: Row
  selected: boolean
  connections: ConnectionRows
  /** Up to when it has lasted, ms. */
  now: number
  /** Moves when the row may have changed, which it does in place. */
  version: number
  onPress: (row: Row) => void
  onOpen: (row: Row) => void
}

/** A connection, or a datagram socket, in words: what its row of the picture shows. */
export const TableRow = memo(function TableRow(props: Props) {
  const { id, index, top, row, selected, connections, now, onPress, onOpen } = props
  const { t } = useTranslation()
  const { client, server, ending } = row
  const { name, other } = connections.names(row)
  return (
    <GridRow
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={css.row}
      data-key={row.key}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onPress(row)}
      onDoubleClick={() => onOpen(row)}
    >
      <GridCell className={css.cell}>{name}</GridCell>
      <GridCell className={css.cell}>{other ?? ''}</GridCell>
      <GridCell className={css.number}>{logTime(row.start)}</GridCell>
      <GridCell className={css.number}>{duration(lastedOf(row, now))}</GridCell>
      <States row={row} end={client} />
      <States row={row} end={server} />
      <GridCell className={css.cell} data-bad={BAD_ENDINGS.has(ending) || undefined}>
        {endingText(t, row)}
      </GridCell>
      <GridCell className={css.cell}>
        <Said row={row} />
      </GridCell>
    </GridRow>
  )
})

/** The way of an end through the states: shapes for the eye, words and times for who can't see them. */
function States({ row, end }: { row: Row; end: End | undefined }) {
  const { t } = useTranslation()
  const lab = useLab()
  if (!end) {
    return (
      <GridCell className={css.cell}>
        <span className={css.none}>{noEndText(t, row)}</span>
      </GridCell>
    )
  }
  if (end.life) {
    const why = noStatesText(t, end.life.transport)
    return (
      <GridCell className={css.states}>
        <EndState end={end} at={lab.now()} />
        <span className="visually-hidden">{why}</span>
      </GridCell>
    )
  }
  const now = stateAt(end, lab.now())
  const steps = [...end.spans.map(({ step }) => step), ...(end.closing ? [end.closing.step] : [])]
  const text = wayText(t, end)
  return (
    <GridCell className={css.states} title={text}>
      <span aria-hidden="true" className={css.path}>
        {steps.map(({ seq, to }) => (
          <StateGlyph key={seq} state={to} />
        ))}
      </span>
      {now && (
        <span className={css.state} data-state={now.state} aria-hidden="true" translate="no">
          {now.state}
        </span>
      )}
      <span className="visually-hidden">{text}</span>
    </GridCell>
  )
}

/** What the lab's own end has written and read, the client's if it is. */
function Said({ row: { client, server } }: { row: Row }) {
  const { t } = useTranslation()
  const lab = useLab()
  const own = client && !client.foreign ? client : server
  const socket = own && lab.model.sockets.get(own.name)
  if (!socket) return null
  return saidText(t, socket)
}
