import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/shared/commands'
import { LESSONS } from '../../src/shared/lessons/chapters'
import { commandsOf } from '../../src/shared/lessons/makers'
import { isLoopback, needsOf, networkNeedsOf, type Step } from '../../src/shared/scenario'

describe('a loopback address', () => {
  it.each(['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1', '0000::0001', 'localhost', 'LocalHost'])(
    'is %s',
    (host) => {
      expect(isLoopback(host)).toBe(true)
    },
  )

  it.each([
    '0.0.0.0',
    '::',
    '1::',
    '::2',
    '::1:1',
    '1:0:0:0:0:0:0:1',
    '0:0:0:0:0:0:1',
    '::1::',
    ':::1',
    '126.0.0.1',
    '128.0.0.1',
    '127.0.0.256',
    '127.0.0.01',
    '127.1',
    '127.0.0.1.example.org',
    '2130706433',
    '0x7f.0.0.1',
    '::ffff:127.0.0.1',
    '::1%lo',
    'localhost.example.org',
    'example.org',
    '',
  ])('is not %j', (host) => {
    expect(isLoopback(host)).toBe(false)
  })
})

describe('what a step needs', () => {
  const cases: [Step, string[]][] = [
    [{ do: 'listen', host: '127.0.0.1' }, []],
    [{ do: 'listen', host: '0.0.0.0' }, ['listen host']],
    [
      { do: 'connect', host: 'example.org', port: 80, localAddress: '10.0.0.1' },
      ['call host', 'call localAddress'],
    ],
    [{ do: 'connect', to: 'server' }, []],
    [{ do: 'send', from: 'a', text: '', to: '[::1]:80' }, []],
    [{ do: 'send', from: 'a', text: '', to: '[fe80::1]:80' }, ['call to']],
    [{ do: 'proxy', to: 'example.org:80' }, ['call to']],
    [{ do: 'proxy', to: 'server', host: '::', port: 80 }, ['relay host']],
    [{ do: 'bind', host: '0.0.0.0' }, ['listen host']],
    [{ do: 'connect', host: 'localhost', port: 1, addresses: ['::1', '192.0.2.1'] }, ['call addresses.1']],
    [{ do: 'load', host: '127.0.0.1', port: 1, clients: 1, forMs: 1 }, ['target port']],
    [{ do: 'load', to: 'server', clients: 1, forMs: 1 }, []],
    // It only looks at this machine's tables.
    [{ do: 'watch', host: '192.0.2.1', port: 1 }, []],
    [{ do: 'lookup', host: 'localhost' }, []],
    [{ do: 'lookup', host: 'example.org' }, ['lookup host']],
    [{ do: 'send', from: 'a', file: 'x' }, ['file file']],
    [{ do: 'listen', transport: 'unix', path: 'x.sock' }, ['socket-file path']],
    [{ do: 'connect', path: 'x.sock' }, ['socket-file path']],
    [{ do: 'listen', path: '@x' }, []],
    [{ do: 'connect', path: '@x' }, ['peer path']],
    [{ do: 'spawn', command: 'cat' }, ['program command']],
    [{ do: 'spawn', command: 'cat', cwd: 'sub' }, ['program command', 'file cwd']],
    [{ expect: 'listening', at: 'server', local: '0.0.0.0:80' }, []],
  ]
  it('tells of a program with all that decides what runs', () => {
    const [need] = needsOf({ do: 'spawn', command: 'cat', args: ['a b'], env: { LD_PRELOAD: './my lib.so' } })
    expect(need?.value).toBe('"LD_PRELOAD=./my lib.so" cat "a b"')
  })

  it.each(cases)('%j', (step, needs) => {
    expect(needsOf(step).map(({ what, field }) => `${what} ${field}`)).toEqual(needs)
  })
})

it('no lesson goes beyond loopback: nobody is asked anything in one', () => {
  const needs = LESSONS.flatMap(({ id, steps }) =>
    steps.flatMap((step) =>
      commandsOf(step).flatMap((command) =>
        networkNeedsOf(command as Command).map((need) => ({ id, ...need })),
      ),
    ),
  )
  expect(needs).toEqual([])
})
