import { describe, expect, test } from 'vitest'
import { commandOf, emptyLoad, loadFormOf, readLoad } from '../../src/renderer/load/form'
import { courseOf, plannedSpan, ratesOf, shownRate } from '../../src/renderer/load/numbers'
import { commandSchema, type LoadCommand } from '../../src/shared/commands'
import type { LoadCourse, LoadPlan } from '../../src/shared/load'
import { followLoad, type LoadModel } from '../../src/shared/model/loads'

const PLAN: LoadPlan = {
  target: 'server',
  clients: 3,
  rate: 0,
  bytes: 64,
  everyMs: 100,
  forMs: 10_000,
  keep: false,
  measured: 'answer',
}

function course(ms: number, more: Partial<LoadCourse>): LoadCourse {
  return {
    kind: 'load',
    socket: 'crowd',
    seq: ms + 1,
    t: ms,
    phase: 'progress',
    ms,
    calling: 0,
    open: 3,
    opened: 3,
    closed: 0,
    failed: 0,
    errors: {},
    sent: 0,
    answered: 0,
    unanswered: 0,
    sentBytes: 0,
    receivedBytes: 0,
    blocked: 0,
    blockings: 0,
    behind: 0,
    ...more,
  }
}

describe('the dialog for a load', () => {
  test('gives a command that the gate takes', () => {
    const read = readLoad({ ...emptyLoad('server'), rate: '20', keep: true, echoes: true, name: ' crowd ' })
    expect(read).toEqual({
      command: {
        do: 'load',
        as: 'crowd',
        to: 'server',
        clients: 100,
        rate: 20,
        bytes: 64,
        everyMs: 100,
        forMs: 10_000,
        keep: true,
      },
    })
    expect(commandSchema.safeParse((read as { command: LoadCommand }).command).success).toBe(true)
  })

  test('says at each field what cannot be taken', () => {
    const form = { ...emptyLoad(''), clients: '10001', bytes: '0', everyMs: '', seconds: '3601', rate: '-1' }
    expect(readLoad(form)).toEqual({
      problems: {
        port: { key: 'required' },
        clients: { key: 'integer', min: 1, max: 10_000 },
        bytes: { key: 'integer', min: 1, max: 1_048_576 },
        everyMs: { key: 'required' },
        seconds: { key: 'integer', min: 1, max: 3600 },
        rate: { key: 'integerOrNone', min: 1, max: 100_000 },
      },
    })
  })

  test.each([
    [PLAN, { to: 'server' }],
    [
      { ...PLAN, target: '127.0.0.1:80', rate: 5 },
      { host: '127.0.0.1', port: 80, echoes: true, rate: 5 },
    ],
    [
      { ...PLAN, target: '[::1]:80', measured: 'none' as const },
      { host: '::1', port: 80, echoes: false },
    ],
  ])('is filled in for another one like %o', (plan, expected) => {
    const command = commandOf(plan)
    expect(command).toMatchObject({ do: 'load', clients: 3, forMs: 10_000, ...expected })
    const again = readLoad(loadFormOf(command)) as { command: LoadCommand }
    const { echoes, keep: _keep, ...rest } = command
    expect(again.command).toEqual({ ...rest, ...(echoes && { echoes }) })
  })
})

describe('the numbers of a load', () => {
  const loads = new Map<string, LoadModel>()
  followLoad(loads, course(0, { phase: 'started', plan: PLAN }))
  followLoad(loads, course(250, { sent: 100, answered: 90, sentBytes: 6400, receivedBytes: 5760 }))
  followLoad(loads, course(500, { sent: 300, answered: 300, sentBytes: 19_200, receivedBytes: 19_200 }))
  const load = () => loads.get('crowd') as LoadModel

  test('are rates from one sample to the next', () => {
    const { sent, answered, seconds } = courseOf(load())
    expect(seconds).toEqual([0, 0.25, 0.5])
    expect(sent).toEqual([0, 400, 800])
    expect(answered).toEqual([0, 360, 840])
    expect(ratesOf(load(), courseOf(load())).sent).toBe(800)
  })

  test('are not those of a moment that says nothing, and in the end those of all of it', () => {
    const ended = { phase: 'ended', by: 'stop', sent: 310, answered: 310 } as const
    followLoad(loads, course(501, { ...ended, sentBytes: 19_840, receivedBytes: 19_840 }))
    expect(courseOf(load()).sent.at(-1)).toBeCloseTo((210 * 1000) / 251)
    expect(ratesOf(load(), courseOf(load())).sent).toBeCloseTo((310 * 1000) / 501)
  })

  test.each([
    [0, '0'],
    [0.0731, '0.073'],
    [42.26, '42.3'],
    [2310.4, '2,310'],
  ])('%d has as many digits as matter', (value, shown) => {
    expect(shownRate(value)).toBe(shown)
  })

  test.each([
    [100, '100 ms'],
    [1500, '1.5 s'],
    [10_000, '10 s'],
    [60_000, '1 min 0 s'],
  ])('%d ms are named as they were asked for', (ms, shown) => {
    expect(plannedSpan(ms)).toBe(shown)
  })
})
