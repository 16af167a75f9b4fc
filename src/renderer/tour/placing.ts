/** Where the tour's card can be without being in the way. All in CSS px of the window. */

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

export interface Surroundings {
  /** What the card is about; undefined if it isn't in sight. */
  target: Box | undefined
  /** Of the window. */
  view: { width: number; height: number }
  /**
   * What is not to be under the card: first what never is (controls), then what is only if there is no other place for it (rows of the
   * explorer).
   */
  obstacles: readonly (readonly Box[])[]
  /** What is there to be read: rather not. */
  texts: readonly Box[]
  /** Lines of lists, which are wide and have little in them: rather these. */
  lines: readonly Box[]
}

/** Room between the card and any control, and between the card and the window's edge. */
const GAP = 8
const EDGE = 8
/** Between the card and what it is about. */
const BESIDE = 14
/** Places are tried at this distance. */
const STEP = 12
/** What a px² of covered text, of a covered line, and of what the card is about, is worth in px of distance. */
const TEXT_COST = 0.1
const LINE_COST = 0.01
const TARGET_COST = 0.004

type Size = Pick<Box, 'width' | 'height'>
type Place = Pick<Box, 'left' | 'top'>

/**
 * The best place for a card of this size: over no control, beside what it is about, and over as little text as can be. Where
 * the window is full of rows, over some of those; where it is full of controls, over as little of them as possible.
 */
export function placeCard(card: Size, around: Surroundings): Place {
  const places = placesFor(card, around)
  for (let kinds = Math.max(1, around.obstacles.length); kinds > 0; kinds--) {
    const place = cheapest(card, places, around, around.obstacles.slice(0, kinds).flat())
    if (place) return place
  }
  return leastCovering(card, places, around.obstacles[0] ?? [])
}

function cheapest(
  card: Size,
  places: readonly Place[],
  around: Surroundings,
  obstacles: readonly Box[],
): Place | undefined {
  let best: Place | undefined
  let least = Number.POSITIVE_INFINITY
  for (const place of places) {
    const box = { ...card, ...place }
    // Most places are too far away: that is quickly seen.
    const distance = distanceOf(box, around)
    if (distance >= least || obstacles.some((obstacle) => touches(box, obstacle, GAP))) continue
    const cost = distance + costOf(box, around)
    if (cost < least) [best, least] = [place, cost]
  }
  return best
}

/** First those that are lined up with what the card is about: of two that are as good, the first one is taken. */
function placesFor(card: Size, { target, view }: Surroundings): Place[] {
  const right = view.width - EDGE - card.width
  const bottom = view.height - EDGE - card.height
  const places: Place[] = []
  const add = (left: number, top: number) => {
    if (left < EDGE || top < EDGE || left > right || top > bottom) return
    places.push({ left: Math.round(left), top: Math.round(top) })
  }
  if (target) {
    const lefts = [
      target.left,
      target.left + target.width - card.width,
      middle(target, card, 'left', 'width'),
    ]
    const tops = [target.top, target.top + target.height - card.height, middle(target, card, 'top', 'height')]
    for (const left of lefts) {
      add(left, target.top + target.height + BESIDE)
      add(left, target.top - BESIDE - card.height)
    }
    for (const top of tops) {
      add(target.left + target.width + BESIDE, top)
      add(target.left - BESIDE - card.width, top)
    }
  }
  for (let top = EDGE; top <= bottom; top += STEP) {
    for (let left = EDGE; left <= right; left += STEP) add(left, top)
  }
  // A window that is smaller than the card.
  return places.length > 0 ? places : [{ left: EDGE, top: EDGE }]
}

function middle(target: Box, card: Size, side: 'left' | 'top', size: 'width' | 'height'): number {
  return target[side] + (target[size] - card[size]) / 2
}

/** To what it is about, px; all that is near enough is as good. What isn't in sight is told of at the lower right. */
function distanceOf(box: Box, { target, view }: Surroundings): number {
  const to = target ?? { left: view.width, top: view.height, width: 0, height: 0 }
  const across = Math.max(0, to.left - (box.left + box.width), box.left - (to.left + to.width))
  const down = Math.max(0, to.top - (box.top + box.height), box.top - (to.top + to.height))
  return Math.max(BESIDE, Math.hypot(across, down))
}

function costOf(box: Box, { target, texts, lines }: Surroundings): number {
  const covered = (boxes: readonly Box[]) => boxes.reduce((sum, other) => sum + overlap(box, other), 0)
  const own = target ? overlap(box, target) : 0
  return TEXT_COST * covered(texts) + LINE_COST * covered(lines) + TARGET_COST * own
}

function leastCovering(card: Size, places: readonly Place[], controls: readonly Box[]): Place {
  let best = places[0] as Place
  let least = Number.POSITIVE_INFINITY
  for (const place of places) {
    const covered = controls.reduce((sum, control) => sum + overlap({ ...card, ...place }, control), 0)
    if (covered < least) [best, least] = [place, covered]
  }
  return best
}

function touches(box: Box, other: Box, gap: number): boolean {
  return (
    box.left < other.left + other.width + gap &&
    other.left < box.left + box.width + gap &&
    box.top < other.top + other.height + gap &&
    other.top < box.top + box.height + gap
  )
}

/** px² */
function overlap(box: Box, other: Box): number {
  const width = Math.min(box.left + box.width, other.left + other.width) - Math.max(box.left, other.left)
  const height = Math.min(box.top + box.height, other.top + other.height) - Math.max(box.top, other.top)
  return Math.max(0, width) * Math.max(0, height)
}
