import { beforeEach, describe, expect, test } from 'vitest'
import { createGate } from '../../src/main/desktop/gate/gate'
import { isTrustedSender, type Sender } from '../../src/main/desktop/gate/trust'
import { LAB_CODES, LabFailure, labError } from '../../src/shared/errors'
import { isMessage, type Received, type Sent } from '../../src/shared/events'
import { about, Desktop, own, through } from './support/requests'

let desktop: Desktop
beforeEach(() => {
  desktop = new Desktop()
})

describe('who may ask', () => {
  const strangers: Record<string, Sender> = {
    'a page from elsewhere': { ...own, url: 'https://lab/index.html' },
    'another host of the scheme': { ...own, url: 'app://lab.example/index.html' },
    'an address that only begins alike': { ...own, url: 'app://lab@evil/index.html' },
    'a blank page': { ...own, url: 'about:blank' },
    'a frame that is gone': { ...own, url: undefined },
    'a frame in the page': { ...own, isMainFrame: false },
    'a window that is not ours': { ...own, isOwnWindow: false },
  }
  for (const [name, sender] of Object.entries(strangers)) {
    test(`not ${name}`, async () => {
      const reply = await desktop.raw({ method: 'execute', params: { command: { do: 'listen' } } }, sender)
      expect(reply).toMatchObject({ ok: false, error: { code: LAB_CODES.untrusted } })
      expect(desktop.lab.log.head).toBe(1)
    })
  }

  test('the page of our window', async () => {
    expect(await desktop.ask('about', {})).toEqual({ ...about, logCap: desktop.lab.log.cap })
  })
})

describe('a request that is malformed is refused with the field', () => {
  const cases: [string, unknown, string | undefined][] = [
    ['nothing', undefined, undefined],
    ['a string', 'execute', undefined],
    ['an unknown method', { method: 'format', params: {} }, 'method'],
    ['a name of every object', { method: 'constructor', params: {} }, 'method'],
    ['a further field', { method: 'about', params: {}, also: 1 }, 'also'],
    ['no parameters', { method: 'payload' }, 'params'],
    ['parameters that there are not', { method: 'attach', params: { from: 1 } }, 'from'],
    ['a seq that is none', { method: 'payload', params: { seq: 0.5 } }, 'seq'],
    ['no command', { method: 'execute', params: {} }, 'command'],
    ['an unknown command', { method: 'execute', params: { command: { do: 'explode' } } }, 'do'],
    [
      'a port out of range',
      { method: 'execute', params: { command: { do: 'listen', port: 65_536 } } },
      'port',
    ],
    [
      'a wrong answer',
      { method: 'execute', params: { command: { do: 'listen', respond: { with: 'echo', delayMs: -1 } } } },
      'respond.delayMs',
    ],
    [
      'a length that is none',
      {
        method: 'execute',
        params: { command: { do: 'note', text: { length: { valueOf: 1, toString: 2 } } } },
      },
      'text',
    ],
    ['a misspelt field', { method: 'execute', params: { command: { do: 'listen', prot: 1 } } }, 'prot'],
    [
      'two payloads',
      { method: 'execute', params: { command: { do: 'send', from: 'a', text: 'a', hex: '00' } } },
      'hex',
    ],
  ]
  test.each(cases)('%s', async (_name, raw, field) => {
    const reply = await desktop.raw(raw)
    if (reply.ok) throw new Error('it is not refused')
    const { error } = reply
    expect(error.code).toBe(LAB_CODES.badCommand)
    expect(error.field).toBe(field)
    if (field !== undefined) expect(error.message).toContain(field)
    expect(error.advice).toBeTruthy()
    expect(desktop.lab.log.head).toBe(1)
  })
})

describe('a handler', () => {
  const askWith = (about: () => never) => {
    const gate = createGate<Sender>({
      handlers: { ...desktop.desk.handlers, about },
      isTrusted: isTrustedSender,
      onFault: (fault) => desktop.faults.push(fault),
    })
    return through(gate, { method: 'about', params: {} })
  }

  test('that throws is an error as data, and is told of', async () => {
    const fault = new TypeError('x is not a function')
    const reply = await askWith(() => {
      throw fault
    })
    const error = { code: LAB_CODES.internal, message: 'about: x is not a function' }
    expect(reply).toMatchObject({ ok: false, error })
    expect(desktop.faults).toEqual([fault])
  })

  test('that refuses gives its own error', async () => {
    const refusal = labError(LAB_CODES.limit, 'that is too much')
    const reply = await askWith(() => {
      throw new LabFailure(refusal)
    })
    expect(reply).toEqual({ ok: false, error: refusal })
    expect(desktop.faults).toEqual([])
  })
})

describe('the lab', () => {
  test('takes a command, and says what it makes', async () => {
    const taken = await desktop.ask('execute', {
      command: { do: 'listen', as: 'server', respond: { with: 'echo' } },
    })
    expect(taken.made).toEqual(['server'])
    expect(desktop.lab.log.at(taken.seq)).toMatchObject({ kind: 'asked', socket: 'server' })
  })

  test('refuses what it cannot do, with a record', async () => {
    const error = await desktop.refusal('execute', { command: { do: 'close', socket: 'nobody' } })
    expect(error).toMatchObject({ code: LAB_CODES.unknownSocket, field: 'socket' })
    expect(desktop.events().at(-1)).toMatchObject({ kind: 'failed', code: LAB_CODES.unknownSocket })
  })

  test('takes several commands in one tick, and answers each', async () => {
    const outcomes = await desktop.ask('executeAll', {
      commands: [
        { do: 'listen', as: 'server' },
        { do: 'close', socket: 'nobody' },
        { do: 'connect', as: 'alice', port: 9 },
      ],
    })
    expect(outcomes).toMatchObject([
      { ok: true, value: { made: ['server'] } },
      { ok: false, error: { code: LAB_CODES.unknownSocket } },
      { ok: true, value: { made: ['alice'] } },
    ])
    const asked = desktop.events().filter((event) => event.kind === 'asked')
    expect(asked.map((event) => event.command.do)).toEqual(['listen', 'close', 'connect'])
    const { seq } = asked.at(-1) ?? { seq: 0 }
    const before = desktop.events().filter((event) => event.seq < seq)
    expect(before.map(({ kind }) => kind)).toEqual(['opened', 'asked', 'asked', 'failed'])
  })

  test('takes none of several commands if one is malformed', async () => {
    const commands = [{ do: 'listen' }, { do: 'listen', port: -1 }]
    const error = await desktop.refusal('executeAll', { commands })
    expect(error).toMatchObject({ code: LAB_CODES.badCommand, field: 'commands.1.port' })
    expect(desktop.lab.log.head).toBe(1)
    const many = Array.from({ length: 10_001 }, () => ({ do: 'wait', ms: 0 }))
    expect(await desktop.refusal('executeAll', { commands: many })).toMatchObject({ field: 'commands' })
    expect(await desktop.refusal('executeAll', { commands: [] })).toMatchObject({ field: 'commands' })
  })

  test('says which command made a socket', async () => {
    await connect()
    const command = { do: 'connect', as: 'alice', to: 'server' }
    expect(await desktop.ask('madeBy', { socket: 'alice' })).toEqual(command)
    expect(await desktop.refusal('madeBy', { socket: 'nobody' })).toMatchObject({
      code: LAB_CODES.unknownSocket,
      field: 'socket',
    })
    expect(await desktop.refusal('madeBy', { socket: '' })).toMatchObject({ code: LAB_CODES.badCommand })
  })

  test('gives the caller a port', async () => {
    expect(await desktop.ask('attach', {})).toBeNull()
    expect([...desktop.callers]).toEqual([own])
    await desktop.page.end.until(() => desktop.page.end.model.seq === 1)
  })

  test('gives all the bytes that it kept of a message, and no others', async () => {
    await connect()
    await desktop.ask('execute', { command: { do: 'send', from: 'alice', text: 'x'.repeat(5000) } })
    for (const kind of ['sent', 'received'] as const) {
      const { seq, data } = (await desktop.event((event) => event.kind === kind)) as Sent | Received
      const payload = await desktop.ask('payload', { seq })
      expect(payload).toEqual({ bytes: 5000, data: new Uint8Array(4096).fill(0x78) })
      expect(payload.data.buffer.byteLength, kind).toBe(data?.length)
    }
    expect(desktop.events().filter(isMessage)).toHaveLength(2)
  })

  test.each([
    ['has no bytes', 1, /event 1: it has no bytes/],
    ['is not there yet', 999, /no such event yet/],
  ])('has no payload of an event that %s', async (_name, seq, message) => {
    const error = await desktop.refusal('payload', { seq })
    expect(error).toMatchObject({ code: LAB_CODES.notPossible, field: 'seq' })
    expect(error.message).toMatch(message)
  })

  test('has no payload of an event that has left the log', async () => {
    desktop = new Desktop({ maxEvents: 4 })
    for (let i = 0; i < 8; i++) desktop.lab.note({ kind: 'note', text: `${i}` })
    expect((await desktop.refusal('payload', { seq: 1 })).message).toMatch(/is not kept/)
  })
})

async function connect(): Promise<void> {
  await desktop.lab.execute({ do: 'listen', as: 'server' }).done
  await desktop.lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
}
