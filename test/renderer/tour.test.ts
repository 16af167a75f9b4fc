import { describe, expect, test } from 'vitest'
import { type Box, placeCard, type Surroundings } from '../../src/renderer/tour/placing'
import { chance } from '../support/chance'

const CARD = { width: 296, height: 150 }
const box = (left: number, top: number, width: number, height: number): Box => ({ left, top, width, height })

function around(rest: Partial<Surroundings> = {}): Surroundings {
  return {
    target: undefined,
    view: { width: 900, height: 600 },
    obstacles: [],
    texts: [],
    lines: [],
    ...rest,
  }
}

function overlaps(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  )
}

const placed = (surroundings: Surroundings): Box => ({ ...CARD, ...placeCard(CARD, surroundings) })

describe('the card of the tour', () => {
  test('stands below what it is about, lined up with it, where there is room', () => {
    const target = box(400, 50, 200, 36)
    expect(placed(around({ target }))).toMatchObject({ left: 400, top: 100 })
  })

  test('takes another side where a control is in the way, or the window ends', () => {
    const target = box(400, 50, 200, 36)
    const below = box(380, 100, 240, 28)
    const card = placed(around({ target, obstacles: [[below]] }))
    expect(overlaps(card, below)).toBe(false)
    expect(overlaps(card, target)).toBe(false)
    const atTheBottom = box(400, 560, 200, 36)
    expect(placed(around({ target: atTheBottom }))).toMatchObject({ left: 400, top: 396 })
  })

  test('would rather not cover what is there to be read', () => {
    const target = box(400, 50, 200, 36)
    const text = box(390, 90, 300, 120)
    expect(overlaps(placed(around({ target, texts: [text] })), text)).toBe(false)
  })

  test('covers rows only where there is no other place, and then no control', () => {
    const view = { width: 900, height: 600 }
    const row = (n: number) => box(0, n * 24, 900, 24)
    const rows = Array.from({ length: 25 }, (_, n) => row(n))
    const control = box(400, 250, 100, 28)
    const card = placed(around({ view, obstacles: [[control], rows] }))
    expect(overlaps(card, control)).toBe(false)
    const free = placed(around({ view, obstacles: [[control], rows.slice(0, 17)] }))
    expect(free.top).toBeGreaterThanOrEqual(17 * 24)
    // Lines of the log are no obstacle.
    const log = placed(around({ view, obstacles: [[], rows.slice(0, 17)], lines: rows.slice(17) }))
    expect(log.top).toBeGreaterThanOrEqual(17 * 24)
  })

  test('is in the window, and over no control wherever there is a place without one', () => {
    const { below } = chance(42)
    const int = (from: number, to: number) => from + below(to - from)
    for (let i = 0; i < 50; i++) {
      const view = { width: int(800, 1920), height: int(600, 1080) }
      const some = () => box(int(0, view.width - 20), int(0, view.height - 20), int(20, 200), int(16, 40))
      // The lower right stays free.
      const corner = box(view.width - 320, view.height - 174, 320, 174)
      const controls = Array.from({ length: 30 }, some).filter((control) => !overlaps(control, corner))
      const card = placed(around({ view, obstacles: [controls], target: some() }))
      expect(controls.filter((control) => overlaps(card, control))).toEqual([])
      expect(card.left).toBeGreaterThanOrEqual(0)
      expect(card.top).toBeGreaterThanOrEqual(0)
      expect(card.left + card.width).toBeLessThanOrEqual(view.width)
      expect(card.top + card.height).toBeLessThanOrEqual(view.height)
    }
  })

  test('covers as little as it can in a window that is full', () => {
    const full = [box(0, 0, 900, 560)]
    const { top, height } = placed(around({ obstacles: [full] }))
    expect(top + height).toBeGreaterThan(560)
    expect(placeCard(CARD, around({ view: { width: 200, height: 100 } }))).toEqual({ left: 8, top: 8 })
  })
})
