import { describe, expect, test, vi } from 'vitest'
import type { Env } from '../../src/renderer/actions/env'
import { needsPresent } from '../../src/renderer/actions/presentOnly'
import { ACTION_IDS, stateOf } from '../../src/renderer/actions/registry'
import { presentOnly } from '../../src/renderer/app/presentOnly'
import { EventStore } from '../../src/renderer/lab/events'
import { LabStore } from '../../src/renderer/lab/lab'
import { drawingOf } from '../../src/renderer/time/drawing'
import { bucketAt, logTime, momentAt, shareOf } from '../../src/renderer/time/scale'
import { nextSpeed, TimeControl } from '../../src/renderer/time/timeControl'
import { ACTIONS } from '../../src/shared/actions'
import type { LabBridge, Method } from '../../src/shared/ipc'
import { emptyModel, type Model } from '../../src/shared/model/model'
import type { Overview, Travel } from '../../src/shared/session'
import { established, modelWith, travel } from './builders'

function labAt(moment: Travel | null, model: Model = emptyModel()): LabStore {
  const lab = new LabStore(new EventStore(10), () => {})
  lab.take({ type: 'snapshot', lab: 'one', model, head: model.seq })
  lab.take({ type: 'travel', travel: moment })
  if (moment)
    lab.take({ type: 'snapshot', lab: 'one', model: { ...model, seq: moment.at }, head: moment.head })
  return lab
}

describe('going through time', () => {
  /** Requests wait until they are let go on. */
  function setup(moment: Travel | null = null) {
    const asked: [Method, unknown][] = []
    const answers: (() => void)[] = []
    const frames: (() => void)[] = []
    const request = vi.fn((method: Method, params: unknown) => {
      asked.push([method, params])
      return new Promise((resolve) => answers.push(() => resolve({ ok: true, value: null })))
    })
    const bridge = { request, platform: 'linux' } as unknown as LabBridge
    const addRefusal = vi.fn()
    const time = new TimeControl(labAt(moment), bridge, { addRefusal }, () => {
      return new Promise<void>((resolve) => frames.push(resolve))
    })
    const settle = () => new Promise((resolve) => setImmediate(resolve))
    return { time, asked, answers, frames, settle, addRefusal, request }
  }

  test('asks once at a time and once a frame, for the newest moment', async () => {
    const { time, asked, answers, frames, settle } = setup()
    const done = time.goTo(1)
    void time.goTo(2)
    void time.goTo(3)
    expect(asked).toEqual([['goTo', { seq: 1 }]])
    answers.shift()?.()
    await settle()
    expect(asked).toHaveLength(1)
    void time.goTo(4)
    frames.shift()?.()
    await settle()
    expect(asked).toEqual([
      ['goTo', { seq: 1 }],
      ['goTo', { seq: 4 }],
    ])
    answers.shift()?.()
    await done
    expect([asked.length, frames.length]).toEqual([2, 0])
  })

  test('goes nowhere any more once it has gone back to the lab as it is now', async () => {
    const { time, asked, answers, settle } = setup()
    void time.goTo(1)
    void time.goTo(2)
    time.goLive()
    for (const answer of answers) answer()
    await settle()
    expect(asked.map(([method]) => method)).toEqual(['goTo', 'goLive'])
  })

  test('says why it could not', async () => {
    const { time, request, addRefusal, settle } = setup()
    const error = { code: 'LAB_LIMIT', message: 'no' }
    request.mockResolvedValueOnce({ ok: false, error })
    time.step('event', 1)
    await settle()
    expect(addRefusal).toHaveBeenCalledWith(error)
  })

  test('changes the speed without beginning to play', () => {
    const { time, asked } = setup(travel(3, { playing: false }))
    time.setSpeed(4)
    expect(asked).toEqual([['play', { playing: false, speed: 4 }]])
    expect([nextSpeed(1, 1), nextSpeed(1, -1), nextSpeed(100, 1), nextSpeed(0.1, -1)]).toEqual([
      2,
      0.5,
      undefined,
      undefined,
    ])
  })
})

describe('what can be done at a moment of the past', () => {
  const model = () => modelWith(established('a', 'client'))
  const env = (moment: Travel | null, of: Model = model()): Env =>
    ({
      lab: labAt(moment, of),
      ui: { selected: 'a', selection: ['a'], cleared: new Set(), time: { goTo: vi.fn() } },
      t: (key: string) => key,
      sentences: () => '',
      language: 'en',
    }) as unknown as Env
  const possible = (id: Parameters<typeof stateOf>[0], given: Env) => stateOf(id, given).possible

  test('nothing that would be done to the lab', () => {
    const past = env(travel(3))
    for (const id of ACTION_IDS.filter(needsPresent)) {
      expect([id, stateOf(id, past)]).toMatchObject([id, { possible: false, why: 'acts.reason.past' }])
    }
    expect(possible('close', env(null))).toBe(true)
    expect(needsPresent('otherEnd')).toBe(false)
    expect(ACTION_IDS.filter((id) => ACTIONS[id].menu === 'time').some(needsPresent)).toBe(false)
  })

  test('steps, up to both ends', () => {
    const steps = ['goToStart', 'stateBack', 'stepBack', 'stepOn', 'stateOn', 'goToEnd'] as const
    const all = (given: Env) => steps.map((id) => possible(id, given))
    expect(all(env(travel(3)))).toEqual([true, true, true, true, true, true])
    expect(all(env(travel(0)))).toEqual([false, false, false, true, true, true])
    expect(all(env(travel(100)))).toEqual([true, true, true, false, false, false])
    // Back leads there from the lab as it is now; there is nothing that comes later.
    expect(all(env(null))).toEqual([true, true, true, false, false, false])
    expect(all(env(null, emptyModel()))).toEqual([false, false, false, false, false, false])
  })

  test('looking back, and the way back, under one name each', () => {
    expect(stateOf('pauseOrLive', env(null))).toMatchObject({
      possible: true,
      label: 'actions.name.pauseOrLive',
    })
    expect(possible('pauseOrLive', env(null, emptyModel()))).toBe(false)
    expect(stateOf('pauseOrLive', env(travel(3)))).toMatchObject({ label: 'actions.name.backToLive' })
    expect(stateOf('pauseOrLive', env(travel(3, { source: 'session' })))).toMatchObject({
      label: 'time.closeSession',
    })
    expect(stateOf('playOrStop', env(travel(3, { playing: true })))).toMatchObject({
      label: 'actions.name.stopReplay',
    })
    expect([possible('faster', env(travel(3))), possible('faster', env(null))]).toEqual([true, false])
    expect(possible('faster', env(travel(3, { speed: 100 })))).toBe(false)
  })

  test('the bridge lets nothing through, whoever asks, and all that only looks', async () => {
    const request = vi.fn(async () => ({ ok: true, value: null }))
    const given = { request, platform: 'linux', pickFile: vi.fn() } as unknown as LabBridge
    const past = presentOnly(given, labAt(travel(3)))
    expect(await past.request('execute', { command: { do: 'listen' } })).toMatchObject({
      ok: false,
      error: { code: 'LAB_PAST' },
    })
    expect(request).not.toHaveBeenCalled()
    await past.request('history', { sockets: [], before: 1, limit: 1 })
    await presentOnly(given, labAt(null)).request('execute', { command: { do: 'listen' } })
    expect(request).toHaveBeenCalledTimes(2)
  })
})

describe('a scrubber', () => {
  const axis = { start: 0, head: 10 }

  test('has every event equally wide, and a place before the first', () => {
    expect([0, 5, 10, 12].map((at) => shareOf(axis, at))).toEqual([0, 0.5, 1, 1])
    expect([-1, 0, 0.04, 0.26, 1, 2].map((share) => momentAt(axis, share))).toEqual([0, 0, 0, 3, 10, 10])
    expect([shareOf({ start: 0, head: 0 }, 0), momentAt({ start: 0, head: 0 }, 1)]).toEqual([0, 0])
    expect(momentAt({ start: 99, head: 199 }, 0.5)).toBe(149)
  })

  const overview: Overview = {
    first: 1,
    head: 4,
    t: [0, 1, 1, 60_000],
    states: [0, 2, 0, 1],
    failures: [0, 0, 1, 0],
    notes: [],
  }

  test('tells what is at a place', () => {
    expect(bucketAt(overview, 0)).toBeUndefined()
    expect(bucketAt(overview, 3)).toEqual({ t: 1, states: 0, failures: 1 })
    expect(bucketAt(overview, 4)).toEqual({ t: 60_000, states: 1, failures: 0 })
    const coarse = { ...overview, head: 8 }
    expect([1, 2, 3, 8].map((at) => bucketAt(coarse, at)?.t)).toEqual([0, 0, 1, 60_000])
  })

  test('draws dense events high, pauses low, and nothing where nothing changed', () => {
    const { width, activity, states, failures } = drawingOf(overview)
    expect(width).toBe(4)
    expect(activity).toBe('M0 1000V620H1V747H2V620H3V1000H4V1000Z')
    expect(states.match(/M[\d.]+/g)).toEqual(['M1.5', 'M3.5'])
    expect(failures.match(/M[\d.]+/g)).toEqual(['M2.5'])
    expect(drawingOf({ ...overview, t: [], states: [], failures: [] }).width).toBe(0)
  })

  test('has times of the log as labels', () => {
    expect([0, 3141.9, 59_999.9, 62_500, 3_600_000].map(logTime)).toEqual([
      '0.000 s',
      '3.141 s',
      '59.999 s',
      '1:02.500',
      '1:00:00.000',
    ])
  })
})
