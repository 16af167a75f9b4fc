import { type RefObject, useEffect } from 'react'
import { following, panned, rangeOf, type Sight, zoomed } from './sight'
import type { Stage } from './stage'

/** For a wheel that tells lines or pages instead of pixels. */
const UNITS = [1, 16, 400]
/** How much closer a pixel of the wheel leads. */
const CLOSER = 0.0022

/**
 * The wheel scrolls the rows; with Ctrl, as two fingers do, it zooms at the pointer; with Shift, or from side to side, it pans.
 * React's own handler couldn't keep the browser from scrolling.
 */
export function useWheel(
  scroller: RefObject<HTMLElement | null>,
  stage: RefObject<Stage | undefined>,
  setSight: (change: (sight: Sight) => Sight) => void,
): void {
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const turn = (event: WheelEvent) => {
      const { current: on } = stage
      const unit = UNITS[event.deltaMode] ?? 1
      if (!on) return
      const whole = on.wholeNow()
      if (event.ctrlKey || event.metaKey) {
        const share = on.shareAt(event.clientX - element.getBoundingClientRect().left)
        const factor = Math.exp(Math.max(-200, Math.min(200, event.deltaY * unit)) * CLOSER)
        setSight((before) => {
          const { from, to } = rangeOf(before, whole)
          return zoomed(following(before, false, whole), whole, factor, from + share * (to - from))
        })
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        const by = (event.deltaX !== 0 ? event.deltaX : event.deltaY) * unit * on.perPixel
        setSight((before) =>
          before.span === undefined ? before : panned(following(before, false, whole), whole, by),
        )
      } else return
      event.preventDefault()
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [scroller, stage, setSight])
}
