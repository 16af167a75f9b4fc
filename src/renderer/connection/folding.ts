import { type RefObject, useLayoutEffect, useState } from 'react'
import { readPreference, writePreference } from '../app/preferences'
import type { ViewName } from '../app/ui'

/** Views that need height more than lists do, and that have most of what the cards say. */
const PICTURES: ReadonlySet<ViewName> = new Set(['segments', 'states', 'kernel'])

/** Lower than this, a picture has no room below cards that are open, px. */
const LOW = 700

type Kind = 'lists' | 'pictures'

const keyOf = (kind: Kind) => `ends.${kind}`

function choiceOf(kind: Kind): boolean | undefined {
  const stored = readPreference(keyOf(kind))
  return stored === undefined ? undefined : stored === 'folded'
}

/**
 * Whether the cards of the two ends are folded to the lines that are needed to watch and to act. Over pictures they are
 * where the pane is low; whoever chooses otherwise has it so from then on, for lists and for pictures each.
 */
export function useFolding(
  view: ViewName,
  pane: RefObject<HTMLElement | null>,
): { folded: boolean; fold: (folded: boolean) => void } {
  const kind: Kind = PICTURES.has(view) ? 'pictures' : 'lists'
  const [low, setLow] = useState(false)
  const [chosen, setChosen] = useState(() => ({ lists: choiceOf('lists'), pictures: choiceOf('pictures') }))
  useLayoutEffect(() => {
    const element = pane.current
    if (!element) return undefined
    const measure = () => setLow(element.clientHeight < LOW)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [pane])
  return {
    folded: chosen[kind] ?? (low && kind === 'pictures'),
    fold: (folded) => {
      writePreference(keyOf(kind), folded ? 'folded' : 'open')
      setChosen((before) => ({ ...before, [kind]: folded }))
    },
  }
}
