import { type PointerEvent, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { TRANSPORT } from '../ui/StandingBadge'
import { AXIS_HEIGHT } from './drawAxis'
import { pressed } from './keys'
import { Legend } from './Legend'
import { hit, LAYOUTS, scrollFor } from './layout'
import { MapPicture } from './MapPicture'
import { rangeText, type TimeRange } from './range'
import { isAlone, type Row } from './rows'
import { ALL_LIVE, following, follows, lookAt, panned, rangeOf, type Sight, zoomed } from './sight'
import { Stage } from './stage'
import css from './TimelinePicture.module.css'
import { type Pointed, Tooltip } from './Tooltip'
import type { Timeline } from './useTimeline'
import { useWheel } from './useWheel'
import { countText, rowText } from './words'

/** What is dragged: time to and fro, or the range that is being chosen. `from`: where it began. */
type Drag =
  | { what: 'time'; sight: Sight; x: number; moved: boolean }
  | { what: 'range'; from: number; x: number }
/** A press that moves no more than this is none, px. */
const STILL = 4
/** How often the time in sight is told anew while it moves, ms. */
const TELL_MS = 250

/** The connections and datagram sockets over time, on canvas. */
export function TimelinePicture({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { selection, range: brush, setRange, signals } = useUi()
  const { connections, messages, rows, density, sight, setSight, current, select, open, version } = timeline
  const layout = LAYOUTS[density]
  const keysId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const rowsCanvas = useRef<HTMLCanvasElement>(null)
  const axis = useRef<HTMLCanvasElement>(null)
  const map = useRef<HTMLCanvasElement>(null)
  const stage = useRef<Stage>(undefined)
  const drag = useRef<Drag>(undefined)
  const [choosing, setChoosing] = useState<TimeRange>()
  const [pointed, setPointed] = useState<Pointed>()
  const [seen, setSeen] = useState('')
  const [said, setSaid] = useState('')
  const shownBrush = choosing ?? brush

  useLayoutEffect(() => {
    if (!scroller.current || !rowsCanvas.current || !axis.current || !map.current) return
    const made = new Stage(lab, connections, messages, {
      scroller: scroller.current,
      rows: rowsCanvas.current,
      axis: axis.current,
      map: map.current,
    })
    let toldAt = Number.NEGATIVE_INFINITY
    made.onRange = (range) => {
      if (performance.now() - toldAt < TELL_MS && made.moves) return
      toldAt = performance.now()
      setSeen(rangeText({ from: Math.max(0, range.from), to: range.to }))
    }
    stage.current = made
    return () => made.dispose()
  }, [lab, connections, messages])

  const nameOf = useCallback(
    (row: Row) => {
      const { name, other } = connections.names(row)
      const alone = isAlone(row) ? TRANSPORT.udp : ''
      return { name, other: other === undefined ? alone : `→ ${other}` }
    },
    [connections],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are changed in place; `version` tells when
  useLayoutEffect(() => {
    stage.current?.show({
      rows,
      density,
      sight,
      brush: shownBrush,
      current,
      selected: new Set(selection),
      nameOf,
    })
  }, [rows, density, sight, shownBrush, current, selection, nameOf, version])

  const height = rows.length * layout.height
  const reveal = useRef(() => {})
  reveal.current = () => {
    const element = scroller.current
    if (!element || current < 0) return
    element.scrollTop = scrollFor(layout, current, element.scrollTop, element.clientHeight)
  }
  const selected = selection.at(-1)
  const isListed = current >= 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a selection scrolls, and what puts all rows elsewhere
  useEffect(() => reveal.current(), [selected, isListed, density, timeline.order])
  useSignal(signals, 'views.focus', () => scroller.current?.focus())
  useWheel(scroller, stage, setSight)

  // Under the pointer is something else now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the rows or the time are others
  useEffect(() => setPointed(undefined), [sight, density, timeline.order])
  const goTo = (index: number) => {
    const row = rows[index]
    if (!row) return
    select(row)
    setSaid(rowText(t, connections, row, lab.now()))
  }
  const setBrush = (range: TimeRange | undefined) => {
    setRange(range)
    setSaid(range ? t('timeline.filtered', { range: rangeText(range) }) : t('timeline.unfiltered'))
  }
  const change = (next: (before: Sight, whole: TimeRange, range: TimeRange) => Sight) => {
    const { current: on } = stage
    if (!on) return
    const whole = on.wholeNow()
    setSight((before) => next(before, whole, rangeOf(before, whole)))
  }
  const acts = {
    goTo,
    open: () => rows[current] && open(rows[current]),
    zoom: (factor: number) =>
      change((before, whole, { from, to }) => zoomed(before, whole, factor, (from + to) / 2)),
    all: () => setSight(() => ALL_LIVE),
    pan: (shares: number) =>
      change((before, whole, { from, to }) => panned(before, whole, shares * (to - from))),
    toStart: () =>
      change((before, whole, { from, to }) =>
        before.span === undefined ? before : lookAt({ from: whole.from, to: whole.from + to - from }, whole),
      ),
    toNewest: () => setSight((before) => ({ ...before, to: undefined })),
    follow: () => {
      setSaid(t(follows(sight) ? 'timeline.stays' : 'timeline.follows'))
      change((before, whole) => following(before, !follows(before), whole))
    },
    brush: () => stage.current && setBrush(insideOf(stage.current)),
    unbrush: () => {
      if (drag.current?.what === 'range') drag.current = undefined
      setChoosing(undefined)
      if (!brush) return choosing !== undefined
      setBrush(undefined)
      return true
    },
  }

  const place = (event: PointerEvent) => {
    const box = scroller.current?.getBoundingClientRect()
    const x = event.clientX - (box?.left ?? 0)
    const y = event.clientY - (box?.top ?? 0)
    return { x, y, t: stage.current?.timeAt(x) ?? 0 }
  }
  const begin = (event: PointerEvent, onAxis: boolean) => {
    if (event.button !== 0) return
    const { x, t: at } = place(event)
    // The scrollbar is the system's.
    if (x > (scroller.current?.clientWidth ?? 0)) return
    event.currentTarget.setPointerCapture(event.pointerId)
    if (onAxis || event.shiftKey) drag.current = { what: 'range', from: at, x }
    else drag.current = { what: 'time', sight, x, moved: false }
  }
  const move = (event: PointerEvent) => {
    const on = stage.current
    if (!on) return
    const { x, y, t: at } = place(event)
    const held = drag.current
    if (held?.what === 'range') setChoosing(ordered(held.from, at))
    else if (held && (held.moved || Math.abs(x - held.x) > STILL)) {
      held.moved = true
      const by = (held.x - x) * on.perPixel
      change((_before, whole) => panned(following(held.sight, false, whole), whole, by))
    }
    const over = y >= 0 ? hit(layout, rows.length, y + (scroller.current?.scrollTop ?? 0)) : undefined
    on.pointer = x >= layout.names ? at : undefined
    on.hovered = over?.index ?? -1
    on.invalidate()
    const row = over && rows[over.index]
    const quiet = held === undefined || (held.what === 'time' && !held.moved)
    setPointed(
      row && quiet ? { row, t: x >= layout.names ? at : undefined, x, y: y + AXIS_HEIGHT } : undefined,
    )
  }
  const end = (event: PointerEvent) => {
    const held = drag.current
    drag.current = undefined
    const { x, y, t: at } = place(event)
    if (held?.what === 'range') {
      setChoosing(undefined)
      if (Math.abs(x - held.x) > STILL) setBrush(ordered(held.from, at))
      else if (brush) setBrush(undefined)
    } else if (held && !held.moved) {
      const over = hit(layout, rows.length, y + (scroller.current?.scrollTop ?? 0))
      if (over) goTo(over.index)
    }
  }
  const leave = () => {
    const on = stage.current
    setPointed(undefined)
    if (!on) return
    on.pointer = undefined
    on.hovered = -1
    on.invalidate()
  }
  const focus = (focused: boolean) => {
    if (!stage.current) return
    stage.current.focused = focused
    stage.current.invalidate()
  }
  const page = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / layout.height) - 1)

  return (
    <>
      <div className={css.picture}>
        <div className={css.main}>
          <div className={css.axis} style={{ height: AXIS_HEIGHT }}>
            <canvas
              ref={axis}
              className={css.canvas}
              onPointerDown={(event) => begin(event, true)}
              onPointerMove={move}
              onPointerUp={end}
              onPointerLeave={leave}
            />
            <output
              className={css.seen}
              data-hidden={layout.names === 0 || undefined}
              aria-label={t('timeline.range')}
            >
              {seen}
            </output>
          </div>
          <div
            ref={scroller}
            className={css.scroller}
            role="application"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys move in time and from row to row
            tabIndex={0}
            aria-roledescription={t('timeline.role')}
            aria-label={t('timeline.label', { what: countText(t, rows), range: seen })}
            aria-describedby={keysId}
            onKeyDown={(event) => pressed(event, { current, count: rows.length, page: page() }, acts)}
            onFocus={() => focus(true)}
            onBlur={() => focus(false)}
            onPointerDown={(event) => begin(event, false)}
            onPointerMove={move}
            onPointerUp={end}
            onPointerCancel={() => {
              drag.current = undefined
              setChoosing(undefined)
            }}
            onPointerLeave={leave}
            onDoubleClick={(event) => {
              const box = event.currentTarget.getBoundingClientRect()
              const over = hit(layout, rows.length, event.clientY - box.top + event.currentTarget.scrollTop)
              const row = over && rows[over.index]
              if (row) open(row)
            }}
          >
            <div className={css.space} style={{ height }}>
              <canvas ref={rowsCanvas} className={css.rows} />
            </div>
          </div>
          {pointed && <Tooltip pointed={pointed} timeline={timeline} />}
        </div>
        {/* Always: what is under the pointer stays there when one begins to zoom. */}
        <MapPicture ref={map} stage={stage} scroller={scroller} timeline={timeline} />
      </div>
      <p id={keysId} hidden>
        {t('timeline.keys')}
      </p>
      <output className="visually-hidden" aria-live="polite">
        {said}
      </output>
      {timeline.legend && <Legend />}
    </>
  )
}

const ordered = (a: number, b: number): TimeRange => ({
  from: Math.max(0, Math.min(a, b)),
  to: Math.max(a, b),
})

/** The time in sight, as far as there is something. */
function insideOf({ range, whole }: Stage): TimeRange {
  return { from: Math.max(range.from, whole.from), to: Math.min(range.to, whole.to) }
}
