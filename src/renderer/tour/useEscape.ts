import { useEffect, useRef } from 'react'

/** What Escape closes first, and where it has a meaning of its own. */
const OTHERS = '[role="menu"], [role="listbox"][data-open], [role="dialog"]:not([data-pane="tour"])'
const EDITABLE = 'input, textarea, [contenteditable]'

/** Calls `leave` when Escape is pressed and nobody else wants it. */
export function useEscape(active: boolean, leave: () => void): void {
  const newest = useRef(leave)
  newest.current = leave
  useEffect(() => {
    if (!active) return
    let isOthers = false
    // What it closes is gone when everybody has seen the key.
    const before = ({ target }: KeyboardEvent) => {
      const isTyping = target instanceof Element && target.closest(EDITABLE) !== null
      isOthers = isTyping || document.querySelector(OTHERS) !== null
    }
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isOthers) return
      event.preventDefault()
      newest.current()
    }
    window.addEventListener('keydown', before, { capture: true })
    window.addEventListener('keydown', press)
    return () => {
      window.removeEventListener('keydown', before, { capture: true })
      window.removeEventListener('keydown', press)
    }
  }, [active])
}
