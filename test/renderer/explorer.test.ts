import { describe, expect, test } from 'vitest'
import { counts } from '../../src/renderer/app/counts'
import { isTaken, quickStart } from '../../src/renderer/app/quickStart'
import { treeStep } from '../../src/renderer/explorer/navigate'
import { buildRows, type Row } from '../../src/renderer/explorer/rows'
import type { Command } from '../../src/shared/commands'
import { LAB_CODES, labError } from '../../src/shared/errors'
import { emptyModel, type SocketModel } from '../../src/shared/model/model'
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
const show = (rows: readonly Row[]) =>
  rows.map((row) => (row.type === 'hint' ? '…' : `${row.level} ${row.id}`))

describe('the explorer', () => {
  test('shows connections under their servers, then clients and foreign ends', () => {
    expect(show(buildRows(lab, new Set()))).toEqual([
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

  test('says what will be where nothing is', () => {
    expect(show(buildRows(emptyModel(), new Set()))).toEqual(['1 servers', '…', '1 clients', '…'])
  })

  test('hides what is collapsed', () => {
    expect(show(buildRows(lab, new Set(['server', '@clients'])))).toEqual([
      '1 servers',
      '2 server',
      '1 clients',
      '1 foreign',
      '2 127.0.0.1:9000',
    ])
  })

  test('is walked with the keys of a tree', () => {
    const rows = buildRows(lab, new Set())
    expect(treeStep('ArrowDown', rows, 1, 5)).toEqual({ to: 2 })
    expect(treeStep('ArrowUp', rows, 0, 5)).toEqual({ to: 0 })
    expect(treeStep('ArrowLeft', rows, 3, 5)).toEqual({ to: 1 })
    expect(treeStep('ArrowLeft', rows, 1, 5)).toEqual({ toggle: true })
    expect(treeStep('ArrowRight', rows, 1, 5)).toEqual({ to: 2 })
    expect(treeStep('ArrowRight', rows, 2, 5)).toEqual({})
    expect(treeStep('End', rows, 1, 5)).toEqual({ to: 7 })
    expect(treeStep('PageUp', rows, 7, 5)).toEqual({ to: 2 })
    expect(treeStep('x', rows, 1, 5)).toBeUndefined()
    expect(treeStep('ArrowDown', buildRows(emptyModel(), new Set()), 0, 5)).toEqual({ to: 2 })
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

  test('a group takes its name, too', () => {
    expect(isTaken(modelOf(socket('client.1', 'client')), 'client')).toBe(true)
  })
})
