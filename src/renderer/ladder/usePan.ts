import { type PointerEvent, type RefObject, useRef } from 'react'

/** A move of fewer pixels is a click. */
const STILL = 4

/** Drags a list that scrolls up and down with the pointer. */
export function usePan(scroller: RefObject<HTMLElement | null>) {
  const drag = useRef<{ y: number; top: number; moved: boolean }>(undefined)
  const moved = useRef(false)
  return {
    onPointerDown: ({ button, clientY, pointerType }: PointerEvent) => {
      moved.current = false
      // A finger scrolls by itself.
      if (button !== 0 || pointerType === 'touch') return
      drag.current = { y: clientY, top: scroller.current?.scrollTop ?? 0, moved: false }
    },
    /** True while it is being dragged. */
    onPointerMove: ({ clientY, pointerId, buttons }: PointerEvent): boolean => {
      const element = scroller.current
      if (!drag.current || !element || (buttons & 1) === 0) {
        drag.current = undefined
        return false
      }
      const by = clientY - drag.current.y
      if (!drag.current.moved && Math.abs(by) < STILL) return false
      if (!drag.current.moved) element.setPointerCapture(pointerId)
      drag.current.moved = true
      moved.current = true
      element.scrollTop = drag.current.top - by
      return true
    },
    onPointerUp: () => {
      drag.current = undefined
    },
    /** The click that ends a drag is none. */
    moved: () => moved.current,
  }
}
