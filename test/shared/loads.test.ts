import { expect, test } from 'vitest'
import type { EventOf } from '../../src/shared/events'
import { MAX_LOADS, MAX_SAMPLES, newestLoad } from '../../src/shared/model/loads'
import { emptyModel } from '../../src/shared/model/model'
import { packModel, unpackModel } from '../../src/shared/model/packed'
import { reduce } from '../../src/shared/model/reduce'

type Course = EventOf<'load'>

const PLAN = {
  target: 'server',
  clients: 2,
  rate: 0,
  bytes: 64,
  everyMs: 10,
  forMs: 1000,
  keep: false,
  measured: 'answer',
} as const

function course(seq: number, more: Partial<Course>): Course {
  return {
    kind: 'load',
    socket: 'crowd',
    seq,
    t: seq,
    phase: 'progress',
    ms: seq,
    calling: 0,
    open: 2,
    opened: 2,
    closed: 0,
    failed: 0,
    errors: {},
    sent: 10 * seq,
    answered: 10 * seq,
    unanswered: 0,
    sentBytes: 640 * seq,
    receivedBytes: 640 * seq,
    blocked: 0,
    blockings: 0,
    behind: 0,
    ...more,
  }
}

const latency = (ms: number) => ({
  count: 1,
  min: ms,
  mean: ms,
  p50: ms,
  p90: ms,
  p99: ms,
  p999: ms,
  max: ms,
})

test('a long load keeps its whole course, more coarsely', () => {
  const model = emptyModel()
  reduce(model, course(1, { phase: 'started', plan: PLAN }))
  const last = 10 * MAX_SAMPLES
  for (let seq = 2; seq <= last; seq++) {
    reduce(model, course(seq, { recent: latency(seq === 1000 ? 99 : 1) }))
    const { samples = [] } = newestLoad(model.loads) ?? {}
    expect(samples.length).toBeLessThanOrEqual(MAX_SAMPLES)
  }
  const { samples, newest } = newestLoad(model.loads) as NonNullable<ReturnType<typeof newestLoad>>
  expect(samples[0]?.ms).toBe(1)
  expect(samples.at(-1)?.ms).toBe(last)
  expect(newest.sent).toBe(10 * last)
  const times = samples.map(({ ms }) => ms)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  // Evenly: no sample is of more than twice as long a time as another, but for the one that is not full yet.
  const gaps = times.slice(1, -1).map((ms, i) => ms - (times[i] ?? 0))
  expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.min(...gaps))
  // What one looks for is not lost.
  expect(Math.max(...samples.map(({ p99 = 0 }) => p99))).toBe(99)
})

test('the oldest ones that are over leave, and those that run stay', () => {
  const model = emptyModel()
  for (let i = 1; i <= MAX_LOADS + 3; i++) {
    reduce(model, course(2 * i, { socket: `load${i}`, phase: 'started', plan: PLAN }))
    if (i > 1) reduce(model, course(2 * i + 1, { socket: `load${i}`, phase: 'ended', by: 'time' }))
  }
  expect(model.loads.size).toBe(MAX_LOADS)
  expect([...model.loads.keys()].slice(0, 2)).toEqual(['load1', 'load5'])
})

test('they are there in a model that was sent', () => {
  const model = emptyModel()
  reduce(model, course(1, { phase: 'started', plan: PLAN }))
  expect(unpackModel(structuredClone(packModel(model))).loads).toEqual(model.loads)
})
