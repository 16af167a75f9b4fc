import { symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { LAB_CODES } from '../../src/shared/errors'
import type { LabEvent } from '../../src/shared/events'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { temporaryFile, temporaryFolder } from './support/requests'
import { ALICE, ECHO, LISTEN, ScenarioDesktop } from './support/scenario-desktop'

let desktop: ScenarioDesktop
beforeEach(() => {
  desktop = new ScenarioDesktop()
})

describe('a scenario that runs', () => {
  test('tells its course in the log, and leaves the lab as it is', async () => {
    const source = await desktop.picked([
      ECHO,
      ALICE,
      { do: 'send', from: 'alice', text: 'hi' },
      { expect: 'received', at: 'alice', text: 'hi' },
    ])
    expect(await desktop.ask('currentRun', {})).toBeNull()
    expect(await desktop.run(source)).toEqual({ run: 1 })
    expect(await desktop.ask('currentRun', {})).toMatchObject({ source, title: 'echo.json' })
    await desktop.ended()
    expect(desktop.story()).toEqual([
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
    const source = await desktop.picked([
      ECHO,
      ALICE,
      { do: 'send', from: 'alice', text: 'HELP' },
      { expect: 'received', at: 'alice', text: 'HELLO' },
      { do: 'close', socket: 'server' },
    ])
    await desktop.run(source)
    await desktop.ended()
    expect(desktop.story().slice(-2)).toEqual(['evaluated 4 not met', 'ended unmet'])
    const { seen, took } = await desktop.moment(({ phase }) => phase === 'evaluated')
    expect(seen?.join('\n')).toMatch(/differs after 3 of 5 bytes[\s\S]*received 4 B "HELP"/)
    expect(took).toBeGreaterThanOrEqual(0)
  })

  test('has its expectations compare all the bytes of a long message', async () => {
    const text = 'socket'.repeat(100_000 / 6)
    const source = await desktop.picked([
      ECHO,
      ALICE,
      { do: 'send', from: 'alice', text },
      { expect: 'received', at: 'alice@server', text },
      { expect: 'received', at: 'alice', text },
    ])
    await desktop.run(source)
    expect(await desktop.ended()).toMatchObject({ ending: 'done' })
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
    const source = await desktop.picked([LISTEN, ALICE, send('inside.txt'), send('link.txt')], {}, folder)
    expect((await desktop.refusedRun(source)).code).toBe(LAB_CODES.refused)
    expect(desktop.asked[0]?.detail).toMatch(/• link\.txt\n/)
    desktop.says = () => true
    await desktop.run(source, { mode: 'step' })
    for (const step of [1, 2, 3]) {
      await desktop.waiting(step)
      await desktop.ask('controlRun', { act: 'next' })
    }
    await desktop.waiting(4)
    // Not even while it runs.
    for (const file of ['inside.txt', path.join(folder, 'inside.txt'), outside]) {
      const error = await desktop.refusal('execute', { command: send(file) })
      expect(error).toMatchObject({ code: LAB_CODES.untrusted, field: 'file' })
    }
    await desktop.ask('controlRun', { act: 'all' })
    await desktop.ended()
    const sent = desktop.events().flatMap((event) => (event.kind === 'sent' ? [event.bytes] : []))
    expect(sent).toEqual([2, 7])
  })

  test('is refused where its names are taken, and runs in a new lab', async () => {
    await desktop.ask('execute', { command: { do: 'listen', as: 'server' } })
    await desktop.ask('execute', { command: { do: 'connect', as: 'crowd', to: 'server', count: 2 } })
    const id = desktop.labs.id
    const before = desktop.lab.log.head
    const source = await desktop.picked([LISTEN, { ...ALICE, as: 'crowd' }, { ...ALICE, as: 'free' }])
    const error = await desktop.refusedRun(source)
    expect(error.code).toBe(LAB_CODES.nameTaken)
    expect(error.message).toMatch(/"server", "crowd"; run it in a new lab/)
    expect(error.advice).toMatch(/new lab/)
    expect(
      desktop
        .events()
        .slice(before)
        .filter(({ kind }) => kind === 'asked' || kind === 'scenario'),
    ).toEqual([])
    await desktop.run(source, { fresh: true })
    expect(desktop.labs.id).not.toBe(id)
    expect(await desktop.ended()).toMatchObject({ run: 1, ending: 'done' })
    expect(desktop.events().some((event) => event.socket === 'crowd.1')).toBe(false)
  })

  test('goes on from what the lab is, with runs counted', async () => {
    await desktop.run(await desktop.picked([ECHO, ALICE]))
    await desktop.ended()
    const source = await desktop.picked([
      { do: 'listen', as: 'other' },
      { do: 'connect', as: 'bob', to: 'other' },
      { expect: 'accepted', at: 'bob@other' },
      { expect: 'state', of: 'bob', is: 'ESTABLISHED' },
    ])
    expect(await desktop.run(source)).toEqual({ run: 2 })
    expect(await desktop.ended(2)).toMatchObject({ ending: 'done' })
    expect(await desktop.ask('currentRun', {})).toMatchObject({ source })
    await desktop.ask('newLab', {})
    expect(await desktop.ask('currentRun', {})).toBeNull()
    expect(await desktop.run(source)).toEqual({ run: 1 })
    await desktop.ended()
  })

  test('knows what has left the log’s memory', async () => {
    desktop = new ScenarioDesktop({ maxEvents: 40 })
    await desktop.run(await desktop.picked([ECHO, ALICE]))
    await desktop.ended()
    for (let i = 0; i < 100; i++) desktop.lab.note({ kind: 'note', text: `${i}` })
    const source = await desktop.picked([
      { do: 'listen', as: 'second' },
      { do: 'connect', as: 'bob', to: 'second' },
      { expect: 'state', of: 'bob', was: 'SYN_SENT' },
    ])
    await desktop.run(source)
    expect(await desktop.ended(2)).toMatchObject({ ending: 'done' })
  })

  test('is the only one at a time', async () => {
    const source = await desktop.picked([{ do: 'wait', ms: 60_000 }])
    const both = await Promise.all(
      [1, 2].map(() => desktop.reply('runScenario', { source, mode: 'all', fresh: false })),
    )
    expect(both.map(({ ok }) => ok)).toEqual([true, false])
    expect(await desktop.refusedRun(source, { fresh: true })).toMatchObject({ code: LAB_CODES.notPossible })
    expect(desktop.story()).toEqual(['began', 'step 1'])
    await desktop.ask('controlRun', { act: 'stop' })
    expect(desktop.story().at(-1)).toBe('ended stopped')
    await desktop.run(source)
    // The lab ends, and the run with it.
    await desktop.ask('newLab', {})
    expect(desktop.story()).toEqual([])
    expect(await desktop.refusal('controlRun', { act: 'stop' })).toMatchObject({
      code: LAB_CODES.notPossible,
    })
  })

  test('that could not be begun leaves room for the next', async () => {
    expect((await desktop.refusedRun({ from: 'file', path: '/none.json' })).code).toBe(LAB_CODES.untrusted)
    await desktop.run(await desktop.picked([LISTEN]))
    expect(await desktop.ended()).toMatchObject({ ending: 'done' })
  })

  test('is told of once, even if the program itself fails', async () => {
    const source = await desktop.picked([
      LISTEN,
      { do: 'wait', ms: 1 },
      { expect: 'listening', at: 'server' },
    ])
    const { log } = desktop.lab
    // Whatever it may be: here, what is read from the log can't be folded.
    const subscribe = log.subscribe.bind(log)
    log.subscribe = (listener) =>
      subscribe((event) =>
        listener(event.kind === 'listening' ? ({ kind: 'none' } as unknown as LabEvent) : event),
      )
    await desktop.run(source)
    expect(await desktop.ended()).toMatchObject({ ending: 'stopped' })
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
    await desktop.run(await desktop.picked(STEPS), { mode: 'step' })
    expect(desktop.story()).toEqual(['began', 'waiting 1'])
    await desktop.ask('controlRun', { act: 'next' })
    await desktop.waiting(2)
    expect(desktop.story()).toEqual(['began', 'waiting 1', 'step 1', 'waiting 2'])
    for (const step of [2, 3, 4]) {
      await desktop.waiting(step)
      await desktop.ask('controlRun', { act: 'next' })
    }
    await desktop.ended()
    expect(desktop.story().slice(-4)).toEqual(['waiting 4', 'step 4', 'evaluated 4 met', 'ended done'])
  })

  test('the rest is taken at once if the person says so', async () => {
    await desktop.run(await desktop.picked(STEPS), { mode: 'step' })
    await desktop.ask('controlRun', { act: 'next' })
    await desktop.waiting(2)
    await desktop.ask('controlRun', { act: 'all' })
    await desktop.ended()
    expect(desktop.story().filter((line) => line.startsWith('waiting'))).toEqual(['waiting 1', 'waiting 2'])
    expect(desktop.story().at(-1)).toBe('ended done')
  })

  test('it is stopped before a step, or within one', async () => {
    await desktop.run(await desktop.picked(STEPS), { mode: 'step' })
    await desktop.ask('controlRun', { act: 'stop' })
    expect(desktop.story()).toEqual(['began', 'waiting 1', 'ended stopped'])
    await desktop.run(await desktop.picked([{ do: 'wait', ms: 60_000 }, LISTEN]))
    await desktop.ask('controlRun', { act: 'stop' })
    expect(desktop.story().slice(-3)).toEqual(['began', 'step 1', 'ended stopped'])
    expect(desktop.events().some((event) => event.kind === 'listening')).toBe(false)
  })

  test('there is nothing to go on with while a step is under way, or none waits', async () => {
    await desktop.run(await desktop.picked([{ do: 'wait', ms: 60_000 }, LISTEN]), { mode: 'step' })
    await desktop.ask('controlRun', { act: 'next' })
    const error = await desktop.refusal('controlRun', { act: 'next' })
    expect(error).toMatchObject({ code: LAB_CODES.notPossible })
    expect(error.message).toMatch(/still under way/)
    await desktop.ask('controlRun', { act: 'all' })
    expect((await desktop.refusal('controlRun', { act: 'all' })).message).toMatch(/waits for a person/)
    await desktop.ask('controlRun', { act: 'stop' })
  })
})
