import { beforeEach, describe, expect, test } from 'vitest'
import { BatchDecoder } from '../../src/shared/codec'
import { LAB_CODES } from '../../src/shared/errors'
import type { LabEvent, LessonCourse } from '../../src/shared/events'
import type { Method } from '../../src/shared/ipc'
import { emptyModel, type Model } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { Desktop } from './support/requests'

let desktop: Desktop
/** Of the newest event, before anything is looked at. */
let head: number

beforeEach(async () => {
  desktop = new Desktop()
  await desktop.ask('attach', {})
  await desktop.ask('execute', { command: { do: 'listen', as: 'server', respond: { with: 'upper' } } })
  await desktop.ask('execute', { command: { do: 'connect', as: 'alice', to: 'server' } })
  await desktop.ask('execute', { command: { do: 'send', from: 'alice', text: 'hello' } })
  await desktop.event((event) => event.kind === 'received' && event.socket === 'alice')
  await desktop.ask('execute', { command: { do: 'close', socket: 'alice' } })
  await desktop.event((event) => event.kind === 'closed' && event.socket === 'alice@server')
  head = desktop.lab.log.head
})

describe('the past of the open lab', () => {
  test('is what the model was right after an event, all of it', async () => {
    for (const at of [head, 0, 1, head - 3, 4, 9, 5]) {
      const travel = await desktop.ask('goTo', { seq: at })
      expect(travel).toMatchObject({ source: 'lab', at, playing: false, t: modelAt(at).t })
      await arrival(at)
      expect(desktop.page.end.model).toEqual(modelAt(at))
      expect(desktop.page.end.snapshots.at(-1)?.lab).toBe(desktop.labs.id)
    }
  })

  test('goes on while the lab does, and the window is told how far', async () => {
    await desktop.ask('goTo', { seq: 3 })
    await arrival(3)
    desktop.lab.execute({ do: 'listen', as: 'another' })
    const { end } = desktop.page
    await end.until(() => (end.travel?.head ?? 0) > head)
    expect(end.travel).toMatchObject({ at: 3, head: desktop.lab.log.head })
    expect(end.model).toEqual(modelAt(3))
    expect(await desktop.ask('goTo', { seq: 1e9 })).toMatchObject({ at: desktop.lab.log.head })
  })

  test('is left for the lab as it is now', async () => {
    await desktop.ask('goTo', { seq: 3 })
    await arrival(3)
    desktop.lab.execute({ do: 'listen', as: 'another' })
    await desktop.ask('goLive', {})
    await desktop.ask('goLive', {})
    await present()
    expect(desktop.page.end.model).toEqual(modelAt(desktop.lab.log.head))
    expect(desktop.page.ports).toHaveLength(1)
    desktop.lab.execute({ do: 'listen', as: 'third' })
    await present()
  })

  test('is where a window that reloads comes back to', async () => {
    await desktop.ask('goTo', { seq: 5 })
    await arrival(5)
    await desktop.ask('step', { by: 'event', direction: 1 })
    await arrival(6)
    await desktop.ask('attach', {})
    expect(desktop.page.ends).toHaveLength(2)
    await arrival(6)
    expect(desktop.page.end.model).toEqual(modelAt(6))
    expect(desktop.page.end.snapshots).toHaveLength(1)
    expect(await desktop.ask('step', { by: 'event', direction: -1 })).toMatchObject({ at: 5 })
    await arrival(5)
  })

  test('ends with the lab: the window sees the next one', async () => {
    await desktop.ask('goTo', { seq: 5 })
    await arrival(5)
    await desktop.labs.renew()
    await present()
    expect(desktop.page.end.snapshots.at(-1)?.lab).toBe(desktop.labs.id)
    expect(desktop.page.end.model.sockets.size).toBe(0)
    expect(await desktop.ask('goTo', { seq: 0 })).toMatchObject({ source: 'lab', at: 0, head: 1 })
  })

  test('is not a place to act in', async () => {
    await desktop.ask('goTo', { seq: 5 })
    const command = { do: 'listen', as: 'late' } as const
    const source = { from: 'lastLab', part: 'whole' } as const
    const refused: [Method, unknown][] = [
      ['execute', { command }],
      ['executeAll', { commands: [command] }],
      ['runScenario', { source, mode: 'all', fresh: false }],
      ['controlRun', { act: 'next' }],
    ]
    for (const [method, params] of refused) {
      const error = await desktop.refusal(method, params)
      expect(error).toMatchObject({ code: LAB_CODES.past })
      expect(error.advice).toMatch(/F8/)
    }
    expect(desktop.lab.log.head).toBe(head)
    const { seq } = await desktop.ask('note', { note: { do: 'note', text: 'look', about: 5 } })
    expect(desktop.lab.log.at(seq)).toMatchObject({ kind: 'asked' })
    expect(desktop.lab.log.at(seq + 1)).toMatchObject({ kind: 'note', topic: 'pinned', about: 5 })
    await desktop.ask('goLive', {})
    await desktop.ask('execute', { command })
  })

  test('does not take back what can be asked there', async () => {
    await desktop.ask('goTo', { seq: 5 })
    const overview = await desktop.ask('overview', { buckets: 4 })
    expect(overview).toMatchObject({ first: 1, head, notes: [] })
    const count = (kind: string) => desktop.events().filter((event) => event.kind === kind).length
    expect(overview.states.reduce((sum, n) => sum + n)).toBe(count('state'))
    expect(overview.t).toEqual([...overview.t].sort((a, b) => a - b))
    expect(overview.t.at(-1)).toBe(modelAt(head).t)
    const received = desktop.events().find((event) => event.kind === 'received')
    const { data } = await desktop.ask('payload', { seq: received?.seq as number })
    expect(Buffer.from(data).toString()).toBe('hello')
  })

  test('gives older events, of some sockets or all', async () => {
    const rows = async (params: { sockets: string[]; before: number; limit: number }) => {
      const { batch, complete } = await desktop.ask('history', params)
      const read = new BatchDecoder().read(batch)
      return { seqs: Array.from({ length: read.length }, (_, i) => read.seqAt(i)), complete }
    }
    const all = desktop.events()
    expect(await rows({ sockets: [], before: 5, limit: 10 })).toEqual({ seqs: [1, 2, 3, 4], complete: true })
    expect(await rows({ sockets: [], before: 5, limit: 4 })).toEqual({ seqs: [1, 2, 3, 4], complete: true })
    expect(await rows({ sockets: [], before: 5, limit: 3 })).toEqual({ seqs: [2, 3, 4], complete: false })
    const ofAlice = all.filter(({ socket }) => socket === 'alice').map(({ seq }) => seq)
    expect(await rows({ sockets: ['alice'], before: head + 1, limit: 10_000 })).toEqual({
      seqs: ofAlice,
      complete: true,
    })
  })
})

describe('a step', () => {
  const step = (by: 'event' | 'state', direction: 1 | -1) => desktop.ask('step', { by, direction })

  test('goes to the next event, or the one before, and stops at the ends', async () => {
    expect(await step('event', -1)).toMatchObject({ at: head - 1 })
    expect(await step('event', -1)).toMatchObject({ at: head - 2 })
    expect(await step('event', 1)).toMatchObject({ at: head - 1 })
    expect(await step('event', 1)).toMatchObject({ at: head })
    expect(await step('event', 1)).toMatchObject({ at: head })
    await desktop.ask('goTo', { seq: 1 })
    expect(await step('event', -1)).toMatchObject({ at: 0, t: 0 })
    expect(await step('event', -1)).toMatchObject({ at: 0 })
    await arrival(0)
    expect(desktop.page.end.model).toEqual(emptyModel())
  })

  test('goes to the next transition, or the one before', async () => {
    const states = desktop.events().filter(({ kind }) => kind === 'state')
    const seqs = states.map(({ seq }) => seq)
    await desktop.ask('goTo', { seq: 0 })
    for (const seq of seqs) expect(await step('state', 1)).toMatchObject({ at: seq })
    expect(await step('state', 1)).toMatchObject({ at: seqs.at(-1) })
    for (const seq of seqs.slice(0, -1).reverse()) expect(await step('state', -1)).toMatchObject({ at: seq })
    expect(await step('state', -1)).toMatchObject({ at: seqs[0] })
  })

  test('forward is told by the event alone', async () => {
    await desktop.ask('goTo', { seq: 2 })
    await arrival(2)
    const { end } = desktop.page
    const snapshots = end.snapshots.length
    for (let at = 3; at <= head; at++) {
      await step('event', 1)
      await arrival(at)
      expect(end.batches.at(-1)).toMatchObject({ n: 1, head: at })
      expect(end.model).toEqual(modelAt(at))
    }
    expect(end.snapshots).toHaveLength(snapshots)
  })

  test('is not lost among others', async () => {
    await desktop.ask('goTo', { seq: 0 })
    const steps = Array.from({ length: 8 }, () => step('event', 1))
    steps.push(step('event', -1), step('event', -1))
    await Promise.all(steps)
    await arrival(6)
  })
})

describe('a step of a lesson', () => {
  /** `seq`s of the ends of all steps that were shown. */
  let ends: number[]
  /** Of the first run, one event of it. */
  let during: number

  beforeEach(() => {
    const tell = (course: Omit<LessonCourse, 'kind' | 'seq' | 't'>) =>
      desktop.lab.note({ kind: 'lesson', ...course }).seq
    const happen = () => desktop.lab.note({ kind: 'note', text: 'what the step has caused' }).seq
    tell({ run: 1, phase: 'began', lesson: 'four-way-close', steps: 3 })
    ends = [1, 2, 1].map((step) => {
      tell({ run: 1, phase: 'step', step, steps: 3 })
      during = happen()
      return happen()
    })
    tell({ run: 1, phase: 'ended', ending: 'left' })
    happen()
    tell({ run: 2, phase: 'began', lesson: 'four-way-close', steps: 3 })
    tell({ run: 2, phase: 'step', step: 1, steps: 3 })
    ends.push(happen())
  })

  const step = (direction: 1 | -1) => desktop.ask('step', { by: 'lesson', direction })

  test('is gone to where it ends: all that it caused is seen, and nothing of the next one', async () => {
    for (const at of ends.slice(0, -1).reverse()) expect(await step(-1)).toMatchObject({ at })
    expect(await step(-1)).toMatchObject({ at: ends[0] })
    await arrival(ends[0] as number)
    expect(desktop.page.end.model.lesson).toMatchObject({ run: 1, step: 1 })
    for (const at of ends.slice(1)) expect(await step(1)).toMatchObject({ at })
    expect(await step(1)).toMatchObject({ at: desktop.lab.log.head })
    await desktop.ask('goTo', { seq: during })
    expect(await step(1)).toMatchObject({ at: ends[2] })
    await desktop.ask('goTo', { seq: during })
    expect(await step(-1)).toMatchObject({ at: ends[1] })
    await desktop.ask('goTo', { seq: 1 })
    expect(await step(-1)).toMatchObject({ at: 1 })
    expect(await step(1)).toMatchObject({ at: ends[0] })
  })

  test('is gone to by its number, within the lesson that is held at the moment', async () => {
    const go = (number: number) => desktop.ask('goToLessonStep', { step: number })
    expect(await go(1)).toMatchObject({ at: ends[3], playing: false })
    await desktop.ask('goTo', { seq: during })
    expect(await go(2)).toMatchObject({ at: ends[1] })
    await arrival(ends[1] as number)
    // It was shown twice.
    expect(await go(1)).toMatchObject({ at: ends[2] })
    await desktop.ask('goTo', { seq: 1 })
    expect(await go(2)).toMatchObject({ at: ends[1] })
    await desktop.ask('play', { playing: true, speed: 0.01 })
    expect(await go(1)).toMatchObject({ at: ends[2], playing: false })
  })

  test('that was not shown is refused, and leaves the window where it is', async () => {
    await desktop.ask('goTo', { seq: during })
    const error = await desktop.refusal('goToLessonStep', { step: 3 })
    expect(error).toMatchObject({ code: LAB_CODES.notPossible, field: 'step' })
    expect(desktop.page.end.travel).toMatchObject({ at: during })
  })

  test('of the lab that is open goes as far as the lab by now', async () => {
    const { seq } = desktop.lab.note({ kind: 'note', text: 'later' })
    await desktop.ask('goTo', { seq: ends[3] as number })
    expect(await step(1)).toMatchObject({ at: seq })
    await step(-1)
    desktop.lab.note({ kind: 'lesson', run: 2, phase: 'step', step: 2, steps: 3 })
    expect(await step(1)).toMatchObject({ at: seq })
    expect(await step(1)).toMatchObject({ at: seq + 1 })
  })
})

test('without a lesson there is no step of one', async () => {
  expect(await desktop.ask('step', { by: 'lesson', direction: -1 })).toMatchObject({ at: head })
  expect(await desktop.refusal('goToLessonStep', { step: 1 })).toMatchObject({ code: LAB_CODES.notPossible })
})

describe('a moment by its time', () => {
  test('is after all that had happened by then, and keeps its own time', async () => {
    const { t } = modelAt(head)
    const late = await desktop.ask('goToTime', { t: t + 1000 })
    expect(late).toMatchObject({ at: head, t, end: t })
    const [, second, third] = desktop.events() as [LabEvent, LabEvent, LabEvent]
    const between = (second.t + third.t) / 2
    expect(await desktop.ask('goToTime', { t: between })).toMatchObject({ at: 2, t: between })
    expect(await desktop.ask('goToTime', { t: 0 })).toMatchObject({ at: 1, t: 0 })
  })
})

describe('what cannot be asked', () => {
  test.each<[Method, unknown]>([
    ['goTo', { seq: -1 }],
    ['goTo', { seq: 0.5 }],
    ['goTo', { seq: Number.MAX_SAFE_INTEGER + 1 }],
    ['goTo', { seq: '1' }],
    ['goToTime', { t: -1 }],
    ['goToTime', { t: Number.NaN }],
    ['goToTime', { t: Number.POSITIVE_INFINITY }],
    ['step', { by: 'event', direction: 2 }],
    ['step', { by: 'day', direction: 1 }],
    ['goToLessonStep', { step: 0 }],
    ['openSession', { source: { from: 'sample', lesson: '' } }],
    ['play', { playing: true, speed: 0 }],
    ['play', { playing: true, speed: 1e6 }],
    ['history', { sockets: Array(17).fill('a'), before: 1, limit: 1 }],
    ['history', { sockets: [], before: 1, limit: 10_001 }],
    ['overview', { buckets: 0 }],
    ['openSession', { source: { from: 'library', id: '' } }],
    ['deleteSessions', { ids: [] }],
  ])('%s %j', async (method, params) => {
    expect(await desktop.refusal(method, params)).toMatchObject({ code: LAB_CODES.badCommand })
    expect(desktop.page.end.travel).toBeNull()
  })
})

/** Resolves when the window shows the moment right after `seq`. */
async function arrival(seq: number): Promise<void> {
  await desktop.page.end.until(() => {
    const { travel, model } = desktop.page.end
    return travel?.at === seq && model.seq === seq
  })
}

/** Resolves when the window shows the lab as it is now. */
async function present(): Promise<void> {
  await desktop.page.end.until(() => {
    const { travel, model } = desktop.page.end
    return travel === null && model.seq === desktop.lab.log.head
  })
}

function modelAt(seq: number): Model {
  // Cloned, since the engine keeps what it has read as Node's Buffer.
  return structuredClone(desktop.events().slice(0, seq)).reduce(reduce, emptyModel())
}
