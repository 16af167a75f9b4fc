import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useReducer, useRef } from 'react'
import { type Following, type Growing, useFollowing } from './following'

/** A row that is to be there. */
export interface TailRow {
  position: number
  /** px from the top of the list. */
  top: number
  /** Of the element that shows it: while rows rush by, those that come take over the elements of those that go. */
  key: string
  /** Its height is to be measured. */
  measured: boolean
}

export interface TailList extends Omit<Following, 'leave'> {
  virtualizer: Virtualizer<HTMLElement, HTMLElement>
  rows: readonly TailRow[]
  /** Of all rows, px. */
  height: number
  /** Brings a row into sight. */
  reveal: (position: number) => void
}

/** Rows rush by until none has come for so long, ms. */
const RUSH_MS = 300

/**
 * A virtual list that follows its tail until the person scrolls up. `rowHeight` in px, of a usual row; others are measured. `keyOf`
 * names a row for good.
 *
 * While so much comes that no row stays in sight, rows are taken for usual ones, and the list keeps its height with the newest
 * rows at its end: to measure and to scroll takes several times as long as to draw them.
 */
export function useTailList(
  { start, end, epoch }: Growing,
  rowHeight: number,
  keyOf: (position: number) => number,
): TailList {
  const held = useRef(false)
  const { leave, ...list } = useFollowing({ start, end, epoch }, rowHeight, held)
  const { scroller, following } = list
  const [, again] = useReducer((count: number) => count + 1, 0)
  const inSight = useRef(0)
  /** Elements of rows go when a rush begins and when it ends: whoever stood in one stands in the list then. */
  const stood = useRef<{ isRush: boolean; inRow: boolean }>({ isRush: false, inRow: false })
  /** As it was drawn last; in a rush, before that. */
  const drawn = useRef({ end: start, count: 0, height: 0, epoch })
  const rushed = useRef({ at: Number.NEGATIVE_INFINITY, end })

  const came = drawn.current.epoch === epoch ? end - rushed.current.end : 0
  const visible = Math.ceil(inSight.current / rowHeight) + 1
  const now = performance.now()
  // What is there when the list is shown first has not rushed by.
  if (following && inSight.current > 0 && came > visible) rushed.current.at = now
  const isRush = following && drawn.current.epoch === epoch && now - rushed.current.at < RUSH_MS
  rushed.current.end = end
  if (stood.current.isRush !== isRush)
    stood.current = { isRush, inRow: isWithin(scroller.current, document.activeElement) }
  // Once it has been drawn with the height that stays.
  held.current = isRush && drawn.current.height > inSight.current

  // Stable: a new estimate would make the virtualizer measure every row again.
  const estimateSize = useCallback(() => rowHeight, [rowHeight])
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: isRush ? drawn.current.count : end - start,
    getScrollElement: () => scroller.current,
    estimateSize,
    overscan: 10,
    // A row that is revealed has its neighbours beside it.
    scrollPaddingStart: rowHeight,
    scrollPaddingEnd: rowHeight * 2,
  })
  const total = virtualizer.getTotalSize()
  const height = isRush ? Math.max(drawn.current.height, inSight.current) : total

  useLayoutEffect(() => {
    const element = scroller.current
    inSight.current = element?.clientHeight ?? 0
    if (stood.current.inRow && !isWithin(element, document.activeElement))
      element?.focus({ preventScroll: true })
    stood.current.inRow = false
    if (isRush) return
    // Who has left the rush goes on to see what was there: the rows since then lie below.
    const { height: before, count, epoch: then } = drawn.current
    const was = rushed.current.at
    drawn.current = { end, count: end - start, height: total, epoch }
    if (element && !following && then === epoch && was > 0 && count > 0)
      element.scrollTop += Math.max(0, total - before)
    rushed.current.at = Number.NEGATIVE_INFINITY
  })
  useEffect(() => {
    if (!isRush) return
    const timer = setTimeout(again, RUSH_MS)
    return () => clearTimeout(timer)
  })

  const rows: TailRow[] = isRush
    ? Array.from({ length: Math.min(visible, end - start) }, (_, back) => {
        const position = end - 1 - back
        const slot = position % (visible + 1)
        const top = height - (back + 1) * rowHeight
        return { position, top, key: `slot.${slot}`, measured: false }
      }).reverse()
    : virtualizer.getVirtualItems().map((item) => {
        const position = start + item.index
        return { position, top: item.start, key: `row.${keyOf(position)}`, measured: true }
      })

  const reveal = (position: number) => {
    if (position < start || position >= end) return
    const element = scroller.current
    const row = virtualizer.getOffsetForIndex(position - start, 'auto')
    if (!element || !row) return
    // A list that is in sight as a whole goes on doing so.
    if (position < end - 1 && element.scrollHeight > element.clientHeight) leave()
    virtualizer.scrollToIndex(position - start, { align: 'auto' })
  }

  return { ...list, virtualizer, rows, height, reveal }
}

function isWithin(list: HTMLElement | null, element: Element | null): boolean {
  return list !== null && element !== list && list.contains(element)
}
