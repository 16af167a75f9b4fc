import { describe, expect, test } from 'vitest'
import { ScenarioStore } from '../../src/renderer/scenario/store'
import { labError } from '../../src/shared/errors'
import type { LabBridge, Method, OpenedScenario, Params, Reply } from '../../src/shared/ipc'
import { emptyModel, type Model } from '../../src/shared/model/model'
import { run, socket } from './builders'

/** What the bridge of a store answers; any other request fails. */
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

  test('runs whatever it needs once main has asked the person: their no is told', async () => {
    const no = labError('LAB_REFUSED', 'not allowed (listen ::): you said no', { field: 'steps.1.host' })
    const needs = [{ what: 'listen', field: 'host', value: '::', step: 1 }] satisfies OpenedScenario['needs']
    let answer: Reply<'runScenario'> = { ok: false, error: no }
    const { store } = storeWith({
      openScenario: () => ok(opened({ needs })),
      runScenario: () => answer,
    })
    await store.openFile({ name: 'a.json' })
    await store.start('all')
    expect(store.current()).toMatchObject({ refused: no, busy: false })
    expect(store.run).toBeUndefined()
    answer = ok({ run: 1 })
    await store.start('all')
    expect(store.current()).toMatchObject({ run: 1 })
    expect(store.current()).not.toHaveProperty('refused')
  })

  test('shows what its file has come to need, and does not run what can’t any more', async () => {
    let now = opened()
    const { store, asked } = storeWith({ openScenario: () => ok(now), runScenario: () => ok({ run: 1 }) })
    await store.openFile({ name: 'a.json' })
    now = opened({ needs: [{ what: 'listen', field: 'host', value: '::', step: 1 }] })
    await store.start('all')
    expect(store.current().opened).toBe(now)
    now = opened({ steps: [], errors: [labError('LAB_BAD_COMMAND', 'no')] })
    await store.start('all')
    expect(store.current().bad?.errors).toEqual(now.errors)
    expect(asked.filter(([method]) => method === 'runScenario')).toHaveLength(1)
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
    needs = [{ what: 'listen', field: 'host', value: '::', step: 1 }]
    await store.setUpLastLab('last')
    expect(asked.at(-1)?.[0]).toBe('openScenario')
    expect(did).toEqual(['show'])
  })
})
