import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { LAB_CODES } from '../../src/shared/errors'
import { temporaryFile, temporaryFolder } from './support/requests'
import { ALICE, ECHO, LISTEN, ScenarioDesktop } from './support/scenario-desktop'

let desktop: ScenarioDesktop
beforeEach(() => {
  desktop = new ScenarioDesktop()
})

describe('a scenario that is given to the program from outside', () => {
  test.each(['labscenario', 'json'])(
    'is the window’s to open, and runs only when asked: .%s',
    async (extension) => {
      const file = temporaryFile(`echo.${extension}`, { version: 1, title: 'Echo', steps: [ECHO, ALICE] })
      const source = { from: 'file', path: file } as const
      expect(await desktop.refusal('openScenario', { source })).toMatchObject({ code: LAB_CODES.untrusted })
      desktop.desk.incoming.open(file)
      await desktop.ask('attach', {})
      const { end } = desktop.page
      await end.until(() => end.opens.includes(file))
      expect(end.openKinds).toEqual(['scenario'])
      expect(await desktop.ask('openScenario', { source })).toMatchObject({ title: 'Echo', errors: [] })
      expect(desktop.lab.log.head).toBe(1)
      expect(await desktop.ask('currentRun', {})).toBeNull()
    },
  )

  test('that is gone, or none, says so when it is opened', async () => {
    const gone = path.join(temporaryFolder(), 'gone.labscenario')
    const broken = temporaryFile('broken.labscenario', '{')
    for (const [file, message] of [
      [gone, /no such file/i],
      [broken, /is not JSON/],
    ] as const) {
      desktop.desk.incoming.open(file)
      const opened = await desktop.ask('openScenario', { source: { from: 'file', path: file } })
      expect(opened.errors[0]?.message).toMatch(message)
    }
  })
})

describe('a scenario that is opened', () => {
  test('comes with its steps, and its file’s name where it has no title', async () => {
    const source = await desktop.picked([ECHO, ALICE], { description: 'What to see' })
    expect(await desktop.ask('openScenario', { source })).toEqual({
      source,
      title: 'echo.json',
      description: 'What to see',
      steps: [ECHO, ALICE],
      needs: [],
      errors: [],
    })
    const titled = await desktop.picked([], { title: 'Echo' })
    expect(await desktop.ask('openScenario', { source: titled })).toMatchObject({ title: 'Echo', steps: [] })
    expect(desktop.lab.log.head).toBe(1)
  })

  test('says all its errors with step and field', async () => {
    const source = await desktop.picked([{ do: 'listen', as: 'server', port: 70_000 }, { do: 'sent' }, ALICE])
    const opened = await desktop.ask('openScenario', { source })
    expect(opened.steps).toEqual([])
    expect(opened.errors.map(({ field }) => field)).toEqual(['steps.1.port', 'steps.2.do'])
    expect(opened.errors[0]?.message).toMatch(/^step 1 \(listen\), port: /)
    expect(await desktop.refusedRun(source)).toMatchObject({
      code: LAB_CODES.badCommand,
      field: 'steps.1.port',
    })
    expect((await desktop.refusedRun(source)).message).toMatch(/step 1 \(listen\), port: .*; step 2/)
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
    expect((await desktop.refusedRun(opened.source)).message).toMatch(message)
  })

  test('is refused if no person picked it', async () => {
    const file = temporaryFile('echo.json', { version: 1, steps: [] })
    const source = { from: 'file', path: file }
    for (const error of [
      await desktop.refusal('openScenario', { source }),
      await desktop.refusedRun(source),
    ]) {
      expect(error).toMatchObject({ code: LAB_CODES.untrusted, field: 'source.path' })
    }
  })

  test('says what it needs, step by step', async () => {
    const folder = temporaryFolder()
    const outside = temporaryFile('outside.txt', 'out')
    writeFileSync(path.join(folder, 'inside.txt'), 'in')
    const source = await desktop.picked(
      [
        { ...LISTEN, host: '0.0.0.0' },
        ALICE,
        { do: 'send', from: 'alice', file: 'inside.txt' },
        { do: 'send', from: 'alice', file: outside },
        { do: 'connect', as: 'far', host: '192.0.2.1', port: 9, nowait: true },
        { do: 'spawn', as: 'child', command: 'nc' },
      ],
      {},
      folder,
    )
    const { needs, errors } = await desktop.ask('openScenario', { source })
    expect(errors).toEqual([])
    expect(needs).toEqual([
      { what: 'listen', field: 'host', value: '0.0.0.0', host: '0.0.0.0', step: 1 },
      { what: 'file', field: 'file', value: outside, step: 4 },
      { what: 'call', field: 'host', value: '192.0.2.1:9', host: '192.0.2.1', step: 5 },
      { what: 'program', field: 'command', value: 'nc', step: 6 },
    ])
    const refused = await desktop.refusedRun(source)
    expect(refused).toMatchObject({ code: LAB_CODES.refused, field: 'steps.1.host' })
    expect(desktop.asked).toHaveLength(1)
    for (const value of ['0.0.0.0', outside, '192.0.2.1:9', 'nc'])
      expect(desktop.asked[0]?.detail).toContain(`• ${value}\n`)
    expect(desktop.lab.log.head).toBe(1)
  })

  test('says what is wrong with its files', async () => {
    const folder = temporaryFolder()
    mkdirSync(path.join(folder, 'sub'))
    const send = (file: string) => ({ do: 'send', from: 'alice', file })
    const source = await desktop.picked([LISTEN, ALICE, send('none.txt'), send('sub')], {}, folder)
    const { needs, errors } = await desktop.ask('openScenario', { source })
    expect(needs).toEqual([])
    expect(errors.map(({ message }) => message)).toEqual([
      'step 3 (send), file: "none.txt": there is no such file',
      'step 4 (send), file: "sub": is a folder',
    ])
  })
})

describe('what is malformed is refused', () => {
  const source = { from: 'file', path: '/a.json' }
  const whole = { source, mode: 'all', fresh: false }
  test.each([
    ['openScenario', {}, 'source'],
    ['openScenario', { source: { from: 'net' } }, 'source.from'],
    ['openScenario', { source: { from: 'file', path: '' } }, 'source.path'],
    ['openScenario', { source: { from: 'lastLab', part: 'some' } }, 'source.part'],
    ['runScenario', { ...whole, mode: 'fast' }, 'mode'],
    // The window says no yes for the person.
    ['runScenario', { ...whole, allow: { net: true, files: true, spawn: true } }, 'allow'],
    ['runScenario', { ...whole, fresh: 1 }, 'fresh'],
    ['controlRun', { act: 'back' }, 'act'],
    ['controlRun', {}, 'act'],
    ['currentRun', { run: 1 }, 'run'],
  ] as const)('%s %j', async (method, params, field) => {
    expect(await desktop.refusal(method, params)).toMatchObject({ code: LAB_CODES.badCommand, field })
  })
})
