import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { plain, Visitor } from './support/visitor'

const SECOND = 1000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A window at the beginning of a log with an event at each of these times, ms. */
async function atStart(times: readonly number[], past?: ConstructorParameters<typeof Visitor>[1]) {
  const visitor = new Visitor(100_000, past)
  for (const t of times) visitor.writer.all.push(visitor.log.append({ kind: 'note', t, text: `at ${t}` }))
  visitor.attach()
  await visitor.goTo(0)
  await visitor.settle()
  return visitor
}

const play = (visitor: Visitor, speed?: number) =>
  visitor.lead((traveller) => traveller.play({ playing: true, ...(speed !== undefined && { speed }) }))
const stop = (visitor: Visitor) => visitor.lead((traveller) => traveller.play({ playing: false }))

async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 10) await vi.advanceTimersByTimeAsync(10)
}

describe('a replay', () => {
  test('takes the time that it took, pauses and all', async () => {
    const visitor = await atStart([0, 500, 510, 10 * SECOND])
    expect(await play(visitor)).toMatchObject({ playing: true, speed: 1, at: 0 })
    await pass(450)
    expect(visitor.end.travel).toMatchObject({ at: 1, playing: true })
    expect(visitor.end.travel?.t).toBeGreaterThan(400)
    await pass(150)
    expect(visitor.end.travel).toMatchObject({ at: 3 })
    await pass(9 * SECOND)
    expect(visitor.end.travel).toMatchObject({ at: 3 })
    expect(visitor.end.travel?.t).toBeGreaterThan(9.5 * SECOND)
    await pass(SECOND)
    expect(visitor.end.travel).toMatchObject({ at: 4, t: 10 * SECOND, playing: false })
    expect(visitor.end.model).toEqual(visitor.modelAt(4))
    expect(visitor.end.snapshots).toHaveLength(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each([
    [0.1, 100],
    [4, 4000],
    [100, 100_000],
  ])('at %d times its pace', async (speed, reached) => {
    const visitor = await atStart(Array.from({ length: 300 }, (_, i) => i * 1000))
    await play(visitor, speed)
    await pass(SECOND)
    expect(await stop(visitor)).toMatchObject({ playing: false, speed })
    const t = visitor.end.travel?.t ?? 0
    expect(t).toBeGreaterThan(reached * 0.9)
    expect(t).toBeLessThanOrEqual(reached)
    expect(visitor.end.travel?.at).toBe(1 + Math.floor(t / 1000))
    await pass(SECOND)
    expect(visitor.end.travel?.t).toBe(t)
  })

  test('changes its pace on the way', async () => {
    const visitor = await atStart([0, 60 * SECOND])
    await play(visitor, 1)
    await pass(SECOND)
    await play(visitor, 10)
    await pass(SECOND)
    expect(visitor.end.travel?.t).toBeGreaterThan(10 * SECOND)
    expect(visitor.end.travel?.t).toBeLessThan(12 * SECOND)
  })

  test('of what came late shows it in the order of the log', async () => {
    const visitor = await atStart([0, 1000, 200, 300, 1500])
    await play(visitor)
    await pass(900)
    expect(visitor.end.travel?.at).toBe(1)
    await pass(200)
    expect(visitor.end.travel?.at).toBe(4)
  })

  test('tells a window thirty times a second at most', async () => {
    const visitor = await atStart(Array.from({ length: 20_000 }, (_, i) => i))
    const before = visitor.end.news.length
    await play(visitor)
    await pass(3 * SECOND)
    expect(visitor.end.news.length - before).toBeLessThanOrEqual(92)
    expect(visitor.end.travel?.at).toBeGreaterThan(2800)
    expect(visitor.end.model).toEqual(visitor.modelAt(visitor.end.travel?.at as number))
  })

  test('waits for a window that does not follow, and leaves nothing out', async () => {
    const visitor = await atStart(Array.from({ length: 50_000 }, (_, i) => i / 10))
    visitor.acks = false
    await play(visitor, 1000)
    await pass(SECOND)
    const { at } = visitor.end.travel ?? {}
    expect(at).toBeLessThanOrEqual(4096 + 8192)
    visitor.acks = true
    visitor.ack()
    await pass(10 * SECOND)
    expect(visitor.end.travel).toMatchObject({ at: 50_000, playing: false })
    expect(visitor.end.events).toHaveLength(50_000)
  })

  test('at the end begins anew', async () => {
    const visitor = await atStart([0, 100, 200])
    await visitor.goTo(3)
    expect(await play(visitor)).toMatchObject({ playing: true, at: 0 })
    await pass(SECOND)
    expect(visitor.end.travel).toMatchObject({ at: 3, playing: false })
  })

  test('goes on from where the person goes, and stops for a step', async () => {
    const visitor = await atStart(Array.from({ length: 100 }, (_, i) => i * 100))
    await play(visitor)
    await pass(500)
    expect(await visitor.goTo(50)).toMatchObject({ at: 50, playing: true })
    await pass(SECOND)
    expect(visitor.end.travel?.at).toBeGreaterThanOrEqual(59)
    const { at } = visitor.end.travel ?? { at: 0 }
    const step = visitor.lead((traveller) => traveller.step({ by: 'event', direction: -1 }))
    expect(await step).toMatchObject({ at: at - 1, playing: false })
    await pass(SECOND)
    expect(visitor.end.travel).toMatchObject({ at: at - 1, playing: false })
  })

  test('stops with the lab as it is now, and for a window that begins anew', async () => {
    const visitor = await atStart([0, SECOND, 2 * SECOND])
    await play(visitor)
    await pass(1200)
    visitor.attach()
    await pass(2 * SECOND)
    expect(visitor.end.travel).toMatchObject({ at: 2, playing: false })
    await play(visitor)
    visitor.travels.goLive(visitor)
    await pass(2 * SECOND)
    expect(visitor.end.travel).toBeNull()
    expect(visitor.end.model).toEqual(visitor.modelAt(3))
    expect(vi.getTimerCount()).toBe(0)
  })

  test('of what is gone by now goes on with what is left', async () => {
    const visitor = new Visitor(100)
    visitor.writer.messages(50, ['alice'])
    visitor.attach()
    await visitor.goTo(0)
    await play(visitor, 0.01)
    await pass(100)
    visitor.writer.messages(5000, ['alice'])
    await play(visitor, 1000)
    await pass(SECOND)
    expect(visitor.end.travel).toMatchObject({ at: 5050, playing: false })
    expect(visitor.end.model).toEqual(visitor.modelAt(5050))
  })

  test('that cannot go on stops, and says so', async () => {
    const visitor = await atStart([0, 100, 200], (past) => ({
      ...plain(past),
      read: async () => {
        throw new Error('gone')
      },
    }))
    await play(visitor)
    await pass(100)
    expect(visitor.end.travel).toMatchObject({ at: 0, playing: false })
    expect(visitor.faults.map(String)).toEqual(['Error: gone'])
  })
})
