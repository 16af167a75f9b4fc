import { describe, expect, test } from 'vitest'
import { KeptWatch, standingOf } from '../../src/renderer/sessions/kept'
import { inUnit, limitsFormOf, readLimits } from '../../src/renderer/sessions/limits'
import { LAB_CODES, labError } from '../../src/shared/errors'
import type { Recording } from '../../src/shared/events'
import { emptyModel, type Kept } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { limitsSchema } from '../../src/shared/recording-limits'
import { DEFAULT_LIMITS, type RecordingLimits } from '../../src/shared/session'

const full = labError(LAB_CODES.notRecorded, 'no space is left on the device')

/** What the model says of the recording after these events. */
function keptAfter(...phases: Partial<Recording>[]): Kept {
  const model = emptyModel()
  for (const [index, phase] of phases.entries()) {
    reduce(model, { kind: 'recording', seq: index + 1, t: index, phase: 'started', ...phase } as Recording)
  }
  return model.kept
}

const STARTED = { phase: 'started', session: 's' } as const
const FAILED = { phase: 'failed', error: full } as const
const RESUMED = { phase: 'resumed' } as const
const limited = (of: NonNullable<Recording['of']>, limit: number) =>
  ({ phase: 'limited', of, limit }) as const

describe('how the recording stands', () => {
  test.each([
    ['ready', []],
    ['on', [STARTED]],
    ['failed', [STARTED, limited('payloads', 1000), FAILED]],
    ['on', [STARTED, FAILED, RESUMED]],
    ['message', [STARTED, limited('message', 4096)]],
    // What is left out most is what counts.
    ['events', [STARTED, limited('message', 4096), limited('payloads', 1000), limited('events', 1000)]],
  ] as const)('%s', (standing, phases) => {
    expect(standingOf(keptAfter(...phases))).toBe(standing)
  })
})

describe('what is told of a recording', () => {
  test('is each change, once', () => {
    const watch = new KeptWatch()
    const look = (...phases: Partial<Recording>[]) => watch.look('lab', keptAfter(...phases))
    expect(look()).toEqual([])
    expect(look(STARTED)).toEqual([])
    expect(look(STARTED, limited('message', 4096))).toEqual([{ news: 'limited', of: 'message', limit: 4096 }])
    expect(look(STARTED, limited('message', 4096))).toEqual([])
    expect(look(STARTED, limited('message', 4096), FAILED)).toEqual([{ news: 'notRecorded', error: full }])
    expect(look(STARTED, limited('message', 4096), FAILED, FAILED)).toEqual([])
    const missing = { phase: 'missing', missing: { from: 7, to: 9 } } as const
    expect(look(STARTED, limited('message', 4096), FAILED, FAILED, missing, RESUMED)).toEqual([
      { news: 'resumed', missing: 3 },
    ])
  })

  test('is that another cause keeps it from being written', () => {
    const watch = new KeptWatch()
    watch.look('lab', keptAfter(STARTED, FAILED))
    const gone = { ...full, message: 'its folder is gone' }
    expect(watch.look('lab', keptAfter(STARTED, FAILED, { phase: 'failed', error: gone }))).toEqual([
      { news: 'notRecorded', error: gone },
    ])
  })

  test('of what was there before the first look is only what fails still', () => {
    const before = keptAfter(STARTED, limited('payloads', 1000))
    expect(new KeptWatch().look('lab', before)).toEqual([])
    expect(new KeptWatch().look('lab', keptAfter(FAILED))).toHaveLength(1)
  })

  test('begins anew with another lab', () => {
    const watch = new KeptWatch()
    watch.look('one', keptAfter(STARTED, FAILED))
    expect(watch.look('two', keptAfter(STARTED, RESUMED))).toEqual([])
  })

  test('does not depend on whether the model is the same one, mutated', () => {
    const model = emptyModel()
    const watch = new KeptWatch()
    watch.look('lab', model.kept)
    reduce(model, { kind: 'recording', seq: 1, t: 0, ...FAILED } as Recording)
    expect(watch.look('lab', model.kept)).toHaveLength(1)
    reduce(model, { kind: 'recording', seq: 2, t: 0, ...RESUMED } as Recording)
    expect(watch.look('lab', model.kept)).toEqual([{ news: 'resumed', missing: 0 }])
  })
})

describe('the limits as a form', () => {
  test.each<[RecordingLimits, object]>([
    [DEFAULT_LIMITS, { message: '4', session: '1', unit: 'GiB', sessions: '50' }],
    [
      { messageBytes: 1536, sessionBytes: 3_145_728, sessions: 1 },
      { message: '1.5', session: '3', unit: 'MiB', sessions: '1' },
    ],
    [
      { messageBytes: 0, sessionBytes: 1_610_612_736, sessions: 10_000 },
      { message: '0', session: '1.5', unit: 'GiB', sessions: '10000' },
    ],
  ])('%j there and back', (limits, form) => {
    expect(limitsFormOf(limits)).toEqual(form)
    expect(readLimits(limitsFormOf(limits))).toEqual({ command: limits })
  })

  const form = limitsFormOf(DEFAULT_LIMITS)
  test.each([
    ['message', '', { key: 'required' }],
    ['message', '-1', { key: 'number', min: 0, max: 1024 }],
    ['message', 'a lot', { key: 'number', min: 0, max: 1024 }],
    ['message', '1025', { key: 'number', min: 0, max: 1024 }],
    ['session', '0', { key: 'number', min: 0.001, max: 1024 }],
    ['session', '1025', { key: 'number', min: 0.001, max: 1024 }],
    ['sessions', '0', { key: 'integer', min: 1, max: 10_000 }],
    ['sessions', '1.5', { key: 'integer', min: 1, max: 10_000 }],
    ['sessions', '10001', { key: 'integer', min: 1, max: 10_000 }],
  ] as const)('%s can’t be “%s”', (field, text, problem) => {
    expect(readLimits({ ...form, [field]: text })).toEqual({ problems: { [field]: problem } })
  })

  test('what is offered as the least and the most is taken', () => {
    for (const [session, unit] of [
      ['0.001', 'GiB'],
      ['1024', 'GiB'],
      ['1', 'MiB'],
      ['1048576', 'MiB'],
    ] as const) {
      for (const message of ['0', '1024', '0,5']) {
        const read = readLimits({ message, session, unit, sessions: '1' })
        expect('command' in read && limitsSchema.safeParse(read.command).success).toBe(true)
      }
    }
  })

  test('another unit means the same size', () => {
    expect(inUnit(form, 'MiB')).toMatchObject({ session: '1024', unit: 'MiB' })
    expect(inUnit({ ...form, session: 'x' }, 'MiB')).toMatchObject({ session: 'x', unit: 'MiB' })
    expect(readLimits(inUnit(form, 'MiB'))).toEqual({ command: DEFAULT_LIMITS })
  })
})
