import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandSchema } from '../../src/shared/commands'
import { EXPLAINED_CODES, explain, explanationKey, schemaError } from '../../src/shared/errors'

test.each([
  { do: 'note', text: 'x', socket: 'alice', about: 3, replaces: 2 },
  { do: 'note', text: '', replaces: 2 },
  { do: 'listen' },
  {
    do: 'listen',
    as: 'server',
    host: '::1',
    port: 0,
    respond: { with: 'reply', text: 'hi', delayMs: 5, thenClose: true },
  },
  {
    do: 'listen',
    respond: { with: 'rules', rules: [{ match: { regex: '^(a)' }, reply: { text: '$1' }, delayMs: 5 }] },
  },
  { do: 'listen', serve: 'one-at-a-time', framing: { by: 'line' }, tls: { cert: 'c.pem', key: 'k.pem' } },
  { do: 'connect', to: 'server', count: 1000, noDelay: true, timeout: 5 },
  { do: 'connect', host: 'localhost', port: 80, localAddress: '127.0.0.2', localPort: 4000 },
  { do: 'connect', transport: 'unix', path: '/tmp/a.sock' },
  { do: 'send', from: 'crowd', text: '' },
  { do: 'send', from: 'alice@server', hex: '00 ff', repeat: 3, everyMs: 0 },
  { do: 'reset', socket: '127.0.0.1:53422@server' },
  { do: 'freeze', socket: 'server' },
  { do: 'stop', socket: 'crowd@server' },
  { do: 'configure', socket: 'server', respond: { with: 'echo' } },
  { do: 'configure', socket: 'server', maxConnections: null },
  { do: 'rename', socket: '127.0.0.1:53422@server', to: 'the browser' },
  { do: 'load', to: 'server', clients: 10_000, forMs: 1 },
  { do: 'load', port: 80, clients: 1, rate: 0.5, bytes: 1_048_576, everyMs: 0, forMs: 1, echoes: true },
  { do: 'spawn', command: 'python3', args: ['a.py', { portOf: 'server' }], cwd: 'x', env: { A: '' } },
  { do: 'input', socket: 'app', text: 'q\n', end: true },
  { do: 'input', socket: 'app', end: true },
  { do: 'kill', socket: 'app', signal: 'SIGKILL' },
  { do: 'bind', host: '::', port: 5000, ipv6Only: true, reuseAddr: true, respond: { with: 'echo' } },
  { do: 'connect', transport: 'udp', port: 53, count: 3, localAddress: '127.0.0.2' },
  { do: 'send', from: 'alice', to: '127.0.0.1:53', hex: '' },
])('%o is a command', (command) => {
  expect(commandSchema.safeParse(command).success).toBe(true)
})

test.each([
  [{ do: 'dance' }, 'do'],
  [{ do: 'listen', port: 65536 }, 'port'],
  [{ do: 'listen', port: '80' }, 'port'],
  [{ do: 'listen', as: 'a.b' }, 'as'],
  [{ do: 'listen', backlog: 0 }, 'backlog'],
  [{ do: 'listen', prot: 80 }, 'prot'],
  [{ do: 'listen', respond: { with: 'shout' } }, 'respond.with'],
  [{ do: 'listen', respond: { with: 'reply' } }, 'respond.text'],
  [{ do: 'listen', respond: { with: 'echo', text: 'x' } }, 'respond.text'],
  [{ do: 'listen', respond: { with: 'rules' } }, 'respond.rules'],
  [{ do: 'connect' }, 'to'],
  [{ do: 'connect', to: 'server', port: 80 }, 'to'],
  [{ do: 'connect', to: 'server', host: '127.0.0.1' }, 'host'],
  [{ do: 'connect', port: 0 }, 'port'],
  [{ do: 'connect', transport: 'udp', port: 80, tls: {} }, 'tls'],
  [{ do: 'connect', transport: 'udp', port: 80, family: 6 }, 'family'],
  [{ do: 'connect', transport: 'udp', port: 80, addresses: ['127.0.0.1'] }, 'addresses'],
  [{ do: 'connect', transport: 'udp', path: '/tmp/a.sock' }, 'path'],
  [{ do: 'connect', transport: 'tcp', path: '/tmp/a.sock' }, 'path'],
  [{ do: 'connect', port: 80, tls: { ca: { off: 'server' } } }, 'tls.ca.of'],
  [{ do: 'connect', port: 80, tls: { ALPNProtocols: ['h2', 'h\n2'] } }, 'tls.ALPNProtocols.1'],
  [{ do: 'listen', path: '/tmp/a\u200b.sock' }, 'path'],
  [{ do: 'listen', transport: 'udp' }, 'transport'],
  [{ do: 'connect', transport: 'udp', port: 53, noDelay: true }, 'noDelay'],
  [{ do: 'connect', transport: 'udp', port: 53, framing: { by: 'line' } }, 'framing'],
  [{ do: 'bind', framing: { by: 'line' } }, 'framing'],
  [{ do: 'bind', allowHalfOpen: true }, 'allowHalfOpen'],
  [{ do: 'send', from: 'alice', to: '', text: 'x' }, 'to'],
  [{ do: 'connect', to: 'server', count: 0 }, 'count'],
  [{ do: 'connect', host: 'a b', port: 80 }, 'host'],
  [{ do: 'load', clients: 1, forMs: 1 }, 'to'],
  [{ do: 'load', to: 'server', port: 80, clients: 1, forMs: 1 }, 'to'],
  [{ do: 'load', to: 'server', host: '127.0.0.1', clients: 1, forMs: 1 }, 'host'],
  [{ do: 'load', to: 'server', clients: 10_001, forMs: 1 }, 'clients'],
  [{ do: 'load', to: 'server', clients: 1 }, 'forMs'],
  [{ do: 'load', to: 'server', clients: 1, forMs: 0 }, 'forMs'],
  [{ do: 'load', to: 'server', clients: 1, forMs: 1, rate: -1 }, 'rate'],
  [{ do: 'load', to: 'server', clients: 1, forMs: 1, bytes: 1_048_577 }, 'bytes'],
  [{ do: 'send', from: 'alice' }, ''],
  [{ do: 'send', from: 'alice', text: 'x', hex: '00' }, 'hex'],
  [{ do: 'send', from: 'alice', hex: '0' }, 'hex'],
  [{ do: 'send', from: 'alice', base64: 'a' }, 'base64'],
  [{ do: 'send', from: 'a\u0000', text: 'x' }, 'from'],
  [{ do: 'close' }, 'socket'],
  [{ do: 'stop' }, 'socket'],
  [{ do: 'configure', socket: 'server' }, 'respond'],
  [{ do: 'configure', socket: 'alice@server', maxConnections: 1 }, 'socket'],
  [{ do: 'configure', socket: 'server', maxConnections: 0 }, 'maxConnections'],
  [{ do: 'configure', socket: 'server', respond: { with: 'reply' } }, 'respond.text'],
  [{ do: 'rename', socket: 'alice', to: 'a@b' }, 'to'],
  [{ do: 'rename', socket: 'alice' }, 'to'],
  [{ do: 'wait', ms: -1 }, 'ms'],
  [{ do: 'note' }, 'text'],
  [{ do: 'note', text: ' \n' }, 'text'],
  [{ do: 'note', text: 'x'.repeat(4001) }, 'text'],
  [{ do: 'note', text: 'x', about: 0 }, 'about'],
])('%o is refused at %s', (command, field) => {
  const result = commandSchema.safeParse(command)
  const error = result.success ? undefined : schemaError(result.error)
  expect(error?.code).toBe('LAB_BAD_COMMAND')
  expect(error?.field ?? '').toBe(field)
  expect(error?.message).not.toBe('')
})

test.each(['(', 'x'])('a regular expression of too many %s is refused without a look at it', (character) => {
  const rules = [{ match: { regex: character.repeat(100_000) }, reply: { text: '$1' } }]
  const { error } = commandSchema.safeParse({ do: 'listen', respond: { with: 'rules', rules } })
  expect(error?.issues).toMatchObject([{ code: 'too_big', path: ['respond', 'rules', 0, 'match', 'regex'] }])
})

test('exactly-one-of is in the JSON Schema, too', () => {
  const schema = JSON.stringify(z.toJSONSchema(commandSchema, { unrepresentable: 'any' }))
  expect(schema).toContain('"oneOf":[{"required":["text"]},{"required":["hex"]}')
})

test('every explained code has a cause and a remedy', () => {
  for (const key of EXPLAINED_CODES) {
    const [code = '', syscall] = key.split(':')
    expect(explain(code, syscall)?.cause).toMatch(/\.$/)
    expect(explain(code, syscall)?.remedy).toMatch(/\.$/)
  }
  expect(explanationKey('EADDRINUSE', 'connect')).toBe('EADDRINUSE:connect')
  expect(explanationKey('EADDRINUSE', 'listen')).toBe('EADDRINUSE')
  expect(explanationKey('EWHATEVER')).toBeUndefined()
})
