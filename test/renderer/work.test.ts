import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { NoticeStore } from '../../src/renderer/notices/noticeStore'
import { Boundary } from '../../src/renderer/ui/Boundary'
import { diagnosticsOf, isMissingChunk, messageOf } from '../../src/renderer/ui/fault'
import { WorkStore } from '../../src/renderer/work/workStore'
import { LAB_CODES, labError } from '../../src/shared/errors'
import type { LabBridge } from '../../src/shared/ipc'
import type { WorkState } from '../../src/shared/work'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function storeWith() {
  const cancelled: unknown[] = []
  const request = async (_method: string, params: unknown) => {
    cancelled.push(params)
    return { ok: true, value: null }
  }
  const store = new WorkStore({ request } as unknown as Pick<LabBridge, 'request'>)
  let changes = 0
  store.subscribe(() => changes++)
  const shown = () => store.current().map(({ id }) => id)
  return { store, cancelled, shown, changes: () => changes }
}

const work = (id: string, share?: number): WorkState => ({
  id,
  kind: 'export',
  label: `${id}.csv`,
  ...(share !== undefined && { share }),
})

describe('long work', () => {
  test('is shown once it has taken a while, and as long as it goes on', () => {
    const { store, shown } = storeWith()
    store.take([work('a')])
    expect(shown()).toEqual([])
    vi.advanceTimersByTime(200)
    expect(store.current()).toEqual([{ ...work('a'), ending: false }])
    store.take([work('a', 0.4), work('b')])
    expect(store.current()).toEqual([{ ...work('a', 0.4), ending: false }])
    store.take([])
    expect(shown()).toEqual([])
  })

  test('that ends soon never flashes', () => {
    const { store, changes } = storeWith()
    store.take([work('a')])
    vi.advanceTimersByTime(100)
    store.take([])
    vi.advanceTimersByTime(1000)
    expect(changes()).toBe(0)
  })

  test('is called what the person calls it', () => {
    const { store } = storeWith()
    const [one, other] = [store.announce('yesterday'), store.announce()]
    expect(one).not.toBe(other)
    store.take([work(one), work(other)])
    vi.advanceTimersByTime(200)
    expect(store.current().map(({ label }) => label)).toEqual(['yesterday', `${other}.csv`])
  })

  test('is cancelled once, and shows that until it has ended', () => {
    const { store, cancelled } = storeWith()
    store.take([work('a')])
    vi.advanceTimersByTime(200)
    store.cancel('a')
    store.cancel('a')
    expect(cancelled).toEqual([{ work: 'a' }])
    expect(store.current()).toEqual([{ ...work('a'), ending: true }])
  })

  test('that was cancelled is nothing that the person has to be told', () => {
    const notices = new NoticeStore()
    notices.addRefusal(labError(LAB_CODES.cancelled, 'it was cancelled'))
    expect(notices.current()).toEqual([])
  })
})

describe('a boundary', () => {
  const boundary = (props: ConstructorParameters<typeof Boundary>[0]) => {
    const one = new Boundary(props)
    one.setState = (state) => Object.assign(one.state, state)
    const fail = (thrown: unknown) =>
      one.setState(Boundary.getDerivedStateFromError(thrown) as typeof one.state)
    return { one, fail }
  }

  test('shows what it is about, and what was thrown in its place, until that is tried again', () => {
    const { one, fail } = boundary({ children: 'a view' })
    expect(one.render()).toBe('a view')
    const thrown = new Error('no')
    fail(thrown)
    one.componentDidCatch(thrown, { componentStack: '\n    at View' })
    expect(one.render()).toMatchObject({ props: { thrown, components: '\n    at View', onRetry: one.retry } })
    one.retry()
    expect(one.render()).toBe('a view')
  })

  test('forgets it with what it was about', () => {
    const { one, fail } = boundary({ of: 'log', children: 'a view' })
    fail(new Error('no'))
    expect(Boundary.getDerivedStateFromProps({ of: 'log', children: '' }, one.state)).toBeNull()
    expect(Boundary.getDerivedStateFromProps({ of: 'notes', children: '' }, one.state)).toEqual({
      of: 'notes',
      fault: undefined,
    })
  })

  test('leaves what it ignores empty', () => {
    const { one, fail } = boundary({ ignores: isMissingChunk, children: 'a view' })
    fail(new TypeError('Failed to fetch dynamically imported module: app://lab/x.js'))
    expect(one.render()).toBeNull()
    fail(new TypeError('something else'))
    expect(one.render()).not.toBeNull()
  })
})

test('what was thrown is told in words, and with its place', () => {
  expect(messageOf(new RangeError('too much'))).toBe('RangeError: too much')
  expect(messageOf(new Error('no'))).toBe('no')
  expect(messageOf('text')).toBe('text')
  const told = diagnosticsOf(new Error('no'), '\n    at View\n    at App')
  expect(told).toMatch(/^no\n\nError: no\n +at [\s\S]+\n\nIn:\n {4}at View\n {4}at App/)
})
