import { expect, test } from 'vitest'
import {
  formatAddress,
  isAddress,
  NAME_PATTERN,
  parseAddress,
  splitAccepted,
  splitMember,
} from '../../src/shared/ids'

test.each(['a', 'server', 'slow reader', '服务器', 'x_1-y', 'a'.repeat(64)])('%s is a name', (name) => {
  expect(NAME_PATTERN.test(name)).toBe(true)
})

test.each(['', 'a.b', 'a@b', 'a:1', ' a', 'a ', '-a', 'a\n', 'a'.repeat(65), '[::1]', 'a\u202eb'])(
  '%j is not a name',
  (name) => {
    expect(NAME_PATTERN.test(name)).toBe(false)
  },
)

test('addresses come back unchanged, and v4-mapped ones are what they stand for', () => {
  expect(formatAddress('127.0.0.1', 80)).toBe('127.0.0.1:80')
  expect(formatAddress('::1', 80)).toBe('[::1]:80')
  expect(formatAddress('::ffff:127.0.0.1', 80)).toBe('127.0.0.1:80')
  expect(parseAddress('[fe80::1%eth0]:8080')).toEqual({ host: 'fe80::1%eth0', port: 8080 })
  expect(parseAddress('127.0.0.1:8080')).toEqual({ host: '127.0.0.1', port: 8080 })
  expect(isAddress('alice')).toBe(false)
})

test("names of the lab's own making are taken apart", () => {
  expect(splitAccepted('crowd.2@server')).toEqual({ client: 'crowd.2', listener: 'server' })
  expect(splitAccepted('127.0.0.1:53422@server')).toEqual({ client: '127.0.0.1:53422', listener: 'server' })
  expect(splitAccepted('server')).toBeUndefined()
  expect(splitMember('crowd.2')).toEqual({ group: 'crowd', index: 2 })
  expect(splitMember('crowd.0')).toBeUndefined()
})
