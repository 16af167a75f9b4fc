import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { useTimeView } from '../connection/timeView'
import { useCopying } from '../edit/copying'
import { useFollowing } from '../ui/following'
import { keyTarget } from '../ui/listKeys'
import type { MenuGroups } from '../ui/MenuItems'
import { type MenuAnchor, PopupMenu } from '../ui/PopupMenu'
import { TailButton } from '../ui/TailButton'
import { LadderHeads, ProxyLanes } from './LadderHeads'
import css from './LadderList.module.css'
import { LadderRow } from './LadderRow'
import type { Ladder } from './ladder'
import type { Scale } from './layout'
import { RowCard } from './RowCard'
import { type Row, seqsOf } from './rows'
import type { Heads } from './text'
import { useCursor } from './useCursor'
import { usePan } from './usePan'
import { useSight } from './useSight'
import { useZoom, type ZoomBy } from './useZoom'
import type { EndNames } from './words'

interface Props {
  ladder: Ladder
  /** Of each leg. */
  names: readonly EndNames[]
  heads: Heads
  scale: Scale
  start: number
  /** Below the newest row. */
  tail: ReactNode
  tools: (list: { following: boolean; follow: () => void; zoom: (by: ZoomBy) => void }) => ReactNode
  onZoom: (by: ZoomBy) => void
  onCopy: (row: Row) => void
  /** `seq`: the event that the row is pointed at by. */
  menu: (row: Row, seq: number) => MenuGroups
}

/** Heights, px: of the names above the lifelines, and of what stands below the newest row. */
const HEAD = 20
const TAIL = 30
/** Drawn above and below what is in sight, px. */
const MARGIN = 120

/**
 * The rows of a ladder that are in sight. The list has the focus and names the row that is pointed at; keys move it, scroll
 * and zoom.
 */
export function LadderList({ ladder, names, heads, scale, start, tail, tools, onZoom, onCopy, menu }: Props) {
  const { t } = useTranslation()
  const { pointed, setBottom, signals } = useUi()
  const listId = useId()
  const timeView = useTimeView()
  const { rows, tops, epoch } = ladder
  const { scroller, onScroll, following, fresh, follow, leave } = useFollowing(
    { start: 0, end: rows.length, epoch },
    scale.row,
  )
  const sight = useSight(scroller)
  const pan = usePan(scroller)
  const [opened, setOpened] = useState<{ row: Row; seq: number; anchor: MenuAnchor }>()
  const [card, setCard] = useState<{ row: Row; anchor: MenuAnchor }>()

  const reveal = (index: number) => {
    const element = scroller.current
    const row = rows[index]
    if (!element || !row) return
    const top = tops.top(index)
    const bottom = tops.top(index + 1)
    const view = element.clientHeight
    if (index < rows.length - 1 && element.scrollHeight > view) leave()
    if (top < element.scrollTop + scale.row) element.scrollTop = Math.max(0, top - scale.row)
    else if (bottom + HEAD > element.scrollTop + view) {
      element.scrollTop =
        index === rows.length - 1 ? element.scrollHeight : bottom + HEAD - view + 2 * scale.row
    }
  }
  const { active, pointRow } = useCursor(ladder, reveal)
  const at = active()
  const zoom = useZoom({
    scroller,
    tops,
    scale,
    following,
    at: at === undefined ? undefined : Math.floor(at),
    onZoom,
    onWheel: () => setCard(undefined),
  })
  useSignal(signals, 'views.focus', () => scroller.current?.focus())

  const indexAt = (target: EventTarget): number | undefined => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
    return element ? ladder.indexOf(Number(element.dataset.row), Number(element.dataset.t)) : undefined
  }
  const elementOf = (row: Row) => document.getElementById(`${listId}-${row.key}`)
  const laneOf = (row: Row): MenuAnchor | undefined =>
    elementOf(row)?.querySelector('svg') ?? elementOf(row) ?? undefined

  const activeRow = at !== undefined && Number.isInteger(at) ? rows[at] : undefined
  const onKey = (key: string, row: Row): boolean => {
    switch (key) {
      case 'Enter':
        setBottom('log')
        signals.emit('log.focus')
        return true
      case ' ':
        setCard(card ? undefined : { row, anchor: laneOf(row) ?? (scroller.current as Element) })
        return true
      case 'ArrowLeft':
      case 'ArrowRight': {
        const seqs = seqsOf(row)
        const to = seqs[seqs.indexOf(pointed ?? 0) + (key === 'ArrowLeft' ? -1 : 1)]
        if (to !== undefined) pointRow(rows.indexOf(row), to)
        return true
      }
    }
    return false
  }

  useCopying(scroller, () => activeRow && onCopy(activeRow))

  const press = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape' && card) {
      setCard(undefined)
      return event.stopPropagation()
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = event.key === '+' || event.key === '=' ? 1 : event.key === '-' ? -1 : undefined
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / scale.row) - 1)
    const to = keyTarget(event.key, at, { start: 0, end: rows.length, page })
    if (step !== undefined) zoom(step)
    else if (event.key === '0') zoom('usual')
    else if (to !== undefined) pointRow(to)
    else {
      if (!activeRow || !onKey(event.key, activeRow)) return
    }
    if (event.key !== ' ') setCard(undefined)
    event.preventDefault()
  }

  const height = HEAD + tops.total + TAIL
  const top = following ? Math.max(0, height - sight.height) : sight.top
  const first = tops.at(Math.max(0, top - MARGIN))
  const visible: ReactNode[] = []
  const drawn = new Set<Row>()
  for (let index = first; index < rows.length; index++) {
    const row = rows[index] as Row
    const begins = tops.top(index)
    if (begins > top + sight.height + MARGIN) break
    const rowHeight = tops.top(index + 1) - begins
    drawn.add(row)
    visible.push(
      <LadderRow
        key={row.key}
        id={`${listId}-${row.key}`}
        row={row}
        version={row.version}
        names={names[row.leg ?? 0] as EndNames}
        legs={names.length}
        scale={scale}
        top={begins}
        height={rowHeight}
        space={rowHeight - ladder.innerHeight(row)}
        pointed={index === at ? pointed : undefined}
        start={start}
        position={index + 1}
        total={rows.length}
      />,
    )
  }
  return (
    <>
      {tools({ following, follow, zoom })}
      <div className={css.list} data-times={timeView} data-relayed={names.length > 1 || undefined}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
        <div
          ref={(element) => {
            scroller.current = element
          }}
          className={css.scroller}
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and its keys move the marked row
          tabIndex={0}
          aria-label={t('ladder.label')}
          aria-description={t('ladder.keys')}
          aria-activedescendant={activeRow && drawn.has(activeRow) ? `${listId}-${activeRow.key}` : undefined}
          onScroll={(event) => {
            onScroll(event)
            sight.onScroll()
          }}
          onKeyDown={press}
          onPointerDown={pan.onPointerDown}
          onPointerMove={(event) => {
            if (pan.onPointerMove(event)) return setCard(undefined)
            const index = indexAt(event.target)
            const row = index === undefined ? undefined : rows[index]
            const inLane = event.target instanceof Element && event.target.closest('[data-lane]') !== null
            if (!row?.segment || !inLane) return setCard(undefined)
            if (card?.row === row) return
            const { clientX, clientY } = event
            setCard({ row, anchor: { getBoundingClientRect: () => new DOMRect(clientX, clientY, 0, 0) } })
          }}
          onPointerLeave={() => setCard(undefined)}
          onPointerUp={pan.onPointerUp}
          onClick={(event) => {
            if (pan.moved()) return
            const index = indexAt(event.target)
            const one =
              event.target instanceof Element ? event.target.closest<HTMLElement>('[data-seq]') : null
            if (index !== undefined) pointRow(index, one ? Number(one.dataset.seq) : undefined)
          }}
          onContextMenu={(event) => {
            const byKey = event.target === scroller.current
            const index = byKey ? at : indexAt(event.target)
            const row = index === undefined ? undefined : rows[index]
            if (!row || index === undefined) return
            event.preventDefault()
            setCard(undefined)
            const seq = ladder.pointOf(index)
            pointRow(index, seq)
            const { clientX, clientY } = event
            const pointer = { getBoundingClientRect: () => new DOMRect(clientX, clientY, 0, 0) }
            setOpened({ row, seq, anchor: (byKey && laneOf(row)) || pointer })
          }}
        >
          <LadderHeads {...heads} />
          {ladder.incomplete && <p className={css.incomplete}>{t('ladder.incomplete')}</p>}
          <ProxyLanes proxies={heads.proxies} height={tops.total + TAIL} />
          <ol className={css.rows} aria-label={t('ladder.label')} style={{ height: tops.total }}>
            {visible}
          </ol>
          <div className={css.tail} style={{ height: TAIL }}>
            {tail}
          </div>
        </div>
        {!following && <TailButton fresh={fresh} onPress={follow} />}
        <PopupMenu
          at={opened?.anchor}
          label={t('views.rowMenu', { seq: pointed ?? 0 })}
          groups={opened ? menu(opened.row, opened.seq) : []}
          onClose={() => setOpened(undefined)}
          focusAfter={() => scroller.current}
        />
        <RowCard row={card?.row} anchor={card?.anchor} names={names[card?.row.leg ?? 0] as EndNames} />
      </div>
    </>
  )
}
