import { TCP_STATES, type TcpState } from '../../shared/tcp/states'
import type { Point } from './lines'

/**
 * Where everything stands in the figure: as in RFC 9293 (figure 5), opening at the top, the end that closes first at the
 * left, the one that closes second at the right, and CLOSED twice, at the beginning and at the end. Units of the figure.
 */

/** A place in the figure: a state; `END` is CLOSED at the end. */
export type Place = TcpState | 'END'

export const PLACES: readonly Place[] = [...TCP_STATES, 'END']

export const WIDTH = 764
export const HEIGHT = 372
export const BOX = { width: 120, height: 24 }

const LEFT = 78
const CENTRE = 382
const RIGHT = 686

/** The middle of each state's box. */
export const CENTRES: Record<Place, Point> = {
  CLOSED: [CENTRE, 40],
  LISTEN: [CENTRE, 90],
  SYN_RECEIVED: [LEFT, 134],
  SYN_SENT: [RIGHT, 134],
  ESTABLISHED: [CENTRE, 186],
  FIN_WAIT_1: [LEFT, 236],
  CLOSE_WAIT: [RIGHT, 236],
  FIN_WAIT_2: [LEFT, 292],
  CLOSING: [CENTRE, 292],
  LAST_ACK: [RIGHT, 292],
  TIME_WAIT: [CENTRE, 346],
  END: [RIGHT, 346],
}

/** The corner for an end's mark, where no arrow ends and few words stand: the client's at the left, the server's at the right. */
export function cornerOf(place: Place, side: 'client' | 'server'): Point {
  const [x, y] = CENTRES[place]
  const right = side === 'client' ? -1 : 1
  const down = side === 'client' && place !== 'END' ? -1 : 1
  return [x + (right * BOX.width) / 2, y + (down * BOX.height) / 2]
}

export function stateAt(place: Place): TcpState {
  return place === 'END' ? 'CLOSED' : place
}

const DIRECTIONS: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The place that a key leads to: for an arrow the nearest one on that side; undefined if there is none. */
export function neighbour(place: Place, key: string): Place | undefined {
  if (key === 'Home') return 'CLOSED'
  if (key === 'End') return 'END'
  const direction = DIRECTIONS[key]
  if (!direction) return undefined
  const level = direction[0] !== 0
  const [x, y] = CENTRES[place]
  let best: { place: Place; distance: number } | undefined
  for (const other of PLACES) {
    const [dx, dy] = [CENTRES[other][0] - x, CENTRES[other][1] - y]
    const along = dx * direction[0] + dy * direction[1]
    const across = Math.abs(level ? dy : dx)
    // The columns stand further apart than the rows.
    if (along <= 0 || across > along * (level ? 0.5 : 8)) continue
    const distance = along + across * (level ? 3 : 1)
    if (!best || distance < best.distance) best = { place: other, distance }
  }
  return best?.place
}
