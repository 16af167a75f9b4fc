import { useEffect, useRef } from 'react'

/**
 * What an action asks of a view that it doesn't know: to take the focus, or to open something of its own. Nobody may be
 * there to hear it.
 */
export type Signal =
  | 'composer.focus'
  | 'composer.file'
  | 'composer.save'
  | 'explorer.focus'
  | 'explorer.filter'
  | 'explorer.rename'
  | 'views.focus'
  | 'log.focus'
  | 'log.filter'
  | 'problems.focus'
  | 'notes.focus'
  | 'scenario.focus'
  | 'lesson.focus'
  | 'kernel.focus'
  | 'kernel.filter'
  | 'proxy.focus'
  | 'tour.focus'

type Listener = () => void

export class Signals {
  #listeners = new Map<Signal, Set<Listener>>()

  /** Calls `listener` with each signal from now on. Returns the way to stop. */
  on(signal: Signal, listener: Listener): () => void {
    const listeners = this.#listeners.get(signal) ?? new Set()
    this.#listeners.set(signal, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  emit(signal: Signal): void {
    for (const listener of [...(this.#listeners.get(signal) ?? [])]) listener()
  }
}

/** Calls `listener`, always the newest one, with each signal while the component is there. */
export function useSignal(signals: Signals, signal: Signal, listener: Listener): void {
  const newest = useRef(listener)
  newest.current = listener
  useEffect(() => signals.on(signal, () => newest.current()), [signals, signal])
}
