import { type RefObject, useLayoutEffect, useState } from 'react'
import { HEIGHT, WIDTH } from './places'

/** Below this, the smallest words could not be read: the figure is scrolled instead. */
const SMALLEST = 0.78
const LARGEST = 1.8

/** By how much the figure is enlarged, so that all of it is seen in `room`. */
export function useFit(room: RefObject<HTMLElement | null>): number {
  const [scale, setScale] = useState(1)
  useLayoutEffect(() => {
    const element = room.current
    const view = element?.parentElement
    if (!element || !view) return undefined
    // As high as the view that it is in: the room itself may be higher, and the view scrolls then.
    const measure = () => setScale(fitting(element.clientWidth, view.clientHeight))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    observer.observe(view)
    return () => observer.disconnect()
  }, [room])
  return scale
}

/** `width` and `height` of the room, px. */
export function fitting(width: number, height: number): number {
  const scale = Math.min(width / WIDTH, height / HEIGHT, LARGEST)
  return Math.max(SMALLEST, Math.floor(scale * 100) / 100)
}
