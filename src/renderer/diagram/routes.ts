import type { Point } from './lines'
import { BOX, CENTRES, type Place } from './places'

/** From one place to another, as in `CLOSED>LISTEN`. */
export type Arrow = `${Place}>${Place}`

/** Where what is written about an arrow stands. */
export interface Slot {
  /** The point that it is held at: `above` and `below` a level line, to the `right` and `left` of an upright one. */
  at: Point
  hold: 'above' | 'below' | 'right' | 'left'
  /** How wide it can be. */
  room: number
}

export interface Route {
  points: readonly Point[]
  slot: Slot
}

function route(points: string, hold: Slot['hold'], x: number, y: number, room: number): Route {
  return {
    points: points.split(' ').map((point) => point.split(',').map(Number) as unknown as Point),
    slot: { at: [x, y], hold, room },
  }
}

/** How the arrows run: those of the RFC's figure, then those that it omits (its notes 2 and 3). */
const ROUTES: { [key in Arrow]?: Route } = {
  'CLOSED>LISTEN': route('366,52 366,78', 'left', 360, 65, 250),
  'LISTEN>CLOSED': route('390,78 390,52', 'right', 396, 65, 200),
  'CLOSED>SYN_SENT': route('442,34 704,34 704,122', 'above', 573, 31, 240),
  'SYN_SENT>CLOSED': route('684,122 684,46 442,46', 'below', 573, 48, 210),
  'LISTEN>SYN_SENT': route('442,90 664,90 664,122', 'above', 553, 87, 200),
  'SYN_RECEIVED>LISTEN': route('62,122 62,82 322,82', 'above', 192, 79, 240),
  'LISTEN>SYN_RECEIVED': route('322,98 94,98 94,122', 'below', 204, 100, 210),
  'SYN_SENT>SYN_RECEIVED': route('626,128 138,128', 'above', 382, 126, 200),
  'SYN_RECEIVED>ESTABLISHED': route('138,140 166,140 166,186 322,186', 'above', 244, 183, 150),
  'SYN_SENT>ESTABLISHED': route('626,140 598,140 598,186 442,186', 'above', 520, 183, 150),
  'SYN_RECEIVED>FIN_WAIT_1': route('50,146 50,224', 'right', 56, 185, 104),
  'ESTABLISHED>FIN_WAIT_1': route('352,198 352,230 138,230', 'above', 245, 227, 200),
  'ESTABLISHED>CLOSE_WAIT': route('412,198 412,240 626,240', 'above', 519, 237, 200),
  'FIN_WAIT_1>CLOSING': route('138,242 382,242 382,280', 'below', 290, 244, 170),
  'FIN_WAIT_1>FIN_WAIT_2': route('78,248 78,280', 'right', 85, 264, 120),
  'FIN_WAIT_2>TIME_WAIT': route('78,304 78,346 322,346', 'above', 205, 343, 220),
  'CLOSING>TIME_WAIT': route('382,304 382,334', 'right', 389, 319, 180),
  'TIME_WAIT>END': route('442,346 626,346', 'above', 534, 343, 170),
  'CLOSE_WAIT>LAST_ACK': route('686,248 686,280', 'left', 679, 264, 170),
  'LAST_ACK>END': route('686,304 686,334', 'left', 679, 319, 130),

  'SYN_RECEIVED>CLOSED': route('18,134 9,134 9,34 322,34', 'above', 166, 31, 280),
  'SYN_RECEIVED>CLOSE_WAIT': route('120,146 120,156 612,156 612,236 626,236', 'above', 382, 154, 200),
  'ESTABLISHED>END': route('442,194 588,194 588,340 626,340', 'left', 582, 268, 160),
  'FIN_WAIT_1>TIME_WAIT': route('138,236 152,236 152,340 322,340', 'right', 158, 304, 150),
  'FIN_WAIT_1>END': route('18,236 9,236 9,365 686,365 686,358', 'above', 205, 363, 220),
  'FIN_WAIT_2>END': route('40,304 40,365 686,365 686,358', 'above', 205, 363, 220),
  'CLOSING>END': route('442,292 576,292 576,340 626,340', 'above', 508, 290, 130),
  'CLOSE_WAIT>END': route('746,236 755,236 755,346 746,346', 'right', 692, 264, 60),
}

/** How an arrow runs, and where its words stand. */
export function routeOf(arrow: Arrow): Route {
  return ROUTES[arrow] ?? straight(arrow)
}

export function placesOf(arrow: Arrow): [from: Place, to: Place] {
  return arrow.split('>') as [Place, Place]
}

/** From box to box along the line between their middles. */
function straight(arrow: Arrow): Route {
  const [from, to] = placesOf(arrow).map((place) => CENTRES[place]) as [Point, Point]
  const points = [edge(from, to), edge(to, from)] as const
  const middle: Point = [(points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2]
  return { points, slot: { at: middle, hold: 'right', room: 140 } }
}

/** Where the line from the middle of a box at `from` to `to` leaves the box. */
function edge(from: Point, to: Point): Point {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const part = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : BOX.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : BOX.height / 2 / Math.abs(dy),
  )
  return Number.isFinite(part) ? [from[0] + dx * part, from[1] + dy * part] : from
}
