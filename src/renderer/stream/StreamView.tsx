import { useVirtualizer } from '@tanstack/react-virtual'
import { SquareSplitHorizontal } from 'lucide-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import { type ByteFormat, useUi } from '../app/ui'
import { useCopying } from '../edit/copying'
import { useLab, useSocket } from '../lab/hooks'
import { shownName } from '../lab/names'
import { useCopyMessage } from '../messages/useCopyMessage'
import { EmptyState } from '../ui/EmptyState'
import { Segmented } from '../ui/Segmented'
import { BandRow } from './BandRow'
import type { Lane, Piece } from './lanes'
import { pieceWords } from './pieceWords'
import css from './Stream.module.css'
import { type Band, type Layer, useBand } from './useBand'

interface Props {
  client: string | undefined
  server: string | undefined
  format: ByteFormat
}

/** Width of a byte, px. */
const CELL = { text: 14, hex: 22 }
/** Left of the band: names of the lanes, and where the row begins; px. */
const GUTTER = 112
/** Heights, px: of a lane, of the bytes, and around both. */
const LANE = 22
const BYTES = 24
const AROUND = 18
/** More rows than a page can be high have no place: the newest of a stream that is so long are shown. */
const MOST_ROWS = 150_000

/** Writes beside reads: one direction of a connection as a band, cut above by whoever wrote, below by whoever read. */
export function StreamView({ client, server, format }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const [isUp, setUp] = useState(true)
  const [layer, setLayer] = useState<Layer>('plain')
  const [one, other] = [useSocket(client), useSocket(server)]
  const [writer, reader] = isUp ? [client, server] : [server, client]
  const band = useBand(writer, reader, layer)
  const name = (socket: string | undefined) =>
    socket === undefined ? '–' : visible(shownName(lab.model, socket))
  const hasTls = one?.layers?.tls !== undefined || other?.layers?.tls !== undefined
  return (
    <div className={css.view}>
      <div className={css.tools}>
        <Segmented
          name={t('stream.direction')}
          choices={[
            { value: 'up', label: t('stream.to', { from: name(client), to: name(server) }) },
            { value: 'down', label: t('stream.to', { from: name(server), to: name(client) }) },
          ]}
          value={isUp ? 'up' : 'down'}
          onChange={(value) => setUp(value === 'up')}
        />
        {hasTls && (
          <Segmented
            name={t('stream.layer')}
            choices={[
              { value: 'plain', label: t('stream.plain') },
              { value: 'records', label: t('stream.records') },
            ]}
            value={layer}
            onChange={setLayer}
          />
        )}
        <Summary band={band} />
      </div>
      {!band.isWhole && band.end > 0 && <p className={css.note}>{t('stream.foreign')}</p>}
      {band.end === 0 ? (
        <EmptyState icon={SquareSplitHorizontal}>
          {t('stream.none')} {t('stream.noneHint')}
        </EmptyState>
      ) : (
        <Rows key={`${isUp} ${layer}`} band={band} format={format} side={isUp ? 'client' : 'server'} />
      )}
    </div>
  )
}

/** How often the stream was cut on either side, and what of it is still to be read. */
function Summary({ band: { above, below } }: { band: Band }) {
  const { t } = useTranslation()
  const words = [...above, ...below].map((lane) => {
    const isMessages = lane.kind === 'packed' || lane.kind === 'unpacked'
    const key = isMessages ? 'messages' : lane.kind === 'sent' ? 'writes' : 'reads'
    return t(`stream.${key}`, { count: lane.count })
  })
  const written = Math.max(0, ...above.map((lane) => lane.end))
  const read = Math.max(0, ...below.map((lane) => lane.end))
  const unread = above.length > 0 && below.length > 0 ? written - read : 0
  return (
    <span className={css.summary}>
      {words.join(' · ')}
      {unread > 0 && (
        <span className={css.unread}> · {t('stream.unread', { size: formatBytes(unread) })}</span>
      )}
    </span>
  )
}

function Rows({ band, format, side }: { band: Band; format: ByteFormat; side: 'client' | 'server' }) {
  const { t } = useTranslation()
  const { pointed, pointAt } = useUi()
  const scroller = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const atEnd = useRef(true)
  const lanes = [...band.above, ...band.below]
  const cell = CELL[format]
  const perRow = Math.max(8, Math.floor((width - GUTTER - 24) / cell / 8) * 8)
  const all = Math.max(1, Math.ceil(band.end / perRow))
  const first = Math.max(0, all - MOST_ROWS)
  const rowHeight = AROUND + BYTES + LANE * lanes.length
  const virtualizer = useVirtualizer({
    count: width === 0 ? 0 : all - first,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  })

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => setWidth(element.clientWidth)
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are placed anew
  useLayoutEffect(() => virtualizer.measure(), [rowHeight, perRow])

  // It follows what comes until it is scrolled away.
  const count = all - first
  useEffect(() => {
    if (atEnd.current && count > 0) virtualizer.scrollToIndex(count - 1, { align: 'end' })
  }, [count, virtualizer])

  const current = pointed === undefined ? undefined : pieceIn(lanes, pointed)
  const row = current && Math.max(0, Math.floor(current.piece.from / perRow) - first)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is pointed at scrolls, here or in another view, and nothing else
  useEffect(() => {
    if (row !== undefined && width > 0) virtualizer.scrollToIndex(row, { align: 'auto' })
  }, [pointed, width])
  const copy = useCopyMessage()
  useCopying(scroller, () => current && void copy(current.piece.seq))
  const onKey = (event: KeyboardEvent) => {
    const lane = current?.lane ?? lanes[0]
    const { seq, from } = current?.piece ?? {}
    const at = lanes.indexOf(lane as Lane)
    const target = {
      ArrowLeft: () => (seq === undefined ? lane?.first() : lane?.beside(seq, -1)),
      ArrowRight: () => (seq === undefined ? lane?.first() : lane?.beside(seq, 1)),
      ArrowUp: () => lanes[at - 1]?.holding(from ?? 0),
      ArrowDown: () => lanes[at + 1]?.holding(from ?? 0),
      Home: () => lane?.first(),
      End: () => lane?.last(),
    }[event.key]
    if (!target) return
    event.preventDefault()
    const piece = target()
    if (piece) pointAt(piece.seq)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      ref={scroller}
      className={css.scroller}
      role="group"
      aria-label={t('stream.label', { bytes: formatBytes(band.end) })}
      aria-description={t('stream.keys')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move along its pieces
      tabIndex={0}
      onKeyDown={onKey}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < rowHeight
      }}
    >
      <div className={css.rows} style={{ height: virtualizer.getTotalSize() }} data-side={side}>
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <BandRow
            key={index}
            band={band}
            from={(first + index) * perRow}
            perRow={perRow}
            cell={cell}
            format={format}
            top={start}
            pointed={pointed}
            onPoint={pointAt}
          />
        ))}
      </div>
      <div className="visually-hidden" role="status">
        {current && pieceWords(t, current.lane, current.piece)}
      </div>
    </div>
  )
}

/** What the pointed event is here. */
function pieceIn(lanes: readonly Lane[], seq: number): { lane: Lane; piece: Piece } | undefined {
  for (const lane of lanes) {
    const piece = lane.of(seq)
    if (piece) return { lane, piece }
  }
  return undefined
}
