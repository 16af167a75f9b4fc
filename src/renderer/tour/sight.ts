import type { Box, Surroundings } from './placing'

/** What is in the window now, as the tour's card has to know it. */

const CONTROLS =
  'button, input, textarea, select, a[href], summary, [role="button"], [role="tab"], [role="checkbox"], [role="radio"], [role="switch"], [role="combobox"], [role="slider"], [role="separator"][tabindex], [role="menuitem"], [role="link"]'
const ROWS = '[role="treeitem"]'
const LINES = '[role="option"], [role="row"], [role="listitem"]'
const TEXTS = 'main h1, main h2, main p, main li, main svg, [role="alert"], [role="status"]'

/** `card` itself is in nobody's way. */
export function lookAround(card: Element, targets: readonly Element[]): Surroundings {
  const rings = targets.map(boxOf).filter((box) => box !== undefined)
  const inSight = (selector: string) =>
    [...document.querySelectorAll(selector)].flatMap((element) => {
      if (card.contains(element)) return []
      const box = boxOf(element)
      return box && isSeen(element, box, card) ? [box] : []
    })
  return {
    target: around(rings),
    view: { width: innerWidth, height: innerHeight },
    obstacles: [inSight(CONTROLS), inSight(ROWS)],
    texts: inSight(TEXTS),
    lines: inSight(LINES),
  }
}

/** Where an element is; undefined if it takes no room. */
export function boxOf(element: Element): Box | undefined {
  // A pane is a mark for the keyboard, and nothing to the layout.
  const shown = getComputedStyle(element).display === 'contents' ? element.firstElementChild : element
  const rect = shown?.getBoundingClientRect()
  if (!rect || rect.width === 0 || rect.height === 0) return undefined
  const { left, top, width, height } = rect
  return { left, top, width, height }
}

/** The smallest box that has all of them. */
function around(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined
  const left = Math.min(...boxes.map((box) => box.left))
  const top = Math.min(...boxes.map((box) => box.top))
  return {
    left,
    top,
    width: Math.max(...boxes.map((box) => box.left + box.width)) - left,
    height: Math.max(...boxes.map((box) => box.top + box.height)) - top,
  }
}

/** Not scrolled away, and under nothing but the card. */
function isSeen(element: Element, { left, top, width, height }: Box, card: Element): boolean {
  const points = [
    [0.5, 0.5],
    [0.05, 0.1],
    [0.95, 0.1],
    [0.05, 0.9],
    [0.95, 0.9],
  ] as const
  return points.some(([x, y]) => {
    const there = document.elementFromPoint(left + x * width, top + y * height)
    return there !== null && (element.contains(there) || there.contains(element) || card.contains(there))
  })
}
