import { StickyNote } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { StateChanged } from '../../shared/events'
import type { PinnedNote } from '../../shared/model/model'
import { kindOf, type Side } from '../../shared/tcp/segments'
import { timeText, useTimeView } from '../connection/timeView'
import { useLab } from '../lab/hooks'
import { useNotes } from '../notes/context'
import { noteLine, noteText } from '../notes/text'
import { duration, fullTime } from '../ui/format'
import { StateBadge } from '../ui/StateBadge'
import { StateGlyph } from '../ui/StateGlyph'
import { Arrow } from './Arrow'
import css from './LadderRow.module.css'
import { LegColumns } from './LegColumns'
import { Lifeline } from './Lifeline'
import { arrowIn, isCut, type Scale } from './layout'
import { type Cell, type Row, seqsOf, stateAfter } from './rows'
import { callText, type EndNames, markText, nameOf, numbersOf, rowText } from './words'

export interface RowProps {
  id: string
  row: Row
  /** Changes when the row does: it is changed in place. */
  version: number
  /** Of the ends of its leg. */
  names: EndNames
  legs: number
  scale: Scale
  /** px: where it begins, and what of its height is time in which nothing happened. */
  top: number
  height: number
  space: number
  /** The pointed event, if it is one of this row's. */
  pointed: number | undefined
  /** `t` of the connection's first event, ms. */
  start: number
  position: number
  total: number
}

export const LadderRow = memo(function LadderRow(props: RowProps) {
  const { id, row, names, legs, scale, top, height, space, pointed, position, total } = props
  const { t } = useTranslation()
  const { segment, mark } = row
  const index = useNotes()
  const notes = index.all.length === 0 ? NO_NOTES : seqsOf(row).flatMap((seq) => index.about(seq))
  const inner = height - space
  const arrow = arrowIn(space, inner)
  const leaves = segment ? arrow.leaves : Math.round(space + inner * 0.5)
  const { reaches } = arrow
  const broken = isCut(row, scale) ? space : 0
  const at = (side: Side) => (segment && segment.from !== side ? reaches : leaves)
  return (
    <li
      id={id}
      className={css.row}
      aria-setsize={total}
      aria-posinset={position}
      aria-current={pointed !== undefined || undefined}
      data-row={row.key}
      data-t={row.t}
      data-words={scale.words || undefined}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <span className="visually-hidden">
        {rowText(t, row, names)}
        {notes.map(({ text }) => `; ${t('notes.mark')} ${noteLine(text)}`).join('')}
      </span>
      <div className={css.picture} aria-hidden="true">
        <div className={css.ground} style={{ top: space }} />
        {space > 0 && <Pause row={row} scale={scale} space={space} />}
        {row.others?.map((states, leg) =>
          leg === row.leg ? null : (
            // biome-ignore lint/suspicious/noArrayIndexKey: their order is what they are
            <LegColumns key={leg} leg={leg} legs={legs}>
              <Rest states={states} broken={broken} />
            </LegColumns>
          ),
        )}
        {mark && (
          <span className={css.mark} data-seq={mark.seq} style={{ top: space }}>
            {markText(t, mark)}
          </span>
        )}
        {scale.words && !mark && <Time t={row.t} start={props.start} at={leaves} />}
        {notes.length > 0 && (
          <span
            className={css.note}
            style={{ top: leaves }}
            title={notes.map(({ text }) => noteText(text)).join('\n\n')}
          >
            <StickyNote size={11} />
          </span>
        )}
        <LegColumns leg={row.leg ?? 0} legs={legs}>
          <Lifeline
            side="client"
            was={row.was.client}
            is={stateAfter(row, 'client')}
            at={at('client')}
            broken={broken}
          />
          <Lifeline
            side="server"
            was={row.was.server}
            is={stateAfter(row, 'server')}
            at={at('server')}
            broken={broken}
          />
          {scale.words && (
            <>
              <Beside side="client" cell={row.client} at={at('client')} pointed={pointed} />
              <Beside side="server" cell={row.server} at={at('server')} pointed={pointed} />
            </>
          )}
          {segment && (
            <div className={css.lane} data-lane>
              <Arrow segment={segment} leaves={leaves} reaches={reaches} small={!scale.words} />
              {scale.words && (
                <span
                  className={css.label}
                  data-kind={kindOf(segment)}
                  data-from={segment.from}
                  style={{ top: (leaves + reaches) / 2 }}
                >
                  <b>{nameOf(t, segment)}</b>
                  {segment.confidence === 'possible' && <b>?</b>}
                  <span className={css.numbers}>{numbersOf(segment)}</span>
                  {segment.again && <span className={css.again}>↻ {t('ladder.again')}</span>}
                </span>
              )}
            </div>
          )}
        </LegColumns>
      </div>
    </li>
  )
})

/** The ends of a leg at which nothing happens in this row. */
function Rest({ states, broken }: { states: Row['was']; broken: number }) {
  const { client, server } = states
  return (
    <>
      <Lifeline side="client" was={client} is={client} at={broken} broken={broken} />
      <Lifeline side="server" was={server} is={server} at={broken} broken={broken} />
    </>
  )
}

const NO_NOTES: readonly PinnedNote[] = []

/** Time in which nothing happened: a little room for a little of it, a cut for much. */
function Pause({ row, scale, space }: { row: Row; scale: Scale; space: number }) {
  if (!isCut(row, scale)) return null
  return (
    <div className={css.cut} style={{ height: space, lineHeight: `${space}px` }}>
      <span>⋯ {duration(row.t - (row.before ?? row.t))} ⋯</span>
    </div>
  )
}

function Time({ t: at, start, at: top }: { t: number; start: number; at: number }) {
  const lab = useLab()
  const view = useTimeView()
  const wall = lab.wallOf(at)
  return (
    <time className={css.time} title={fullTime(wall, at)} style={{ top }}>
      {timeText(view, wall, at, start)}
    </time>
  )
}

/** Calls and new states beside a lifeline. */
function Beside({
  side,
  cell,
  at,
  pointed,
}: {
  side: Side
  cell: Cell
  at: number
  pointed: number | undefined
}) {
  const { t } = useTranslation()
  const { calls, states } = cell
  if (calls.length + states.length === 0) return null
  return (
    <span className={css.beside} data-side={side} style={{ top: at }}>
      {calls.length > 0 && (
        <span className={css.calls}>
          {calls.map((call, index) => (
            <span key={call.seq}>
              {index > 0 && ' · '}
              <span
                className={css.call}
                data-seq={call.seq}
                data-call={call.name}
                data-pointed={call.seq === pointed || undefined}
              >
                {callText(t, call)}
              </span>
            </span>
          ))}
        </span>
      )}
      <span className={css.states}>
        {states.map((state, index) => (
          <Change
            key={state.seq}
            state={state}
            last={index === states.length - 1}
            pointed={state.seq === pointed}
          />
        ))}
      </span>
    </span>
  )
}

function Change({ state, last, pointed }: { state: StateChanged; last: boolean; pointed: boolean }) {
  const { to, confidence } = state
  return (
    <span className={css.state} data-seq={state.seq} data-pointed={pointed || undefined} title={to}>
      {last ? <StateBadge state={to} plain /> : <StateGlyph state={to} />}
      {last && confidence === 'possible' && <b className={css.doubt}>?</b>}
    </span>
  )
}
