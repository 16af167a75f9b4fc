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

export interface Following {
  scroller: RefObject<HTMLElement | null>
  onScroll: (event: UIEvent<HTMLElement>) => void
  /** True while the list shows its newest row and stays there. */
  following: boolean
  /** Rows that came since the list stopped following. */
  fresh: number
  follow: () => void
  leave: () => void
}

/** Follows the end of a list that scrolls until the person scrolls up. `rowHeight` in px. `held`: its height stays for now. */
export function useFollowing(
  { start, end, epoch }: Growing,
  rowHeight: number,
  held?: RefObject<boolean>,
): Following {
  const scroller = useRef<HTMLElement>(null)
  const [following, setFollowing] = useState(true)
  const endWhenLeft = useRef(end)
  const lastTop = useRef(0)
  const before = useRef({ start, epoch })
  const newest = useRef(end)
  newest.current = end

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    if (following && held?.current) return
    if (following) element.scrollTop = element.scrollHeight
    else if (before.current.epoch === epoch && start !== before.current.start) {
      // The first rows left the ring, or older ones were found: keep what the person looks at where it is.
      element.scrollTop -= (start - before.current.start) * rowHeight
    }
    lastTop.current = element.scrollTop
    before.current = { start, epoch }
  })

  const leave = useCallback(() => {
    endWhenLeft.current = newest.current
    setFollowing(false)
  }, [])
  const follow = useCallback(() => setFollowing(true), [])

  const onScroll = (event: UIEvent<HTMLElement>) => {
    const element = event.currentTarget
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight
    // Only a move upwards is the person's wish to leave: rows that were added also put the end out of reach.
    if (atEnd) follow()
    else if (following && element.scrollTop < lastTop.current - 1) leave()
    lastTop.current = element.scrollTop
  }

  return {
    scroller,
    onScroll,
    following,
    fresh: following ? 0 : Math.max(0, end - endWhenLeft.current),
    follow,
    leave,
  }
}
