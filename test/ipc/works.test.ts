import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type OwnWork, TELL_MS, Works } from '../../src/main/desktop/works'
import { LAB_CODES, LabFailure } from '../../src/shared/errors'
import type { WorkState } from '../../src/shared/work'

interface Page {
  told: WorkState[][]
  gone: () => void
}

let works: Works<Page>
let page: Page

const newPage = (): Page => ({ told: [], gone: () => {} })

beforeEach(() => {
  vi.useFakeTimers()
  page = newPage()
  works = new Works<Page>({
    tell: (of, { works: all }) => of.told.push(all),
    whenGone: (of, listener) => {
      of.gone = listener
    },
  })
})

afterEach(async () => {
  await works.dispose()
  vi.useRealTimers()
})

/** Work that ends when the test says so, or gives up when it is told to. */
function begin(of = page, id?: string) {
  let own!: OwnWork
  let end!: (value: string) => void
  const answer = works.run(of, { id, kind: 'export', label: 'a.csv' }, (work) => {
    own = work
    return new Promise<string>((resolve, reject) => {
      end = resolve
      work.signal.addEventListener('abort', () => reject(work.signal.reason))
    })
  })
  const ended = answer.then(
    (value) => value,
    (error) => (error as LabFailure).error.code,
  )
  return { own, end, ended }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('a page is told of work seldom, however often that says how far it is', async () => {
  const { own, end, ended } = begin(page, 'mine')
  for (let i = 0; i < 1000; i++) {
    own.onProgress(i / 1000, 40)
    await pass(1)
  }
  expect(page.told.length).toBeLessThanOrEqual(1000 / TELL_MS)
  expect(page.told.length).toBeGreaterThan(5)
  expect(page.told.at(-1)).toEqual([{ id: 'mine', kind: 'export', label: 'a.csv', share: 0.999, bytes: 40 }])
  end('done')
  expect(await ended).toBe('done')
  await pass(TELL_MS)
  expect(page.told.slice(-2).map((all) => all.map(({ share }) => share))).toEqual([[1], []])
})

test('it never goes back, and never beyond the whole', async () => {
  const { own } = begin()
  for (const share of [0.2, 0.1, 0.5, 0.4, 7]) {
    own.onProgress(share)
    await pass(TELL_MS)
  }
  expect(page.told.map(([only]) => only?.share)).toEqual([0.2, 0.2, 0.5, 0.5, 1])
})

test('nobody is told of what is done at once', async () => {
  const { own, end, ended } = begin()
  own.onProgress(0.5)
  end('done')
  await ended
  await pass(10 * TELL_MS)
  expect(page.told).toEqual([])
})

test('the page cancels what it has asked for, and nothing else', async () => {
  const mine = begin(page, 'mine')
  const other = begin(page, 'other')
  const elsewhere = newPage()
  works.cancel(elsewhere, 'mine')
  works.cancel(page, 'nothing')
  works.cancel(page, 'mine')
  expect(await mine.ended).toBe(LAB_CODES.cancelled)
  await pass(TELL_MS)
  expect(page.told.at(-1)?.map(({ id }) => id)).toEqual(['other'])
  other.end('done')
  expect(await other.ended).toBe('done')
})

test('a name that is given twice is nobody else’s', async () => {
  begin(page, 'mine')
  begin(page, 'mine')
  await pass(TELL_MS)
  const ids = page.told.at(-1)?.map(({ id }) => id)
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(2)
})

test('it ends with its page, and others’ go on', async () => {
  const other = begin(newPage())
  const { ended } = begin()
  page.gone()
  expect(await ended).toBe(LAB_CODES.cancelled)
  await pass(10 * TELL_MS)
  expect(page.told).toEqual([])
  other.end('done')
  expect(await other.ended).toBe('done')
})

test('a page that listens anew hears of what still goes on', async () => {
  begin(page, 'mine')
  await pass(TELL_MS)
  works.retell(page)
  await pass(TELL_MS)
  expect(page.told.map((all) => all.map(({ id }) => id))).toEqual([['mine'], ['mine']])
})

test('at the end all is cancelled, and has cleaned up before that is over', async () => {
  let isClean = false
  const answer = works.run(page, { kind: 'open' }, async ({ signal }) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    await new Promise((resolve) => setTimeout(resolve, 50))
    isClean = true
    throw signal.reason
  })
  const ended = answer.catch((error) => (error as LabFailure).error.code)
  const disposed = works.dispose()
  await pass(50)
  await disposed
  expect(isClean).toBe(true)
  expect(await ended).toBe(LAB_CODES.cancelled)
  await expect(works.run(page, { kind: 'open' }, async () => 1)).rejects.toBeInstanceOf(LabFailure)
})
