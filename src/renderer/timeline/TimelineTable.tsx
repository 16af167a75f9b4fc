import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { useSeconds } from '../lab/seconds'
import { GridHeading, GridRow } from '../ui/Grid'
import { keyTarget } from '../ui/listKeys'
import { SORTINGS, type Sorting } from './sorting'
import { TableRow } from './TableRow'
import css from './TimelineTable.module.css'
import type { Timeline } from './useTimeline'

const ROW = 24
/** px of the heading, which stays above the rows. */
const HEAD = 26
const COLUMNS = [
  'connection',
  'server',
  'start',
  'duration',
  'clientStates',
  'serverStates',
  'ending',
  'messages',
] as const

/** The same connections as a table. It has the focus and names its active row: the selected connection. */
export function TimelineTable({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { range, setRange, signals } = useUi()
  const { rows, current, select, open } = timeline
  useSeconds(rows.some((row) => Number.isNaN(row.over)))
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    estimateSize: useCallback(() => ROW, []),
    overscan: 10,
    paddingStart: HEAD,
    scrollPaddingStart: HEAD,
  })
  const selected = rows[current]?.key
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls, not a row that moved
  useEffect(() => {
    if (current >= 0) virtualizer.scrollToIndex(current, { align: 'auto' })
  }, [selected])
  useSignal(signals, 'views.focus', () => scroller.current?.focus())

  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD) / ROW) - 1)
    const to = keyTarget(event.key, current < 0 ? -1 : current, { start: 0, end: rows.length, page })
    const row = rows[to ?? current]
    if (to !== undefined && row) select(row)
    else if (event.key === 'Enter' && row) open(row)
    else if (event.key === 'Escape' && range) setRange(undefined)
    else return
    event.preventDefault()
  }
  const items = virtualizer.getVirtualItems()
  const inSight = items.some((item) => item.index === current)
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, see ui/Grid
    <div
      ref={scroller}
      className={css.scroller}
      role="grid"
      tabIndex={0}
      aria-label={t('timeline.title')}
      aria-description={t('timeline.tableKeys')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={inSight ? `${id}-${current}` : undefined}
      onKeyDown={press}
    >
      <div className={css.rows} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        <Head timeline={timeline} />
        {items.map((item) => {
          const row = rows[item.index]
          return (
            row && (
              <TableRow
                key={row.key}
                id={`${id}-${item.index}`}
                index={item.index}
                top={item.start}
                row={row}
                selected={item.index === current}
                connections={timeline.connections}
                now={Number.isNaN(row.over) ? lab.now() : row.over}
                version={timeline.version}
                onPress={select}
                onOpen={open}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

function Head({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation()
  return (
    <GridRow className={css.head} aria-rowindex={1}>
      {COLUMNS.map((column) => {
        const sorting = SORTINGS.find((each) => each === column)
        return sorting ? (
          <SortButton key={column} sorting={sorting} timeline={timeline} />
        ) : (
          <GridHeading key={column} className={css.title} data-column={column}>
            {t(`timeline.column.${column}`)}
          </GridHeading>
        )
      })}
    </GridRow>
  )
}

function SortButton({ sorting, timeline: { order, setOrder } }: { sorting: Sorting; timeline: Timeline }) {
  const { t } = useTranslation()
  const isSorted = order.by === sorting
  const Arrow = order.descending ? ArrowDown : ArrowUp
  const hint = t(`timeline.columnHint.${sorting}`)
  return (
    <GridHeading
      aria-sort={isSorted ? (order.descending ? 'descending' : 'ascending') : 'none'}
      className={css.title}
      data-column={sorting}
    >
      <button
        type="button"
        title={hint}
        aria-description={`${hint} ${t('timeline.sortedBy')}`}
        onClick={() => setOrder({ by: sorting, descending: isSorted && !order.descending })}
      >
        {t(`timeline.column.${sorting}`)}
        {isSorted && <Arrow size={11} aria-hidden="true" />}
      </button>
    </GridHeading>
  )
}
