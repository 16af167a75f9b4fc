import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, type UIEvent, useCallback, useLayoutEffect, useRef, useState } from 'react'

/** A list that grows at its end, and loses or gets rows at its beginning. Positions keep their meaning as it does. */
export interface Growing {
  /** Position of the first row. */
  start: number
  /** One past the position of the last row. */
  end: number
  /** Changes when positions seen before mean nothing any more. */
  epoch: number
}

export interface TailList {
  scroller: RefObject<HTMLElement | null>
  virtualizer: Virtualizer<HTMLElement, HTMLElement>
  onScroll: (event: UIEvent<HTMLElement>) => void
  /** True while the list shows its newest row and stays there. */
  following: boolean
  /** Rows that came since the list stopped following. */
  fresh: number
  follow: () => void
  /** Brings a row into sight. */
  reveal: (position: number) => void
}

/** A virtual list that follows its tail until the person scrolls up. `rowHeight` in px. */
export function useTailList({ start, end, epoch }: Growing, rowHeight: number): TailList {
  const scroller = useRef<HTMLElement>(null)
  const [following, setFollowing] = useState(true)
  const endWhenLeft = useRef(end)
  const lastTop = useRef(0)
  const before = useRef({ start, epoch })
  // Stable: a new estimate would make the virtualizer measure every row again.
  const estimateSize = useCallback(() => rowHeight, [rowHeight])
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: end - start,
    getScrollElement: () => scroller.current,
    estimateSize,
    overscan: 10,
    // A row that is revealed has its neighbours beside it.
    scrollPaddingStart: rowHeight,
    scrollPaddingEnd: rowHeight * 2,
  })

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    if (following) element.scrollTop = element.scrollHeight
    else if (before.current.epoch === epoch && start !== before.current.start) {
      // The first rows left the ring, or older ones were found: keep what the person looks at where it is.
      element.scrollTop -= (start - before.current.start) * rowHeight
    }
    lastTop.current = element.scrollTop
    before.current = { start, epoch }
  })

  const onScroll = (event: UIEvent<HTMLElement>) => {
    const element = event.currentTarget
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight
    // Only a move upwards is the person's wish to leave: rows that were added also put the end out of reach.
    if (atEnd) setFollowing(true)
    else if (following && element.scrollTop < lastTop.current - 1) {
      endWhenLeft.current = end
      setFollowing(false)
    }
    lastTop.current = element.scrollTop
  }

  const follow = useCallback(() => setFollowing(true), [])

  const reveal = (position: number) => {
    if (position < start || position >= end) return
    const element = scroller.current
    const row = virtualizer.getOffsetForIndex(position - start, 'auto')
    if (!element || !row) return
    // A list that is in sight as a whole goes on doing so.
    if (position < end - 1 && element.scrollHeight > element.clientHeight) {
      endWhenLeft.current = end
      setFollowing(false)
    }
    virtualizer.scrollToIndex(position - start, { align: 'auto' })
  }

  return {
    scroller,
    virtualizer,
    onScroll,
    following,
    fresh: following ? 0 : Math.max(0, end - endWhenLeft.current),
    follow,
    reveal,
  }
}
