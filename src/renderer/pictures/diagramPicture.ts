import type { TFunction } from 'i18next'
import type { SocketModel } from '../../shared/model/model'
import type { PathStep } from '../../shared/tcp/path'
import { beside, headPath, linePath } from '../diagram/lines'
import { BOX, CENTRES, cornerOf, HEIGHT, PLACES, stateAt, WIDTH } from '../diagram/places'
import { RFC_WORDS } from '../diagram/rfcWords'
import { type Arrow, routeOf } from '../diagram/routes'
import type { StepText } from '../diagram/useStepText'
import {
  arrowsWith,
  asideOf,
  FIGURE,
  isOfBoth,
  maybeTaken,
  otherArrows,
  placeOf,
  type Side,
  type Taken,
  takenBy,
  visitedBy,
} from '../diagram/ways'
import { colour, stateColour } from './palette'
import { fitted, glyph, ground, label, textWidth, wrapped } from './parts'
import { type Attributes, element, group, type Svg, svgDocument, text } from './svg'

export interface DiagramSource {
  ends: readonly { side: Side; socket: SocketModel; name: string }[]
  says: StepText
  /** `t` of the connection's first event, ms. */
  start: number
  language: string
}

const PAD = 24
const WORDS = 10.5
const LINE = 12
const ROW = 18
/** The font of words is about so much narrower than one of fixed width. */
const NARROW = 0.86
const ANCHORS = { above: 'middle', below: 'middle', left: 'end', right: 'start' } as const
/** Between the two lists. */
const GUTTER = 24

/** RFC 9293's figure with both ends on it, and the way of each in words below, as a file of its own. */
export function diagramPicture(t: TFunction, { ends, says, start, language }: DiagramSource): string {
  const ways = ends.map((end) => ({ ...end, taken: takenBy(end.socket, end.side) }))
  const taken = ways.flatMap((way) => way.taken)
  const arrows = arrowsWith(taken)
  const width = WIDTH + 2 * PAD
  const title = t('diagram.picture.title', { names: ends.map(({ name }) => name).join(' – ') })
  const room = width - 2 * PAD
  const content: Svg[] = [label(PAD, PAD + 4, fitted(title, 15, room), { size: 15, weight: 600 })]
  let y = PAD + 26
  content.push(legend(t, y))
  y += 14
  const visited = visitedBy(taken)
  const here = new Set(ends.map(({ socket }) => placeOf(socket)))
  content.push(
    group(
      { transform: `translate(${PAD} ${y})` },
      lines(arrows),
      words(t, arrows, says),
      ...PLACES.map((place) => box(place, visited.has(place), here.has(place))),
      ...ends.map(({ side, socket }) => endMark(t, side, cornerOf(placeOf(socket), side))),
    ),
  )
  y += HEIGHT + 20
  const column = (room - GUTTER) / 2
  const lists = ways.map((way, index) =>
    list(t, way, { x: PAD + index * (column + GUTTER), y, width: column, says, start }),
  )
  content.push(...lists.map(({ svg }) => svg))
  y += Math.max(0, ...lists.map(({ height }) => height))
  const description = ways
    .map(({ name, socket, taken: steps }) => said(t, name, socket, steps, says))
    .join(' ')
  const height = y + PAD
  return svgDocument({ width, height, language, title, description }, [ground(width, height), ...content])
}

/** The way of an end, in words. */
function said(
  t: TFunction,
  name: string,
  socket: SocketModel,
  taken: readonly Taken[],
  says: StepText,
): string {
  if (taken.length === 0) return `${name}: ${t('diagram.noSteps', { state: socket.state })}`
  const steps = taken.map(
    (each) => `${each.step.from} → ${each.step.to} (${says.cause(each)}; ${knownText(t, each.step)})`,
  )
  return `${name}: ${steps.join(', ')}.`
}

function knownText(t: TFunction, { provenance, confidence, confirmed }: PathStep): string {
  const known = [t(`provenance.${provenance}`), t(`confidence.${confidence}`)]
  if (confirmed !== undefined) known.push(t('how.isConfirmed'))
  return known.join(' · ')
}

// --- The figure ---------------------------------------------------------------------------------------------

function lines(arrows: ReadonlyMap<Arrow, readonly Taken[]>): Svg {
  const parts = [...arrows.keys()].map((arrow) =>
    line(arrow, 0, colour('text-3'), { 'stroke-width': 1.2, opacity: 0.55 }),
  )
  for (const taken of arrows.values()) {
    for (const { step, side } of taken) {
      const style = { 'stroke-width': 1.2, 'stroke-dasharray': '2 4', opacity: 0.6 }
      for (const other of otherArrows(step)) parts.push(line(other, asideOf(side), colour(side), style))
    }
  }
  for (const [arrow, taken] of arrows) {
    for (const { side, step } of taken) {
      const dashed = step.confidence === 'possible' ? { 'stroke-dasharray': '6 4' } : {}
      const by = isOfBoth(taken) ? asideOf(side) : 0
      parts.push(line(arrow, by, colour(side), { 'stroke-width': 2.2, ...dashed }))
    }
  }
  return group({}, ...parts)
}

function line(arrow: Arrow, by: number, stroke: string, style: Attributes): Svg {
  const points = beside(routeOf(arrow).points, by)
  const { opacity, ...drawn } = style
  return group(
    { opacity },
    element('path', { d: linePath(points), fill: 'none', stroke, ...drawn }),
    element('path', { d: headPath(points), fill: stroke }),
  )
}

/** A line beside an arrow: marks of steps, and what is written behind them. */
interface Written {
  marks: readonly Taken[]
  text: string
  fill: string
  doubtful?: boolean
  weight?: number
}

function words(t: TFunction, arrows: ReadonlyMap<Arrow, readonly Taken[]>, says: StepText): Svg {
  const others = maybeTaken(arrows)
  const parts: Svg[] = []
  for (const [arrow, taken] of arrows) {
    const written: Written[] = []
    const newest = taken.at(-1)
    const on = (newest && says.occurrence(newest)) ?? FIGURE.get(arrow)
    if (on !== undefined && !isOfBoth(taken)) {
      written.push({ marks: [], text: RFC_WORDS[on], fill: colour(taken.length > 0 ? 'text-2' : 'text-3') })
    }
    for (const side of ['client', 'server'] as const) {
      const marks = taken.filter((each) => each.side === side)
      const last = marks.at(-1)
      if (last) written.push(causeOf(t, last, marks, says))
    }
    const other = taken.length === 0 ? others.get(arrow) : undefined
    if (other !== undefined) {
      written.push({ marks: [], text: t('diagram.maybe'), fill: colour(other), doubtful: true, weight: 500 })
    }
    parts.push(writtenAt(arrow, written))
  }
  return group({}, ...parts)
}

function causeOf(t: TFunction, last: Taken, marks: readonly Taken[], says: StepText): Written {
  const { provenance, confirmed, confidence } = last.step
  const seen =
    provenance === 'inferred' ? (confirmed === undefined ? '' : ' ✓') : ` · ${t(`provenance.${provenance}`)}`
  return {
    marks,
    text: `${says.cause(last)}${seen}`,
    fill: colour(last.side),
    doubtful: confidence === 'possible',
    weight: 500,
  }
}

function writtenAt(arrow: Arrow, written: readonly Written[]): Svg {
  const { at, hold, room } = routeOf(arrow).slot
  const height = written.length * (LINE + 1)
  const top = hold === 'above' ? at[1] - height : hold === 'below' ? at[1] : at[1] - height / 2
  const parts = written.map(({ marks, text: value, fill, doubtful, weight }, index) => {
    const markWidth = marks.reduce((sum, mark) => sum + markSize(mark) + 2, 0)
    const shown = fitted(value, WORDS * NARROW, room - markWidth)
    const y = top + index * (LINE + 1) + LINE / 2
    const style = {
      size: WORDS,
      fill,
      ...(weight !== undefined && { weight }),
      ...(doubtful && { decoration: 'underline' }),
    }
    if (marks.length === 0) return label(at[0], y, shown, { ...style, anchor: ANCHORS[hold] })
    const width = markWidth + textWidth(shown, WORDS * NARROW)
    let x = hold === 'left' ? at[0] - width : hold === 'right' ? at[0] : at[0] - width / 2
    const drawn = marks.map((mark) => {
      const svg = stepMark(mark, x, y)
      x += markSize(mark) + 2
      return svg
    })
    return group({}, ...drawn, label(x, y, shown, style))
  })
  return group({}, ...parts)
}

const markText = ({ number, step }: Taken) => `${number}${step.confidence === 'possible' ? '?' : ''}`
const markSize = (mark: Taken) => Math.max(13, 6 + textWidth(markText(mark), 9.5))

/** The number of a step in the sign of its end: round for the client, square for the server. */
function stepMark(mark: Taken, x: number, y: number): Svg {
  const width = markSize(mark)
  const round = mark.side === 'client' ? 6.5 : 2
  return group(
    {},
    element('rect', { x, y: y - 6.5, width, height: 13, rx: round, fill: colour(mark.side) }),
    label(x + width / 2, y, markText(mark), {
      size: 9.5,
      weight: 700,
      anchor: 'middle',
      fill: colour('surface'),
    }),
  )
}

function box(place: (typeof PLACES)[number], visited: boolean, here: boolean): Svg {
  const [x, y] = CENTRES[place]
  const state = stateAt(place)
  const own = stateColour(state)
  const { width, height } = BOX
  const frame = { x: x - width / 2, y: y - height / 2, width, height, rx: 5 }
  const name = textWidth(state, 11.5)
  const from = x - (name + 17) / 2
  return group(
    {},
    element('rect', { ...frame, fill: colour('surface') }),
    element('rect', {
      ...frame,
      fill: here ? own : 'none',
      'fill-opacity': here ? 0.12 : undefined,
      stroke: visited || here ? own : colour('line-strong'),
      'stroke-width': here ? 2 : 1,
      'stroke-opacity': visited && !here ? 0.6 : undefined,
    }),
    group({ opacity: visited || here ? undefined : 0.6 }, glyph(state, from + 6, y, 12)),
    label(from + 17, y, state, {
      size: 11.5,
      mono: true,
      weight: here ? 700 : 500,
      fill: visited || here ? own : colour('text-3'),
    }),
  )
}

function endMark(t: TFunction, side: Side, [x, y]: readonly [number, number]): Svg {
  const shape = { x: x - 9.5, y: y - 9.5, width: 19, height: 19, rx: side === 'client' ? 9.5 : 2 }
  return group(
    {},
    element('rect', { ...shape, fill: colour(side), stroke: colour('surface'), 'stroke-width': 2 }),
    label(x, y, t(`diagram.mark.${side}`), { weight: 700, anchor: 'middle', fill: colour('surface') }),
  )
}

// --- In words -----------------------------------------------------------------------------------------------

interface ListPlace {
  x: number
  y: number
  width: number
  says: StepText
  start: number
}

/** The steps of one end, each with how it is known. */
function list(
  t: TFunction,
  { side, socket, name, taken }: { side: Side; socket: SocketModel; name: string; taken: readonly Taken[] },
  { x, y, width, says, start }: ListPlace,
): { svg: Svg; height: number } {
  const parts: Svg[] = [label(x, y, fitted(name, 12, width), { size: 12, weight: 600, fill: colour(side) })]
  let at = y + ROW
  if (taken.length === 0) {
    for (const one of wrapped(t('diagram.noSteps', { state: socket.state }), 11, width)) {
      parts.push(label(x, at, one, { fill: colour('text-3') }))
      at += ROW
    }
  }
  for (const each of taken) {
    const { step } = each
    const mark = markSize(each)
    const after = says.after(each, start)
    const state = textWidth(step.to, 11)
    const cause = `${says.cause(each)} · ${knownText(t, step)}`
    const from = x + mark + 5 + state + 8
    const doubtful = step.confidence === 'possible' ? { decoration: 'underline' } : {}
    parts.push(
      group(
        {},
        element('title', {}, text(says.lines(each).join('\n'))),
        stepMark(each, x, at),
        label(x + mark + 5, at, step.to, {
          mono: true,
          weight: 500,
          fill: stateColour(step.to),
          ...doubtful,
        }),
        label(from, at, fitted(cause, 10.5 * NARROW, x + width - from - textWidth(after, 10 * NARROW) - 8), {
          size: 10.5,
          fill: colour('text-2'),
        }),
        label(x + width, at, after, { size: 10, anchor: 'end', fill: colour('text-3') }),
      ),
    )
    at += ROW
  }
  return { svg: group({}, ...parts), height: at - y }
}

/** What the lines mean. */
function legend(t: TFunction, y: number): Svg {
  const parts: Svg[] = []
  let x = PAD
  const put = (style: Record<string, string | number>, name: string) => {
    parts.push(element('path', { d: `M${x} ${y}H${x + 32}`, stroke: colour('text-2'), ...style }))
    parts.push(label(x + 40, y, name, { fill: colour('text-2') }))
    x += 40 + textWidth(name, 10) + 20
  }
  put({ 'stroke-width': 2.2 }, t('diagram.picture.taken'))
  put({ 'stroke-width': 2.2, 'stroke-dasharray': '6 4' }, t('diagram.picture.possible'))
  put({ 'stroke-width': 1.2, 'stroke-dasharray': '2 4', opacity: 0.6 }, t('diagram.picture.instead'))
  return group({}, ...parts)
}
