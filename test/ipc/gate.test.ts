import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createGate, type Gate, isTrustedSender, type Sender } from '../../src/main/desktop/gate'
import { createHandlers, refuseFile } from '../../src/main/desktop/handlers'
import { Lab } from '../../src/main/engine/lab'
import { LAB_CODES, LabFailure, labError } from '../../src/shared/errors'
import type { Received, Sent } from '../../src/shared/events'
import type { Method, Params, Payload, Reply, Taken } from '../../src/shared/ipc'

const own: Sender = { url: 'app://lab/index.html', isMainFrame: true, isOwnWindow: true }
const about = { version: '1.2.3', versions: { node: '20' } }

let lab: Lab
let attached: Sender[]
let faults: unknown[]

beforeEach(() => {
  lab = new Lab({ resolveFile: refuseFile })
  attached = []
  faults = []
})
afterEach(() => lab.dispose())

function labGate(): Gate<Sender> {
  return createGate<Sender>({
    handlers: createHandlers({ lab, attach: (caller) => attached.push(caller), about }),
    isTrusted: isTrustedSender,
    onFault: (fault) => faults.push(fault),
  })
}

/** Sends one raw request through `gate` as `sender`, over a channel that structured-clones both ways. */
async function ask(raw: unknown, { gate = labGate(), sender = own } = {}): Promise<Reply<Method>> {
  const { port1: near, port2: far } = new MessageChannel()
  near.on('message', async (data) => near.postMessage(await gate(sender, data)))
  try {
    far.postMessage(raw)
    const [reply] = await once(far, 'message')
    return reply
  } finally {
    far.close()
  }
}

function request<M extends Method>(method: M, params: Params<M>): Promise<Reply<M>> {
  return ask({ method, params }) as Promise<Reply<M>>
}

function errorOf(reply: Reply<Method>) {
  if (reply.ok) throw new Error(`no error: ${JSON.stringify(reply.value)}`)
  return reply.error
}

function answerOf<M extends Method>(reply: Reply<M>) {
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value
}

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
      const reply = await ask({ method: 'execute', params: { command: { do: 'listen' } } }, { sender })
      expect(errorOf(reply).code).toBe(LAB_CODES.untrusted)
      expect(lab.log.head).toBe(1)
    })
  }

  test('the page of our window', async () => {
    expect(answerOf(await request('about', {}))).toEqual({ ...about, logCap: lab.log.cap })
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
    ['a misspelt field', { method: 'execute', params: { command: { do: 'listen', prot: 1 } } }, 'prot'],
    [
      'two payloads',
      { method: 'execute', params: { command: { do: 'send', from: 'a', text: 'a', hex: '00' } } },
      'hex',
    ],
  ]
  test.each(cases)('%s', async (_name, raw, field) => {
    const error = errorOf(await ask(raw))
    expect(error.code).toBe(LAB_CODES.badCommand)
    expect(error.field).toBe(field)
    if (field !== undefined) expect(error.message).toContain(field)
    expect(error.advice).toBeTruthy()
    expect(lab.log.head).toBe(1)
  })
})

describe('a handler', () => {
  const gateWith = (about: () => never) =>
    createGate<Sender>({
      handlers: { ...createHandlers({ lab, attach: () => {}, about: { version: '', versions: {} } }), about },
      isTrusted: isTrustedSender,
      onFault: (fault) => faults.push(fault),
    })
  const raw = { method: 'about', params: {} }

  test('that throws is an error as data, and is told of', async () => {
    const fault = new TypeError('x is not a function')
    const gate = gateWith(() => {
      throw fault
    })
    const error = errorOf(await ask(raw, { gate }))
    expect(error).toMatchObject({ code: LAB_CODES.internal, message: 'about: x is not a function' })
    expect(faults).toEqual([fault])
  })

  test('that refuses gives its own error', async () => {
    const refusal = labError(LAB_CODES.limit, 'that is too much')
    const gate = gateWith(() => {
      throw new LabFailure(refusal)
    })
    expect(errorOf(await ask(raw, { gate }))).toEqual(refusal)
    expect(faults).toEqual([])
  })
})

describe('the lab', () => {
  test('takes a command, and says what it makes', async () => {
    const taken: Taken = answerOf(
      await request('execute', { command: { do: 'listen', as: 'server', respond: { with: 'echo' } } }),
    )
    expect(taken.made).toEqual(['server'])
    expect(lab.log.at(taken.seq)).toMatchObject({ kind: 'asked', socket: 'server' })
  })

  test('refuses what it cannot do, with a record', async () => {
    const reply = await request('execute', { command: { do: 'close', socket: 'nobody' } })
    expect(errorOf(reply)).toMatchObject({ code: LAB_CODES.unknownSocket, field: 'socket' })
    expect(lab.log.at(lab.log.head)).toMatchObject({ kind: 'failed', code: LAB_CODES.unknownSocket })
  })

  test('sends no file for the window', async () => {
    await connect()
    const reply = await request('execute', { command: { do: 'send', from: 'alice', file: '/etc/hostname' } })
    expect(errorOf(reply)).toMatchObject({ code: LAB_CODES.notPossible, field: 'file' })
    expect(lab.log.at(lab.log.head)).toMatchObject({ kind: 'failed', code: LAB_CODES.notPossible })
  })

  test('gives the caller a port', async () => {
    expect(answerOf(await request('attach', {}))).toBeNull()
    expect(attached).toEqual([own])
  })

  test('gives all the bytes that it kept of a message, and no others', async () => {
    await connect()
    const text = 'x'.repeat(5000)
    answerOf(await request('execute', { command: { do: 'send', from: 'alice', text } }))
    for (const kind of ['sent', 'received'] as const) {
      const { seq, data } = await recorded(kind)
      const payload: Payload = answerOf(await request('payload', { seq }))
      expect(payload).toEqual({ bytes: 5000, data: new Uint8Array(4096).fill(0x78) })
      expect(payload.data.buffer.byteLength, kind).toBe(data?.length)
    }
  })

  test.each([
    ['has no bytes', 1, /event 1 has no bytes/],
    ['is not there yet', 999, /no such event yet/],
  ])('has no payload of an event that %s', async (_name, seq, message) => {
    const error = errorOf(await request('payload', { seq }))
    expect(error).toMatchObject({ code: LAB_CODES.notPossible, field: 'seq' })
    expect(error.message).toMatch(message)
  })

  test('has no payload of an event that has left the log', async () => {
    await lab.dispose()
    lab = new Lab({ maxEvents: 4 })
    for (let i = 0; i < 8; i++) lab.note({ kind: 'note', text: `${i}` })
    expect(errorOf(await request('payload', { seq: 1 })).message).toMatch(/has left the log/)
  })
})

async function connect(): Promise<void> {
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
}

/** The first event of a kind, once there is one. */
async function recorded(kind: 'sent' | 'received'): Promise<Sent | Received> {
  for (let seq = 1; ; seq++) {
    if (seq > lab.log.head) await nextEvent()
    const event = lab.log.at(seq)
    if (event?.kind === kind) return event
  }
}

function nextEvent(): Promise<void> {
  return new Promise((resolve) => {
    const subscription = lab.log.subscribe(() => {
      subscription.dispose()
      resolve()
    })
  })
}
