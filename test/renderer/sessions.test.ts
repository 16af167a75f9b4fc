import { describe, expect, test } from 'vitest'
import { SessionDesk } from '../../src/renderer/sessions/desk'
import {
  type Choice,
  choose,
  chooseAll,
  fitting,
  NOTHING_CHOSEN,
  recoveredOf,
  remaining,
} from '../../src/renderer/sessions/listing'
import { LAB_CODES, type LabError, labError } from '../../src/shared/errors'
import type { LabBridge, Method, Params, Reply } from '../../src/shared/ipc'
import type { ExportResult, SessionSummary, Travel } from '../../src/shared/session'

const session = (id: string, rest: Partial<SessionSummary> = {}): SessionSummary => ({
  id,
  startedAt: '2026-01-02T03:04:05.000Z',
  bytes: 1000,
  state: 'ended',
  ...rest,
})
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => session(id)) as [
  SessionSummary,
  SessionSummary,
  SessionSummary,
  SessionSummary,
]
const all = [a, b, c, d]
const ids = ({ ids }: Choice) => [...ids].join('')

describe('what is chosen of a list of sessions', () => {
  test('is the row that is pressed, a range, or one row more or less', () => {
    const one = choose(all, NOTHING_CHOSEN, 'b')
    expect(ids(one)).toBe('b')
    const range = choose(all, one, 'd', { extend: true })
    expect(ids(range)).toBe('bcd')
    // A range turns around where it began.
    expect(ids(choose(all, range, 'a', { extend: true }))).toBe('ab')
    const less = choose(all, range, 'c', { toggle: true })
    expect(ids(less)).toBe('bd')
    expect(ids(choose(all, less, 'a', { toggle: true }))).toBe('bda')
    expect(ids(chooseAll(all, less))).toBe('abcd')
  })

  test('a range begins at the row itself where nothing was chosen', () => {
    expect(ids(choose(all, NOTHING_CHOSEN, 'c', { extend: true }))).toBe('c')
  })

  test('goes with its session, and the row in its place is chosen', () => {
    const chosen = choose(all, NOTHING_CHOSEN, 'b')
    const next = remaining(chosen, all, [a, c, d])
    expect([ids(next), next.active]).toEqual(['c', 'c'])
    const last = remaining(choose(all, NOTHING_CHOSEN, 'd'), all, [a, b])
    expect([ids(last), last.active]).toEqual(['b', 'b'])
    expect(remaining(chosen, all, [])).toEqual(NOTHING_CHOSEN)
  })

  test('stays where other sessions go', () => {
    const range = choose(all, choose(all, NOTHING_CHOSEN, 'a'), 'c', { extend: true })
    expect(ids(remaining(range, all, [a, c, d]))).toBe('ac')
    expect(ids(remaining(range, all, [a, b]))).toBe('ab')
  })
})

describe('the filter', () => {
  const wordsOf = ({ id, title = '' }: SessionSummary) => `${id} ${title}`

  test('wants each of its words, in any case', () => {
    const echo = session('1', { title: 'Echo, 3 clients' })
    const other = session('2', { title: 'Upper, 3 clients' })
    expect(fitting([echo, other], ' CLIENTS echo ', wordsOf)).toEqual([echo])
    expect(fitting([echo, other], '3', wordsOf)).toEqual([echo, other])
    expect(fitting([echo, other], 'nobody', wordsOf)).toEqual([])
  })

  test('leaves the list as it is while it is empty', () => {
    expect(fitting(all, '  ', wordsOf)).toBe(all)
  })
})

describe('the session that is offered after a crash', () => {
  const crashed = session('crashed', { state: 'recovered' })
  const open = session('open', { state: 'open' })

  test('is the newest one that is over, if it was never closed', () => {
    expect(recoveredOf([open, crashed, a], new Set())).toBe(crashed)
    expect(recoveredOf([crashed], new Set(['another']))).toBe(crashed)
  })

  test('is none if a later one ended well, or the offer was put away', () => {
    expect(recoveredOf([a, crashed], new Set())).toBeUndefined()
    expect(recoveredOf([open, crashed], new Set(['crashed']))).toBeUndefined()
    expect(recoveredOf([open], new Set())).toBeUndefined()
    expect(recoveredOf([], new Set())).toBeUndefined()
  })
})

const travel = {} as Travel
const broken: LabError = labError(LAB_CODES.noSession, 'nothing of it can be read')

/** A desk whose requests are answered one by one, when the test says so. */
function deskWith(picked: Reply<'pickFile'>) {
  const asked: [Method, unknown][] = []
  const refused: LabError[] = []
  const answers: ((reply: Reply<Method>) => void)[] = []
  const bridge: Pick<LabBridge, 'request' | 'pickFile'> = {
    request: (method, params) => {
      asked.push([method, params])
      return new Promise((resolve) => answers.push(resolve as (typeof answers)[number]))
    },
    pickFile: async () => picked,
  }
  const desk = new SessionDesk({ bridge, refuse: (error) => refused.push(error) })
  const answer = <M extends Method>(reply: Reply<M>) => answers.shift()?.(reply as Reply<Method>)
  const news = () => desk.news.current().map(([, { news }]) => news)
  return { desk, asked, refused, answer, news }
}

const file = { ok: true, value: { path: '/x/crash.socketlab', name: 'crash.socketlab', bytes: 1 } } as const

describe('opening a session', () => {
  test('is told while it lasts', async () => {
    const { desk, asked, answer, news } = deskWith(file)
    const opening = desk.open({ from: 'library', id: 'a' }, 'today')
    expect(asked).toMatchObject([['openSession', { source: { from: 'library', id: 'a' } }]])
    answer<'openSession'>({ ok: true, value: travel })
    expect(await opening).toBe('opened')
    expect(news()).toEqual([])
  })

  test('of a lesson is nothing that would be offered', async () => {
    const { desk, asked, answer } = deskWith(file)
    const opening = desk.openSample('half-close', 'Half-close')
    expect(asked).toMatchObject([['openSession', { source: { from: 'sample', lesson: 'half-close' } }]])
    const session = { id: 'x', name: 'half-close', startedAt: '', damage: [], writable: false }
    answer<'openSession'>({
      ok: true,
      value: { ...travel, source: 'session', session: { ...session, sample: 'half-close' } },
    })
    expect(await opening).toBe('opened')
    expect(desk.known.has('x')).toBe(false)
  })

  test('that was dropped names what was picked, and says why it can’t be opened', async () => {
    const { desk, asked, refused, answer } = deskWith(file)
    const opening = desk.openDropped({ name: 'crash.socketlab' })
    await Promise.resolve()
    expect(asked).toMatchObject([['openSession', { source: { from: 'picked', path: '/x/crash.socketlab' } }]])
    answer<'openSession'>({ ok: false, error: broken })
    await opening
    expect(refused).toEqual([broken])
  })

  test('that can’t be picked is refused, and nothing is asked', async () => {
    const { desk, asked, refused } = deskWith({ ok: false, error: broken })
    await desk.openDropped({ name: 'x' }, 'folder')
    expect([asked, refused]).toEqual([[], [broken]])
  })

  test('makes it known: it is offered no more', async () => {
    const { desk, answer } = deskWith(file)
    const opening = desk.openPath('/x/crash.socketlab')
    answer<'openSession'>({ ok: true, value: { ...travel, session: { id: 'crashed' } } as Travel })
    await opening
    expect([...desk.known]).toEqual(['crashed'])
  })

  test('that is being recorded is to look back, from wherever one is', async () => {
    const { desk, asked, answer } = deskWith(file)
    const looking = desk.lookBack(true)
    answer<'goLive'>({ ok: true, value: null })
    await Promise.resolve()
    answer<'goTo'>({ ok: true, value: travel })
    expect(await looking).toBe('opened')
    expect(asked.map(([method]) => method)).toEqual(['goLive', 'goTo'])
  })

  test('in the system’s dialog can end with none', async () => {
    const { desk, answer } = deskWith(file)
    const opening = desk.pick('sessionFolder')
    answer<'chooseFile'>({ ok: true, value: null })
    expect(await opening).toBe('none')
  })
})

describe('an export', () => {
  const params: Params<'exportSession'> = { to: 'csv' }
  const result: ExportResult = { file: '/x/echo.csv', left: ['bytes'] }

  test('that somebody looks at is told once it is done', async () => {
    const { desk, answer, news } = deskWith(file)
    const { finished } = desk.export(params)
    expect(news()).toEqual([])
    answer<'exportSession'>({ ok: true, value: result })
    await finished
    expect(desk.news.current()).toEqual([['export 1', { news: 'exported', ...result }]])
  })

  test('that failed behind somebody’s back is told', async () => {
    const { desk, answer, news } = deskWith(file)
    const { finished, outOfSight } = desk.export(params)
    outOfSight()
    expect(news()).toEqual([])
    answer<'exportSession'>({ ok: false, error: broken })
    await finished
    expect(desk.news.current()).toEqual([['export 1', { news: 'notExported', error: broken }]])
  })

  test('that failed before somebody’s eyes, or that was given up, leaves nothing', async () => {
    const { desk, answer, news } = deskWith(file)
    const failed = desk.export(params)
    answer<'exportSession'>({ ok: false, error: broken })
    await failed.finished
    failed.outOfSight()
    const givenUp = desk.export(params)
    givenUp.outOfSight()
    answer<'exportSession'>({ ok: true, value: null })
    await givenUp.finished
    expect(news()).toEqual([])
  })

  test('takes no other’s place', async () => {
    const { desk, answer, news } = deskWith(file)
    const first = desk.export(params)
    const second = desk.export(params)
    answer<'exportSession'>({ ok: true, value: result })
    answer<'exportSession'>({ ok: true, value: result })
    await Promise.all([first.finished, second.finished])
    expect(news()).toEqual(['exported', 'exported'])
  })
})
