import { describe, expect, test } from 'vitest'
import type { Env } from '../../src/renderer/actions/env'
import { actionOf } from '../../src/renderer/actions/keys'
import { kernelActions } from '../../src/renderer/actions/of/kernel'
import { SavedMessages } from '../../src/renderer/composer/saved'
import { removeSaved } from '../../src/renderer/composer/savedEdits'
import { clearAway } from '../../src/renderer/edit/clearing'
import { makersAmong, stepsFor } from '../../src/renderer/edit/copySockets'
import { type Edit, EditStore, MOST_EDITS } from '../../src/renderer/edit/editStore'
import { type Pasting, pasteSockets } from '../../src/renderer/edit/pasteSockets'
import { MOST_STEPS, readSteps, stepsText } from '../../src/renderer/edit/steps'
import type { LabStore } from '../../src/renderer/lab/lab'
import { freeName, freshAfter } from '../../src/renderer/making/names'
import { usualForm } from '../../src/renderer/messages/copy'
import type { Command, ConnectCommand, ListenCommand, MakingCommand } from '../../src/shared/commands'
import { LAB_CODES, labError } from '../../src/shared/errors'
import type { LabEvent } from '../../src/shared/events'
import type { SocketModel } from '../../src/shared/model/model'
import { checkScenario } from '../../src/shared/scenario'
import { modelWith, socket } from './builders'

describe('undo and redo', () => {
  /** Edits that add their names, and take them away again. */
  function some() {
    const store = new EditStore()
    const done: string[] = []
    const edit = (name: string, rest: Partial<Edit> = {}): Edit => {
      const redo = () => done.push(name) > 0
      redo()
      const undo = () => done.splice(done.indexOf(name), 1).length === 1
      return { what: { kind: 'note', text: name }, undo, redo, ...rest }
    }
    const did = (name: string, rest?: Partial<Edit>) => store.did(edit(name, rest))
    const next = (lab = '1') => {
      const names = (['undo', 'redo'] as const).map((direction) => store.next(direction, lab)?.what)
      return names.map((what) => what && 'text' in what && what.text)
    }
    return { store, done, did, next }
  }

  test('go to and fro, the last one first', async () => {
    const { store, done, did, next } = some()
    did('a')
    did('b')
    await store.step('undo', '1')
    expect([done, next()]).toEqual([['a'], ['a', 'b']])
    await store.step('undo', '1')
    await store.step('redo', '1')
    expect([done, next()]).toEqual([['a'], ['a', 'b']])
    expect(await store.step('undo', '1')).toMatchObject({ what: { text: 'a' } })
    expect(await store.step('undo', '1')).toBeUndefined()
  })

  test('what is done anew leaves nothing to be done again', async () => {
    const { store, did, next } = some()
    did('a')
    await store.step('undo', '1')
    did('b')
    expect(next()).toEqual(['b', undefined])
  })

  test('there are no more than so many', async () => {
    const { store, done, did } = some()
    for (let index = 0; index <= MOST_EDITS; index++) did(String(index))
    for (let index = 0; index <= MOST_EDITS; index++) await store.step('undo', '1')
    expect(done).toEqual(['0'])
  })

  test('what belongs to a lab is undone there only; a new lab ends it', async () => {
    const { store, did, next } = some()
    did('of one', { lab: '1' })
    did('of any')
    did('of two', { lab: '2' })
    expect([next('1')[0], next('2')[0]]).toEqual(['of any', 'of two'])
    await store.step('undo', '2')
    store.forgetLab()
    expect([next('1'), next('2')]).toEqual([
      ['of any', undefined],
      ['of any', undefined],
    ])
  })

  test('a dialog has its own, which ends with it', async () => {
    const { store, did, next } = some()
    did('outside')
    const leave = store.enter()
    expect([store.isInDialog, next()]).toEqual([true, [undefined, undefined]])
    did('inside')
    expect(next()[0]).toBe('inside')
    leave()
    expect([store.isInDialog, next()[0]]).toEqual([false, 'outside'])
  })

  test('what can not be had any more is dropped, and not undone twice at once', async () => {
    const { store, did, next } = some()
    did('a')
    did('gone', { undo: async () => false })
    const [first, second] = await Promise.all([store.step('undo', '1'), store.step('undo', '1')])
    expect([first, second, next()]).toEqual([undefined, undefined, ['a', undefined]])
  })

  test('cleared sockets come back, and no others', async () => {
    const store = new EditStore()
    let cleared: ReadonlySet<string> = new Set(['before'])
    const deselected: string[] = []
    const ui = {
      setCleared: (next: unknown) => {
        cleared = (next as (before: ReadonlySet<string>) => ReadonlySet<string>)(cleared)
      },
      deselect: (names: readonly string[]) => void deselected.push(...names),
      did: (edit: Edit) => store.did(edit),
    }
    clearAway(ui, ['a', 'b'])
    expect([[...cleared], deselected]).toEqual([
      ['before', 'a', 'b'],
      ['a', 'b'],
    ])
    await store.step('undo', '1')
    expect([...cleared]).toEqual(['before'])
    await store.step('redo', '1')
    expect([...cleared]).toEqual(['before', 'a', 'b'])
  })

  test('a saved message comes back, unless another one has its name by then', async () => {
    const store = new EditStore()
    const saved = new SavedMessages()
    const draft = { input: 'GET', format: 'text', ending: 'none', escapes: false } as const
    saved.save('hello', draft)
    const [message] = saved.current()
    if (!message) throw new Error('nothing was saved')
    removeSaved({ did: (edit) => store.did(edit) }, saved, message)
    expect(saved.has('hello')).toBe(false)
    await store.step('undo', '1')
    expect(saved.get('hello')).toEqual({ name: 'hello', ...draft })
    await store.step('redo', '1')
    saved.save('hello', { ...draft, input: 'PUT' })
    expect(await store.step('undo', '1')).toBeUndefined()
    expect(saved.get('hello')?.input).toBe('PUT')
  })

  test('a watch that was ended is begun again under the next name, and ended once more', async () => {
    const store = new EditStore()
    const model = modelWith()
    model.watches.set('web', { name: 'web', since: 0, port: 8080, host: '127.0.0.1', process: 'python3' })
    const given: Command[] = []
    const selected: string[] = []
    const ui = {
      selected: 'web',
      execute: async (command: Command) => {
        given.push(command)
        return { ok: true, value: { seq: given.length, made: [] } }
      },
      select: (name: string) => selected.push(name),
      deselect: () => {},
      did: (edit: Edit) => store.did(edit),
    }
    const env = { ui, lab: { model, travel: null }, t: (key: string) => key } as unknown as Env
    kernelActions.unwatch?.(env).run()
    await expect.poll(() => store.next('undo', '1')?.what).toEqual({ kind: 'watch', name: 'web' })
    expect(store.next('undo', '1')?.needsPresent).toBe(true)
    await store.step('undo', '1')
    await store.step('redo', '1')
    expect(given).toEqual([
      { do: 'unwatch', socket: 'web' },
      { do: 'watch', as: 'web-2', port: 8080, host: '127.0.0.1' },
      { do: 'unwatch', socket: 'web-2' },
    ])
    expect(selected).toEqual(['web-2'])
  })

  test('have the keys of each system', () => {
    const press = (key: string, rest: object) => ({
      ...{ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
      ...rest,
    })
    expect(actionOf(press('z', { ctrlKey: true }), 'linux')).toBe('undo')
    expect(actionOf(press('Z', { metaKey: true, shiftKey: true }), 'darwin')).toBe('redo')
    expect(actionOf(press('y', { ctrlKey: true }), 'win32')).toBe('redo')
    expect(actionOf(press('y', { metaKey: true }), 'darwin')).toBeUndefined()
  })
})

test('a message is copied as text if it is, else as hex; one that was cut may end within a character', () => {
  const bytes = new TextEncoder().encode('aé')
  expect([usualForm(bytes), usualForm(bytes.subarray(0, 2)), usualForm(bytes.subarray(0, 2), true)]).toEqual([
    'text',
    'hex',
    'text',
  ])
  expect(usualForm(new Uint8Array([0x61, 0xff, 0x61]), true)).toBe('hex')
})

const listen: ListenCommand = { do: 'listen', as: 'server', port: 0, respond: { with: 'echo' }, nowait: true }
const connect: ConnectCommand = { do: 'connect', as: 'client', to: 'server', localPort: 4000 }
const server = socket('server', 'listener', { local: '127.0.0.1:8123' })
const client = (index: number) =>
  socket(`client.${index}`, 'client', { remote: '127.0.0.1:8123', openedSeq: index + 1 })

describe('sockets as steps', () => {
  const copy = (selected: readonly string[], ...sockets: SocketModel[]) => {
    const model = modelWith(...sockets)
    const made = [...makersAmong(model, selected).values()].map((maker) => {
      const command: MakingCommand = maker.socket.role === 'listener' ? listen : connect
      return { ...maker, command: { ...command, as: maker.socket.name } }
    })
    return stepsFor(model, made)
  }

  test('are the steps of a scenario file, servers first, groups as one', () => {
    const steps = copy(['client.1', 'server', 'client.2'], server, client(1), client(2))
    expect(steps).toEqual([
      { do: 'listen', as: 'server', port: 8123, respond: { with: 'echo' } },
      { do: 'connect', as: 'client', to: 'server', count: 2 },
    ])
    const file = JSON.parse(`{ "version": 1, "steps": [${stepsText(steps)}] }`)
    expect(checkScenario(file)).toEqual({ scenario: { version: 1, steps } })
  })

  test('call a server that is not copied along by its address, and a member by a name of its own', () => {
    expect(copy(['client.2'], server, client(1), client(2))).toEqual([
      { do: 'connect', as: 'client-2', host: '127.0.0.1', port: 8123 },
    ])
  })

  test('go by the names that people gave, and leave out what nobody here has made', () => {
    const mine = socket('server', 'listener', { local: '127.0.0.1:8123', label: 'mine' })
    const caller = socket('alice', 'client', { peer: 'alice@server' })
    const accepted = socket('alice@server', 'accepted', { peer: 'alice', listener: 'server' })
    const foreign = socket('127.0.0.1:9', 'foreign')
    const steps = copy(['alice@server', 'server', '127.0.0.1:9'], mine, caller, accepted, foreign)
    expect(steps.map((step) => [step.as, 'to' in step && step.to])).toEqual([
      ['mine', false],
      ['alice', 'mine'],
    ])
  })
})

describe('text as steps', () => {
  const step = { do: 'listen', as: 'server' } as const

  test.each([
    ['lines with commas between', `${stepsText([step, step])},`],
    ['a list', JSON.stringify([step, step])],
    ['a scenario', JSON.stringify({ version: 1, steps: [step, step] }, null, 2)],
  ])('%s', (_form, text) => {
    expect(readSteps(`\n${text} \n`)).toEqual({ commands: [step, step] })
  })

  test.each(['', 'hello', '{', '{"a": 1}', '[1, 2]', '[]', 'null', `[${'['.repeat(5000)}`])(
    'not %s',
    (text) => {
      expect(readSteps(text)).toBeUndefined()
    },
  )

  test('says which of them makes no socket', () => {
    const text = JSON.stringify([step, { do: 'spawn', command: 'rm' }])
    expect(readSteps(text)).toEqual({ problem: 'notMaking', step: 2, word: 'spawn' })
    expect(readSteps(JSON.stringify([step, { expect: 'received' }]))).toMatchObject({
      word: 'expect received',
    })
    expect(readSteps(JSON.stringify([step, null]))).toMatchObject({ step: 2, word: '?' })
  })

  test('takes no more than can be meant', () => {
    expect(readSteps(JSON.stringify(Array(MOST_STEPS + 1).fill(step)))).toEqual({ problem: 'tooMany' })
    const crowd = { do: 'connect', to: 'server', count: 6000 }
    expect(readSteps(JSON.stringify([crowd, crowd]))).toEqual({ problem: 'tooMany' })
  })
})

describe('what is pasted', () => {
  test.each([
    ['alice', ['alice'], 'alice-2'],
    ['alice', [], 'alice'],
    ['alice-2', [], 'alice-2'],
    ['alice-2', ['alice-2', 'alice-3'], 'alice-4'],
    ['client', ['client.1'], 'client-2'],
  ])('%s beside %j is called %s', (name, taken, expected) => {
    const model = modelWith(...taken.map((each) => socket(each, 'client')))
    expect(freeName(model, freshAfter(name))).toBe(expected)
  })

  /** A lab that takes every command, but those that `answer` has something against. */
  function labWith(
    sockets: SocketModel[],
    answer: (command: Command) => 'refused' | 'inUse' | undefined = () => undefined,
  ) {
    const given: Command[] = []
    const refusals: string[] = []
    const claimed: number[] = []
    const ui = {
      execute: async (command: Command) => {
        given.push(command)
        return answer(command) === 'refused'
          ? { ok: false, error: labError(LAB_CODES.badCommand, 'no') }
          : { ok: true, value: { seq: given.length, made: [] } }
      },
      bridge: { request: async () => ({ ok: true, value: '/tmp/free.sock' }) },
      notices: {
        addRefusal: ({ code }: { code: string }) => refusals.push(code),
        claim: (seq: number) => claimed.push(seq),
      },
    } as unknown as Pasting
    const lab = {
      model: modelWith(...sockets),
      events: { find: () => undefined },
      watch: (watcher: (event: LabEvent) => void) => {
        const command = given.at(-1) as MakingCommand
        const cause = given.length
        const about = { seq: 99, t: 0, socket: command.as }
        const event =
          answer(command) === 'inUse'
            ? { ...about, kind: 'failed', cause, code: 'EADDRINUSE', message: '' }
            : { ...about, kind: 'listening' }
        queueMicrotask(() => watcher(event as unknown as LabEvent))
        return () => {}
      },
    } as unknown as LabStore
    return { ui, lab, given, refusals, claimed }
  }

  test('gets fresh names and free ports, and clients call the new server', async () => {
    const { ui, lab, given, refusals } = labWith([server, client(1)])
    const steps: MakingCommand[] = [
      { ...listen, port: 8123 },
      { do: 'connect', as: 'client', to: 'server', count: 2 },
    ]
    const pasted = await pasteSockets(ui, lab, steps)
    expect(given).toEqual([
      { do: 'listen', as: 'server-2', port: 0, respond: { with: 'echo' } },
      { do: 'connect', as: 'client-2', to: 'server-2', count: 2 },
    ])
    expect(pasted).toEqual({ names: ['server-2', 'client-2.1', 'client-2.2'], failed: 0 })
    expect(refusals).toEqual([])
  })

  test('keeps name and port where both are free, and tries another port where another program is', async () => {
    const free = labWith([])
    await pasteSockets(free.ui, free.lab, [{ do: 'listen', as: 'server', port: 8123 }])
    expect(free.given).toEqual([{ do: 'listen', as: 'server', port: 8123 }])

    const inUse = labWith([], (command) => ('port' in command && command.port ? 'inUse' : undefined))
    const pasted = await pasteSockets(inUse.ui, inUse.lab, [{ do: 'listen', as: 'server', port: 8123 }])
    expect(inUse.given.map((command) => 'port' in command && command.port)).toEqual([8123, 0])
    expect([pasted.names.length, inUse.claimed]).toEqual([1, [1]])
  })

  test('a path that is taken gives way to a free one, and no socket file is removed for it', async () => {
    const there = socket('server', 'listener', { transport: 'unix', local: '/tmp/a.sock' })
    const { ui, lab, given } = labWith([there])
    await pasteSockets(ui, lab, [{ do: 'listen', as: 'server', path: '/tmp/a.sock', removeStale: true }])
    expect(given).toEqual([{ do: 'listen', as: 'server-2', path: '/tmp/free.sock' }])
  })

  test('a server that is refused takes its clients with it: they call no other one of that name', async () => {
    const { ui, lab, given, refusals } = labWith([server], ({ do: act }) =>
      act === 'listen' ? 'refused' : undefined,
    )
    const pasted = await pasteSockets(ui, lab, [
      listen,
      connect,
      { ...connect, as: 'other', to: 'elsewhere' },
    ])
    expect(given.map((command) => command.do)).toEqual(['listen', 'connect'])
    expect(pasted).toEqual({ names: ['other'], failed: 2 })
    expect(refusals).toEqual([LAB_CODES.badCommand])
  })
})
