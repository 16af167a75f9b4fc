import { useEffect, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { checkKey, isStepMet } from '../../shared/model/lesson'
import { useLab } from '../lab/hooks'
import { useLessonModel, useLessons, useLessonsState } from './context'
import { playerOf } from './look'
import { findControl } from './pointing'
import css from './Spotlight.module.css'
import { socketOf } from './target'

/** How often it is looked where the control is: views come and go. ms */
const LOOK_MS = 200
/** Room between the control and the ring, px. */
const ROOM = 3

interface Place {
  left: number
  top: number
  width: number
  height: number
}

/** A ring around the control that the next act of a lesson wants; it beats while the learner has asked where it is. */
export function Spotlight({ covered }: { covered: boolean }) {
  const lab = useLab()
  const model = useLessonModel()
  const store = useLessons()
  const { open, step, finished, asked } = useLessonsState()
  const past = useSyncExternalStore(lab.subscribe, () => lab.travel !== null)
  const what = open?.steps[step - 1]
  const held =
    open !== undefined && !past && !finished && model?.lesson === open.id && model.ending === undefined
  const isMet = held && isStepMet(model, step, what?.checks?.length ?? 0) && (what?.checks?.length ?? 0) > 0
  const act =
    held && !isMet && model.doing === undefined && !covered
      ? what?.acts?.find((_, index) => !model.acts.has(checkKey(step, index + 1)))
      : undefined
  const place = useControl(act?.point, act && playerOf(model, socketOf(act) ?? ''))
  useEffect(() => {
    if (asked === 0) return
    const timer = setTimeout(() => store.askWhere(false), 4000)
    return () => clearTimeout(timer)
  }, [asked, store])
  if (!act || !place) return null
  return createPortal(
    <div
      key={asked}
      className={css.ring}
      style={place}
      data-asked={asked > 0 || undefined}
      aria-hidden="true"
    />,
    document.body,
  )
}

/** Where a control is on the screen, as long as it is there. */
function useControl(point: Parameters<typeof findControl>[0] | undefined, socket: string | undefined) {
  const [place, setPlace] = useState<Place>()
  useEffect(() => {
    if (point === undefined) {
      setPlace(undefined)
      return
    }
    const look = () => {
      const found = rectOf(findControl(point, socket))
      setPlace((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found))
    }
    look()
    const timer = setInterval(look, LOOK_MS)
    window.addEventListener('resize', look)
    return () => {
      clearInterval(timer)
      window.removeEventListener('resize', look)
    }
  }, [point, socket])
  return place
}

function rectOf(element: Element | null): Place | undefined {
  // A pane is a mark for the keyboard, and nothing to the layout.
  const shown =
    element && getComputedStyle(element).display === 'contents' ? element.firstElementChild : element
  const rect = shown?.getBoundingClientRect()
  if (!rect || rect.width === 0) return undefined
  return {
    left: Math.round(rect.left) - ROOM,
    top: Math.round(rect.top) - ROOM,
    width: Math.round(rect.width) + 2 * ROOM,
    height: Math.round(rect.height) + 2 * ROOM,
  }
}
