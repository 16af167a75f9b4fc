import { useEffect, useRef } from 'react'
import { useActions } from '../actions/context'
import { useLessons } from './context'

/** Where arrows move something else. */
const OWN_ARROWS =
  'input, textarea, [contenteditable], [role="grid"], [role="listbox"], [role="tablist"], [role="slider"], [role="toolbar"]'

/** While a lesson is presented: the keys of a presenter's remote control, and Escape, which ends it. */
export function usePresenterKeys(active: boolean): void {
  const actions = useActions()
  const store = useLessons()
  const newest = useRef(actions)
  newest.current = actions
  useEffect(() => {
    if (!active) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
      const inside = event.target instanceof Element && event.target.closest(OWN_ARROWS) !== null
      if (event.key === 'Escape' && !event.defaultPrevented) store.present(false)
      else if (event.key === 'PageDown' || (event.key === 'ArrowRight' && !inside)) {
        newest.current('nextLessonStep').run()
      } else if (event.key === 'PageUp' || (event.key === 'ArrowLeft' && !inside)) {
        newest.current('lastLessonStep').run()
      } else return
      event.preventDefault()
      event.stopPropagation()
    }
    // Before the lists, which scroll by these keys.
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [active, store])
}
