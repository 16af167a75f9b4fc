import type { PointerEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { LAYOUTS } from './layout'
import { MINIMAP_WIDTH, placeAt } from './minimap'
import { lookAt } from './sight'
import type { Stage } from './stage'
import css from './TimelinePicture.module.css'
import type { Timeline } from './useTimeline'

interface Props {
  ref: RefObject<HTMLCanvasElement | null>
  stage: RefObject<Stage | undefined>
  scroller: RefObject<HTMLElement | null>
  timeline: Timeline
}

/** All rows over all of the time, with a frame around what is in sight, which can be dragged. Keys do the same in the picture. */
export function MapPicture({ ref, stage, scroller, timeline }: Props) {
  const { t } = useTranslation()
  const { rows, density, setSight } = timeline
  const go = (event: PointerEvent<HTMLElement>) => {
    const on = stage.current
    const element = scroller.current
    if (!on || !element) return
    const box = event.currentTarget.getBoundingClientRect()
    const whole = on.wholeNow()
    const at = placeAt(event.clientX - box.left, event.clientY - box.top, rows.length, whole, box.height)
    element.scrollTop = at.row * LAYOUTS[density].height - element.clientHeight / 2
    setSight((before) => {
      if (before.span === undefined) return before
      return lookAt({ from: at.t - before.span / 2, to: at.t + before.span / 2 }, whole)
    })
  }
  return (
    <div
      className={css.map}
      style={{ width: MINIMAP_WIDTH + 1 }}
      title={t('timeline.map')}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        go(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) go(event)
      }}
    >
      <canvas ref={ref} />
    </div>
  )
}
