import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { Scale, Tops } from './layout'

/** One step closer, or away, or how it is at first. */
export type ZoomBy = 1 | -1 | 'usual'

interface Zoomed {
  scroller: RefObject<HTMLElement | null>
  tops: Tops
  scale: Scale
  following: boolean
  /** Index of the row that the person is at; undefined if there is none. */
  at: number | undefined
  onZoom: (by: ZoomBy) => void
  /** The wheel was turned, be it to scroll or to zoom. */
  onWheel: () => void
}

/** A turn of the wheel that is a step, px. */
const STEP = 40

/** Zooms a ladder, by the wheel with Ctrl as well. What the person looks at keeps its place. */
export function useZoom({ scroller, tops, scale, following, at, onZoom, onWheel }: Zoomed) {
  const anchor = useRef<{ index: number; y: number }>(undefined)
  const drawn = useRef(scale)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || drawn.current === scale) return
    drawn.current = scale
    if (anchor.current && !following) element.scrollTop = tops.top(anchor.current.index) - anchor.current.y
    anchor.current = undefined
  })
  const zoom = (by: ZoomBy) => {
    const element = scroller.current
    if (element) {
      const middle = tops.at(element.scrollTop + element.clientHeight / 2)
      const y = (index: number) => tops.top(index) - element.scrollTop
      const seen = at !== undefined && y(at) >= 0 && y(at) < element.clientHeight
      const index = seen ? at : middle
      anchor.current = { index, y: y(index) }
    }
    onZoom(by)
  }

  const newest = useRef({ zoom, onWheel })
  newest.current = { zoom, onWheel }
  useEffect(() => {
    const element = scroller.current
    let turned = 0
    const turn = (event: WheelEvent) => {
      newest.current.onWheel()
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      turned += event.deltaY
      if (Math.abs(turned) < STEP) return
      newest.current.zoom(turned < 0 ? 1 : -1)
      turned = 0
    }
    // React listens passively, and could not keep the page from being zoomed.
    element?.addEventListener('wheel', turn, { passive: false })
    return () => element?.removeEventListener('wheel', turn)
  }, [scroller])
  return zoom
}
