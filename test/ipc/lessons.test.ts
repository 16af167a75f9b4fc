import { existsSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { examplesFolder } from '../../src/main/examples-folder'
import { LAB_CODES } from '../../src/shared/errors'
import { modelOf } from '../support/lab'
import { Desktop, temporaryFolder } from './support/requests'

let desktop: Desktop
beforeEach(() => {
  desktop = new Desktop({}, temporaryFolder(), false, false, examplesFolder())
})

const lesson = () => modelOf(desktop.lab).lesson
const done = (step: number) =>
  expect.poll(
    () => [...(lesson()?.checks ?? [])].filter(([key, { met }]) => met && key.startsWith(`${step}.`)).length,
  )

describe('a lesson', () => {
  test('is held on the open lab, done step by step, and closes what it has made', async () => {
    expect(await desktop.ask('beginLesson', { lesson: 'four-way-close', step: 1 })).toEqual({ run: 1 })
    expect(lesson()).toMatchObject({ lesson: 'four-way-close', step: 1, steps: 3 })
    await desktop.ask('doLessonStep', { step: 1 })
    await done(1).toBe(2)
    await desktop.ask('showLessonStep', { step: 2 })
    expect(lesson()?.step).toBe(2)
    await desktop.ask('endLesson', { ending: 'done' })
    expect(lesson()?.ending).toBe('done')
    const open = [...modelOf(desktop.lab).sockets.values()].filter(({ descriptor }) => descriptor === 'open')
    expect(open).toEqual([])
  })

  test('ends when another begins, and when another lab does', async () => {
    await desktop.ask('beginLesson', { lesson: 'four-way-close', step: 1 })
    expect(await desktop.ask('beginLesson', { lesson: 'half-close', step: 2 })).toEqual({ run: 2 })
    expect(lesson()).toMatchObject({ lesson: 'half-close', run: 2, step: 2 })
    await desktop.ask('newLab', {})
    expect(lesson()).toBeUndefined()
    expect(await desktop.refusal('showLessonStep', { step: 1 })).toMatchObject({
      code: LAB_CODES.notPossible,
    })
    expect(await desktop.ask('beginLesson', { lesson: 'half-close', step: 1 })).toEqual({ run: 1 })
  })

  test('is refused if there is none of that name, and where none is held', async () => {
    expect(await desktop.refusal('beginLesson', { lesson: '../../etc', step: 1 })).toMatchObject({
      code: LAB_CODES.badCommand,
    })
    expect(await desktop.refusal('beginLesson', { lesson: 'four-way-close', step: 0 })).toMatchObject({
      code: LAB_CODES.badCommand,
    })
    for (const [method, params] of [
      ['showLessonStep', { step: 1 }],
      ['doLessonStep', { step: 1 }],
      ['castForLesson', { role: 'server', name: 'server' }],
      ['endLesson', { ending: 'done' }],
    ] as const) {
      expect(await desktop.refusal(method, params), method).toMatchObject({ code: LAB_CODES.notPossible })
    }
  })

  test('takes a socket only for what it is', async () => {
    await desktop.lab.execute({ do: 'listen', as: 'plain' }).done
    await desktop.ask('beginLesson', { lesson: 'four-way-close', step: 1 })
    for (const name of ['plain', 'nobody']) {
      expect(await desktop.refusal('castForLesson', { role: 'server', name })).toMatchObject({
        code: LAB_CODES.notPossible,
      })
    }
    expect(await desktop.refusal('castForLesson', { role: 'nothing', name: 'plain' })).toMatchObject({
      code: LAB_CODES.notPossible,
    })
  })

  test('starts the programs that belong to it, and lets the window start none', async () => {
    await desktop.ask('beginLesson', { lesson: 'program-dies', step: 1 })
    await desktop.ask('doLessonStep', { step: 1 })
    await expect
      .poll(() => [...modelOf(desktop.lab).programs.values()].map(({ phase }) => phase), { timeout: 10_000 })
      .toEqual(['running', 'running'])
    const other = await desktop.refusal('execute', {
      command: { do: 'spawn', command: 'python3', args: ['-V'] },
    })
    expect(other.code).toBe('LAB_REFUSED')
    await desktop.ask('endLesson', { ending: 'left' })
    await expect
      .poll(() => [...modelOf(desktop.lab).programs.values()].map(({ phase }) => phase))
      .toEqual(['exited', 'exited'])
  })

  test('keeps its socket files in a folder of its own, which goes with it', async () => {
    await desktop.ask('beginLesson', { lesson: 'families-and-types', step: 1 })
    for (let step = 1; step <= 5; step++) {
      await desktop.ask('doLessonStep', { step })
      await expect.poll(() => lesson()?.doing, { timeout: 10_000 }).toBeUndefined()
    }
    const paths = [...modelOf(desktop.lab).sockets.values()].flatMap(({ transport, role, local }) =>
      transport === 'unix' && role === 'listener' && local?.startsWith('/') ? [local] : [],
    )
    if (process.platform !== 'win32') expect(paths.length).toBeGreaterThan(0)
    await desktop.ask('endLesson', { ending: 'left' })
    for (const path of paths) expect(existsSync(path)).toBe(false)
  })
})

describe('a source', () => {
  test('that a lesson cites is opened in the browser', async () => {
    await desktop.ask('openSource', { source: 'man:listen.2' })
    expect(desktop.opened).toEqual(['https://man7.org/linux/man-pages/man2/listen.2.html'])
  })

  test.each([
    'https://example.com/',
    'file:///etc/passwd',
    'rfc9293:3.6/../..',
    'man:../../x.2',
    'node:net#<script>',
    'constructor:x',
    'javascript:alert(1)',
  ])('that is none opens nothing: %s', async (source) => {
    expect(await desktop.refusal('openSource', { source })).toMatchObject({ code: LAB_CODES.badCommand })
    expect(desktop.opened).toEqual([])
  })
})
