import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Box, placeCard } from './placing'
import { boxOf, lookAround } from './sight'
import { type TourStep, targetsOf } from './steps'

/** How often it is looked whether the card is in the way: controls come and go. ms */
const LOOK_MS = 250
/** Room between what is shown and the ring around it, px. */
const ROOM = 3

interface Placed {
  /** Undefined until the card has been measured. */
  place: { left: number; top: number } | undefined
  rings: Box[]
}

const NOWHERE: Placed = { place: undefined, rings: [] }

/** Where the card of a step is, and what it rings. It stays where it is as long as it is in nobody's way. */
export function usePlace(card: HTMLElement | null, step: TourStep | undefined): Placed {
  const [placed, setPlaced] = useState(NOWHERE)
  const seen = useRef('')
  const look = useRef(() => {})
  look.current = () => {
    if (!card || step === undefined) return
    const targets = targetsOf(step)
    const { offsetWidth: width, offsetHeight: height } = card
    const around = lookAround(card, targets)
    const what = JSON.stringify([step, width, height, around])
    if (what === seen.current) return
    seen.current = what
    const rings = targets.flatMap((target) => boxOf(target) ?? []).map(ringOf)
    setPlaced({ place: placeCard({ width, height }, around), rings })
  }
  useLayoutEffect(() => {
    seen.current = ''
    if (card && step !== undefined) look.current()
    else setPlaced(NOWHERE)
  }, [card, step])
  useEffect(() => {
    if (!card || step === undefined) return
    const again = () => look.current()
    const timer = setInterval(again, LOOK_MS)
    window.addEventListener('resize', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('resize', again)
    }
  }, [card, step])
  return placed
}

/** Within the window: that of a whole pane would be cut off. */
function ringOf({ left, top, width, height }: Box): Box {
  const x = Math.max(1, Math.round(left) - ROOM)
  const y = Math.max(1, Math.round(top) - ROOM)
  return {
    left: x,
    top: y,
    width: Math.min(innerWidth - 1, Math.round(left + width) + ROOM) - x,
    height: Math.min(innerHeight - 1, Math.round(top + height) + ROOM) - y,
  }
}
