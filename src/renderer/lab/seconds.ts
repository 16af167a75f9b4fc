import { useSyncExternalStore } from 'react'

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

/** Renders again once a second while `needed`. */
export function useSeconds(needed: boolean): void {
  useSyncExternalStore(needed ? subscribe : idle, () => ticks)
}
