import { type RefObject, useLayoutEffect, useState } from 'react'
import { choicePreference } from '../app/preferences'
import type { ViewName } from '../app/ui'
import { usePreference } from '../app/usePreference'

/** Views that need height more than lists do, and that have most of what the cards say. */
const PICTURES: ReadonlySet<ViewName> = new Set(['segments', 'states', 'kernel'])

/** Lower than this, a picture has no room below cards that are open, px. */
const LOW = 700

export const LIST_FOLDINGS = ['open', 'folded'] as const
export const PICTURE_FOLDINGS = ['fitting', ...LIST_FOLDINGS] as const

/** Over lists; and over pictures, where `fitting` folds the cards if the pane is low. */
export const foldedOverLists = choicePreference('ends.lists', LIST_FOLDINGS, 'open')
export const foldedOverPictures = choicePreference('ends.pictures', PICTURE_FOLDINGS, 'fitting')

/**
 * Whether the cards of the two ends are folded to the lines that are needed to watch and to act. Over pictures they are
 * where the pane is low; whoever chooses otherwise has it so from then on, for lists and for pictures each.
 */
export function useFolding(
  view: ViewName,
  pane: RefObject<HTMLElement | null>,
): { folded: boolean; fold: (folded: boolean) => void } {
  const [overLists, foldOverLists] = usePreference(foldedOverLists)
  const [overPictures, foldOverPictures] = usePreference(foldedOverPictures)
  const [low, setLow] = useState(false)
  useLayoutEffect(() => {
    const element = pane.current
    if (!element) return undefined
    const measure = () => setLow(element.clientHeight < LOW)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [pane])
  const isPicture = PICTURES.has(view)
  const chosen = isPicture ? overPictures : overLists
  return {
    folded: chosen === 'fitting' ? low : chosen === 'folded',
    fold: (folded) => (isPicture ? foldOverPictures : foldOverLists)(folded ? 'folded' : 'open'),
  }
}
