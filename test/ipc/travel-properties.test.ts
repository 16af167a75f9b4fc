import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MAX_IN_FLIGHT } from '../../src/main/desktop/feed/feed'
import type { Travel } from '../../src/shared/session'
import { plain, Visitor } from './support/visitor'

const sockets = ['alice', 'bob']

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const act = fc.oneof(
  fc.nat(2000).map((seq) => ({ do: 'goTo' as const, seq })),
  fc.nat(100).map((t) => ({ do: 'goToTime' as const, t })),
  fc
    .record({ by: fc.constantFrom('event', 'state', 'lesson'), direction: fc.constantFrom(1, -1) })
    .map((step) => ({ do: 'step' as const, ...step })),
  fc.constant({ do: 'goLive' as const }),
  fc.constant({ do: 'attach' as const }),
  fc.nat(30).map((count) => ({ do: 'happen' as const, count })),
  fc.constant({ do: 'ack' as const }),
  fc.boolean().map((acks) => ({ do: 'acks' as const, acks })),
  fc.constant({ do: 'settle' as const }),
)

test('wherever a window goes, however often, it shows the model of the log at that moment', async () => {
  const property = fc.asyncProperty(
    fc.array(act, { maxLength: 40 }),
    fc.constantFrom(30, 200, 100_000),
    fc.constantFrom(0, 100, 1500),
    async (acts, maxEvents, before) => {
      const visitor = new Visitor(maxEvents)
      visitor.writer.open(...sockets)
      visitor.writer.messages(before, sockets)
      visitor.attach()
      const asked: Promise<Travel>[] = []
      for (const act of acts) {
        switch (act.do) {
          case 'goTo':
            asked.push(visitor.goTo(act.seq))
            break
          case 'goToTime':
            asked.push(visitor.lead((traveller) => traveller.go({ to: 'time', t: act.t })))
            break
          case 'step':
            asked.push(visitor.lead((traveller) => traveller.step(act as never)))
            break
          case 'happen':
            visitor.writer.messages(act.count, sockets)
            visitor.writer.state('alice')
            visitor.writer.lessonStep(1, 1 + (act.count % 3))
            break
          case 'acks':
            visitor.acks = act.acks
            break
          case 'goLive':
            visitor.travels.goLive(visitor)
            break
          default:
            await visitor[act.do]()
        }
        expect(visitor.inFlight).toBeLessThanOrEqual(MAX_IN_FLIGHT)
      }
      visitor.acks = true
      visitor.ack()
      const travels = await Promise.all(asked)
      await visitor.settle()
      const { travel, model } = visitor.end
      const at = travel ? travel.at : visitor.log.head
      expect(model).toEqual(visitor.modelAt(at))
      if (travel) expect(travel).toMatchObject({ ...visitor.travels.of(visitor)?.travel })
      for (const { at, t, head, end } of travels) {
        expect(at).toBeLessThanOrEqual(head)
        expect(t).toBeLessThanOrEqual(end)
      }
      expect(visitor.faults).toEqual([])
      visitor.travels.dispose()
      visitor.feeds.dispose()
    },
  )
  await fc.assert(property, { numRuns: 200 })
}, 60_000)

describe('a window that asks faster than it takes', () => {
  test('gets the newest, and no more than it takes', async () => {
    const visitor = new Visitor()
    visitor.writer.messages(2000, sockets)
    visitor.attach()
    await visitor.settle()
    visitor.acks = false
    await visitor.goTo(500)
    const rest = Array.from({ length: 60 }, (_, i) => visitor.goTo(400 - i))
    await vi.advanceTimersByTimeAsync(100)
    expect(visitor.end.snapshots).toHaveLength(2)
    visitor.acks = true
    visitor.ack()
    const travels = await Promise.all(rest)
    expect(new Set(travels.map(({ at }) => at))).toEqual(new Set([341]))
    await visitor.settle()
    expect(visitor.end.news.map((news) => news?.at)).toEqual([undefined, 500, 341])
    expect(visitor.end.model).toEqual(visitor.modelAt(341))
  })

  test('gets what it waits for with the lab as it is now, at the latest', async () => {
    const visitor = new Visitor()
    visitor.writer.messages(100, sockets)
    visitor.attach()
    visitor.acks = false
    await visitor.goTo(50)
    const late = visitor.goTo(20)
    visitor.travels.goLive(visitor)
    expect(await late).toMatchObject({ at: 50 })
    await visitor.settle()
    expect(visitor.end.travel).toBeNull()
    expect(visitor.end.model).toEqual(visitor.modelAt(100))
  })
})

describe('a far way', () => {
  test('that is cancelled leaves the window where it was, and the next one is gone', async () => {
    const shares: number[] = []
    let isFar = false
    const visitor = new Visitor(100_000, (past) => ({
      ...plain(past),
      moment: async (seq, { signal, onProgress } = {}) => {
        onProgress?.(0.5)
        // As long as it takes.
        while (isFar && !signal?.aborted) await new Promise((resolve) => setImmediate(resolve))
        signal?.throwIfAborted()
        return past.moment(seq)
      },
    }))
    visitor.writer.messages(20_000, sockets)
    visitor.attach()
    await visitor.goTo(15_000)
    await visitor.settle()
    isFar = true
    const stop = new AbortController()
    const work = { signal: stop.signal, onProgress: (share: number) => shares.push(share) }
    const cancelled = visitor.lead((traveller) => traveller.go({ to: 'seq', seq: 20 }, work))
    await vi.waitFor(() => expect(shares).toEqual([0.5]))
    stop.abort(new Error('enough'))
    await expect(cancelled).rejects.toThrow('enough')
    await visitor.settle()
    expect(visitor.end.travel).toMatchObject({ at: 15_000 })
    expect(visitor.end.model).toEqual(visitor.modelAt(15_000))
    isFar = false
    expect(await visitor.goTo(20)).toMatchObject({ at: 20 })
    await visitor.settle()
    expect(visitor.end.model).toEqual(visitor.modelAt(20))
  })
})

describe('a past that cannot be read', () => {
  test('is refused, and leaves the window where it is', async () => {
    let broken = false
    const visitor = new Visitor(100_000, (past) => ({
      ...plain(past),
      moment: (seq) => (broken ? Promise.reject(new Error('gone')) : past.moment(seq)),
    }))
    visitor.writer.messages(20_000, sockets)
    visitor.attach()
    await visitor.goTo(15_000)
    await visitor.settle()
    broken = true
    await expect(visitor.goTo(20)).rejects.toThrow('gone')
    await visitor.settle()
    expect(visitor.end.travel).toMatchObject({ at: 15_000 })
    broken = false
    expect(await visitor.goTo(20)).toMatchObject({ at: 20 })
    visitor.travels.goLive(visitor)
    broken = true
    await expect(visitor.goTo(20)).rejects.toThrow('gone')
    for (let i = 0; i < 4; i++) await visitor.settle()
    expect(visitor.end.travel).toBeNull()
    expect(visitor.end.model).toEqual(visitor.modelAt(20_000))
  })

  test('leaves a window that begins anew with the lab as it is now', async () => {
    let broken = false
    const visitor = new Visitor(100_000, (past) => ({
      ...plain(past),
      moment: (seq) => (broken ? Promise.reject(new Error('gone')) : past.moment(seq)),
    }))
    visitor.writer.messages(20_000, sockets)
    visitor.attach()
    await visitor.goTo(2000)
    // So far that what was sent first is forgotten.
    for (let seq = 4000; seq <= 16_000; seq += 4000) {
      await visitor.goTo(seq)
      await visitor.settle()
    }
    broken = true
    visitor.attach()
    for (let i = 0; i < 4; i++) await visitor.settle()
    expect(visitor.end.travel).toBeNull()
    expect(visitor.end.model).toEqual(visitor.modelAt(20_000))
    expect(visitor.faults.map(String)).toEqual(['Error: gone'])
  })
})
