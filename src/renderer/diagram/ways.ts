import type { PathStep, SocketModel } from '../../shared/model/model'
import type { TcpState } from '../../shared/tcp/states'
import { type Occurrence, OF_THE_FIGURE_ONLY, TRANSITIONS } from '../../shared/tcp/transitions'
import type { Place } from './places'
import type { Arrow } from './routes'

/** What the figure shows: the arrows of the RFC's, and which of them an end has taken. */

/** The RFC's figure omits these (its notes 2 and 3, and the timers of a kernel): they are drawn if they are taken. */
const OMITTED: ReadonlySet<Occurrence> = new Set(['send-reset', 'receive-reset', 'give-up'])

/** The states that a socket leaves for CLOSED at the beginning of the figure: no connection came of it. */
const OPENING: ReadonlySet<TcpState> = new Set(['LISTEN', 'SYN_SENT', 'SYN_RECEIVED'])

function arrowOf(from: TcpState, to: TcpState): Arrow {
  // An accepted end is a socket of its own that begins in the place of its listener.
  if (from === 'CLOSED' && to === 'SYN_RECEIVED') return 'LISTEN>SYN_RECEIVED'
  return `${from}>${to === 'CLOSED' && !OPENING.has(from) ? 'END' : to}`
}

/** Each arrow of the RFC's figure, and what happens on it. */
export const FIGURE: ReadonlyMap<Arrow, Occurrence> = new Map([
  ...TRANSITIONS.filter(isDrawn).map(({ from, to, on }) => [arrowOf(from, to), on] as const),
  ...OF_THE_FIGURE_ONLY.map(({ from, to, on }) => [`${from}>${to}` as Arrow, on] as const),
])

function isDrawn({ from, to, on }: { from: TcpState; to: TcpState; on: Occurrence }): boolean {
  if (OMITTED.has(on)) return false
  // A FIN in SYN_RECEIVED, and Linux's time limit for an orphaned FIN_WAIT_2, are none of the figure's.
  return !(from === 'SYN_RECEIVED' && on === 'receive-fin') && !(from === 'FIN_WAIT_2' && to === 'CLOSED')
}

export type Side = 'client' | 'server'

/** A transition of an end, as an arrow of the figure. */
export interface Taken {
  side: Side
  socket: string
  /** From 1. */
  number: number
  arrow: Arrow
  step: PathStep
}

/** The arrows that an end has taken, in order. */
export function takenBy(socket: SocketModel, side: Side): Taken[] {
  return socket.path.map((step, index) => ({
    side,
    socket: socket.name,
    number: index + 1,
    arrow: arrowOf(step.from, step.to),
    step,
  }))
}

/** Where an end stands. */
export function placeOf(socket: SocketModel): Place {
  const last = socket.path.at(-1)
  return last ? placeAfter(last) : socket.state
}

export function placeAfter({ from, to }: Pick<PathStep, 'from' | 'to'>): Place {
  return arrowOf(from, to).split('>')[1] as Place
}

/** The arrows that may have been taken instead of a step's. */
export function otherArrows(step: PathStep): Arrow[] {
  const main = arrowOf(step.from, step.to)
  const arrows = step.alternatives.flatMap((states) =>
    states.map((state, index) => arrowOf(states[index - 1] ?? step.from, state)),
  )
  return [...new Set(arrows)].filter((arrow) => arrow !== main)
}

/** All arrows that are drawn: the figure's own and those that were, or may have been, taken; each with who took it. */
export function arrowsWith(taken: readonly Taken[]): Map<Arrow, Taken[]> {
  const arrows = new Map<Arrow, Taken[]>()
  for (const arrow of FIGURE.keys()) arrows.set(arrow, [])
  for (const each of taken) {
    arrows.set(each.arrow, [...(arrows.get(each.arrow) ?? []), each])
    for (const other of otherArrows(each.step)) if (!arrows.has(other)) arrows.set(other, [])
  }
  return arrows
}

/** The places that an end has been in. */
export function visitedBy(taken: readonly Taken[]): Set<Place> {
  return new Set(taken.flatMap(({ arrow }) => arrow.split('>') as Place[]))
}

/** The arrows that may have been taken instead of others, and by which end. */
export function maybeTaken(arrows: ReadonlyMap<Arrow, readonly Taken[]>): Map<Arrow, Side> {
  const others = new Map<Arrow, Side>()
  for (const taken of arrows.values()) {
    for (const { step, side } of taken) for (const other of otherArrows(step)) others.set(other, side)
  }
  return others
}

/** The states that may follow a state, each with what leads there. */
export function waysOut(state: TcpState): [TcpState, Occurrence[]][] {
  const ways = new Map<TcpState, Occurrence[]>()
  for (const { from, to, on } of [...TRANSITIONS, ...OF_THE_FIGURE_ONLY]) {
    if (from === state) ways.set(to, [...(ways.get(to) ?? []), on])
  }
  return [...ways]
}

/** How far apart the ways of both ends run on one arrow. */
const APART = 5

/** How far beside its arrow an end's way runs. */
export function asideOf(side: Side): number {
  return side === 'client' ? APART / 2 : -APART / 2
}

/** Both ends went this way. */
export function isOfBoth(taken: readonly Taken[]): boolean {
  return new Set(taken.map(({ side }) => side)).size > 1
}
