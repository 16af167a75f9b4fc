import type { KeyboardEvent } from 'react'
import { keyTarget } from '../ui/listKeys'

/** What keys do in the timeline, beside going from row to row. */
export interface KeyActs {
  goTo: (index: number) => void
  open: () => void
  zoom: (factor: number) => void
  all: () => void
  /** By so many shares of what is in sight. */
  pan: (shares: number) => void
  toStart: () => void
  toNewest: () => void
  follow: () => void
  brush: () => void
  /** True if there was something to end. */
  unbrush: () => boolean
}

export const ZOOM = 1.5
const STEP = 0.1
const LEAP = 0.5

/** Does what a key means in the picture; those of the whole window (with Ctrl or Alt) are left to it. */
export function pressed(
  event: KeyboardEvent,
  rows: { current: number; count: number; page: number },
  acts: KeyActs,
): void {
  if (event.altKey || event.metaKey) return
  const { key } = event
  if (event.ctrlKey && key !== 'Home' && key !== 'End') return
  if (act(key, event, rows, acts)) event.preventDefault()
}

function act(
  key: string,
  { shiftKey, ctrlKey }: KeyboardEvent,
  { current, count, page }: { current: number; count: number; page: number },
  acts: KeyActs,
): boolean {
  const leap = shiftKey ? LEAP : STEP
  switch (key) {
    case '+':
    case '=':
      acts.zoom(1 / ZOOM)
      return true
    case '-':
    case '_':
      acts.zoom(ZOOM)
      return true
    case '0':
      acts.all()
      return true
    case 'ArrowLeft':
      acts.pan(-leap)
      return true
    case 'ArrowRight':
      acts.pan(leap)
      return true
    case 'f':
    case 'F':
    case 'l':
    case 'L':
      acts.follow()
      return true
    case 'b':
    case 'B':
      acts.brush()
      return true
    case 'Escape':
      return acts.unbrush()
    case 'Enter':
      acts.open()
      return true
    case 'Home':
    case 'End':
      if (!ctrlKey) {
        if (key === 'Home') acts.toStart()
        else acts.toNewest()
        return true
      }
  }
  const to = keyTarget(key, current < 0 ? -1 : current, { start: 0, end: count, page })
  if (to === undefined) return false
  acts.goTo(to)
  return true
}
