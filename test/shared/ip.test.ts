import { expect, test } from 'vitest'
import { connectSchema, listenSchema } from '../../src/shared/commands'
import { lookupSchema } from '../../src/shared/commands/lookups'
import { ipFamily, ipv6Groups, isLinkLocal, isLoopback, v4Mapped } from '../../src/shared/ip'
import { needsOf } from '../../src/shared/scenario'
import { isUnixForeign } from '../../src/shared/unix'

test.each([
  ['127.0.0.1', 4],
  ['255.255.255.255', 4],
  ['::', 6],
  ['::1', 6],
  ['fe80::1%eth0', 6],
  ['::ffff:127.0.0.1', 6],
  ['2001:db8:0:0:0:0:0:1', 6],
  ['127.1', undefined],
  ['01.2.3.4', undefined],
  ['256.0.0.1', undefined],
  ['localhost', undefined],
  ['1::2::3', undefined],
  ['1:2:3:4:5:6:7', undefined],
  ['1:2:3:4:5:6:7:8:9', undefined],
  ['::1%', undefined],
])('the family of %s is %s', (host, family) => {
  expect(ipFamily(host)).toBe(family)
})

test('a v4-mapped address ends in the IPv4 address', () => {
  expect(ipv6Groups(v4Mapped('127.0.0.1'))).toEqual([0, 0, 0, 0, 0, 0xffff, 0x7f00, 1])
})

test('a link-local address reaches one link; it is no loopback address, whatever its scope', () => {
  expect(isLinkLocal('fe80::1%lo')).toBe(true)
  expect(isLinkLocal('febf::1')).toBe(true)
  expect(isLinkLocal('fec0::1')).toBe(false)
  expect(isLoopback('fe80::1%lo')).toBe(false)
  expect(isLoopback('0:0:0:0:0:0:0:1')).toBe(true)
  expect(isLoopback('1::')).toBe(false)
})

test.each([
  [listenSchema, { do: 'listen', path: 'a', port: 1 }, 'port'],
  [listenSchema, { do: 'listen', transport: 'unix' }, 'path'],
  [listenSchema, { do: 'listen', transport: 'tcp', path: 'a' }, 'path'],
  [listenSchema, { do: 'listen', removeStale: true }, 'removeStale'],
  [listenSchema, { do: 'listen', path: 'a\nb' }, 'path'],
  [connectSchema, { do: 'connect', path: 'a', noDelay: true }, 'noDelay'],
  [connectSchema, { do: 'connect', path: 'a', port: 1 }, 'to'],
  [connectSchema, { do: 'connect', port: 1, addresses: ['localhost'] }, 'addresses.0'],
  [connectSchema, { do: 'connect', port: 1, family: 5 }, 'family'],
  [lookupSchema, { do: 'lookup' }, 'host'],
  [lookupSchema, { do: 'lookup', by: 'getnameinfo', host: 'localhost' }, 'host'],
  [lookupSchema, { do: 'lookup', by: 'gethostname', host: 'a' }, 'host'],
  [lookupSchema, { do: 'lookup', by: 'gethostbyname', host: 'a', family: 6 }, 'family'],
])('what does not go together is told where it is: %#', (schema, command, field) => {
  const parsed = schema.safeParse(command)
  expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toContain(field)
})

test('each address that stands for a name, and each path, needs what it needs', () => {
  const needs = (step: object) =>
    needsOf(step as Parameters<typeof needsOf>[0]).map(({ what, field }) => `${what} ${field}`)
  expect(needs({ do: 'connect', port: 1, addresses: ['::1', '192.0.2.1'] })).toEqual(['call addresses.1'])
  expect(needs({ do: 'connect', host: 'fe80::1%lo', port: 1 })).toEqual(['call host'])
  expect(needs({ do: 'listen', path: 'a.sock' })).toEqual(['socket-file path'])
  expect(needs({ do: 'listen', path: '@a' })).toEqual([])
})

test('ends of other programs are known by their names', () => {
  for (const name of ['/tmp/a', '@a', 'C:\\a', '\\\\.\\pipe\\a', 'unnamed:3'])
    expect(isUnixForeign(name)).toBe(true)
  for (const name of ['unnamed', 'alice', 'crowd.1', '127.0.0.1:1']) expect(isUnixForeign(name)).toBe(false)
})
