import { useEffect, useRef, useState } from 'react'

/**
 * Counts flashes: one for each change of `version`, but none before the last one is over (`end`), so that a busy row glows
 * instead of flickering. 0 before the first change.
 */
export function useFlash(version: number): { flash: number; end: () => void } {
  const seen = useRef(version)
  const busy = useRef(false)
  const [flash, setFlash] = useState(0)
  useEffect(() => {
    if (seen.current === version) return
    seen.current = version
    if (busy.current) return
    busy.current = true
    setFlash((count) => count + 1)
  }, [version])
  const end = () => {
    busy.current = false
  }
  return { flash, end }
}
