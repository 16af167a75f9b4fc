import { useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import type { LabStore } from './lab'

/** After a drawing there is none for so many times as long as it took, and no longer than MOST_MS. */
const REST = 8
const MOST_MS = 250

/**
 * Renders again when what `read` gives has changed: at once as long as that costs little. What is dear to draw, and would change
 * with every frame, rests in between, so that there is time for others. What came last is always drawn, and another moment that
 * is looked at, at once.
 */
export function useRested(lab: LabStore, read: () => number): void {
  const newest = useRef(read)
  newest.current = read
  const rest = useRef<Rest>(undefined)
  if (rest.current?.lab !== lab) rest.current = new Rest(lab, () => newest.current())
  const { subscribe, value } = rest.current
  rest.current.began()
  useSyncExternalStore(subscribe, value)
  // Behind the effects of everything below.
  useLayoutEffect(() => rest.current?.drawn())
}

class Rest {
  #value = Number.NaN
  #turns = 0
  #began = 0
  #until = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #told = () => {}
  readonly #read: () => number

  constructor(
    readonly lab: LabStore,
    read: () => number,
  ) {
    this.#read = read
  }

  value = () => this.#value

  subscribe = (listener: () => void) => {
    this.#told = listener
    const stop = this.lab.subscribe(() => {
      const left = this.lab.turns === this.#turns ? this.#until - performance.now() : 0
      if (left <= 0) this.#take()
      else this.#timer ??= setTimeout(this.#take, left)
    })
    return () => {
      stop()
      clearTimeout(this.#timer)
      this.#timer = undefined
    }
  }

  /** It is drawn, for whatever reason, with what there is. */
  began(): void {
    this.#value = this.#read()
    this.#turns = this.lab.turns
    this.#began = performance.now()
  }

  drawn(): void {
    const now = performance.now()
    this.#until = now + Math.min(MOST_MS, (now - this.#began) * REST)
  }

  #take = () => {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const value = this.#read()
    if (value === this.#value) return
    this.#value = value
    this.#told()
  }
}
