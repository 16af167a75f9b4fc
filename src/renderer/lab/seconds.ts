import { useSyncExternalStore } from 'react'
import { useLab } from './hooks'

/** One clock for every relative time on the screen. It runs only while something needs it. */

const listeners = new Set<() => void>()
let ticks = 0
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    ticks++
    for (const each of [...listeners]) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

const idle = () => () => {}

/** Renders again while `needed`: once a second, and whenever another moment is looked at. */
export function useSeconds(needed: boolean): void {
  const lab = useLab()
  useSyncExternalStore(needed ? subscribe : idle, () => ticks)
  useSyncExternalStore(needed ? lab.subscribe : idle, () => (needed ? (lab.travel?.t ?? 0) : 0))
}
