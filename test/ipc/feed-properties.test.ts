import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { takeThinned } from '../../src/main/desktop/feed/backlog'
import { Feed, FLUSH_MS, MAX_IN_FLIGHT } from '../../src/main/desktop/feed/feed'
import { Log } from '../../src/main/engine/log/log'
import { comesInFloods } from '../../src/shared/events'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { Writer } from './support/events'
import { live } from './support/feeds'
import { DirectPort } from './support/ports'
import { WindowEnd } from './support/window-end'

const socket = fc.constantFrom('alice', 'bob', 'alice@server', 'bob@server')

/** Something that happens to a socket, as a step that writes it. */
const happening: fc.Arbitrary<(writer: Writer) => void> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('sent' as const, 'received' as const), socket, fc.uint8Array({ maxLength: 300 }))
      .map(
        ([kind, name, data]) =>
          (writer: Writer) =>
            writer.message(kind, name, data),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom('drained' as const, 'paused' as const, 'resumed' as const, 'ended' as const),
        socket,
      )
      .map(
        ([kind, name]) =>
          (writer: Writer) =>
            writer.plain(kind, name),
      ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(socket, fc.constantFrom('A', 'AP', 'S', 'AF')).map(
      ([name, flags]) =>
        (writer: Writer) =>
          writer.segment(name, flags),
    ),
  },
  { weight: 1, arbitrary: socket.map((name) => (writer: Writer) => writer.state(name)) },
  { weight: 1, arbitrary: socket.map((name) => (writer: Writer) => writer.open(name)) },
  {
    weight: 1,
    arbitrary: fc.option(socket, { nil: undefined }).map((name) => (writer: Writer) => writer.failed(name)),
  },
)

type Step =
  | { what: 'happen'; writes: ((writer: Writer) => void)[] }
  | { what: 'wait'; ms: number }
  | { what: 'ack'; behind: number }
  | { what: 'garbage'; data: unknown }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(happening, { maxLength: 30 }).map((writes) => ({ what: 'happen' as const, writes })),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 3 * FLUSH_MS }).map((ms) => ({ what: 'wait' as const, ms })),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 0, max: 3 }).map((behind) => ({ what: 'ack' as const, behind })),
  },
  { weight: 1, arbitrary: fc.jsonValue().map((data) => ({ what: 'garbage' as const, data })) },
)

describe('whatever happens, and whenever the window acknowledges', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('its model is that of the whole log', () => {
    const property = fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.constantFrom(20, 100, 100_000),
      fc.constantFrom(1, 10, 50, 32_768),
      fc.nat(20),
      (steps, maxEvents, maxBehind, before) => {
        const log = new Log({ maxEvents })
        const writer = new Writer(log)
        writer.messages(before, ['alice', 'bob'])
        const end = new WindowEnd()
        const port = new DirectPort(end.take)
        let acknowledged = 0
        const ack = (id: number) => {
          if (id <= acknowledged) return
          acknowledged = id
          port.receive({ ack: id })
        }
        const feed = new Feed(port, { maxBehind })
        feed.show(live(log))
        for (const step of steps) {
          if (step.what === 'happen') for (const write of step.writes) write(writer)
          if (step.what === 'wait') vi.advanceTimersByTime(step.ms)
          if (step.what === 'ack') ack(end.lastBatch - step.behind)
          if (step.what === 'garbage') port.receive(step.data)
          expect(end.lastBatch - acknowledged).toBeLessThanOrEqual(MAX_IN_FLIGHT)
          if (end.model.seq > 0) expectOrder(end)
        }
        while (vi.getTimerCount() > 0 || end.lastBatch > acknowledged) {
          vi.advanceTimersByTime(FLUSH_MS)
          ack(end.lastBatch)
        }
        feed.dispose()
        expect(end.model).toEqual(writer.model)
        const since = end.snapshots.at(-1)?.model.seq ?? 0
        const plain = writer.all.slice(since).filter((event) => !comesInFloods(event))
        expect(end.events.filter((event) => !comesInFloods(event))).toEqual(plain)
      },
    )
    fc.assert(property, { numRuns: 300 })
  })
})

function expectOrder({ events }: WindowEnd): void {
  for (let i = 1; i < events.length; i++) {
    expect(events[i]?.seq).toBeGreaterThan(events[i - 1]?.seq as number)
  }
}

test('a thinned part of a log folds to the same as the whole part', () => {
  const property = fc.property(
    fc.array(happening, { minLength: 1, maxLength: 200 }),
    fc.nat(),
    fc.nat(),
    (writes, a, b) => {
      const log = new Log()
      const writer = new Writer(log)
      for (const write of writes) write(writer)
      const [from, to] = [1 + (a % log.head), 1 + (b % log.head)].sort((x, y) => x - y) as [number, number]
      const { events, next, skipped } = takeThinned(log, from, to)
      expect(next).toBe(to + 1)
      expect(events.length + skipped).toBe(to - from + 1)
      const before = () => writer.all.slice(0, from - 1).reduce(reduce, emptyModel())
      expect(events.reduce(reduce, before())).toEqual(writer.all.slice(from - 1, to).reduce(reduce, before()))
      const messages = events.filter(comesInFloods)
      expect(new Set(messages.map(({ kind, socket }) => `${kind} ${socket}`)).size).toBe(messages.length)
    },
  )
  fc.assert(property)
})
