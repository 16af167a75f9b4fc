import { describe, expect, test } from 'vitest'
import { counts } from '../../src/renderer/app/counts'
import { quickStart } from '../../src/renderer/app/quickStart'
import { closedSockets } from '../../src/renderer/explorer/closed'
import { treeStep } from '../../src/renderer/explorer/navigate'
import { arrangementOf, listRows, PLAIN, type Row, type View } from '../../src/renderer/explorer/rows'
import { allSockets, socketsBetween, toggled } from '../../src/renderer/explorer/selecting'
import { termsOf } from '../../src/renderer/ui/terms'
import type { Command } from '../../src/shared/commands'
import { LAB_CODES, labError } from '../../src/shared/errors'
import { emptyModel, type Model, type SocketModel } from '../../src/shared/model/model'
import { established, socket } from './builders'

function modelOf(...sockets: SocketModel[]) {
  const model = emptyModel()
  for (const each of sockets) model.sockets.set(each.name, each)
  return model
}

const lab = modelOf(
  socket('server', 'listener', { state: 'LISTEN' }),
  established('c.1', 'client', { peer: 'c.1@server' }),
  established('c.1@server', 'accepted', { listener: 'server', peer: 'c.1' }),
  established('x@server', 'accepted', { listener: 'server', peer: '127.0.0.1:9000' }),
  socket('127.0.0.1:9000', 'foreign', { descriptor: 'none', peer: 'x@server' }),
)
const show = (rows: readonly Row[]) => rows.map((row) => `${row.level} ${row.id}`)
const list = (model: Model, view: Partial<View> = {}) => listRows(model, { ...PLAIN, ...view })

describe('the explorer', () => {
  test('shows connections under their servers, then clients and foreign ends', () => {
    expect(show(list(lab).rows)).toEqual([
      '1 servers',
      '2 server',
      '3 c.1@server',
      '3 x@server',
      '1 clients',
      '2 c.1',
      '1 foreign',
      '2 127.0.0.1:9000',
    ])
  })

  test('says what will be where nothing is, however it is grouped', () => {
    expect(show(list(emptyModel()).rows)).toEqual([
      '1 servers',
      '2 servers.hint',
      '1 clients',
      '2 clients.hint',
    ])
    for (const grouping of ['server', 'state', 'error', 'none'] as const) {
      expect(show(list(emptyModel(), { grouping }).rows)).toEqual(['1 servers.hint'])
    }
  })

  test('hides what is collapsed', () => {
    expect(show(list(lab, { collapsed: new Set(['server', '@clients']) }).rows)).toEqual([
      '1 servers',
      '2 server',
      '1 clients',
      '1 foreign',
      '2 127.0.0.1:9000',
    ])
  })

  test('finds by name, by the name that was given later, by address and by state, in any order of the words', () => {
    const model = modelOf(
      socket('server', 'listener', { state: 'LISTEN', local: '127.0.0.1:8080' }),
      established('a', 'client', { label: 'Alice', remote: '127.0.0.1:8080', local: '127.0.0.1:5000' }),
      established('b', 'client', { state: 'TIME_WAIT', remote: '127.0.0.1:8080' }),
    )
    const found = (text: string) =>
      list(model, { terms: termsOf(text) }).rows.flatMap((row) => (row.type === 'socket' ? [row.name] : []))
    expect(found('ALICE')).toEqual(['a'])
    expect(found(':5000')).toEqual(['a'])
    expect(found('8080')).toEqual(['server', 'a', 'b'])
    expect(found('wait 8080')).toEqual(['b'])
    expect(found('alice wait')).toEqual([])
  })

  test('keeps what a found socket lies under, and counts only what is found', () => {
    const { rows, shown, total } = list(lab, { terms: ['x@'] })
    expect(show(rows)).toEqual(['1 servers', '2 server', '3 x@server'])
    expect([shown, total]).toEqual([1, 5])
    expect(list(lab, { terms: ['nobody'] })).toMatchObject({ rows: [], shown: 0 })
  })

  test('leaves out what was cleared', () => {
    const { rows, total } = list(lab, { cleared: new Set(['c.1', 'c.1@server']) })
    expect(show(rows)).toEqual([
      '1 servers',
      '2 server',
      '3 x@server',
      '1 clients',
      '2 clients.hint',
      '1 foreign',
      '2 127.0.0.1:9000',
    ])
    expect(total).toBe(3)
  })

  test('places say how many siblings there are', () => {
    const sections = list(lab).rows.filter((row) => row.level === 1)
    expect(sections.map((row) => `${row.position}/${row.siblings}`)).toEqual(['1/3', '2/3', '3/3'])
  })
})

describe('groups', () => {
  test('by server, both ends of a connection together, whoever called', () => {
    const model = modelOf(
      ...lab.sockets.values(),
      established('out', 'client', { peer: '127.0.0.1:80' }),
      socket('127.0.0.1:80', 'foreign', { descriptor: 'none', peer: 'out' }),
      socket('late', 'client', { state: 'SYN_SENT', listener: 'server' }),
      socket('gone', 'client', { listener: 'nowhere' }),
    )
    expect(show(list(model, { grouping: 'server' }).rows)).toEqual([
      '1 server',
      '2 c.1',
      '3 c.1@server',
      '2 127.0.0.1:9000',
      '3 x@server',
      '2 late',
      '1 elsewhere',
      '2 out',
      '3 127.0.0.1:80',
      '2 gone',
    ])
  })

  test('by state, in the order of a connection’s life', () => {
    const model = modelOf(
      socket('a', 'client', { state: 'TIME_WAIT' }),
      socket('b', 'client'),
      socket('c', 'client', { state: 'TIME_WAIT' }),
    )
    expect(show(list(model, { grouping: 'state' }).rows)).toEqual([
      '1 ESTABLISHED',
      '2 b',
      '1 TIME_WAIT',
      '2 a',
      '2 c',
    ])
  })

  test('by the newest failure, what never failed at the end; a failure is found, too', () => {
    const failed = (code: string) => ({ error: { ...labError(LAB_CODES.past, 'x'), code, seq: 1 } })
    const model = modelOf(
      socket('fine', 'client'),
      socket('a', 'client', failed('ECONNRESET')),
      socket('b', 'client', failed('ECONNREFUSED')),
      socket('c', 'client', failed('ECONNRESET')),
    )
    const { rows } = list(model, { grouping: 'error' })
    const groups = ['1 !ECONNREFUSED', '2 b', '1 !ECONNRESET', '2 a', '2 c', '1 unfailed', '2 fine']
    expect(show(rows)).toEqual(groups)
    const later = modelOf(socket('fine', 'client', failed('EPIPE')), ...[...model.sockets.values()].slice(1))
    expect(show(list(later, { grouping: 'error', kept: arrangementOf(rows) }).rows)).toEqual(groups)
    expect(list(model, { terms: ['econnreset'] }).shown).toBe(2)
  })
})

describe('orders', () => {
  const model = modelOf(
    socket('c.10', 'client', { changedAt: 5 }),
    socket('c.2', 'client', { changedAt: 9, state: 'TIME_WAIT' }),
    socket('c.1', 'client', { label: 'zed', changedAt: 7 }),
  )
  const order = (view: Partial<View>) => list(model, { grouping: 'none', ...view }).rows.map(({ id }) => id)

  test('by name as people count, by state, by the last change', () => {
    expect(order({ sorting: 'coming' })).toEqual(['c.10', 'c.2', 'c.1'])
    expect(order({ sorting: 'name' })).toEqual(['c.2', 'c.10', 'c.1'])
    expect(order({ sorting: 'state' })).toEqual(['c.10', 'c.1', 'c.2'])
    expect(order({ sorting: 'change' })).toEqual(['c.2', 'c.1', 'c.10'])
  })

  test('a kept order stays whatever changes, and what is new comes behind it', () => {
    const kept = arrangementOf(list(model, { grouping: 'none', sorting: 'change' }).rows)
    const changed = modelOf(
      socket('c.10', 'client', { changedAt: 50 }),
      socket('c.2', 'client', { changedAt: 9 }),
      socket('c.1', 'client', { changedAt: 7 }),
      socket('new', 'client', { changedAt: 60 }),
    )
    const rows = list(changed, { grouping: 'none', sorting: 'change', kept }).rows
    expect(rows.map(({ id }) => id)).toEqual(['c.2', 'c.1', 'c.10', 'new'])
    const groups = list(changed, {
      grouping: 'state',
      sorting: 'change',
      kept: arrangementOf(list(model, { grouping: 'state' }).rows),
    })
    expect(show(groups.rows)).toContain('1 TIME_WAIT')
    expect(show(list(changed, { grouping: 'state' }).rows)).not.toContain('1 TIME_WAIT')
  })

  test('what was found stays found while the order is kept', () => {
    const kept = arrangementOf(list(model, { terms: ['time_wait'] }).rows)
    const changed = modelOf(socket('c.2', 'client', { state: 'CLOSED' }), socket('c.3', 'client'))
    expect(list(changed, { terms: ['time_wait'], kept }).shown).toBe(1)
    expect(list(changed, { terms: ['time_wait'] }).shown).toBe(0)
  })
})

test('the tree is walked with the keys of a tree', () => {
  const { rows } = list(lab)
  expect(treeStep('ArrowDown', rows, 1, 5)).toEqual({ to: 2 })
  expect(treeStep('ArrowUp', rows, 0, 5)).toEqual({ to: 0 })
  expect(treeStep('ArrowLeft', rows, 3, 5)).toEqual({ to: 1 })
  expect(treeStep('ArrowLeft', rows, 1, 5)).toEqual({ toggle: true })
  expect(treeStep('ArrowRight', rows, 1, 5)).toEqual({ to: 2 })
  expect(treeStep('ArrowRight', rows, 2, 5)).toEqual({})
  expect(treeStep('End', rows, 1, 5)).toEqual({ to: 7 })
  expect(treeStep('PageUp', rows, 7, 5)).toEqual({ to: 2 })
  expect(treeStep('x', rows, 1, 5)).toBeUndefined()
  expect(treeStep('ArrowDown', list(emptyModel()).rows, 0, 5)).toEqual({ to: 1 })
})

describe('selecting several', () => {
  const { rows } = list(lab)

  test('from one row to another, the last one acts', () => {
    expect(socketsBetween(rows, 1, 5)).toEqual(['server', 'c.1@server', 'x@server', 'c.1'])
    expect(socketsBetween(rows, 5, 2)).toEqual(['c.1', 'x@server', 'c.1@server'])
    expect(socketsBetween(rows, 4, 4)).toEqual([])
  })

  test('one more, one less', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
  })

  test('all, and the one that acts goes on acting', () => {
    expect(allSockets(rows, 'c.1').at(-1)).toBe('c.1')
    expect(allSockets(rows, 'c.1')).toHaveLength(5)
    expect(allSockets(rows, 'hidden')).not.toContain('hidden')
  })
})

describe('what is closed', () => {
  const timeWait = (t: number): Partial<SocketModel> => ({
    state: 'TIME_WAIT',
    descriptor: 'closed',
    path: [
      {
        ...{ seq: 1, t, tMin: t, tMax: t, because: [], alternatives: [], rule: 'x' },
        ...({ from: 'FIN_WAIT_2', to: 'TIME_WAIT', provenance: 'inferred', confidence: 'exact' } as const),
      },
    ],
  })
  const closed = { state: 'CLOSED', descriptor: 'closed' } as const

  test('is a connection with both ends gone; TIME_WAIT is over after a minute', () => {
    const model = modelOf(
      socket('c', 'client', { peer: 'c@s', ...timeWait(1000) }),
      socket('c@s', 'accepted', { peer: 'c', listener: 's', ...closed }),
    )
    expect(closedSockets(model, 60_999)).toEqual([])
    expect(closedSockets(model, 61_000)).toEqual(['c', 'c@s'])
  })

  test('is not one of which an end is open, waits, or is about to connect', () => {
    const model = modelOf(
      socket('open', 'client', { peer: 'open@s' }),
      socket('open@s', 'accepted', { peer: 'open', ...closed }),
      socket('waits', 'client', { state: 'FIN_WAIT_2', descriptor: 'closed' }),
      socket('soon', 'client', { state: 'CLOSED', descriptor: 'none' }),
    )
    expect(closedSockets(model, 1e9)).toEqual([])
  })

  test('is what failed before it came to be, and a foreign end whose own other end is gone', () => {
    const error = { code: 'ENOTFOUND', message: 'no', seq: 3 }
    const model = modelOf(
      socket('lost', 'client', { state: 'CLOSED', descriptor: 'none', error }),
      socket('mine@s', 'accepted', { peer: '127.0.0.1:9', ...closed }),
      socket('127.0.0.1:9', 'foreign', { descriptor: 'none', peer: 'mine@s' }),
      socket('127.0.0.1:10', 'foreign', { descriptor: 'none', peer: 'yours@s' }),
      socket('yours@s', 'accepted', { peer: '127.0.0.1:10' }),
    )
    expect(closedSockets(model, 0)).toEqual(['lost', 'mine@s', '127.0.0.1:9'])
  })

  test('is a server that stopped, but not before its connections are gone', () => {
    const server = socket('s', 'listener', closed)
    const end = { listener: 's', role: 'accepted' } as const
    expect(closedSockets(modelOf(server, socket('x@s', 'accepted', end)), 0)).toEqual([])
    expect(closedSockets(modelOf(server, socket('x@s', 'accepted', { ...end, ...closed })), 0)).toEqual([
      's',
      'x@s',
    ])
    expect(closedSockets(modelOf(socket('s', 'listener', { state: 'LISTEN' })), 0)).toEqual([])
  })
})

test('a connection whose both ends are the lab’s counts once', () => {
  expect(counts(lab)).toEqual({ listening: 1, open: 2 })
})

describe('the quick start', () => {
  test('starts an echo server and three clients under free names', async () => {
    const asked: Command[] = []
    const execute = async (command: Command) => {
      asked.push(command)
      return { ok: true as const, value: { seq: 1, made: [] } }
    }
    expect(await quickStart(modelOf(socket('server', 'listener')), execute)).toEqual({ first: 'client.1' })
    expect(asked).toEqual([
      { do: 'listen', as: 'server-2', host: '127.0.0.1', port: 0, respond: { with: 'echo' } },
      { do: 'connect', as: 'client', to: 'server-2', count: 3 },
    ])
  })

  test('goes on to the next name when the lab knows better, and gives up on anything else', async () => {
    const refused = (code: string) => ({ ok: false as const, error: labError(code, 'no') })
    const names: unknown[] = []
    const result = await quickStart(emptyModel(), async (command) => {
      names.push('as' in command && command.as)
      return names.length === 1 ? refused(LAB_CODES.nameTaken) : refused(LAB_CODES.limit)
    })
    expect(names).toEqual(['server', 'server-2'])
    expect(result.error?.code).toBe(LAB_CODES.limit)
  })
})
