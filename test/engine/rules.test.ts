import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import type { Rule } from '../../src/shared/answers/rules'
import { encodeUtf8 } from '../../src/shared/bytes'
import { connectedLab, event, events, openLab, receivedText, socketOf } from '../support/lab'

const server = (rules: Rule[], rest = {}) => ({ respond: { with: 'rules', rules, ...rest } })
const said = (text: string) => (one: { data?: Uint8Array }) => Buffer.from(one.data ?? []).toString() === text

/** Hopeless: each `a` more doubles the ways to try. */
const RUNAWAY: Rule = { match: { regex: '^(a+)+$' }, reply: { text: 'never' } }
const HOPELESS = `${'a'.repeat(40)}b`

test('the first rule that matches answers, with what was captured, a count and the time', async () => {
  const lab = await connectedLab(
    server([
      { match: { equals: 'PING' }, reply: { text: 'PONG' } },
      { match: { regex: '^add (\\d+) (?<more>\\d+)$' }, reply: { text: `$1 and $<more>, answer \${n}` } },
      { match: { contains: 'time' }, reply: { text: `\${time}` } },
      { match: { regex: '^add' }, reply: { text: 'add what?' } },
    ]),
  )
  for (const [message, reply] of [
    ['PING', /^PONG$/],
    ['add 1 2', /^1 and 2, answer 2$/],
    ['what time is it?', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
    ['add', /^add what\?$/],
  ] as const) {
    const before = receivedText(lab, 'alice').length
    const index = socketOf(lab, 'alice').received.count
    lab.execute({ do: 'send', from: 'alice', text: message })
    await event(lab, 'received', 'alice', (one) => one.index === index)
    expect(receivedText(lab, 'alice').slice(before)).toMatch(reply)
  }
})

test('nothing is said where no rule matches', async () => {
  const lab = await connectedLab(server([{ match: { equals: 'x' }, reply: { text: 'y' } }]))
  lab.execute({ do: 'send', from: 'alice', text: 'z' })
  await event(lab, 'received', 'alice@server')
  lab.execute({ do: 'send', from: 'alice', text: 'x' })
  await event(lab, 'received', 'alice')
  expect(receivedText(lab, 'alice')).toBe('y')
})

test('answers keep the order of what they answer, whatever each has to wait for', async () => {
  const lab = await connectedLab(
    server([
      { match: { equals: 'slow' }, reply: { text: '1' }, delayMs: 40 },
      { match: { regex: '^reg' }, reply: { text: '2' } },
      { match: { equals: 'fast' }, reply: { text: '3' } },
    ]),
  )
  for (const [index, text] of ['slow', 'regex', 'fast'].entries()) {
    lab.execute({ do: 'send', from: 'alice', text })
    await event(lab, 'received', 'alice@server', (one) => one.index === index)
  }
  await event(lab, 'sent', 'alice@server', (one) => one.index === 2)
  const sent = events(lab).filter((one) => one.kind === 'sent' && one.socket === 'alice@server')
  expect(sent.map((one) => Buffer.from(one.kind === 'sent' ? (one.data ?? []) : []).toString())).toEqual([
    '1',
    '2',
    '3',
  ])
})

test.each([
  ['close', 'Bye!', 'ended'],
  // With something to read before it, the RST is read as an end.
  ['reset', undefined, 'failed'],
] as const)('then %s', async (then, text, kind) => {
  const reply = text === undefined ? {} : { reply: { text } }
  const lab = await connectedLab(server([{ match: { contains: 'bye' }, ...reply, then }]))
  lab.execute({ do: 'send', from: 'alice', text: 'bye' })
  await event(lab, kind, 'alice')
  const asked = await event(lab, 'asked', 'alice@server', (one) => one.command.do === then)
  expect(asked.by).toBe('lab')
  expect(receivedText(lab, 'alice')).toBe(text ?? '')
})

test('configure changes the rules while it runs', async () => {
  const lab = await connectedLab(server([{ match: { contains: '' }, reply: { text: 'old' } }]))
  lab.execute({ do: 'send', from: 'alice', text: 'x' })
  await event(lab, 'received', 'alice', said('old'))
  const rules: Rule[] = [{ match: { contains: '' }, reply: { text: 'new' } }]
  lab.execute({ do: 'configure', socket: 'server', respond: { with: 'rules', rules } })
  lab.execute({ do: 'send', from: 'alice', text: 'x' })
  await event(lab, 'received', 'alice', said('new'))
  expect(lab.madeBy('server')).toMatchObject({ respond: { rules } })
})

describe('a regular expression that runs away', () => {
  test('is told with its place, and stops neither its rules nor other connections', async () => {
    const lab = await connectedLab(
      server([RUNAWAY, { match: { regex: 'b$' }, reply: { text: 'found: $&' } }]),
    )
    await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
    lab.execute({ do: 'send', from: 'alice', text: HOPELESS })
    lab.execute({ do: 'send', from: 'bob', text: 'aaa' })
    const failed = await event(lab, 'failed', 'alice@server')
    expect(failed).toMatchObject({ code: 'LAB_RUNAWAY', field: 'respond.rules.0.match.regex' })
    expect(failed.message).toContain('rule 1')
    expect(failed.advice).toContain('(a+)+')
    await event(lab, 'received', 'bob', said('never'))
    await event(lab, 'received', 'alice', said('found: b'))
    expect(socketOf(lab, 'alice@server').error?.code).toBe('LAB_RUNAWAY')
  })

  test('answers nobody once the socket is closed, and leaves no timer behind', async () => {
    const late: Rule = { match: { contains: 'b' }, reply: { text: 'late' }, delayMs: 30_000 }
    const lab = await connectedLab(server([RUNAWAY, late]))
    lab.execute({ do: 'send', from: 'alice', text: HOPELESS })
    await event(lab, 'received', 'alice@server')
    lab.execute({ do: 'destroy', socket: 'alice@server' })
    await event(lab, 'closed', 'alice@server')
    const timers = vi.spyOn(globalThis, 'setTimeout')
    expect(await event(lab, 'failed', 'alice@server')).toMatchObject({ code: 'LAB_RUNAWAY' })
    const longest = Math.max(...timers.mock.calls.map(([, ms = 0]) => ms))
    timers.mockRestore()
    expect(longest).toBeLessThan(10_000)
  })

  test.runIf(process.platform === 'linux')('its thread does not outlive the lab', async () => {
    const threads = () => readdirSync('/proc/self/task').length
    const lab = openLab()
    await lab.tryRules([RUNAWAY], encodeUtf8(HOPELESS))
    await lab.dispose()
    const left = threads()
    await sleep(200)
    expect(threads()).toBe(left)
  })

  test('the tester says the same as the lab', async () => {
    const lab = openLab()
    const rules = [RUNAWAY, { match: { contains: 'b' }, reply: { text: 'ok' } }]
    expect(await lab.tryRules(rules, encodeUtf8(HOPELESS))).toEqual({
      rule: 1,
      captures: ['b'],
      ranAway: [0],
      reply: encodeUtf8('ok'),
    })
    expect(await lab.tryRules(rules, encodeUtf8('xyz'))).toEqual({ captures: [], ranAway: [] })
  })
})

test('more messages than can be answered are read later', async () => {
  const lab = await connectedLab(server([{ match: { regex: 'x' }, reply: { text: 'y' } }, RUNAWAY]))
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(1_000_000), repeat: 20 })
  await event(lab, 'received', 'alice@server', (one) => one.offset + one.bytes === 20_000_000)
  const { count } = socketOf(lab, 'alice@server').received
  await event(lab, 'sent', 'alice@server', (one) => one.index === count - 1)
  expect(events(lab).some((one) => one.kind === 'paused' && one.socket === 'alice@server')).toBe(true)
})
