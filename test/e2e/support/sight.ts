import type { Page } from 'playwright-core'

/** A list, and what its rows are. */
export interface ListOf {
  list: string
  row: string
}

export const EXPLORER: ListOf = { list: '[role=tree]', row: '[role=treeitem]' }
export const LOG: ListOf = { list: '[role=listbox]', row: '[role=option][data-seq]' }

/** What was seen of a list while it scrolled. */
export interface Seen {
  frames: number
  /** Frames in which some of what is in sight was no row, or one without words. */
  blank: number
}

/** In the page: looks at each frame of a list for `ms`; with `jumps`, it is scrolled to another place before each of them. */
export async function watch({
  list,
  row,
  ms,
  jumps,
}: ListOf & { ms: number; jumps: boolean }): Promise<Seen> {
  const scroller = document.querySelector(list)
  if (!scroller) throw new Error(`no ${list}`)
  const covered = () => {
    const sight = scroller.getBoundingClientRect()
    const content = sight.top - scroller.scrollTop + scroller.scrollHeight
    const rows = [...scroller.querySelectorAll(row)]
      .filter((each) => each.textContent !== '')
      .map((each) => each.getBoundingClientRect())
      .sort((a, b) => a.top - b.top)
    // Space above the first row, or around one, is less than a row.
    let to = sight.top + 12
    for (const { top, bottom } of rows) if (top <= to) to = Math.max(to, bottom + 1)
    return to >= Math.min(sight.bottom, content) - 12
  }
  const seen = { frames: 0, blank: 0 }
  const start = performance.now()
  while (performance.now() - start < ms) {
    if (jumps) scroller.scrollTop = Math.random() * scroller.scrollHeight
    await new Promise(requestAnimationFrame)
    seen.frames++
    if (!covered()) seen.blank++
  }
  return seen
}

/** Turns the wheel over a list, ever faster, while each frame is looked at. */
export async function wheeled(page: Page, of: ListOf, ms: number): Promise<Seen> {
  const place = await page.locator(of.list).first().boundingBox()
  if (!place) throw new Error(`${of.list} is not in sight`)
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2)
  const watching = page.evaluate(watch, { ...of, ms, jumps: false })
  let done = false
  const turning = (async () => {
    for (let turn = 0; !done; turn++)
      await page.mouse.wheel(0, (turn % 40 < 20 ? -1 : 1) * 60 * (1 + (turn % 20)))
  })()
  const seen = await watching
  done = true
  await turning
  return seen
}

/** Scrolls a list to and fro at once, as with its bar, to another place in each frame. */
export function jumped(page: Page, of: ListOf, ms: number): Promise<Seen> {
  return page.evaluate(watch, { ...of, ms, jumps: true })
}

/**
 * Types `text` into a field; ms from the last key until a frame has been drawn in which `output` says how many are found, and
 * that all have been looked at.
 */
export async function answerTo(page: Page, field: string, output: string, text: string): Promise<number> {
  const answered = page.evaluate(
    ([into, from]) =>
      new Promise<number>((resolve) => {
        const said = () => document.querySelector(from)?.textContent ?? ''
        const before = said()
        const { port1, port2 } = new MessageChannel()
        const next = () => requestAnimationFrame(() => port2.postMessage(null))
        const typed = () => {
          const start = performance.now()
          port1.onmessage = () => {
            const now = said()
            if (now !== '' && now !== before && !now.includes('%')) resolve(performance.now() - start)
            else next()
          }
          next()
        }
        document.querySelector(into)?.addEventListener('input', typed, { once: true, capture: true })
      }),
    [field, output] as const,
  )
  await page.locator(field).fill(text)
  return answered
}
