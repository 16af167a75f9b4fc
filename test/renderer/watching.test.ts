import { describe, expect, test } from 'vitest'
import { offeredPort } from '../../src/renderer/connection/ForeignActs'
import { offer } from '../../src/renderer/connection/offers'
import { outlookOf } from '../../src/renderer/connection/outlook'
import { closedSockets } from '../../src/renderer/explorer/closed'
import { keysAbove, listRows, PLAIN, type Row, type View } from '../../src/renderer/explorer/rows'
import { remedyOf } from '../../src/renderer/kernel/HintList'
import { termsOf } from '../../src/renderer/ui/terms'
import { chosen, emptyWatch, isChosen, isWatched, offered, readWatch } from '../../src/renderer/watching/form'
import type { SocketModel, Watch } from '../../src/shared/model/model'
import { connectionOf, connectionsOf, isForgotten } from '../../src/shared/model/selectors'
import { established, modelWith, observed, socket } from './builders'

const app: Watch = { name: 'app', since: 0, port: 8000 }
const python = observed(
  '127.0.0.1:8000',
  'foreignListener',
  'LISTEN',
  0,
  {},
  {
    local: '127.0.0.1:8000',
    watch: 'app',
    process: 'python3',
    pid: 42,
  },
)
const end = (name: string, side: 'client' | 'server', rest: Partial<SocketModel>) =>
  observed(name, 'foreign', 'ESTABLISHED', 0, {}, { side, watch: 'app', ...rest })
const alice = established('alice', 'client', { peer: 'alice@app', local: '127.0.0.1:50000' })
const aliceAtApp = end('alice@app', 'server', {
  peer: 'alice',
  listener: python.name,
  local: '127.0.0.1:8000',
})
const ncat = end('127.0.0.1:5000', 'client', { peer: '127.0.0.1:5000@app' })
const ncatAtApp = end('127.0.0.1:5000@app', 'server', { peer: '127.0.0.1:5000', listener: python.name })

function lab(...sockets: SocketModel[]) {
  const model = modelWith(...sockets)
  model.watches.set('app', app)
  return model
}
const all = () => lab(alice, python, aliceAtApp, ncat, ncatAtApp)
const show = (rows: readonly Row[]) => rows.map((row) => `${row.level} ${row.id}`)
const list = (model = all(), view: Partial<View> = {}) => show(listRows(model, { ...PLAIN, ...view }).rows)

describe('what is watched, in the explorer', () => {
  test('stands under its watch: connections under their listener, clients of other programs beside it', () => {
    expect(list().slice(2)).toEqual([
      '1 clients',
      '2 alice',
      '1 watched',
      '2 app',
      '3 127.0.0.1:8000',
      '4 alice@app',
      '4 127.0.0.1:5000@app',
      '3 127.0.0.1:5000',
    ])
  })

  test('stands there before anything is found', () => {
    expect(list(lab()).slice(-2)).toEqual(['1 watched', '2 app'])
  })

  test('has both ends of a connection together when grouped by server', () => {
    expect(list(all(), { grouping: 'server' })).toEqual([
      '1 127.0.0.1:8000',
      '2 alice',
      '3 alice@app',
      '2 127.0.0.1:5000',
      '3 127.0.0.1:5000@app',
    ])
  })

  test('is found by port and program, and by the name of the watch', () => {
    expect(list(all(), { terms: termsOf('python3') })).toEqual(['1 watched', '2 app', '3 127.0.0.1:8000'])
    expect(list(lab(), { terms: termsOf('8000') })).toEqual(['1 watched', '2 app'])
    expect(list(lab(), { terms: termsOf('other') })).toEqual([])
  })

  test('is gone when it is watched no more, but for the other ends of the lab’s own connections', () => {
    const model = all()
    model.watches.clear()
    expect(list(model).slice(2)).toEqual(['1 clients', '2 alice', '1 foreign', '2 alice@app'])
    expect([...model.sockets.values()].filter((each) => isForgotten(model, each))).toEqual([
      python,
      ncat,
      ncatAtApp,
    ])
  })

  test('can be brought into sight wherever it is folded away', () => {
    expect(keysAbove(all(), 'alice@app')).toEqual(expect.arrayContaining(['@watched', 'app', python.name]))
  })

  test('is cleared away once the kernel has lost it; an end of the lab’s connection goes with that', () => {
    const over = { state: 'CLOSED' } as const
    const closedAlice = { ...alice, ...over, descriptor: 'closed' } as const
    const model = lab(closedAlice, { ...python, ...over }, aliceAtApp, { ...ncat, ...over }, ncatAtApp)
    expect(closedSockets(model, 0)).toEqual(['alice', python.name, 'alice@app', '127.0.0.1:5000'])
    expect(closedSockets(all(), 0)).toEqual([])
  })
})

describe('a connection with other programs', () => {
  test('has whoever called at the left, whichever end one asks for', () => {
    for (const name of [ncat.name, ncatAtApp.name]) {
      expect(connectionOf(all(), name)).toEqual({ client: ncat, server: ncatAtApp })
    }
    expect(connectionOf(all(), 'alice@app')).toEqual({ client: alice, server: aliceAtApp })
    expect(connectionOf(lab(ncatAtApp), ncatAtApp.name)).toEqual({ server: ncatAtApp })
    expect(connectionOf(all(), python.name)).toBeUndefined()
  })

  test('belongs to its listener', () => {
    expect(connectionsOf(all(), python.name)).toEqual([aliceAtApp, ncatAtApp])
  })

  test('can be acted on from nowhere but the lab’s own end', () => {
    for (const foreign of [aliceAtApp, python]) {
      expect(offer('close', foreign, {})).toMatchObject({
        possible: false,
        why: [{ key: 'reason.foreign' }],
      })
    }
    expect(outlookOf([ncat, ncatAtApp], undefined)).toEqual({ kind: 'foreign' })
    expect(outlookOf([alice, aliceAtApp], undefined)).toEqual({ kind: 'send', from: 'alice' })
  })

  test('offers to watch a server of this machine that nobody watches yet', () => {
    const found = socket('127.0.0.1:8000', 'foreign', { local: '127.0.0.1:8000', peer: 'alice' })
    expect(offeredPort(found, alice)).toBe(8000)
    expect(offeredPort({ ...found, watch: 'app' }, alice)).toBeUndefined()
    expect(offeredPort({ ...found, local: '10.1.2.3:8000' }, alice)).toBeUndefined()
    expect(offeredPort(found, established('x@s', 'accepted'))).toBeUndefined()
  })
})

describe('a hint’s act', () => {
  test('is there for what is open and the lab’s', () => {
    const own = established('x@s', 'accepted')
    expect(remedyOf('closeWait', own)).toBe('close')
    expect(remedyOf('closeWait', { ...own, descriptor: 'closed' })).toBeUndefined()
    expect(remedyOf('closeWait', aliceAtApp)).toBeUndefined()
    expect(remedyOf('unread', { ...own, paused: true })).toBe('resume')
    expect(remedyOf('unread', own)).toBeUndefined()
    expect(remedyOf('queueFull', socket('s', 'listener', { frozen: true }))).toBe('thaw')
    expect(remedyOf('queueFull', socket('s', 'listener'))).toBeUndefined()
  })
})

describe('the dialog', () => {
  const here = { local: '0.0.0.0:8000', pid: 42, process: 'python3' }
  const unknown = { local: '127.0.0.1:22' }

  test('makes a command of a port, with an address or without, or of a process', () => {
    expect(readWatch({ ...emptyWatch, port: '8000' })).toEqual({ command: { do: 'watch', port: 8000 } })
    expect(readWatch({ ...emptyWatch, port: ' 22 ', host: '[::1]', pid: 'x', name: 'ssh' })).toEqual({
      command: { do: 'watch', as: 'ssh', port: 22, host: '::1' },
    })
    expect(readWatch({ ...emptyWatch, by: 'process', pid: '42', port: 'x' })).toEqual({
      command: { do: 'watch', pid: 42 },
    })
  })

  test('says what is wrong with its fields', () => {
    expect(readWatch({ ...emptyWatch, port: '0', name: 'a@b' })).toEqual({
      problems: { port: { key: 'integer', min: 1, max: 65_535 }, name: { key: 'name' } },
    })
    expect(readWatch({ ...emptyWatch, by: 'process' })).toEqual({ problems: { pid: { key: 'required' } } })
  })

  test('takes over what is chosen from the list', () => {
    const byPort = { ...emptyWatch, ...chosen(emptyWatch, here) }
    expect(byPort).toMatchObject({ port: '8000', host: '' })
    expect(isChosen(byPort, here)).toBe(true)
    expect(isChosen(byPort, unknown)).toBe(false)
    expect(isChosen({ ...byPort, host: '127.0.0.1' }, here)).toBe(false)
    const byProcess = chosen({ ...emptyWatch, by: 'process' }, here)
    expect(byProcess.pid).toBe('42')
    expect(isChosen(byProcess, here)).toBe(true)
  })

  test('offers as a process only what has one that is known', () => {
    expect(offered([here, unknown], 'port', [])).toEqual([unknown, here])
    expect(offered([here, unknown], 'process', [])).toEqual([here])
    expect(offered([here, unknown], 'port', ['pyth', ':8000'])).toEqual([here])
  })

  test('marks what is watched already', () => {
    expect(isWatched(here, [app])).toBe(true)
    expect(isWatched(here, [{ port: 8000, host: '127.0.0.1' }])).toBe(false)
    expect(isWatched(here, [{ pid: 42 }])).toBe(true)
    expect(isWatched(unknown, [app])).toBe(false)
  })
})
