import { type RefObject, useEffect, useRef } from 'react'

/**
 * Who has the focus copies. The event `copy` itself goes to where text was selected last, which may be anywhere: one listener
 * (useClipboard.ts) takes it, and asks here whose turn it is.
 */
const COPIERS = new WeakMap<Element, () => void>()

/** While the focus is at `place` or in it, and no text is selected, `copy` is what Ctrl+C (Cmd+C) and the menu Edit do. */
export function useCopying(place: RefObject<Element | null>, copy: () => void): void {
  const newest = useRef(copy)
  newest.current = copy
  // Without a list of what it depends on: a list that was empty has an element now.
  useEffect(() => {
    if (place.current) COPIERS.set(place.current, () => newest.current())
  })
}

/** What copies for this element: its own, or that of what it is in. */
export function copierAt(element: Element | null): (() => void) | undefined {
  for (let at = element; at; at = at.parentElement) {
    const copy = COPIERS.get(at)
    if (copy) return copy
  }
  return undefined
}
