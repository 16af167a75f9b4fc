import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { wantsStillness } from '../ui/motion'
import css from './Marks.module.css'
import { cornerOf, type Place } from './places'
import { placeAfter, placeOf, type Side } from './ways'

/** How long a mark takes from one state to the next, and for a way of many steps at most, ms. */
const STEP_MS = 320
const WAY_MS = 1600

interface Props {
  side: Side
  socket: SocketModel
  /** Where the figure is larger than its room, this one stays in sight. */
  followed: boolean
}

/** An end, at the corner of the state that it is in. It moves when the state changes, by every state in between. */
export function EndMark({ side, socket, followed }: Props) {
  const { t } = useTranslation()
  const mark = useRef<HTMLSpanElement>(null)
  const place = placeOf(socket)
  const steps = socket.path.length
  const before = useRef({ place, steps })
  useLayoutEffect(() => {
    const was = before.current
    before.current = { place, steps }
    if (was.place === place && was.steps === steps) return
    if (followed) mark.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    if (wantsStillness()) return
    const way = [was.place, ...socket.path.slice(was.steps, steps).map(placeAfter), place]
    const stops = way.filter((stop, index) => stop !== way[index - 1])
    mark.current?.animate(
      stops.map((stop) => ({ transform: transformAt(stop, side), easing: 'ease-in-out' })),
      { duration: Math.min(WAY_MS, STEP_MS * (stops.length - 1)) },
    )
  }, [place, steps, side, socket, followed])
  return (
    <span
      ref={mark}
      className={css.end}
      data-side={side}
      data-place={place}
      style={{ transform: transformAt(place, side) }}
      aria-hidden="true"
    >
      {t(`diagram.mark.${side}`)}
    </span>
  )
}

function transformAt(place: Place, side: Side): string {
  const [left, top] = cornerOf(place, side)
  return `translate(${left}px, ${top}px) translate(-50%, -50%)`
}
