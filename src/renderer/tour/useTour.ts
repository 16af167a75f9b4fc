import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { isEmpty } from '../app/counts'
import { restful } from '../app/firstPicture'
import { readPreference, writePreference } from '../app/preferences'
import { useUi } from '../app/ui'
import { useKept } from '../app/useKept'
import { useLab } from '../lab/hooks'
import { useLessonsState } from '../lessons/context'
import { STEPS, type TourStep } from './steps'
import { onWanted, timesWanted } from './wanted'

/** Whoever has seen the tour is not shown it again by itself. */
const PREFERENCE = 'tour'
/** Elsewhere something else has the person's attention. */
const NOWHERE = -1

export interface Tour {
  /** Undefined while there is no tour. */
  step: TourStep | undefined
  index: number
  /** To the next step (1), or the one before (-1); from the last one to the end. */
  move: (by: 1 | -1) => void
  end: () => void
}

/**
 * The tour, which begins by itself in an empty lab at the first start, and whenever somebody wants it. What the person does meanwhile
 * moves it on, or ends it. `covered`: a dialog stands before all.
 */
export function useTour(covered: boolean): Tour {
  const lab = useLab()
  const { bridge, scenarioShown } = useUi()
  const { open: lesson } = useLessonsState()
  const [index, setIndex] = useKept('tour', NOWHERE)
  const empty = useSyncExternalStore(lab.subscribe, () => isEmpty(lab.model))
  const past = useSyncExternalStore(lab.subscribe, () => lab.travel !== null)
  const isBusy = past || scenarioShown || lesson !== undefined
  const busy = useRef(isBusy)
  busy.current = isBusy

  const begin = useCallback(() => {
    writePreference(PREFERENCE, 'seen')
    setIndex(0)
  }, [setIndex])
  const end = useCallback(() => setIndex(NOWHERE), [setIndex])
  const wanted = useSyncExternalStore(onWanted, timesWanted)
  const handled = useRef(0)
  useEffect(() => {
    // The palette is open until it has done what was chosen in it.
    if (handled.current === wanted || covered) return
    handled.current = wanted
    begin()
  }, [wanted, covered, begin])

  useEffect(() => {
    if (readPreference(PREFERENCE) !== undefined) return
    let wanted = true
    void restful
      .then(() => bridge.request('about', {}))
      .then((reply) => {
        if (!wanted || !reply.ok || reply.value.tour !== true) return
        if (isEmpty(lab.model) && !busy.current) begin()
      })
    return () => {
      wanted = false
    }
  }, [bridge, lab, begin])

  const before = useRef({ empty, isBusy })
  useEffect(() => {
    const was = before.current
    before.current = { empty, isBusy }
    if (index === NOWHERE) return
    if (isBusy && !was.isBusy) end()
    else if (STEPS[index] === 'start' && was.empty && !empty) setIndex(index + 1)
    // They have gone where the last step points.
    else if (index === STEPS.length - 1 && covered) end()
  }, [index, empty, isBusy, covered, end, setIndex])

  const move = (by: 1 | -1) => setIndex(index + by >= STEPS.length ? NOWHERE : Math.max(0, index + by))
  return { step: STEPS[index], index, move, end }
}
