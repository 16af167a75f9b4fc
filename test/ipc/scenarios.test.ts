import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { LAB_CODES } from '../../src/shared/errors'
import type { LabEvent, ScenarioCourse } from '../../src/shared/events'
import type { Params, ScenarioSource } from '../../src/shared/ipc'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { Desktop, temporaryFile, temporaryFolder } from './support/requests'

const LISTEN = { do: 'listen', as: 'server' }
const ECHO = { ...LISTEN, respond: { with: 'echo' } }
const ALICE = { do: 'connect', as: 'alice', to: 'server' }
const NOTHING = { net: false, files: false, spawn: false }
const ALL = { net: true, files: true, spawn: true }

let desktop: Desktop
beforeEach(() => {
  desktop = new Desktop()
})

/** A scenario file that the person has picked. */
async function picked(steps: unknown[], rest: object = {}, folder?: string): Promise<ScenarioSource> {
  const file = temporaryFile('echo.json', { version: 1, ...rest, steps }, folder)
  await desktop.ask('pickFile', { path: file })
  return { from: 'file', path: file }
}

function run(source: ScenarioSource, options: Partial<Params<'runScenario'>> = {}) {
  return desktop.ask('runScenario', { source, mode: 'all', allow: NOTHING, fresh: false, ...options })
}

function refusedRun(source: unknown, options: Partial<Params<'runScenario'>> = {}) {
  return desktop.refusal('runScenario', { source, mode: 'all', allow: NOTHING, fresh: false, ...options })
}

function isCourse(event: LabEvent): event is ScenarioCourse {
  return event.kind === 'scenario'
}

/** Waits for this moment of a run. */
async function moment(fits: (course: ScenarioCourse) => boolean): Promise<ScenarioCourse> {
  return (await desktop.event((event) => isCourse(event) && fits(event))) as ScenarioCourse
}

const ended = (run = 1) => moment((course) => course.phase === 'ended' && course.run === run)
const waiting = (step: number, run = 1) =>
  moment((course) => course.phase === 'waiting' && course.step === step && course.run === run)

/** The course so far: `step 1`, `evaluated 3 met`, `ended done`. */
function story(): string[] {
  return desktop
    .events()
    .filter(isCourse)
    .map(({ phase, step, met, ending }) =>
      [phase, step, met === undefined ? undefined : met ? 'met' : 'not met', ending]
        .filter((word) => word !== undefined)
        .join(' '),
    )
}

describe('a scenario that is opened', () => {
  test('comes with its steps, and its file’s name where it has no title', async () => {
    const source = await picked([ECHO, ALICE], { description: 'What to see' })
    expect(await desktop.ask('openScenario', { source })).toEqual({
      source,
      title: 'echo.json',
      description: 'What to see',
      steps: [ECHO, ALICE],
      needs: [],
      errors: [],
    })
    const titled = await picked([], { title: 'Echo' })
    expect(await desktop.ask('openScenario', { source: titled })).toMatchObject({ title: 'Echo', steps: [] })
    expect(desktop.lab.log.head).toBe(1)
  })

  test('says all its errors with step and field', async () => {
    const source = await picked([{ do: 'listen', as: 'server', port: 70_000 }, { do: 'sent' }, ALICE])
    const opened = await desktop.ask('openScenario', { source })
    expect(opened.steps).toEqual([])
    expect(opened.errors.map(({ field }) => field)).toEqual(['steps.1.port', 'steps.2.do'])
    expect(opened.errors[0]?.message).toMatch(/^step 1 \(listen\), port: /)
    expect(await refusedRun(source)).toMatchObject({ code: LAB_CODES.badCommand, field: 'steps.1.port' })
    expect((await refusedRun(source)).message).toMatch(/step 1 \(listen\), port: .*; step 2/)
  })

  test.each([
    ['is no JSON', '{"version": 1,', /is not JSON: line 1, column 15/],
    ['is not text', Uint8Array.of(0xff, 0xfe), /is not text in UTF-8/],
    ['is no scenario', '[]', /a scenario is an object/],
  ])('says so if it %s', async (_name, content, message) => {
    const file = temporaryFile('bad.json', content)
    await desktop.ask('pickFile', { path: file })
    const opened = await desktop.ask('openScenario', { source: { from: 'file', path: file } })
    expect(opened).toMatchObject({ title: 'bad.json', steps: [], needs: [] })
    expect(opened.errors[0]?.message).toMatch(message)
    expect((await refusedRun(opened.source)).message).toMatch(message)
  })

  test('is refused if no person picked it', async () => {
    const file = temporaryFile('echo.json', { version: 1, steps: [] })
    const source = { from: 'file', path: file }
    for (const error of [await desktop.refusal('openScenario', { source }), await refusedRun(source)]) {
      expect(error).toMatchObject({ code: LAB_CODES.untrusted, field: 'source.path' })
    }
  })

  test('says what it needs, step by step', async () => {
    const folder = temporaryFolder()
    const outside = temporaryFile('outside.txt', 'out')
    writeFileSync(path.join(folder, 'inside.txt'), 'in')
    const source = await picked(
      [
        { ...LISTEN, host: '0.0.0.0' },
        ALICE,
        { do: 'send', from: 'alice', file: 'inside.txt' },
        { do: 'send', from: 'alice', file: outside },
        { do: 'connect', as: 'far', host: '192.0.2.1', port: 9, nowait: true },
        { do: 'spawn', as: 'child', program: 'nc' },
      ],
      {},
      folder,
    )
    const { needs, errors } = await desktop.ask('openScenario', { source })
    expect(errors).toEqual([])
    expect(needs).toEqual([
      { what: 'net', field: 'host', value: '0.0.0.0', step: 1 },
      { what: 'file', field: 'file', value: outside, step: 4 },
      { what: 'net', field: 'host', value: '192.0.2.1', step: 5 },
      { what: 'program', field: 'do', value: 'spawn', step: 6 },
    ])
    const refused = await refusedRun(source, { allow: { ...NOTHING, net: true } })
    expect(refused.code).toBe(LAB_CODES.untrusted)
    expect(refused.message).toMatch(/step 4 \(send\), file: .*outside\.txt.*; step 6 \(spawn\), do: /)
    expect(refused.message).not.toMatch(/step 1|--allow/)
    expect(desktop.lab.log.head).toBe(1)
  })

  test('says what is wrong with its files', async () => {
    const folder = temporaryFolder()
    mkdirSync(path.join(folder, 'sub'))
    const send = (file: string) => ({ do: 'send', from: 'alice', file })
    const source = await picked([LISTEN, ALICE, send('none.txt'), send('sub')], {}, folder)
    const { needs, errors } = await desktop.ask('openScenario', { source })
    expect(needs).toEqual([])
    expect(errors.map(({ message }) => message)).toEqual([
      'step 3 (send), file: "none.txt": there is no such file',
      'step 4 (send), file: "sub": is a folder',
    ])
  })
})

describe('a scenario that runs', () => {
  test('tells its course in the log, and leaves the lab as it is', async () => {
    const source = await picked([
      ECHO,
      ALICE,
      { do: 'send', from: 'alice', text: 'hi' },
      { expect: 'received', at: 'alice', text: 'hi' },
    ])
    expect(await desktop.ask('currentRun', {})).toBeNull()
    expect(await run(source)).toEqual({ run: 1 })
    expect(await desktop.ask('currentRun', {})).toMatchObject({ source, title: 'echo.json' })
    await ended()
    expect(story()).toEqual([
      'began',
      'step 1',
      'step 2',
      'step 3',
      'step 4',
      'evaluated 4 met',
      'ended done',
    ])
    const model = desktop.events().reduce(reduce, emptyModel())
    expect(model.sockets.get('alice')).toMatchObject({ descriptor: 'open', state: 'ESTABLISHED' })
    expect(model.run).toMatchObject({ run: 1, title: 'echo.json', steps: 4, step: 4, ending: 'done' })
    expect(await desktop.ask('currentRun', {})).toMatchObject({ source })
  })

  test('ends where an expectation is not met, and says what was seen', async () => {
    const source = await picked([
      ECHO,
      ALICE,
      { do: 'send', from: 'alice', text: 'HELP' },
      { expect: 'received', at: 'alice', text: 'HELLO' },
      { do: 'close', socket: 'server' },
    ])
    await run(source)
    await ended()
    expect(story().slice(-2)).toEqual(['evaluated 4 not met', 'ended unmet'])
    const { seen, took } = await moment(({ phase }) => phase === 'evaluated')
    expect(seen?.join('\n')).toMatch(/differs after 3 of 5 bytes[\s\S]*received 4 B "HELP"/)
    expect(took).toBeGreaterThanOrEqual(0)
  })

  test('has its expectations compare all the bytes of a long message', async () => {
    const text = 'socket'.repeat(100_000 / 6)
    const source = await picked([
      ECHO,
      ALICE,
      { do: 'send', from: 'alice', text },
      { expect: 'received', at: 'alice@server', text },
      { expect: 'received', at: 'alice', text },
    ])
    await run(source)
    expect(await ended()).toMatchObject({ ending: 'done' })
    // By hand, it keeps no more than ever.
    expect(desktop.lab.keepBytes).toBe(4096)
    await desktop.ask('execute', { command: { do: 'send', from: 'alice', text } })
    const sent = desktop.events().findLast((event) => event.kind === 'sent')
    expect(sent?.kind === 'sent' && sent.data?.length).toBe(4096)
  })

  test('sends files of its own folder, which the window by itself does not', async () => {
    const folder = temporaryFolder()
    writeFileSync(path.join(folder, 'inside.txt'), 'in')
    const outside = temporaryFile('outside.txt', 'outside')
    symlinkSync(outside, path.join(folder, 'link.txt'))
    const send = (file: string) => ({ do: 'send', from: 'alice', file })
    const source = await picked([LISTEN, ALICE, send('inside.txt'), send('link.txt')], {}, folder)
    expect((await refusedRun(source)).message).toMatch(/"link\.txt" is outside the scenario's folder/)
    await run(source, { allow: ALL, mode: 'step' })
    for (const step of [1, 2, 3]) {
      await waiting(step)
      await desktop.ask('controlRun', { act: 'next' })
    }
    await waiting(4)
    // Not even while it runs.
    for (const file of ['inside.txt', path.join(folder, 'inside.txt'), outside]) {
      const error = await desktop.refusal('execute', { command: send(file) })
      expect(error).toMatchObject({ code: LAB_CODES.untrusted, field: 'file' })
    }
    await desktop.ask('controlRun', { act: 'all' })
    await ended()
    const sent = desktop.events().flatMap((event) => (event.kind === 'sent' ? [event.bytes] : []))
    expect(sent).toEqual([2, 7])
  })

  test('is refused where its names are taken, and runs in a new lab', async () => {
    await desktop.ask('execute', { command: { do: 'listen', as: 'server' } })
    await desktop.ask('execute', { command: { do: 'connect', as: 'crowd', to: 'server', count: 2 } })
    const id = desktop.labs.id
    const before = desktop.lab.log.head
    const source = await picked([LISTEN, { ...ALICE, as: 'crowd' }, { ...ALICE, as: 'free' }])
    const error = await refusedRun(source)
    expect(error.code).toBe(LAB_CODES.nameTaken)
    expect(error.message).toMatch(/"server", "crowd"; run it in a new lab/)
    expect(error.advice).toMatch(/new lab/)
    expect(
      desktop
        .events()
        .slice(before)
        .filter(({ kind }) => kind === 'asked' || kind === 'scenario'),
    ).toEqual([])
    await run(source, { fresh: true })
    expect(desktop.labs.id).not.toBe(id)
    expect(await ended()).toMatchObject({ run: 1, ending: 'done' })
    expect(desktop.events().some((event) => event.socket === 'crowd.1')).toBe(false)
  })

  test('goes on from what the lab is, with runs counted', async () => {
    await run(await picked([ECHO, ALICE]))
    await ended()
    const source = await picked([
      { do: 'listen', as: 'other' },
      { do: 'connect', as: 'bob', to: 'other' },
      { expect: 'accepted', at: 'bob@other' },
      { expect: 'state', of: 'bob', is: 'ESTABLISHED' },
    ])
    expect(await run(source)).toEqual({ run: 2 })
    expect(await ended(2)).toMatchObject({ ending: 'done' })
    expect(await desktop.ask('currentRun', {})).toMatchObject({ source })
    await desktop.ask('newLab', {})
    expect(await desktop.ask('currentRun', {})).toBeNull()
    expect(await run(source)).toEqual({ run: 1 })
    await ended()
  })

  test('knows what has left the log’s memory', async () => {
    desktop = new Desktop({ maxEvents: 40 })
    await run(await picked([ECHO, ALICE]))
    await ended()
    for (let i = 0; i < 100; i++) desktop.lab.note({ kind: 'note', text: `${i}` })
    const source = await picked([
      { do: 'listen', as: 'second' },
      { do: 'connect', as: 'bob', to: 'second' },
      { expect: 'state', of: 'bob', was: 'SYN_SENT' },
    ])
    await run(source)
    expect(await ended(2)).toMatchObject({ ending: 'done' })
  })

  test('is the only one at a time', async () => {
    const source = await picked([{ do: 'wait', ms: 60_000 }])
    const both = await Promise.all(
      [1, 2].map(() => desktop.reply('runScenario', { source, mode: 'all', allow: NOTHING, fresh: false })),
    )
    expect(both.map(({ ok }) => ok)).toEqual([true, false])
    expect(await refusedRun(source, { fresh: true })).toMatchObject({ code: LAB_CODES.notPossible })
    expect(story()).toEqual(['began', 'step 1'])
    await desktop.ask('controlRun', { act: 'stop' })
    expect(story().at(-1)).toBe('ended stopped')
    await run(source)
    // The lab ends, and the run with it.
    await desktop.ask('newLab', {})
    expect(story()).toEqual([])
    expect(await desktop.refusal('controlRun', { act: 'stop' })).toMatchObject({
      code: LAB_CODES.notPossible,
    })
  })

  test('that could not be begun leaves room for the next', async () => {
    expect((await refusedRun({ from: 'file', path: '/none.json' })).code).toBe(LAB_CODES.untrusted)
    await run(await picked([LISTEN]))
    expect(await ended()).toMatchObject({ ending: 'done' })
  })

  test('is told of once, even if the program itself fails', async () => {
    const source = await picked([LISTEN, { do: 'wait', ms: 1 }, { expect: 'listening', at: 'server' }])
    const { log } = desktop.lab
    // Whatever it may be: here, what is read from the log can't be folded.
    const subscribe = log.subscribe.bind(log)
    log.subscribe = (listener) =>
      subscribe((event) =>
        listener(event.kind === 'listening' ? ({ kind: 'none' } as unknown as LabEvent) : event),
      )
    await run(source)
    expect(await ended()).toMatchObject({ ending: 'stopped' })
    expect(desktop.faults).toHaveLength(1)
    expect(desktop.lab.keepBytes).toBe(4096)
    expect(await desktop.refusal('controlRun', { act: 'next' })).toMatchObject({
      code: LAB_CODES.notPossible,
    })
  })
})

describe('step by step', () => {
  const STEPS = [
    ECHO,
    ALICE,
    { do: 'send', from: 'alice', text: 'hi' },
    { expect: 'received', at: 'alice', text: 'hi' },
  ]

  test('each step waits for the person', async () => {
    await run(await picked(STEPS), { mode: 'step' })
    expect(story()).toEqual(['began', 'waiting 1'])
    await desktop.ask('controlRun', { act: 'next' })
    await waiting(2)
    expect(story()).toEqual(['began', 'waiting 1', 'step 1', 'waiting 2'])
    for (const step of [2, 3, 4]) {
      await waiting(step)
      await desktop.ask('controlRun', { act: 'next' })
    }
    await ended()
    expect(story().slice(-4)).toEqual(['waiting 4', 'step 4', 'evaluated 4 met', 'ended done'])
  })

  test('the rest is taken at once if the person says so', async () => {
    await run(await picked(STEPS), { mode: 'step' })
    await desktop.ask('controlRun', { act: 'next' })
    await waiting(2)
    await desktop.ask('controlRun', { act: 'all' })
    await ended()
    expect(story().filter((line) => line.startsWith('waiting'))).toEqual(['waiting 1', 'waiting 2'])
    expect(story().at(-1)).toBe('ended done')
  })

  test('it is stopped before a step, or within one', async () => {
    await run(await picked(STEPS), { mode: 'step' })
    await desktop.ask('controlRun', { act: 'stop' })
    expect(story()).toEqual(['began', 'waiting 1', 'ended stopped'])
    await run(await picked([{ do: 'wait', ms: 60_000 }, LISTEN]))
    await desktop.ask('controlRun', { act: 'stop' })
    expect(story().slice(-3)).toEqual(['began', 'step 1', 'ended stopped'])
    expect(desktop.events().some((event) => event.kind === 'listening')).toBe(false)
  })

  test('there is nothing to go on with while a step is under way, or none waits', async () => {
    await run(await picked([{ do: 'wait', ms: 60_000 }, LISTEN]), { mode: 'step' })
    await desktop.ask('controlRun', { act: 'next' })
    const error = await desktop.refusal('controlRun', { act: 'next' })
    expect(error).toMatchObject({ code: LAB_CODES.notPossible })
    expect(error.message).toMatch(/still under way/)
    await desktop.ask('controlRun', { act: 'all' })
    expect((await desktop.refusal('controlRun', { act: 'all' })).message).toMatch(/waits for a person/)
    await desktop.ask('controlRun', { act: 'stop' })
  })
})

describe('what is malformed is refused', () => {
  const source = { from: 'file', path: '/a.json' }
  const whole = { source, mode: 'all', allow: NOTHING, fresh: false }
  test.each([
    ['openScenario', {}, 'source'],
    ['openScenario', { source: { from: 'net' } }, 'source.from'],
    ['openScenario', { source: { from: 'file', path: '' } }, 'source.path'],
    ['openScenario', { source: { from: 'lastLab', part: 'some' } }, 'source.part'],
    ['runScenario', { ...whole, mode: 'fast' }, 'mode'],
    ['runScenario', { ...whole, allow: { net: true } }, 'allow.files'],
    ['runScenario', { ...whole, allow: { ...NOTHING, all: true } }, 'allow.all'],
    ['runScenario', { ...whole, fresh: 1 }, 'fresh'],
    ['controlRun', { act: 'back' }, 'act'],
    ['controlRun', {}, 'act'],
    ['currentRun', { run: 1 }, 'run'],
  ] as const)('%s %j', async (method, params, field) => {
    expect(await desktop.refusal(method, params)).toMatchObject({ code: LAB_CODES.badCommand, field })
  })
})
