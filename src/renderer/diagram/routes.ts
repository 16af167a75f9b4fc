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
  'CLOSED>LISTEN': route('366,46 366,72', 'left', 360, 59, 250),
  'LISTEN>CLOSED': route('398,72 398,46', 'right', 404, 59, 200),
  'CLOSED>SYN_SENT': route('442,28 704,28 704,116', 'above', 573, 25, 240),
  'SYN_SENT>CLOSED': route('684,116 684,40 442,40', 'below', 573, 42, 210),
  'LISTEN>SYN_SENT': route('442,84 664,84 664,116', 'above', 553, 81, 200),
  'SYN_RECEIVED>LISTEN': route('62,116 62,76 322,76', 'above', 192, 73, 240),
  'LISTEN>SYN_RECEIVED': route('322,92 94,92 94,116', 'below', 204, 94, 210),
  'SYN_SENT>SYN_RECEIVED': route('626,122 138,122', 'above', 382, 120, 200),
  'SYN_RECEIVED>ESTABLISHED': route('138,134 166,134 166,174 322,174', 'above', 244, 171, 150),
  'SYN_SENT>ESTABLISHED': route('626,134 598,134 598,174 442,174', 'above', 520, 171, 150),
  'SYN_RECEIVED>FIN_WAIT_1': route('50,140 50,218', 'right', 56, 179, 104),
  'ESTABLISHED>FIN_WAIT_1': route('352,192 352,224 138,224', 'above', 245, 221, 200),
  'ESTABLISHED>CLOSE_WAIT': route('412,192 412,224 626,224', 'above', 519, 221, 200),
  'FIN_WAIT_1>CLOSING': route('138,236 382,236 382,274', 'below', 290, 238, 170),
  'FIN_WAIT_1>FIN_WAIT_2': route('78,242 78,274', 'right', 85, 258, 120),
  'FIN_WAIT_2>TIME_WAIT': route('78,298 78,340 322,340', 'above', 205, 337, 220),
  'CLOSING>TIME_WAIT': route('382,298 382,328', 'right', 389, 313, 180),
  'TIME_WAIT>END': route('442,340 626,340', 'above', 534, 337, 170),
  'CLOSE_WAIT>LAST_ACK': route('686,242 686,274', 'left', 679, 258, 170),
  'LAST_ACK>END': route('686,298 686,328', 'left', 679, 313, 130),

  'SYN_RECEIVED>CLOSED': route('18,128 9,128 9,28 322,28', 'above', 166, 25, 280),
  'SYN_RECEIVED>CLOSE_WAIT': route('120,140 120,150 612,150 612,230 626,230', 'above', 382, 148, 200),
  'ESTABLISHED>END': route('442,186 588,186 588,334 626,334', 'left', 582, 262, 160),
  'FIN_WAIT_1>TIME_WAIT': route('138,230 152,230 152,334 322,334', 'right', 158, 298, 150),
  'FIN_WAIT_1>END': route('18,230 9,230 9,359 686,359 686,352', 'above', 205, 357, 220),
  'FIN_WAIT_2>END': route('40,298 40,359 686,359 686,352', 'above', 205, 357, 220),
  'CLOSING>END': route('442,286 576,286 576,334 626,334', 'above', 508, 284, 130),
  'CLOSE_WAIT>END': route('746,230 755,230 755,340 746,340', 'right', 692, 258, 60),
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
