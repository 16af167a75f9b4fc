import { TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimeWaits } from '../../shared/model/hints'
import { backlogOf, queueLimit, rowOf, timerLeft } from '../../shared/model/kernel'
import type { KernelRow as Row, SocketModel } from '../../shared/model/model'
import { isListener } from '../../shared/model/selectors'
import { useLab, useSocket } from '../lab/hooks'
import { useSeconds } from '../lab/seconds'
import { useShownName } from '../lab/useShownName'
import { GridCell, GridRow } from '../ui/Grid'
import { Hint } from '../ui/Hint'
import { StateBadge } from '../ui/StateBadge'
import { byteFill, Gauge } from './Gauge'
import css from './KernelTable.module.css'
import { useKernelSource } from './source'
import { useHints } from './useHints'
import { processText, programText, timerText } from './words'

interface Props {
  id: string
  name: string
  index: number
  /** px from the top of the list. */
  top: number
  selected: boolean
  timeWaits: TimeWaits
  onPress: (name: string) => void
  onOpen: (name: string) => void
}

/** One socket as `ss` would show it, and what the lab knows besides. */
export const KernelRow = memo(function KernelRow(props: Props) {
  const { id, name, index, top, selected, timeWaits, onPress, onOpen } = props
  const { t } = useTranslation()
  const lab = useLab()
  useKernelSource()
  const socket = useSocket(name)
  const shown = useShownName(name) ?? name
  const hints = useHints(socket, timeWaits)
  if (!socket) return null
  const row = rowOf(lab.model, socket)
  const differs = row !== undefined && row.state !== socket.state
  return (
    <GridRow
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={css.row}
      data-name={name}
      data-differs={differs || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onPress(name)}
      onDoubleClick={() => onOpen(name)}
    >
      <Cell>
        {row ? (
          <StateBadge state={row.state} plain />
        ) : (
          <span className={css.unseen} title={t('kernel.notSeenHint')}>
            {t('kernel.notSeen')}
          </span>
        )}
        {hints.length > 0 && (
          <Hint
            text={hints.map(({ kind, title, cause, remedy }) => (
              <span key={kind} className={css.hint}>
                <strong>{title}</strong> {cause} {remedy}
              </span>
            ))}
          >
            <span className={css.warning} role="img" aria-label={hints.map(({ title }) => title).join(', ')}>
              <TriangleAlert size={13} aria-hidden="true" />
            </span>
          </Hint>
        )}
      </Cell>
      <Cell title={differs ? t('kernel.stateDiffers', { kernel: row.state, lab: socket.state }) : undefined}>
        {(differs || !row) && <StateBadge state={socket.state} plain />}
      </Cell>
      {row && isListener(socket) ? <AcceptCells socket={socket} row={row} /> : <ByteCells row={row} />}
      <Cell mono>{socket.local}</Cell>
      <Cell mono>{socket.remote ?? (isListener(socket) ? '*' : undefined)}</Cell>
      <Timer row={row} />
      <Cell>{shown}</Cell>
      <Cell dim>{row ? processText(t, socket, row) : programText(t, socket)}</Cell>
    </GridRow>
  )
})

function Cell({
  children,
  title,
  mono = false,
  dim = false,
}: {
  children: React.ReactNode
  title?: string | undefined
  mono?: boolean
  dim?: boolean
}) {
  const text = typeof children === 'string' ? children : title
  return (
    <GridCell className={mono ? css.mono : css.cell} data-dim={dim || undefined} title={text}>
      {children}
    </GridCell>
  )
}

function ByteCells({ row }: { row: Row | undefined }) {
  const { t } = useTranslation()
  return [row?.receiveQueue, row?.sendQueue].map((bytes, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the two queues, always in this order
    <GridCell key={index} className={css.queue} data-empty={!bytes || undefined}>
      {bytes !== undefined && <Gauge fill={byteFill(bytes)} />}
      {bytes === undefined ? t('kernel.notSeen') : t('explorer.count', { count: bytes })}
    </GridCell>
  ))
}

/** Of a listener: how many wait to be accepted, and its backlog, as ss has them. */
function AcceptCells({ socket, row }: { socket: SocketModel; row: Row }) {
  const { t } = useTranslation()
  const limit = queueLimit(socket)
  const backlog = backlogOf(socket)
  const waiting = row.receiveQueue
  const full = limit !== undefined && waiting >= limit
  return (
    <>
      <GridCell className={css.queue} data-empty={waiting === 0 || undefined}>
        <Gauge fill={limit === undefined ? Math.min(1, waiting) : waiting / Math.max(1, limit)} full={full} />
        {t('explorer.count', { count: waiting })}
      </GridCell>
      <GridCell className={css.queue} data-empty>
        {backlog === undefined ? t('kernel.notSeen') : t('explorer.count', { count: backlog })}
      </GridCell>
    </>
  )
}

function Timer({ row }: { row: Row | undefined }) {
  const { t } = useTranslation()
  const lab = useLab()
  useSeconds(row?.timer !== undefined)
  const timer = row && timerLeft(row, lab.now())
  return (
    <Cell title={timer && t(`kernel.timerMeaning.${timer.kind}`)} dim>
      {timer && timerText(t, timer)}
    </Cell>
  )
}
