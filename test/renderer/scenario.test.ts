import { createInstance } from 'i18next'
import { describe, expect, test } from 'vitest'
import { whenWords } from '../../src/renderer/app/when'
import { en } from '../../src/renderer/i18n/en'
import { EventStore } from '../../src/renderer/lab/events'
import { placeOf } from '../../src/renderer/scenario/places'
import { clashes, shownSocket, standing, stepState, subjectOf } from '../../src/renderer/scenario/steps'
import { eventOfStep } from '../../src/renderer/scenario/trace'
import { emptyModel, type Run } from '../../src/shared/model/model'
import { checkScenario, type Step } from '../../src/shared/scenario'
import { eventAt, run, socket } from './builders'

const met = { met: true, took: 3, seen: [] }
const unmet = { met: false, took: 2000, seen: ['alice: nothing happened there since'] }

describe('how the steps of a run stand', () => {
  const states = (course: Run | undefined) => [1, 2, 3, 4].map((number) => stepState(course, number))

  test('before, while the second is taken, and while it waits for the person', () => {
    expect(states(undefined)).toEqual(['todo', 'todo', 'todo', 'todo'])
    expect(states(run({ step: 2 }))).toEqual(['done', 'current', 'todo', 'todo'])
    expect(states(run({ step: 2, waiting: true }))).toEqual(['done', 'waiting', 'todo', 'todo'])
  })

  test('at the end: all met, one unmet, stopped', () => {
    const results = new Map([[3, met]])
    expect(states(run({ step: 4, results, ending: 'done' }))).toEqual(['done', 'done', 'met', 'done'])
    const failed = new Map([
      [2, met],
      [3, unmet],
    ])
    expect(states(run({ step: 3, results: failed, ending: 'unmet' }))).toEqual([
      'done',
      'met',
      'unmet',
      'notReached',
    ])
    expect(states(run({ step: 2, ending: 'stopped' }))).toEqual([
      'done',
      'stopped',
      'notReached',
      'notReached',
    ])
  })

  test('as a whole', () => {
    expect(standing(undefined)).toEqual({ is: 'ready' })
    expect(standing(run({ step: 2, waiting: true }))).toEqual({ is: 'waiting', step: 2, of: 4 })
    expect(standing(run({ step: 4, results: new Map([[3, met]]), ending: 'done' }))).toEqual({
      is: 'met',
      count: 1,
    })
    expect(standing(run({ step: 3, results: new Map([[3, unmet]]), ending: 'unmet' }))).toEqual({
      is: 'unmet',
      step: 3,
    })
    expect(standing(run({ step: 3, ending: 'stopped' }))).toEqual({ is: 'stopped', step: 3, of: 4 })
  })
})

describe('what a step is about', () => {
  test('what it makes, sends from, acts on or looks at', () => {
    const steps: Step[] = [
      { do: 'listen', as: 'server' },
      { do: 'send', from: 'alice', text: '' },
      { do: 'shutdown', socket: 'alice@server' },
      { expect: 'ended', at: 'bob' },
      { expect: 'state', of: 'crowd', is: 'CLOSED' },
      { do: 'wait', ms: 1 },
    ]
    expect(steps.map(subjectOf)).toEqual(['server', 'alice', 'alice@server', 'bob', 'crowd', undefined])
  })

  test('a group is shown by its first member, and nothing before there is one', () => {
    const model = emptyModel()
    const step: Step = { do: 'connect', as: 'crowd', to: 'server', count: 2 }
    expect(shownSocket(model, step)).toBeUndefined()
    for (const name of ['crowd.1', 'crowd.2']) model.sockets.set(name, socket(name, 'client'))
    expect(shownSocket(model, step)).toBe('crowd.1')
  })

  test('names that a lab knows already clash, of single sockets and of groups', () => {
    const model = emptyModel()
    for (const name of ['server', 'crowd.1']) model.sockets.set(name, socket(name, 'client'))
    const steps: Step[] = [
      { do: 'listen', as: 'server' },
      { do: 'listen', as: 'other' },
      { do: 'connect', as: 'crowd', to: 'server', count: 2 },
      { do: 'connect', to: 'server' },
      { expect: 'closed', at: 'server' },
    ]
    expect(clashes(model, steps)).toEqual(['server', 'crowd'])
  })
})

test('a step is traced to the command that was asked, or to what came of its expectation', () => {
  const events = new EventStore()
  const course = { t: 0, kind: 'scenario', run: 2 } as const
  const asked = { t: 0, kind: 'asked', command: { do: 'wait', ms: 1 }, by: 'user' } as const
  const log = [
    eventAt(1, { ...course, run: 1, phase: 'step', step: 1 }),
    eventAt(2, { ...course, phase: 'began' }),
    eventAt(3, { ...course, phase: 'step', step: 1 }),
    eventAt(4, asked),
    eventAt(5, { ...course, phase: 'step', step: 2 }),
    eventAt(6, { t: 0, kind: 'note', text: '' }),
    eventAt(7, { ...course, phase: 'evaluated', step: 2, met: true }),
    eventAt(8, { ...course, phase: 'step', step: 3 }),
  ]
  for (const event of log) events.add(event)
  expect([1, 2, 3, 4].map((number) => eventOfStep(events, 2, number))).toEqual([4, 7, 8, undefined])
})

test('each error of a bad file has its step, its field, and itself without either', () => {
  const checked = checkScenario({
    version: 2,
    steps: [{ do: 'lisen' }, { do: 'send', from: 'nobody', text: 'x' }, { do: 'wait', ms: 1, extra: 1 }, 7],
  })
  const places = 'errors' in checked ? checked.errors.map(placeOf) : []
  expect(places.map(({ step, field }) => [step, field])).toEqual([
    [undefined, 'version'],
    [1, 'do'],
    [2, 'from'],
    [3, 'extra'],
    [4, undefined],
  ])
  for (const { message } of places) expect(message).not.toMatch(/^(?:step|version|do:|from:)/)
})

test('when something was, as people say it', () => {
  const i18n = createInstance()
  void i18n.init({ lng: 'en', resources: { en: { translation: en } }, initAsync: false })
  const now = new Date(2026, 2, 9, 0, 30).getTime()
  const at = (...[month, day, hour]: [number, number, number]) =>
    whenWords(i18n.t, new Date(2026, month, day, hour, 3).toISOString(), now)
  expect([at(2, 9, 0), at(2, 8, 23), at(2, 7, 14)]).toEqual([
    'today 00:03',
    'yesterday 23:03',
    'Mar 7, 2026, 14:03',
  ])
  expect(whenWords(i18n.t, 'nonsense', now)).toBe('')
})
