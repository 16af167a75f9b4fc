import { useEffect, useState } from 'react'

/**
 * The newest value of `read`, looked at no more than once in `wait` ms: at once if nothing came for that long. For lists
 * that must not be made anew, or put in another order, with every event. `read` must be stable.
 */
export function useCalm(
  subscribe: (listener: () => void) => () => void,
  read: () => number,
  wait: number,
): number {
  const [value, setValue] = useState(read)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let taken = Number.NEGATIVE_INFINITY
    const take = () => {
      timer = undefined
      taken = performance.now()
      setValue(read())
    }
    const stop = subscribe(() => {
      if (timer !== undefined) return
      const left = taken + wait - performance.now()
      if (left <= 0) take()
      else timer = setTimeout(take, left)
    })
    // What came between the render and this effect.
    setValue(read())
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [subscribe, read, wait])
  return value
}
