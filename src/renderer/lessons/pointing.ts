import type { ActionId } from '../../shared/actions'
import type { Landmark } from '../../shared/lessons/lesson'

type Point = ActionId | Landmark

/** Where the places of the window are. */
const PLACES: Record<Landmark, string> = {
  composer: '[data-point="composer"]',
  explorer: '[data-pane="explorer"]',
  views: '[data-pane="views"]',
  inspector: '[data-pane="views"]',
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
 * The element that is pointed out: of several, the one that acts on `socket`. The menu that it is in, or the search, which finds
 * every action, where it isn't in sight by itself.
 */
export function findControl(point: Point, socket?: string): Element | null {
  if (Object.hasOwn(PLACES, point)) return document.querySelector(PLACES[point as Landmark])
  const controls = [...document.querySelectorAll<HTMLElement>(`[data-point="${point}"]`)]
  const own = controls.find((control) => control.dataset.pointOf === socket)
  return (
    own ?? controls[0] ?? document.querySelector(`[data-point="${MADE.has(point) ? 'more' : 'palette'}"]`)
  )
}
