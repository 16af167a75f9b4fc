import { expect, test } from 'vitest'
import type { Command } from '../../src/shared/commands'
import type { EventDraft, LabEvent, StateChanged } from '../../src/shared/events'
import { checkScenario, type Step } from '../../src/shared/scenario'
import { MOST_COMMANDS, Recording } from '../../src/shared/scenario/recording'

/** Tells a recording what happened in a lab that there never was. */
class Tale {
  readonly recording = new Recording()
  seq = 0
  t = 0

  say(
    ...drafts: (EventDraft extends infer E ? (E extends EventDraft ? Omit<E, 't'> : never) : never)[]
  ): this {
    for (const draft of drafts) this.recording.take({ ...draft, t: this.t, seq: ++this.seq } as LabEvent)
    return this
  }

  /** A person gives a command, and looks at it for so long, ms. */
  ask(command: Command, socket: string | undefined, ...drafts: Parameters<Tale['say']>): this {
    this.say({ kind: 'asked', by: 'user', command, ...(socket !== undefined && { socket }) }, ...drafts)
    this.t += 1000
    return this
  }

  /** `server`, and `alice` connected to it. */
  begin(): this {
    return this.ask({ do: 'listen', as: 'server' }, 'server', {
      kind: 'listening',
      socket: 'server',
      local: '127.0.0.1:1000',
      backlog: 5,
      allowHalfOpen: false,
      respond: 'none',
    }).connect('alice', 2000)
  }

  connect(name: string, port: number): this {
    const [local, remote] = [`127.0.0.1:${port}`, '127.0.0.1:1000']
    return this.ask(
      { do: 'connect', as: name, to: 'server' },
      name,
      { kind: 'connecting', socket: name, attempt: 1, local, remote, to: 'server' },
      {
        kind: 'accepted',
        socket: `${name}@server`,
        listener: 'server',
        peer: name,
        local: remote,
        remote: local,
      },
      { kind: 'connected', socket: name, local, remote },
    )
  }

  steps(expectations = true): Step[] {
    const { scenario } = this.recording.whole({ title: '', expectations })
    expect(checkScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({ scenario })
    return scenario.steps
  }
}

const state: Pick<
  StateChanged,
  'kind' | 'provenance' | 'because' | 'alternatives' | 'tMin' | 'tMax' | 'rule'
> = {
  kind: 'state',
  provenance: 'inferred',
  because: [1],
  alternatives: [],
  tMin: 0,
  tMax: 0,
  rule: 'x',
}
const received = (socket: string, text: string, bytes = text.length) =>
  ({ kind: 'received', socket, bytes, offset: 0, index: 0, data: new TextEncoder().encode(text) }) as const

test('nothing done makes a scenario of nothing', () => {
  expect(new Recording().whole({ title: 'none', expectations: true })).toEqual({
    scenario: { version: 1, title: 'none', steps: [] },
    left: [],
  })
  expect(new Recording().setup('x'.repeat(500)).title).toHaveLength(200)
})

test('states that are not sure, or that a timer made, or that pass by, are not expected', () => {
  const tale = new Tale()
    .begin()
    .ask(
      { do: 'shutdown', socket: 'alice' },
      'alice',
      { ...state, socket: 'alice', from: 'ESTABLISHED', to: 'FIN_WAIT_1', confidence: 'exact' },
      { ...state, socket: 'alice@server', from: 'ESTABLISHED', to: 'CLOSED', confidence: 'possible' },
    )
  const before = tale.steps().length
  tale.say({ ...state, socket: 'alice', from: 'FIN_WAIT_1', to: 'TIME_WAIT', confidence: 'order' })
  tale.say({ ...state, socket: 'alice', from: 'TIME_WAIT', to: 'CLOSED', confidence: 'possible' })
  expect(tale.steps().slice(before)).toEqual([
    { expect: 'state', of: 'alice', was: 'TIME_WAIT', within: 3000 },
  ])
})

test('a state that was corrected is expected as it was corrected', () => {
  const tale = new Tale().begin().ask({ do: 'shutdown', socket: 'alice' }, 'alice')
  const before = tale.steps().length
  tale.say({ ...state, socket: 'alice', from: 'FIN_WAIT_1', to: 'FIN_WAIT_2', confidence: 'order' })
  expect(tale.steps()).toHaveLength(before + 1)
  tale.say({
    ...state,
    socket: 'alice',
    from: 'FIN_WAIT_1',
    to: 'FIN_WAIT_2',
    confidence: 'possible',
    supersedes: tale.seq,
  })
  expect(tale.steps()).toHaveLength(before)
})

test('what the log has not kept whole is counted', () => {
  const tale = new Tale()
    .begin()
    .ask({ do: 'send', from: 'alice', text: 'ab' }, 'alice', received('alice@server', 'a', 2))
  expect(tale.steps().at(-1)).toEqual({ expect: 'received', at: 'alice@server', bytes: 2 })
})

test('bytes of one character in two acts are hex', () => {
  const [a, b] = [new Uint8Array([0xc3]), new Uint8Array([0xbc])]
  const read = { ...received('alice@server', '', 1), data: a }
  const tale = new Tale()
    .begin()
    .ask({ do: 'send', from: 'alice', hex: 'c3' }, 'alice', read)
    .ask({ do: 'send', from: 'alice', hex: 'bc' }, 'alice', { ...read, data: b })
  expect(tale.steps().filter((step) => 'expect' in step)).toEqual([
    { expect: 'received', at: 'alice@server', hex: 'c3' },
    { expect: 'received', at: 'alice@server', hex: 'bc' },
  ])
})

test('of many ends only some are expected after one step, and nothing is lost for the next', () => {
  const tale = new Tale().begin()
  const names = Array.from({ length: 30 }, (_, index) => `c${index}`)
  for (const [index, name] of names.entries()) tale.connect(name, 3000 + index)
  tale.ask(
    { do: 'send', from: 'alice@server', text: 'x' },
    'alice@server',
    ...names.map((name) => received(name, 'ab')),
  )
  const first = tale.steps().filter((step) => 'expect' in step)
  expect(first).toHaveLength(20)
  tale.ask({ do: 'send', from: 'alice@server', text: 'x' }, 'alice@server', received('c29', 'cd'))
  expect(
    tale
      .steps()
      .filter((step) => 'expect' in step)
      .slice(20),
  ).toContainEqual({
    expect: 'received',
    at: 'c29',
    text: 'abcd',
  })
})

test('a call that nobody answers is not waited for', () => {
  const tale = new Tale()
    .ask({ do: 'connect', as: 'alice', host: '192.0.2.1', port: 80 }, 'alice', {
      kind: 'connecting',
      socket: 'alice',
      attempt: 1,
      local: '127.0.0.1:2000',
      remote: '192.0.2.1:80',
    })
    .ask({ do: 'listen', as: 'server' }, 'server')
  const call = { do: 'connect', as: 'alice', host: '192.0.2.1', port: 80, nowait: true }
  expect(tale.steps(false)).toEqual([call, { do: 'wait', ms: 1000 }, { do: 'listen', as: 'server' }])
  tale.t = 120_000
  tale.say(
    { kind: 'failed', socket: 'alice', code: 'ETIMEDOUT', message: '', syscall: 'connect' },
    { kind: 'closed', socket: 'alice', hadError: true },
  )
  expect(tale.steps().at(-1)).toEqual({ expect: 'failed', at: 'alice', code: 'ETIMEDOUT', within: 360_000 })
})

test('a watch of a port is given its name, one of a process is left out with what ends it', () => {
  const tale = new Tale()
    .ask({ do: 'watch', port: 8000 }, 'watch1', { kind: 'watching', socket: 'watch1', port: 8000 })
    .ask({ do: 'watch', pid: 5 }, 'watch2', { kind: 'watching', socket: 'watch2', pid: 5 })
    .ask({ do: 'unwatch', socket: 'watch1' }, 'watch1', { kind: 'unwatched', socket: 'watch1' })
    .ask({ do: 'unwatch', socket: 'watch2' }, 'watch2', { kind: 'unwatched', socket: 'watch2' })
  expect(tale.steps().filter((step) => 'do' in step && step.do !== 'wait')).toEqual([
    { do: 'watch', port: 8000, as: 'watch1' },
    { do: 'unwatch', socket: 'watch1' },
  ])
  expect(tale.recording.whole({ title: '', expectations: false }).left).toHaveLength(2)
})

test('only so many commands are kept, and only so much of what they send', () => {
  const tale = new Tale().begin()
  for (let i = 0; i < MOST_COMMANDS + 5; i++) tale.ask({ do: 'send', from: 'alice', text: 'x' }, 'alice')
  const { scenario, left } = tale.recording.whole({ title: '', expectations: true })
  expect(scenario.steps.filter((step) => 'do' in step && step.do !== 'wait')).toHaveLength(MOST_COMMANDS)
  expect(left).toEqual([`7 commands after the first ${MOST_COMMANDS}`])
  // What is open is known all the same.
  tale.connect('late', 9000)
  expect(tale.recording.setup('').steps).toContainEqual({ do: 'connect', as: 'late', to: 'server' })

  const large = new Tale().begin()
  const text = 'x'.repeat(8 * 1024 * 1024)
  for (let i = 0; i < 4; i++)
    large.ask({ do: 'send', from: 'alice', text }, 'alice', received('alice@server', 'x', text.length))
  const told = large.recording.whole({ title: '', expectations: true })
  expect(told.scenario.steps.filter((step) => 'do' in step && step.do === 'send')).toHaveLength(2)
  expect(told.left).toEqual(Array(2).fill('send from alice: all that was sent is too much to keep'))
})

test('what a program was given counts, too, and one that is found at no port is given its time', () => {
  const tale = new Tale().ask({ do: 'spawn', as: 'app', command: 'cat' }, 'app', {
    kind: 'spawned',
    socket: 'app',
    pid: 1,
    command: ['cat'],
    cwd: '/',
  })
  const text = 'x'.repeat(8 * 1024 * 1024)
  for (let i = 0; i < 3; i++) tale.ask({ do: 'input', socket: 'app', text }, 'app')
  const { scenario, left } = tale.recording.whole({ title: '', expectations: true })
  expect(scenario.steps.map((step) => ('do' in step ? step.do : step.expect))).toEqual([
    'spawn',
    'wait',
    'input',
    'input',
  ])
  expect(left).toEqual(['input app: all that was sent is too much to keep'])
})

test('a flood of messages costs next to nothing', () => {
  const tale = new Tale().begin()
  const data = new Uint8Array(100)
  const flood = Array.from(
    { length: 200_000 },
    (_, index): LabEvent => ({
      kind: 'received',
      socket: 'alice@server',
      bytes: 100,
      offset: index * 100,
      index,
      data,
      seq: 100 + index,
      t: tale.t,
    }),
  )
  const start = performance.now()
  for (const event of flood) tale.recording.take(event)
  // Two seconds of the fastest flood there is.
  expect(performance.now() - start).toBeLessThan(1000)
  expect(tale.steps().at(-1)).toMatchObject({ at: 'alice@server', bytes: 20_000_000 })
})

test('notes on sockets and on the log are kept, without the numbers that they were pinned by', () => {
  const note = (text: string, rest: object, socket?: string) =>
    [
      { do: 'note', text, ...rest } as Command,
      socket,
      { kind: 'note', topic: 'pinned', text, ...rest, cause: 0 },
    ] as const
  const tale = new Tale().begin()
  const before = tale.steps(false).length
  const pin = (text: string, rest: object, socket?: string) => {
    const [command, about, event] = note(text, rest, socket)
    tale.ask(command, about, { ...event, cause: tale.seq + 1 } as never)
    return tale.seq
  }
  pin('of the log', { about: 3 })
  const first = pin('of alice', { socket: 'alice', about: 4 }, 'alice')
  pin('of Alice', { socket: 'alice', about: 4, replaces: first }, 'alice')
  const second = pin('a mistake', {})
  pin('', { replaces: second })
  pin('of nobody here', { socket: '127.0.0.1:9@x' }, '127.0.0.1:9@x')
  expect(
    tale
      .steps(false)
      .slice(before)
      .filter((step) => 'do' in step && step.do === 'note'),
  ).toEqual([
    { do: 'note', text: 'of the log' },
    { do: 'note', text: 'of Alice', socket: 'alice' },
  ])
  expect(tale.recording.whole({ title: '', expectations: false }).left).toEqual([
    "note 127.0.0.1:9@x: its client is another program's",
  ])
})

test('reading by hand waits for nothing for ever, and expects that something comes', () => {
  const tale = new Tale().begin()
  tale.ask({ do: 'pause', socket: 'alice@server' }, 'alice@server', {
    kind: 'paused',
    socket: 'alice@server',
  })
  tale.ask({ do: 'send', from: 'alice', text: 'hello' }, 'alice', {
    kind: 'sent',
    socket: 'alice',
    bytes: 5,
    offset: 0,
    index: 0,
    queued: 0,
  })
  const cause = tale.seq + 1
  tale.ask({ do: 'recv', socket: 'alice@server', bytes: 2 }, 'alice@server', {
    kind: 'received',
    socket: 'alice@server',
    bytes: 2,
    offset: 0,
    index: 0,
    cause,
  })
  const steps = tale.steps()
  const at = steps.findIndex((step) => 'do' in step && step.do === 'recv')
  expect(steps.slice(at, at + 2)).toEqual([
    { do: 'recv', socket: 'alice@server', bytes: 2, nowait: true },
    { expect: 'received', at: 'alice@server' },
  ])
})
