import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useCallback } from 'react'
import { type Following, type Growing, useFollowing } from './following'

export interface TailList extends Omit<Following, 'leave'> {
  virtualizer: Virtualizer<HTMLElement, HTMLElement>
  /** Brings a row into sight. */
  reveal: (position: number) => void
}

/**
 * A virtual list that follows its tail until the person scrolls up. `rowHeight` in px, and so is what is left free above
 * the first row (`above`).
 */
export function useTailList({ start, end, epoch }: Growing, rowHeight: number, above = 0): TailList {
  const { leave, ...list } = useFollowing({ start, end, epoch }, rowHeight)
  const { scroller } = list
  // Stable: a new estimate would make the virtualizer measure every row again.
  const estimateSize = useCallback(() => rowHeight, [rowHeight])
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: end - start,
    getScrollElement: () => scroller.current,
    estimateSize,
    overscan: 10,
    paddingStart: above,
    // A row that is revealed has its neighbours beside it.
    scrollPaddingStart: rowHeight,
    scrollPaddingEnd: rowHeight * 2,
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

  return { ...list, virtualizer, reveal }
}
