import { useCallback, useEffect, useRef, useState } from 'react'

/** How long after a key the person is still taken to be on the way through the list, ms. */
const WALKING_MS = 2000

/** Whether someone is at work in a list, so that nothing in it may move: with the pointer, or with keys a moment ago. */
export function useHeld() {
  const [over, setOver] = useState(false)
  const [walking, setWalking] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const walk = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setWalking(false), WALKING_MS)
    setWalking(true)
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])
  const enter = useCallback(() => setOver(true), [])
  const leave = useCallback(() => setOver(false), [])
  return { held: over || walking, walk, enter, leave }
}
