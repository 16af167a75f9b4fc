import { createInstance } from 'i18next'
import { describe, expect, test } from 'vitest'
import { whenWords } from '../../src/renderer/app/when'
import { en } from '../../src/renderer/i18n/en'
import { EventStore } from '../../src/renderer/lab/events'
import { placeOf } from '../../src/renderer/scenario/places'
import { clashes, shownSocket, standing, stepState, subjectOf } from '../../src/renderer/scenario/steps'
import { ScenarioStore } from '../../src/renderer/scenario/store'
import { eventOfStep } from '../../src/renderer/scenario/trace'
import { labError } from '../../src/shared/errors'
import type { LabBridge, Method, OpenedScenario, Params, Reply } from '../../src/shared/ipc'
import { emptyModel, type Model, type Run } from '../../src/shared/model/model'
import { checkScenario, type Step } from '../../src/shared/scenario'
import { eventAt, socket } from './builders'

const run = (rest: Partial<Run> = {}): Run => ({
  run: 1,
  title: '',
  steps: 4,
  step: 0,
  waiting: false,
  results: new Map(),
  ...rest,
})
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
    whenWords(i18n.t, 'en', new Date(2026, month, day, hour, 3).toISOString(), now)
  expect([at(2, 9, 0), at(2, 8, 23), at(2, 7, 14)]).toEqual([
    'today 00:03',
    'yesterday 23:03',
    'Mar 7, 2026, 14:03',
  ])
  expect(whenWords(i18n.t, 'en', 'nonsense', now)).toBe('')
})

// --- The store, on a bridge that answers as it is told --------------------------------------------------------

type Answers = { [M in Method]?: (params: Params<M>) => Reply<M> }

function storeWith(answers: Answers, model: Model = emptyModel()) {
  const asked: [Method, unknown][] = []
  const did: string[] = []
  const bridge: Pick<LabBridge, 'request' | 'pickFile'> = {
    async request(method, params) {
      asked.push([method, params])
      const answer = answers[method]
      if (!answer) throw new Error(`unexpected request ${method}`)
      return answer(params)
    },
    async pickFile(file) {
      const { name } = file as { name: string }
      return { ok: true, value: { path: `/files/${name}`, name, bytes: 1 } }
    },
  }
  const store = new ScenarioStore({
    bridge,
    model: () => model,
    show: () => did.push('show'),
    beginAgain: () => did.push('begin again'),
  })
  return { store, asked, did, model }
}

const opened = (rest: Partial<OpenedScenario> = {}): OpenedScenario => ({
  source: { from: 'file', path: '/files/a.json' },
  title: 'A',
  steps: [{ do: 'listen', as: 'server' }],
  needs: [],
  errors: [],
  ...rest,
})
const ok = <T>(value: T) => ({ ok: true, value }) as const

describe('the scenario that is open', () => {
  test('comes from a picked file, and runs as it is', async () => {
    const { store, asked, model } = storeWith({
      openScenario: () => ok(opened()),
      runScenario: () => ok({ run: 1 }),
    })
    await store.openFile({ name: 'a.json' })
    await store.start('all')
    // Read again before it runs: whoever edits the file runs what it says by now.
    const source = { from: 'file', path: '/files/a.json' }
    expect(asked).toEqual([
      ['openScenario', { source }],
      ['openScenario', { source }],
      [
        'runScenario',
        {
          source,
          mode: 'all',
          allow: { net: false, files: false, spawn: false },
          fresh: false,
        },
      ],
    ])
    model.run = run({ run: 1, step: 1 })
    expect(store.run).toBe(model.run)
    model.run = run({ run: 2 })
    expect(store.run).toBeUndefined()
  })

  test('stays as it is when a bad file is picked', async () => {
    let errors = [] as OpenedScenario['errors']
    const { store } = storeWith({ openScenario: () => ok(opened({ errors })) })
    await store.openFile({ name: 'a.json' })
    const before = store.current().opened
    errors = [labError('LAB_BAD_COMMAND', 'step 1 (send), from: no', { field: 'steps.1.from' })]
    await store.openFile({ name: 'bad.json' })
    expect(store.current().bad).toEqual({ name: 'bad.json', errors })
    expect(store.current().opened).toBe(before)
    store.dismissBad()
    expect(store.current()).not.toHaveProperty('bad')
  })

  test('asks before names clash, and runs in a new lab once the person agrees', async () => {
    const { store, asked, did, model } = storeWith({
      openScenario: () => ok(opened()),
      runScenario: () => ok({ run: 1 }),
    })
    model.sockets.set('server', socket('server', 'listener'))
    await store.openFile({ name: 'a.json' })
    await store.start('step')
    expect(store.current().question).toEqual({ ask: 'clash', mode: 'step', names: ['server'] })
    store.decline()
    expect(asked.map(([method]) => method)).not.toContain('runScenario')
    await store.start('step')
    await store.agree()
    expect(asked.at(-1)?.[1]).toMatchObject({ fresh: true, mode: 'step' })
    expect(did).toContain('begin again')
    expect(store.current()).toMatchObject({ run: 1, follow: true, busy: false })
  })

  test('asks, too, if only the lab knows that a name is taken', async () => {
    const taken = labError('LAB_NAME_TAKEN', 'the name "server" is taken')
    const { store } = storeWith({
      openScenario: () => ok(opened()),
      runScenario: ({ fresh }) => (fresh ? ok({ run: 1 }) : { ok: false, error: taken }),
    })
    await store.openFile({ name: 'a.json' })
    await store.start('all')
    expect(store.current()).toMatchObject({ question: { ask: 'clash', names: [] }, refused: taken })
    await store.agree()
    expect(store.current()).not.toHaveProperty('refused')
    expect(store.current().run).toBe(1)
  })

  test('runs only when all that it needs is allowed', async () => {
    const needs = [
      { what: 'net', field: 'host', value: '::', step: 1 },
      { what: 'socket-file', field: 'path', value: '/x', step: 2 },
    ] satisfies OpenedScenario['needs']
    const { store, asked } = storeWith({
      openScenario: () => ok(opened({ needs })),
      runScenario: () => ok({ run: 1 }),
    })
    await store.openFile({ name: 'a.json' })
    store.allow('net', true)
    await store.start('all')
    expect(asked.map(([method]) => method)).not.toContain('runScenario')
    store.allow('files', true)
    await store.start('all')
    expect(asked.at(-1)?.[1]).toMatchObject({ allow: { net: true, files: true, spawn: false } })
    // Another file begins with nothing allowed.
    await store.openFile({ name: 'b.json' })
    expect(store.allowed).toBe(false)
  })

  test('does not run what its file has come to need or has become since', async () => {
    let now = opened()
    const { store, asked } = storeWith({ openScenario: () => ok(now) })
    await store.openFile({ name: 'a.json' })
    now = opened({ needs: [{ what: 'net', field: 'host', value: '::', step: 1 }] })
    await store.start('all')
    expect(store.current().opened).toBe(now)
    expect(store.allowed).toBe(false)
    now = opened({ steps: [], errors: [labError('LAB_BAD_COMMAND', 'no')] })
    store.allow('net', true)
    await store.start('all')
    expect(store.current().bad?.errors).toEqual(now.errors)
    expect(asked.map(([method]) => method)).not.toContain('runScenario')
  })

  test('is not taken away while it runs, unless the person agrees', async () => {
    const { store, asked, model } = storeWith({
      openScenario: () => ok(opened()),
      runScenario: () => ok({ run: 1 }),
      controlRun: () => ok(null),
    })
    await store.openFile({ name: 'a.json' })
    await store.start('all')
    model.run = run({ run: 1, step: 1 })
    await store.openFile({ name: 'b.json' })
    expect(store.current().question).toMatchObject({ ask: 'replace', name: 'b.json' })
    await store.agree()
    expect(asked.slice(-2)).toEqual([
      ['controlRun', { act: 'stop' }],
      ['openScenario', { source: { from: 'file', path: '/files/b.json' } }],
    ])
    expect(store.run).toBeUndefined()
  })

  test('comes back after a reload, with its run', async () => {
    const { store, did, model } = storeWith({ currentRun: () => ok(opened()) })
    await store.restore()
    model.run = run({ run: 7 })
    expect(store.run).toBe(model.run)
    expect(did).toEqual(['show'])
  })

  test('is the last lab: set up at once, unless it needs something', async () => {
    let needs: OpenedScenario['needs'] = []
    const { store, asked, did } = storeWith({
      openScenario: () => ok(opened({ needs })),
      runScenario: () => ok({ run: 1 }),
    })
    await store.setUpLastLab('last')
    expect(asked.at(-1)?.[0]).toBe('runScenario')
    expect(did).toEqual([])
    needs = [{ what: 'net', field: 'host', value: '::', step: 1 }]
    await store.setUpLastLab('last')
    expect(asked.at(-1)?.[0]).toBe('openScenario')
    expect(did).toEqual(['show'])
  })
})
