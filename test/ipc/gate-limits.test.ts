import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { beforeEach, describe, expect, test } from 'vitest'
import { createGate, type Gate } from '../../src/main/desktop/gate/gate'
import { GATE_LIMITS, type GateLimits } from '../../src/main/desktop/gate/gate-limits'
import { SIZE_LIMITS } from '../../src/main/desktop/gate/request-size'
import { isTrustedSender, type Sender } from '../../src/main/desktop/gate/trust'
import { MAX_INLINE } from '../../src/shared/channels'
import { LAB_CODES } from '../../src/shared/errors'
import { MAX_COMMANDS, type Method, type Reply } from '../../src/shared/ipc'
import { Desktop, own, through } from './support/requests'

let desktop: Desktop
beforeEach(() => {
  desktop = new Desktop()
})

const saying = (text: unknown) => ({ method: 'execute', params: { command: { do: 'note', text } } })

function nested(depth: number): unknown {
  let value: unknown = 'core'
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { value }
  return value
}

function endless(): unknown {
  const ring: Record<string, unknown> = {}
  ring.again = ring
  return ring
}

/** Unfolds into 2 to the power of 30 values. */
function bomb(): unknown {
  let value: unknown = 0
  for (let i = 0; i < 30; i++) value = [value, value]
  return value
}

describe('a request that is too large is refused before anybody reads it', () => {
  const { parts, length, depth } = SIZE_LIMITS
  const cases: [string, () => unknown, string | undefined][] = [
    ['in the length of a text', () => saying('x'.repeat(length + 1)), 'text'],
    [
      'in all of its texts',
      () => ({ method: 'execute', params: { a: 'x'.repeat(length / 2), b: 'x'.repeat(length / 2) } }),
      'b',
    ],
    ['in the bytes of a buffer', () => saying(new Uint8Array(length + 1)), 'text'],
    ['in the length of a text that is an object', () => saying(Object('x'.repeat(length + 1))), 'text'],
    ['in the number of its values', () => saying(new Array(parts).fill(0)), 'text'],
    ['in the length of an array with nothing in it', () => saying(new Array(2 ** 32 - 1)), 'text'],
    [
      'in the number of its fields',
      () => ({ method: 'about', params: Object.fromEntries(new Array(parts).fill(0).map((_, i) => [i, 0])) }),
      undefined,
    ],
    [
      'in the names of its fields',
      () => ({ method: 'about', params: { ['x'.repeat(length + 1)]: 0 } }),
      'x'.repeat(40),
    ],
    ['in depth', () => saying(nested(depth)), 'text'],
    ['in depth, since it is its own part', () => saying(endless()), 'text'],
    ['in what it unfolds into', () => saying(bomb()), 'text'],
    ['as a whole', () => 'x'.repeat(length + 1), undefined],
  ]
  test.each(cases)('%s', async (_name, request, field) => {
    const reply = await desktop.raw(request())
    if (reply.ok) throw new Error('it is not refused')
    expect(reply.error).toMatchObject({ code: LAB_CODES.tooLarge })
    expect(reply.error.advice).toBeTruthy()
    expect(reply.error.message.length).toBeLessThan(500)
    if (field !== undefined) expect(reply.error.field?.split('.')[0]).toBe(field)
    expect(desktop.lab.log.head).toBe(1)
    expect(desktop.faults).toEqual([])
  })

  test('with a place that can be read, however it is called', async () => {
    const error = await desktop.refusal('execute', { command: { ['y'.repeat(5000)]: nested(40) } })
    expect(error.field).toBe(
      ['y'.repeat(40), ...'0 value 0 value 0 value 0'.split(' ')].slice(0, 8).join('.'),
    )
  })
})

describe('the largest requests that the window makes are taken', () => {
  test('so many commands', async () => {
    const commands = Array.from({ length: MAX_COMMANDS }, (_, i) => ({
      do: 'send' as const,
      from: `crowd.${i + 1}`,
      text: 'hello',
    }))
    const outcomes = await desktop.ask('executeAll', { commands })
    expect(outcomes).toHaveLength(MAX_COMMANDS)
    // With an answer of the lab's own.
    expect(outcomes[9]).toMatchObject({ ok: false, error: { code: LAB_CODES.unknownSocket } })
  })

  test('the longest message', async () => {
    await desktop.ask('execute', { command: { do: 'listen', as: 'server' } })
    await desktop.lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    const text = 'x'.repeat(MAX_INLINE)
    const { seq } = await desktop.ask('execute', { command: { do: 'send', from: 'alice', text } })
    expect(seq).toBeGreaterThan(1)
    expect(
      await desktop.refusal('execute', { command: { do: 'send', from: 'alice', text: `${text}x` } }),
    ).toMatchObject({ code: LAB_CODES.badCommand, field: 'text' })
  })

  test('the longest text that is saved', async () => {
    desktop.choice = () => undefined
    const text = 'x'.repeat(32 * 1024 * 1024)
    expect(await desktop.ask('saveText', { name: 'picture', kind: 'svg', text })).toBeNull()
  })

  test('again, after a while', async () => {
    for (let i = 0; i < 3; i++) {
      expect((await desktop.ask('executeAll', { commands: [{ do: 'note', text: `${i}` }] }))[0]?.ok).toBe(
        true,
      )
    }
  })
})

/** All answers to these requests, which are sent at once. */
async function flood(gate: Gate<Sender>, requests: readonly unknown[]): Promise<Reply<Method>[]> {
  const { port1: near, port2: far } = new MessageChannel()
  near.on('message', async ({ id, request }) => near.postMessage({ id, reply: await gate(own, request) }))
  const replies: Reply<Method>[] = []
  const all = new Promise<void>((resolve) => {
    let count = 0
    far.on('message', ({ id, reply }) => {
      if (id in replies) throw new Error(`request ${id} has two answers`)
      replies[id] = reply
      if (++count === requests.length) resolve()
    })
  })
  requests.forEach((request, id) => {
    far.postMessage({ id, request })
  })
  await all
  const closed = once(far, 'close')
  near.close()
  await closed
  return replies
}

describe('a flood of requests', () => {
  const gateWith = (limits: Partial<GateLimits>, identify?: (caller: Sender) => object) =>
    createGate<Sender>({
      handlers: desktop.desk.handlers,
      isTrusted: isTrustedSender,
      limits,
      ...(identify && { identify }),
    })
  const look = { method: 'about', params: {} }

  test('is answered, each of it, and refused where it is too much, with when to try again', async () => {
    const count = 20_000
    const replies = await flood(desktop.gate, new Array(count).fill(look))
    const refused = replies.filter((reply) => !reply.ok)
    expect(replies).toHaveLength(count)
    expect(replies.slice(0, GATE_LIMITS.unanswered).every((reply) => reply.ok)).toBe(true)
    expect(refused.length).toBeGreaterThan(0)
    for (const reply of refused) {
      if (reply.ok) continue
      expect(reply.error.code).toBe(LAB_CODES.busy)
      expect(reply.error.advice).toBeTruthy()
      expect(reply.error.retryMs).toBeGreaterThan(0)
      expect(reply.error.message).toMatch(/try again/)
    }
  })

  test('is over when it is over', async () => {
    const gate = gateWith({ pace: { burst: 10, perSecond: 100 } })
    const replies = await flood(gate, new Array(50).fill(look))
    const last = replies.at(-1)
    if (!last || last.ok) throw new Error('it is not refused')
    await new Promise((resolve) => setTimeout(resolve, last.error.retryMs))
    expect(await through(gate, look)).toMatchObject({ ok: true })
  })

  test('of refused ones counts, too', async () => {
    const gate = gateWith({ pace: { burst: 10, perSecond: 0.01 } })
    const replies = await flood(gate, new Array(12).fill({ method: 'format' }))
    const codes = replies.map((reply) => (reply.ok ? '' : reply.error.code))
    expect(codes).toEqual([...new Array(10).fill(LAB_CODES.badCommand), ...new Array(2).fill(LAB_CODES.busy)])
  })

  test('of large ones is counted by what they are', async () => {
    const gate = gateWith({ pace: { burst: 10, perSecond: 0.01 } })
    expect(await through(gate, saying(new Array(2000).fill(0)))).toMatchObject({
      error: { code: LAB_CODES.badCommand },
    })
    expect(await through(gate, look)).toMatchObject({ error: { code: LAB_CODES.busy } })
  })

  test('of those that cost much is counted by that', async () => {
    const gate = gateWith({ pace: { burst: 30, perSecond: 0.01 } })
    const attach = { method: 'attach', params: {} }
    for (let i = 0; i < 2; i++) expect(await through(gate, attach)).toMatchObject({ ok: true })
    expect(await through(gate, attach)).toMatchObject({ error: { code: LAB_CODES.busy } })
    expect(desktop.page.ends).toHaveLength(2)
  })

  test('that waits for a person has an end', async () => {
    let decide = (_nothing: undefined) => {}
    const chosen = new Promise<undefined>((resolve) => {
      decide = resolve
    })
    const gate = createGate<Sender>({
      handlers: { ...desktop.desk.handlers, chooseFile: async () => (await chosen) ?? null },
      isTrusted: isTrustedSender,
      limits: { unanswered: 5 },
    })
    const choose = { method: 'chooseFile', params: { kind: 'pem' } }
    const waiting = Array.from({ length: 5 }, () => gate(own, choose))
    expect(await gate(own, look)).toMatchObject({
      error: { code: LAB_CODES.busy, retryMs: expect.any(Number) },
    })
    decide(undefined)
    expect(await Promise.all(waiting)).toEqual(new Array(5).fill({ ok: true, value: null }))
    expect(await gate(own, look)).toMatchObject({ ok: true })
  })

  test('is no other asker’s', async () => {
    const gate = gateWith({ pace: { burst: 1, perSecond: 0.01 } }, ({ url = '' }) =>
      url.includes('two') ? two : one,
    )
    const [one, two] = [{}, {}]
    const asks = (url: string) => gate({ ...own, url }, look)
    expect(await asks('app://lab/index.html')).toMatchObject({ ok: true })
    expect(await asks('app://lab/index.html#again')).toMatchObject({ ok: false })
    expect(await asks('app://lab/index.html#two')).toMatchObject({ ok: true })
  })

  test('of strangers takes nothing from the window', async () => {
    const stranger: Sender = { ...own, isOwnWindow: false }
    for (let i = 0; i < 3000; i++) {
      expect(await desktop.gate(stranger, look)).toMatchObject({ error: { code: LAB_CODES.untrusted } })
    }
    expect(await desktop.raw(look)).toMatchObject({ ok: true })
  })
})

test('who asks can’t be told: an answer, as to a stranger', async () => {
  const gate = createGate<Sender>({
    handlers: desktop.desk.handlers,
    isTrusted: () => {
      throw new Error('the frame is gone')
    },
  })
  expect(await gate(own, { method: 'about', params: {} })).toMatchObject({
    error: { code: LAB_CODES.untrusted },
  })
})
