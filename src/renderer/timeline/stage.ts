import type { LabStore } from '../lab/lab'
import { wantsStillness } from '../ui/motion'
import { prepared } from './canvas'
import { coloursNow, onColours } from './colours'
import type { ConnectionRows } from './connectionRows'
import { AXIS_HEIGHT, drawAxis } from './drawAxis'
import { drawRows } from './drawRows'
import { type Density, LAYOUTS, type RowLayout, rowsInSight } from './layout'
import { heldSince, type MessageTimes } from './messageTimes'
import { drawMinimap, MINIMAP_WIDTH, windowIn } from './minimap'
import type { TimeRange } from './range'
import type { Row } from './rows'
import { ALL_LIVE, follows, rangeOf, type Sight } from './sight'
import { nextPaint, wholeOf } from './whole'

/** What is drawn on, and what scrolls. */
export interface Boards {
  scroller: HTMLElement
  rows: HTMLCanvasElement
  axis: HTMLCanvasElement
  map: HTMLCanvasElement
}

/** What the person wants to see, and what the window knows of it. */
export interface Scene {
  rows: readonly Row[]
  density: Density
  sight: Sight
  brush: TimeRange | undefined
  current: number
  selected: ReadonlySet<string>
  nameOf: (row: Row) => { name: string; other: string }
}

/** The map is drawn anew no more often than this, ms. */
const MAP_CALM_MS = 400

const EMPTY: Scene = {
  rows: [],
  density: 'wide',
  sight: ALL_LIVE,
  brush: undefined,
  current: -1,
  selected: new Set(),
  nameOf: ({ key }) => ({ name: key, other: '' }),
}

/**
 * Draws the timeline when there is something new to be seen, once a frame at most, and by itself only while the newest is
 * followed and time brings something. Outside of React: nothing of it is rendered with each frame.
 */
export class Stage {
  /** Is told what time is in sight, after it was drawn. */
  onRange: (range: TimeRange) => void = () => {}
  /** Row under the pointer, -1 for none, and the moment. */
  hovered = -1
  pointer: number | undefined
  focused = false
  readonly #lab: LabStore
  readonly #connections: ConnectionRows
  readonly #messages: MessageTimes
  readonly #boards: Boards
  readonly #stops: (() => void)[] = []
  #scene = EMPTY
  #whole: TimeRange = { from: 0, to: 1 }
  #range: TimeRange = { from: 0, to: 1 }
  #frame = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #base: HTMLCanvasElement | undefined
  #mapKey = ''
  #mapAt = Number.NEGATIVE_INFINITY
  #newsAt = performance.now()
  #moves = false

  constructor(lab: LabStore, connections: ConnectionRows, messages: MessageTimes, boards: Boards) {
    this.#lab = lab
    this.#connections = connections
    this.#messages = messages
    this.#boards = boards
    const { scroller } = boards
    const observer = new ResizeObserver(this.invalidate)
    observer.observe(scroller)
    scroller.addEventListener('scroll', this.invalidate, { passive: true })
    document.addEventListener('visibilitychange', this.invalidate)
    this.#stops.push(
      () => observer.disconnect(),
      () => scroller.removeEventListener('scroll', this.invalidate),
      () => document.removeEventListener('visibilitychange', this.invalidate),
      onColours(() => {
        this.#mapKey = ''
        this.invalidate()
      }),
      // It tells once a frame: that frame is drawn.
      lab.subscribe(() => {
        this.#newsAt = performance.now()
        this.#paint()
      }),
    )
    this.invalidate()
  }

  get layout(): RowLayout {
    return LAYOUTS[this.#scene.density]
  }

  /** The time in sight, and all there is, as drawn last. */
  get range(): TimeRange {
    return this.#range
  }

  get whole(): TimeRange {
    return this.#whole
  }

  /** Time alone changes what is to be seen. */
  get moves(): boolean {
    return this.#moves
  }

  get width(): number {
    return this.#boards.scroller.clientWidth
  }

  show(scene: Scene): void {
    this.#scene = scene
    this.invalidate()
  }

  invalidate = (): void => {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#paint)
  }

  /** The moment at `x` px from the left of the rows. */
  timeAt(x: number): number {
    const { from, to } = this.#range
    return from + this.shareAt(x) * (to - from)
  }

  /** Where `x` px from the left of the rows lies within the time in sight: 0 to 1, beyond that outside of it. */
  shareAt(x: number): number {
    const { names } = this.layout
    return (x - names) / Math.max(1, this.width - names)
  }

  /** ms of a pixel. */
  get perPixel(): number {
    return (this.#range.to - this.#range.from) / Math.max(1, this.width - this.layout.names)
  }

  /** All there is as of now, whether it was drawn or not. */
  wholeNow(): TimeRange {
    return wholeOf(this.#scene.rows, this.#lab.now()).whole
  }

  dispose(): void {
    for (const stop of this.#stops) stop()
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#timer)
  }

  #paint = (): void => {
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#frame = 0
    if (document.hidden) return
    const { rows, sight, brush } = this.#scene
    this.#connections.refresh()
    const now = this.#lab.now()
    const { whole, lives } = wholeOf(rows, now)
    this.#whole = whole
    this.#range = rangeOf(sight, whole)
    const { scroller, axis } = this.#boards
    const { clientWidth: width, clientHeight: height } = scroller
    const { layout } = this
    const colours = coloursNow()
    const since = heldSince(this.#lab.events)
    const onRows = prepared(this.#boards.rows, width, height)
    const common = { range: this.#range, now, width, brush, heldSince: since }
    if (onRows) {
      drawRows(
        onRows,
        {
          ...common,
          rows,
          layout,
          height,
          scrolled: scroller.scrollTop,
          messages: this.#messages,
          current: this.#scene.current,
          hovered: this.hovered,
          focused: this.focused,
          isSelected: this.#isSelected,
          nameOf: this.#scene.nameOf,
        },
        colours,
      )
    }
    const onAxis = prepared(axis, width, AXIS_HEIGHT)
    if (onAxis) drawAxis(onAxis, { ...common, left: layout.names, pointer: this.pointer }, colours)
    this.#paintMap(now)
    this.#moves = follows(sight) && lives && (this.#lab.travel === null || this.#lab.travel.playing)
    this.onRange(this.#range)
    if (this.#moves) this.#again()
  }

  /** Time goes on: as soon as that can be seen. */
  #again(): void {
    const quiet = performance.now() - this.#newsAt
    const wait = nextPaint(this.perPixel, quiet, wantsStillness())
    clearTimeout(this.#timer)
    if (wait === 0) this.invalidate()
    // Without waiting for a frame: that would wake the machine twice.
    else this.#timer = setTimeout(this.#paint, wait)
  }

  #isSelected = (row: Row): boolean => {
    const { selected } = this.#scene
    return (
      (row.client !== undefined && selected.has(row.client.name)) ||
      (row.server !== undefined && selected.has(row.server.name))
    )
  }

  #paintMap(now: number): void {
    const { map, scroller } = this.#boards
    const { rows } = this.#scene
    const height = map.parentElement?.clientHeight ?? 0
    const { first, end } = rowsInSight(this.layout, rows.length, scroller.scrollTop, scroller.clientHeight)
    const onMap = prepared(map, MINIMAP_WIDTH, height)
    if (!onMap || rows.length === 0) return
    const { from, to } = this.#whole
    const key = `${this.#connections.version} ${rows.length} ${height} ${from} ${to} ${devicePixelRatio}`
    const calm = performance.now() - this.#mapAt > MAP_CALM_MS
    if (this.#mapKey === '' || (key !== this.#mapKey && calm)) {
      this.#base ??= document.createElement('canvas')
      const onBase = prepared(this.#base, MINIMAP_WIDTH, height)
      if (onBase) drawMinimap(onBase, { rows, whole: this.#whole, now, height }, coloursNow())
      this.#mapKey = key
      this.#mapAt = performance.now()
    } else if (key !== this.#mapKey && this.#timer === undefined) {
      this.#timer = setTimeout(this.invalidate, MAP_CALM_MS)
    }
    if (this.#base) onMap.drawImage(this.#base, 0, 0, MINIMAP_WIDTH, height)
    const seen = windowIn({ first, end, range: this.#range }, rows.length, this.#whole, height)
    const { accent } = coloursNow()
    onMap.globalAlpha = 0.12
    onMap.fillStyle = accent
    onMap.fillRect(seen.x, seen.y, seen.width, seen.height)
    onMap.globalAlpha = 1
    onMap.strokeStyle = accent
    onMap.lineWidth = 1
    onMap.strokeRect(seen.x + 0.5, seen.y + 0.5, seen.width - 1, seen.height - 1)
  }
}
