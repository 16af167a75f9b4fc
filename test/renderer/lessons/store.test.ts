import { beforeEach, describe, expect, test } from 'vitest'
import { LessonStore } from '../../../src/renderer/lessons/store'
import { LAB_CODES, labError } from '../../../src/shared/errors'
import type { LabBridge } from '../../../src/shared/ipc'
import { LESSONS } from '../../../src/shared/lessons/chapters'
import type { Lesson } from '../../../src/shared/lessons/lesson'
import type { LessonModel } from '../../../src/shared/model/lesson'

const close = LESSONS.find(({ id }) => id === 'four-way-close') as Lesson

/** What the window remembers between starts. */
const stored = new Map<string, string>()
beforeEach(() => {
  stored.clear()
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
    },
  })
})

class Bench {
  readonly asked: [string, unknown][] = []
  readonly shown: number[] = []
  held = false
  refuse: string | undefined
  readonly store: LessonStore

  constructor() {
    const request = async (method: string, params: unknown) => {
      this.asked.push([method, params])
      if (method === this.refuse) return { ok: false, error: labError(LAB_CODES.notPossible, 'no') }
      if (method === 'beginLesson') this.held = true
      if (method === 'endLesson') this.held = false
      return { ok: true, value: null }
    }
    this.store = new LessonStore({
      bridge: { request } as unknown as LabBridge,
      held: () => (this.held ? ({} as LessonModel) : undefined),
      onOpen: () => {},
      onStep: (_lesson, step) => void this.shown.push(step),
    })
  }
}

describe('a lesson in the window', () => {
  test('is begun at its first step, and gone through to its end', async () => {
    const { store, asked, shown } = new Bench()
    await store.start(close, 'beginning')
    await store.move(1)
    await store.move(1)
    await store.move(1)
    expect(store.current()).toMatchObject({ finished: true, step: 3 })
    expect(asked.map(([method]) => method)).toEqual([
      'beginLesson',
      'showLessonStep',
      'showLessonStep',
      'endLesson',
    ])
    expect(shown).toEqual([1, 2, 3])
    expect(store.progressOf(close.id)).toEqual({ step: 1, done: true, chosen: {} })
  })

  test('does not go before its first step', async () => {
    const { store, asked } = new Bench()
    await store.start(close, 'beginning')
    await store.move(-1)
    expect(asked).toHaveLength(1)
    expect(store.current().step).toBe(1)
  })

  test('is left, and resumed where it was, by another start of the program, too', async () => {
    const first = new Bench()
    await first.store.start(close, 'beginning')
    await first.store.move(1)
    first.store.choose(1)
    await first.store.leave()
    expect(first.asked.at(-1)).toEqual(['endLesson', { ending: 'left' }])
    expect(first.store.current().open).toBeUndefined()

    const second = new Bench()
    expect(second.store.current().newest).toBe(close.id)
    await second.store.start(close, 'left')
    expect(second.asked).toEqual([['beginLesson', { lesson: close.id, step: 2 }]])
    expect(second.store.progressOf(close.id)?.chosen).toEqual({ 2: [1] })
  })

  test('forgets what was chosen when it is started over', async () => {
    const { store } = new Bench()
    await store.start(close, 'beginning')
    store.choose(0)
    store.choose(0)
    store.choose(2)
    expect(store.progressOf(close.id)?.chosen).toEqual({ 1: [0, 2] })
    await store.startOver()
    expect(store.progressOf(close.id)?.chosen).toEqual({})
  })

  test('is held anew where another lab was opened meanwhile', async () => {
    const bench = new Bench()
    await bench.store.start(close, 'beginning')
    bench.held = false
    await bench.store.move(1)
    expect(bench.asked.at(-1)).toEqual(['beginLesson', { lesson: close.id, step: 2 }])
  })

  test('says why something was refused, and stays where it is', async () => {
    const bench = new Bench()
    await bench.store.start(close, 'beginning')
    bench.refuse = 'showLessonStep'
    await bench.store.move(1)
    expect(bench.store.current()).toMatchObject({ step: 1, busy: false, refused: { message: 'no' } })
  })

  test('is presented only while one is open', async () => {
    const { store } = new Bench()
    store.present(true)
    expect(store.current().presenting).toBe(false)
    await store.start(close, 'beginning')
    store.present(true)
    expect(store.current().presenting).toBe(true)
    await store.leave()
    expect(store.current().presenting).toBe(false)
  })
})

describe('what was kept of earlier starts', () => {
  test.each(['', 'null', '[]', '{"progress":1}', '{"progress":{"a":{"step":"x"}}}', 'no JSON'])(
    'is nothing where it can’t be read: %j',
    (text) => {
      stored.set('socket-lab.lessons.progress', text)
      expect(new Bench().store.current()).toMatchObject({ progress: {}, newest: undefined })
    },
  )

  test('a step that the lesson no longer has is its last', async () => {
    const known = { [close.id]: { step: 99, done: false, chosen: {} } }
    stored.set('socket-lab.lessons.progress', JSON.stringify({ progress: known, newest: close.id }))
    const { store, asked } = new Bench()
    await store.start(close, 'left')
    expect(asked).toEqual([['beginLesson', { lesson: close.id, step: 3 }]])
  })
})
