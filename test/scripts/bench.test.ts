import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { benchOptions, desktopFiles, figures } from '../../scripts/bench/options.mjs'
import { compared, inRounds, median } from '../bench/pairs'
import { type Figure, judged, report, reported } from '../bench/results'
import { tableOf } from '../bench/table'

const figure: Figure = { name: 'echo', value: 90, unit: 'MB/s', baseline: 100, ratio: 0.9, goal: null }

describe('pairs', () => {
  test('the median is the middle one, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([])).toBeNaN()
  })

  test('what counts is the median of the ratios, not the ratio of the medians', () => {
    const pairs = [
      { value: 1, baseline: 1 },
      { value: 6, baseline: 2 },
      { value: 8, baseline: 4 },
    ]
    expect(compared(pairs)).toEqual({ value: 6, baseline: 2, ratio: 2 })
  })

  test('each round measures every subject once, and begins with another one', () => {
    const order: string[] = []
    const rounds = inRounds(3, ['a', 'b'], (subject) => order.push(subject))
    expect(order.join('')).toBe('abbaab')
    expect(rounds).toEqual([
      { a: 1, b: 2 },
      { b: 3, a: 4 },
      { a: 5, b: 6 },
    ])
  })
})

describe('a verdict', () => {
  test('is about the ratio', () => {
    expect(judged({ ...figure, goal: { atLeast: 0.9 } })).toMatchObject({
      goal: 0.9,
      better: 'more',
      ok: true,
    })
    expect(judged({ ...figure, goal: { atLeast: 0.91 } }).ok).toBe(false)
    expect(judged({ ...figure, goal: { atMost: 0.89 } })).toMatchObject({ better: 'less', ok: false })
  })

  test('is about the value where there is no ratio', () => {
    expect(judged({ ...figure, ratio: null, goal: { atMost: 90 } }).ok).toBe(true)
    expect(judged({ ...figure, ratio: null, goal: { atMost: 89 } }).ok).toBe(false)
  })

  test('is none without a goal, and false of what is no number', () => {
    expect(judged(figure)).toEqual({ ...figure, ok: null })
    expect(judged({ ...figure, ratio: Number.NaN, goal: { atLeast: 0 } }).ok).toBe(false)
  })
})

describe('results', () => {
  afterEach(() => vi.unstubAllEnvs())

  test('come back from other processes as they were reported, in order', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'socket-lab-'))
    vi.stubEnv('BENCH_RESULTS', path.join(folder, 'results.ndjson'))
    const results = [judged({ ...figure, goal: { atLeast: 0.9 } }), judged({ ...figure, name: 'second' })]
    for (const result of results) report(result)
    expect(reported()).toEqual(results)
    rmSync(folder, { recursive: true })
  })

  test('have a table that says on which side of its goal each is', () => {
    const results = [
      judged({ ...figure, value: 1234.5, goal: { atLeast: 0.95 } }),
      judged({ ...figure, name: 'wake-ups', baseline: null, ratio: null, value: 3.25, goal: { atMost: 4 } }),
      judged(figure),
    ]
    expect(tableOf(results)).toBe(
      [
        'figure    value  baseline  unit  ratio    goal  verdict',
        'echo      1,235       100  MB/s   0.90  ≥ 0.95  MISSED',
        'wake-ups   3.25         –  MB/s      –     ≤ 4  reached',
        'echo         90       100  MB/s   0.90       –  –',
        '',
        '1 of 2 goals reached',
        '',
      ].join('\n'),
    )
  })
})

describe('options', () => {
  test('are told to those who measure', () => {
    expect(benchOptions([])).toEqual({ json: false, env: {} })
    expect(benchOptions(['--json', '--only', 'engine', '--pairs', '7'])).toEqual({
      json: true,
      only: 'engine',
      env: { BENCH_ALONE: '1', BENCH_PAIRS: '7' },
    })
  })

  test.each([['--only', 'nothing'], ['--pairs', '0'], ['--pairs', 'x'], ['--what'], ['word']])(
    'that make no sense are refused: %s %s',
    (...args) => {
      expect(() => benchOptions(args.filter((arg) => arg !== undefined))).toThrow()
    },
  )

  test('what is measured in the window has files of its name, and the rest are of `window`', () => {
    const present = ['start.test.ts', 'memory.test.ts', 'frames.test.ts', 'lists.test.ts', 'scene.ts']
    const all = figures.map(({ name }) => name)
    const named = (...files: string[]) => files.map((file) => `test/bench/desktop/${file}.test.ts`)
    expect(desktopFiles(all, false, present)).toEqual(named('frames', 'lists', 'start'))
    expect(desktopFiles(['window'], true, present)).toEqual(named('frames', 'lists'))
    expect(desktopFiles(['memory'], true, present)).toEqual(named('memory'))
    expect(desktopFiles(['engine'], true, present)).toEqual([])
  })
})
