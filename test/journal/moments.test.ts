import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Log } from '../../src/main/engine/log/log'
import { MemoryPast } from '../../src/main/journal/memory-past'
import { readAll } from '../../src/main/journal/read/read-all'
import { SessionIndex } from '../../src/main/journal/read/session-index'
import { SessionReader } from '../../src/main/journal/read/session-reader'
import { PREVIEW_BYTES } from '../../src/shared/codec'
import { isMessage, type LabEvent } from '../../src/shared/events'
import type { Model } from '../../src/shared/model/model'
import { packModel } from '../../src/shared/model/packed'
import { eventToLine } from '../../src/shared/ndjson'
import { DEFAULT_LIMITS, type Past } from '../../src/shared/session'
import { Writer } from '../ipc/support/events'
import { chance } from '../support/chance'
import { folded, goldenLogs, inventedLog, modelOf, realLog } from './logs'
import { SessionWriter, writeSession } from './recorded'
import { temporaryFolder } from './support'

/** The model after `seq`, found by way of the past. */
async function modelAt(past: Past, seq: number): Promise<Model> {
  return modelOf(await past.moment(seq))
}

/** Bytes as they are kept. */
function kept(event: LabEvent, most: number = DEFAULT_LIMITS.messageBytes): LabEvent {
  return isMessage(event) && event.data ? { ...event, data: event.data.slice(0, most) } : event
}

/** Events as lines, which are compared a hundred times faster. */
const lines = (events: readonly LabEvent[]) => events.map(eventToLine).join('\n')
const previews = (events: readonly LabEvent[]) => lines(events.map((event) => kept(event, PREVIEW_BYTES)))
const seqOf = ({ seq }: LabEvent) => seq

describe('every moment of a recorded session is what folding from the start comes to', () => {
  test.each(goldenLogs())('of %s', async (_name, log) => {
    const past = await SessionReader.open(writeSession(temporaryFolder(), log))
    expect(past.damage).toEqual([])
    const model = folded([])
    for (const event of log) {
      folded([event], model)
      const moment = await past.moment(event.seq)
      expect(moment.events.at(-1)).toEqual(event)
      expect(modelOf(moment)).toEqual(model)
    }
    await past.dispose()
  })

  test('of real sockets', async () => {
    const log = await realLog()
    const past = await SessionReader.open(writeSession(temporaryFolder(), log))
    const model = folded([])
    for (const event of log) {
      folded([event], model)
      expect(await modelAt(past, event.seq)).toEqual(model)
    }
    await past.dispose()
  })

  test('of many events, with snapshots between that are thinned out', async () => {
    const log = inventedLog(chance(7), 15_000)
    const folder = temporaryFolder()
    const writer = new SessionWriter(folder)
    const index = new SessionIndex({ snapshotBytes: 8 * 1024 })
    for (const event of log) {
      const { offset, length } = writer.put(event)
      index.take(event, offset, length)
    }
    writer.end()
    const thinned = SessionReader.live(folder, 'live', index)
    const past = await SessionReader.open(folder)
    expect(thinned.indexBytes).toBeLessThan(past.indexBytes)
    const model = folded([])
    const { below } = chance(8)
    const wanted = new Set([1, 2, 255, 256, 257, 999, 1000, 1001, log.length])
    for (let i = 0; i < 25; i++) wanted.add(1 + below(log.length))
    for (const event of log) {
      folded([event], model)
      if (!wanted.has(event.seq)) continue
      for (const each of [past, thinned]) {
        const moment = await each.moment(event.seq)
        expect(moment.events.length).toBeGreaterThanOrEqual(Math.min(1000, event.seq))
        const wanted = log.slice(event.seq - moment.events.length, event.seq)
        expect(previews(moment.events)).toBe(previews(wanted))
        expect(modelOf(moment)).toEqual(model)
      }
    }
    await past.dispose()
    await thinned.dispose()
  })

  test('before the first event there is nothing', async () => {
    const past = await SessionReader.open(writeSession(temporaryFolder(), inventedLog(chance(1), 50)))
    expect(await past.moment(0)).toEqual({ model: packModel(folded([])), events: [] })
    await past.dispose()
  })
})

describe('property', () => {
  test('any prefix of a journal, replayed, gives the model that the live one had', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 1500 }), async (seed, count) => {
        const log = inventedLog(chance(seed), count).slice(0, count)
        const folder = writeSession(path.join(temporaryFolder(), 'session'), log)
        const past = await SessionReader.open(folder)
        expect(await modelAt(past, count)).toEqual(folded(log))
        await past.dispose()
        const whole: LabEvent[] = []
        for await (const event of readAll(folder)) whole.push(event)
        expect(lines(whole)).toBe(lines(log.map((event) => kept(event))))
      }),
      { numRuns: 40 },
    )
  })

  test('while it is written, any split into batches gives the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 8 }),
        async (seed, sizes) => {
          const log = inventedLog(chance(seed), 2000)
          const writer = new SessionWriter(path.join(temporaryFolder(), 'session'))
          const index = new SessionIndex()
          const past = SessionReader.live(writer.folder, 'live', index)
          const model = folded([])
          let done = 0
          for (const size of [...sizes, log.length]) {
            const batch = log.slice(done, done + size)
            done += batch.length
            for (const event of batch) {
              const { offset, length } = writer.put(event)
              index.take(event, offset, length)
            }
            writer.flush()
            folded(batch, model)
            expect(index.model).toEqual(model)
            expect(await modelAt(past, done)).toEqual(model)
            expect(await past.reach()).toEqual({ first: 1, head: done, end: model.t })
          }
          await past.dispose()
          writer.end()
        },
      ),
      { numRuns: 15 },
    )
  })
})

describe('of a past one can ask', () => {
  const log = inventedLog(chance(3), 5000)
  const open = () => SessionReader.open(writeSession(temporaryFolder(), log))

  test('for events from anywhere on', async () => {
    const past = await open()
    for (const [from, limit] of [
      [1, 10],
      [0, 3],
      [250, 20],
      [4000, 5000],
      [6000, 10],
      [5, 0],
    ] as const) {
      const wanted = log.filter(({ seq }) => seq >= from).slice(0, limit)
      expect(previews(await past.read(from, limit))).toBe(previews(wanted))
    }
    await past.dispose()
  })

  test('for what happened at some sockets', async () => {
    const past = await open()
    for (const sockets of [['alice'], ['bob', 'bob@server'], ['nobody'], []]) {
      for (const [before, limit] of [
        [10_000, 300],
        [2500, 40],
        [10, 100],
        [1, 5],
      ] as const) {
        const wanted = log
          .filter(
            ({ seq, socket }) => seq < before && (sockets.length === 0 || sockets.includes(socket ?? '')),
          )
          .slice(-limit)
        expect((await past.history(sockets, before, limit)).map(seqOf)).toEqual(wanted.map(seqOf))
      }
    }
    await past.dispose()
  })

  test('for the nearest transition', async () => {
    const past = await open()
    const states = log.filter(({ kind }) => kind === 'state').map(seqOf)
    for (const from of [0, 1, 7, 256, 257, 3000, log.length, states[9] as number]) {
      expect(await past.nearestState(from, 1)).toBe(states.find((seq) => seq > from))
      expect(await past.nearestState(from, -1)).toBe(states.findLast((seq) => seq < from))
    }
    await past.dispose()
  })

  test('for the course of lessons', async () => {
    const written = new Log()
    const writer = new Writer(written)
    const steps = [1, 2, 1, 3]
    for (const [index, step] of steps.entries()) {
      writer.lessonStep(1 + (index >> 1), step)
      writer.messages(700, ['alice'])
    }
    const ended = written.append({ kind: 'lesson', t: 1e6, run: 2, phase: 'ended', ending: 'done' })
    const folder = writeSession(temporaryFolder(), [...writer.all, ended])
    const past = await SessionReader.open(folder)
    const marks = [
      ...steps.map((step, index) => ({ seq: 1 + 701 * index, run: 1 + (index >> 1), step })),
      { seq: ended.seq, run: 2, step: 0 },
    ]
    expect(await past.lessons()).toEqual(marks)
    expect(await new MemoryPast(written, 'lab').lessons()).toEqual(marks)
    await past.dispose()
  })

  test('for the moment of a time', async () => {
    // Some events are told of late.
    const late = log.map((event) => (event.seq % 7 === 0 ? { ...event, t: event.t - 3 } : event))
    const past = await SessionReader.open(writeSession(temporaryFolder(), late))
    for (const t of [-5, 0, 0.25, 10, 63.9, 64, 64.3, 500.1, 1e9]) {
      const later = late.findIndex((event) => event.t > t)
      expect(await past.seqAt(t)).toBe(later < 0 ? log.length : later === 0 ? 0 : late[later - 1]?.seq)
    }
    await past.dispose()
  })

  test('for an event with all of its bytes', async () => {
    const past = await open()
    const longest = log.reduce((a, b) => ('bytes' in b && (!('bytes' in a) || b.bytes > a.bytes) ? b : a))
    for (const event of [log[0], log[300], log.at(-1), longest] as LabEvent[]) {
      expect(await past.event(event.seq)).toEqual(kept(event))
    }
    expect(await past.event(0)).toBeUndefined()
    expect(await past.event(log.length + 1)).toBeUndefined()
    await past.dispose()
  })

  test.each([1, 10, 600, 5000, 100_000])('for an overview of %i buckets', async (buckets) => {
    const past = await open()
    const { first, head, t, states, failures, notes } = await past.overview(buckets)
    expect([first, head]).toEqual([1, log.length])
    expect(t.length).toBe(Math.min(buckets, log.length))
    const counted = (kind: string) => log.filter((event) => event.kind === kind).length
    expect(states.reduce((a, b) => a + b)).toBe(counted('state'))
    expect(failures.reduce((a, b) => a + b)).toBe(counted('failed'))
    expect(t.at(-1)).toBe(folded(log).t)
    expect(t).toEqual(t.toSorted((a, b) => a - b))
    expect(notes).toEqual(folded(log).notes)
    const middle = Math.floor(t.length / 2)
    const seqs = Math.floor(((middle + 1) * log.length) / t.length)
    expect(t[middle]).toBeCloseTo(folded(log.slice(0, seqs)).t, -1)
    await past.dispose()
  })
})
