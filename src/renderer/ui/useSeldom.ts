import { useEffect, useRef, useState } from 'react'

/**
 * A text that changes no more often than once in `wait` ms, for what is read out: in a flood, only where it stands is said. What
 * it was at first is returned at once.
 */
export function useSeldom(text: string, wait: number): string {
  const [said, setSaid] = useState(text)
  const at = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (text === said) return
    const timer = setTimeout(
      () => {
        at.current = performance.now()
        setSaid(text)
      },
      Math.max(0, at.current + wait - performance.now()),
    )
    return () => clearTimeout(timer)
  }, [text, said, wait])
  return said
}
