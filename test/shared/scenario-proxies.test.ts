import { describe, expect, it, test } from 'vitest'
import { type Faults, faultsSchema } from '../../src/shared/commands'
import { LAB_CODES } from '../../src/shared/errors'
import { faultOf, faultsLine, isFaultless } from '../../src/shared/faults'
import { mapNames, otherLeg, splitFirst, splitPassed } from '../../src/shared/ids'
import { needsOf } from '../../src/shared/needs'
import { errorsOf, file, LISTEN } from '../support/scenario-file'

const PROXY = { do: 'proxy', as: 'proxy', to: 'server' }
const CROWD = { do: 'connect', as: 'crowd', to: 'proxy', count: 2 }
const ALICE = { do: 'connect', as: 'alice', to: 'proxy' }

describe('a proxy in a scenario file', () => {
  it('has names for both of its ends, and for the server’s, of groups and in chains, too', () => {
    const outer = { do: 'proxy', as: 'outer', to: 'proxy', faults: { both: { latencyMs: 5 } } }
    const at = (name: string) => ({ expect: 'received', at: name })
    const steps = [
      LISTEN,
      PROXY,
      outer,
      CROWD,
      { do: 'connect', as: 'bob', to: 'outer' },
      at('crowd@proxy'),
      at('crowd.2>proxy'),
      at('crowd>proxy@server'),
      { expect: 'connecting', at: 'crowd>proxy' },
      at('bob>outer>proxy@server'),
      at('127.0.0.1:50000>proxy'),
      { expect: 'disturbed', at: 'bob@outer', by: 'hold', bytes: { atLeast: 1 } },
      { do: 'rename', socket: 'bob', to: 'rob' },
      { do: 'send', from: 'rob>outer', text: 'x' },
      { do: 'configure', socket: 'proxy', faults: {} },
    ]
    expect(errorsOf(file(...steps))).toEqual([])
  })

  const WRONG: [what: string, steps: unknown[], field: string, code: string, message: RegExp][] = [
    ['a server that no step makes', [PROXY], 'to', LAB_CODES.unknownSocket, /no listener is called "server"/],
    [
      'a client as its server',
      [LISTEN, { do: 'connect', as: 'al', to: 'server' }, { ...PROXY, to: 'al' }],
      'to',
      LAB_CODES.notPossible,
      /proxy needs a listener/,
    ],
    [
      'the far end of what is no proxy',
      [LISTEN, { ...ALICE, to: 'server' }, { expect: 'received', at: 'alice>server' }],
      'at',
      LAB_CODES.notPossible,
      /"server" is no proxy/,
    ],
    [
      'an end at a server that it does not call',
      [LISTEN, { do: 'listen', as: 'other' }, PROXY, ALICE, { expect: 'received', at: 'alice>proxy@other' }],
      'at',
      LAB_CODES.unknownSocket,
      /does not connect to "other"/,
    ],
    [
      'an answer',
      [LISTEN, PROXY, { do: 'configure', socket: 'proxy', respond: { with: 'echo' } }],
      'respond',
      LAB_CODES.notPossible,
      /its server answers/,
    ],
    [
      'faults of a server',
      [LISTEN, { do: 'configure', socket: 'server', faults: {} }],
      'faults',
      LAB_CODES.notPossible,
      /only a proxy has faults/,
    ],
  ]
  it.each(WRONG)('%s is refused', (_what, steps, field, code, message) => {
    expect(errorsOf(file(...steps))).toEqual([
      expect.objectContaining({
        code,
        field: `steps.${steps.length}.${field}`,
        message: expect.stringMatching(message),
      }),
    ])
  })

  it.each([
    [{ both: { latencyMs: -1 } }, 'faults.both.latencyMs'],
    [{ both: { latency: 5 } }, 'faults.both'],
    [{ toServer: { slice: {} } }, 'faults.toServer.slice.bytes'],
    [{ toServer: { reset: {} } }, 'faults.toServer.reset.afterBytes'],
    [{ toServer: { limit: { bytes: 1, end: 'maybe' } } }, 'faults.toServer.limit.end'],
    [{ seed: 0.5 }, 'faults.seed'],
  ])('%j is refused by its field', (faults, field) => {
    const [error] = errorsOf(file(LISTEN, { ...PROXY, faults }))
    expect(error?.field).toContain(field)
    expect(error?.message).toContain('step 2 (proxy)')
  })

  it('may leave this machine only if that is allowed', () => {
    const needs = (to: string) => needsOf({ do: 'proxy', as: 'proxy', to })
    expect(needs('server')).toEqual([])
    for (const near of ['127.0.0.1:80', 'localhost:80', '[::1]:80']) expect(needs(near)).toEqual([])
    for (const far of ['10.0.0.1:80', 'example.com:80', '[fe80::1]:80'])
      expect(needs(far)).toMatchObject([{ what: 'call', field: 'to', value: far }])
    for (const none of ['127.0.0.1', '127.0.0.1:0', '127.0.0.1:70000', 'a b:1', '::1:80'])
      expect(errorsOf(file({ ...PROXY, to: none }))[0]?.field).toBe('steps.1.to')
  })
})

test('names of what a proxy holds', () => {
  expect(splitPassed('alice>proxy')).toEqual({ client: 'alice', proxy: 'proxy' })
  expect(splitPassed('alice>proxy@server')).toBeUndefined()
  expect(otherLeg('alice@proxy')).toBe('alice>proxy')
  expect(otherLeg('alice>outer>proxy')).toBe('alice>outer@proxy')
  expect(otherLeg('alice')).toBeUndefined()
  expect(splitFirst('crowd.2>proxy@server')).toEqual({ first: 'crowd.2', rest: '>proxy@server' })
  expect(mapNames('a>b@c', (name) => name.toUpperCase())).toBe('A>B@C')
})

test('faults in a line, and what is done to one direction', () => {
  const faults: Faults = faultsSchema.parse({
    both: { latencyMs: 10, hold: true },
    toServer: { hold: false, slice: { bytes: 4, pauseMs: 5 } },
    toClient: { limit: { bytes: 0 }, reset: { afterBytes: 3, afterMs: 4 } },
  })
  expect(faultsLine(faults)).toBe(
    '⇄ latencyMs 10, hold; → slice 4 pauseMs 5; ← limit 0 close, reset afterBytes 3, reset afterMs 4',
  )
  expect(faultOf(faults, 'toServer')).toEqual({ latencyMs: 10, hold: false, slice: { bytes: 4, pauseMs: 5 } })
  expect([{}, { seed: 3 }, { both: { hold: false } }, undefined].map(isFaultless)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(isFaultless({ toServer: { hold: true } })).toBe(false)
})
