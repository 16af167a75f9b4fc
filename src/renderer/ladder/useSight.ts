import { type RefObject, useCallback, useLayoutEffect, useState } from 'react'

/** What of a list that scrolls is in sight, px. */
export function useSight(scroller: RefObject<HTMLElement | null>) {
  const [sight, setSight] = useState({ top: 0, height: 0 })
  const look = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const { scrollTop: top, clientHeight: height } = element
    setSight((before) => (before.top === top && before.height === height ? before : { top, height }))
  }, [scroller])
  useLayoutEffect(() => {
    look()
    const observer = new ResizeObserver(look)
    if (scroller.current) observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [look, scroller])
  return { ...sight, onScroll: look }
}
