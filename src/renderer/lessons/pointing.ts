import type { ActionId } from '../../shared/actions'
import type { Landmark } from '../../shared/lessons/lesson'

type Point = ActionId | Landmark

/** Where the places of the window are. */
const PLACES: Record<Exclude<Landmark, 'composer'>, string> = {
  explorer: '[data-pane="explorer"]',
  views: '[data-pane="views"]',
  inspector: '[data-pane="views"]',
  doForMe: '[data-point="doForMe"]',
}

/** What is in the menu of what else can be made. */
const MADE: ReadonlySet<Point> = new Set<Point>([
  'newDatagrams',
  'newLoad',
  'newProxy',
  'runProgram',
  'watch',
  'lookup',
  'openScenario',
  'quickStart',
])

/**
 * The element that is pointed out. Of several, the one that acts on `socket`; where that isn't in sight, the socket in the explorer,
 * since its controls come with it. What has no control in sight: the menu that it is in, or else what does it for the learner.
 */
export function findControl(point: Point, socket?: string): Element | null {
  if (Object.hasOwn(PLACES, point)) return document.querySelector(PLACES[point as keyof typeof PLACES])
  const controls = [...document.querySelectorAll<HTMLElement>(`[data-point="${point}"]`)]
  const own = controls.find(({ dataset }) => dataset.pointOf === undefined || dataset.pointOf === socket)
  if (own) return own
  // Of a group, the first member.
  return (
    rowOf(socket) ??
    rowOf(socket && `${socket}.1`) ??
    document.querySelector(`[data-point="${MADE.has(point) ? 'more' : 'doForMe'}"]`)
  )
}

function rowOf(socket: string | undefined): Element | null {
  return socket ? document.querySelector(`[data-socket="${CSS.escape(socket)}"]`) : null
}
