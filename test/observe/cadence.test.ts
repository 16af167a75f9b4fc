import { expect, test } from 'vitest'
import { Cadence } from '../../src/main/observe/kernel/cadence'

// How often the tables are read.

/** What readings cost as a share of a core, if each takes `cost` ms and they go on like this. */
function share(cadence: Cadence, now: number, cost: number): number {
  return cost / cadence.period(now)
}

function costing(cost: number): Cadence {
  const cadence = new Cadence()
  for (let i = 0; i < 50; i++) cadence.took(cost)
  return cadence
}

test('every 20 ms while states change, more and more slowly when nothing does', () => {
  const cadence = costing(1)
  cadence.stir(1000)
  expect(cadence.period(1000)).toBe(20)
  expect(cadence.period(1300)).toBe(20)
  const later = [1500, 6500, 60_000].map((now) => cadence.period(now))
  expect(later).toEqual([50, 250, 1000])
})

test('ten times a second while only bytes flow', () => {
  const cadence = costing(1)
  cadence.flow(1000)
  expect(cadence.period(1000)).toBe(100)
  cadence.stir(1100)
  expect(cadence.period(1100)).toBe(20)
})

test('never more than 15 % of a core busy and 2 % idle, whatever a reading costs', () => {
  for (const cost of [0.1, 1.7, 3, 4.2, 26, 200]) {
    const cadence = costing(cost)
    cadence.stir(1000)
    cadence.flow(1000)
    expect(share(cadence, 1000, cost)).toBeLessThan(0.15)
    expect(share(cadence, 100_000, cost)).toBeLessThan(0.02)
  }
})

test('a reading that is dear now and then counts, too', () => {
  const cadence = new Cadence()
  for (let i = 0; i < 30; i++) for (const cost of [5, 5, 100]) cadence.took(cost)
  cadence.stir(0)
  expect(share(cadence, 0, 110 / 3)).toBeLessThan(0.15)
})

test('a first reading with thousands of new rows puts the next one off for a second at most', () => {
  const cadence = new Cadence()
  cadence.took(400)
  expect(cadence.period(100_000)).toBe(1000)
  cadence.took(40)
  expect(cadence.period(100_000)).toBe(1000)
  for (let i = 0; i < 20; i++) cadence.took(40)
  expect(share(cadence, 100_000, 40)).toBeLessThan(0.02)
})

test('one slow reading does not slow down the next ones for long', () => {
  const cadence = costing(1)
  cadence.took(100)
  cadence.stir(0)
  expect(cadence.period(0)).toBeGreaterThan(100)
  for (let i = 0; i < 20; i++) cadence.took(1)
  expect(cadence.period(0)).toBe(20)
})
