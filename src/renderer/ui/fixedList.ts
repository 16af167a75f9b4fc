import { type UIEvent, useLayoutEffect, useReducer, useRef } from 'react'
import { flushSync } from 'react-dom'
import { type Following, type Growing, useFollowing } from './following'

/** Rows that are there beyond those in sight, at either end: what a turn of the wheel brings is there before it. */
const OVERSCAN = 24
/** The same while so much comes that no row stays: each would be another one with the next frame. */
const OVERSCAN_RUSHING = 2

export interface FixedList extends Omit<Following, 'leave'> {
  /** Position of the first row that is to be there, and one past that of the last. */
  first: number
  last: number
  /** px from the top of the list. */
  topOf: (position: number) => number
  /**
   * Which of the elements shows a row. Rows that come take over the elements of those that go, with other words in them: to
   * make them anew with each frame would take several times as long.
   */
  slotOf: (position: number) => number
  /** Of all rows, px. */
  height: number
  /** Brings a row into sight. */
  reveal: (position: number) => void
}

/**
 * A virtual list of rows of the same height, which follows its tail until the person scrolls up. However many rows it has, a
 * change costs as much as those in sight. `rowHeight` in px, and so is what is left free above the first row (`above`).
 */
export function useFixedList({ start, end, epoch }: Growing, rowHeight: number, above = 0): FixedList {
  const { leave, onScroll, ...list } = useFollowing({ start, end, epoch }, rowHeight)
  const { scroller, following } = list
  const [, again] = useReducer((count: number) => count + 1, 0)
  const room = useRef(0)
  /** Where it was scrolled to, and which row was the first then. */
  const place = useRef({ top: 0, start, epoch })
  const shown = useRef({ first: 0, last: 0 })

  const visible = Math.ceil(room.current / rowHeight) + 1
  const clamp = (position: number) => Math.min(end, Math.max(start, position))
  /** The rows that are in sight, and some more. */
  const around = (isFollowing: boolean, before: number, behind: number) => {
    const { top, start: was, epoch: then } = place.current
    const scrolledTo = (then === epoch ? was : start) + Math.floor((top - above) / rowHeight)
    const from = isFollowing ? end - visible : Math.min(scrolledTo, end - visible)
    return { first: clamp(from - before), last: clamp(Math.max(from, start) + visible + behind) }
  }
  const isRushing = following && end - shown.current.last > visible
  const { first, last } = around(following, isRushing ? OVERSCAN_RUSHING : OVERSCAN, OVERSCAN)
  shown.current = { first, last }

  // Behind that of useFollowing, which scrolls.
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    place.current = { top: element.scrollTop, start, epoch }
    if (element.clientHeight === room.current) return
    room.current = element.clientHeight
    again()
  })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      if (element.clientHeight !== room.current) again()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])

  const scrolled = (event: UIEvent<HTMLElement>) => {
    onScroll(event)
    place.current = { top: event.currentTarget.scrollTop, start, epoch }
    const margin = isRushing ? 0 : OVERSCAN / 2
    const soon = around(false, margin, margin)
    const isThere = soon.first >= shown.current.first && soon.last <= shown.current.last
    // In this very frame: with the next one the person would see where rows are missing.
    if (!isThere) flushSync(again)
  }

  const reveal = (position: number) => {
    const element = scroller.current
    if (!element || position < start || position >= end) return
    const { scrollTop, clientHeight, scrollHeight } = element
    // A list that is in sight as a whole goes on doing so.
    if (position < end - 1 && scrollHeight > clientHeight) leave()
    // A row that is revealed has its neighbours beside it.
    const top = topOf(position)
    if (top - rowHeight < scrollTop) element.scrollTop = top - rowHeight
    else if (top + 3 * rowHeight > scrollTop + clientHeight)
      element.scrollTop = top + 3 * rowHeight - clientHeight
    place.current = { top: element.scrollTop, start, epoch }
  }

  const topOf = (position: number) => above + (position - start) * rowHeight
  const slots = visible + 2 * OVERSCAN + 1
  return {
    ...list,
    onScroll: scrolled,
    first,
    last,
    topOf,
    slotOf: (position) => ((position % slots) + slots) % slots,
    height: above + (end - start) * rowHeight,
    reveal,
  }
}
