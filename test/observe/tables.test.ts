import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { addressOf, wordsOf } from '../../src/main/observe/kernel/addresses'
import { openTables } from '../../src/main/observe/kernel/open-tables'
import { Procfs } from '../../src/main/observe/kernel/procfs'
import {
  copyOf,
  type KernelTables,
  monotonic,
  type Row,
  TableTrouble,
} from '../../src/main/observe/kernel/tables'
import { thrownBy } from './support'

// What /proc/net/tcp and tcp6 say, byte by byte.

const HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'
const LISTEN =
  '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000002 00:00000000 00000000  1000        0 12345 1 0000000080bdef1c 100 0 0 10 0'
const TIME_WAIT =
  '   1: 0100007F:A16D 0100007F:DF54 06 00000000:00000000 03:00000C53 00000000     0        0 0 3 00000000491d0a6a'
const MAPPED =
  '   0: 0000000000000000FFFF00000100007F:85F5 0000000000000000FFFF00000100007F:957C 08 000000FF:00000010 01:00000014 00000003   501        0 74881 1 0000'
const V6 =
  '12345: B80D0120000000000000000001000000:01BB B80D0120000000000000000002000000:FFFF 01 00000000:00000000 00:00000000 00000000     0        0 4294967295 1 0'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function tables(files: Record<string, string>): Procfs {
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-proc-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  return new Procfs(folder)
}

function rowsOf(source: KernelTables, v6 = true): Row[] {
  const rows: Row[] = []
  source.read(v6, (row) => rows.push(copyOf(row)))
  return rows
}

const table = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`

test('a listener, a TIME_WAIT with its countdown', () => {
  const before = monotonic()
  const [listener, waiting] = rowsOf(tables({ tcp: table(LISTEN, TIME_WAIT) }))
  expect(listener).toMatchObject({
    state: 'LISTEN',
    localPort: 8080,
    receiveQueue: 2,
    uid: 1000,
    inode: 12345,
  })
  expect(addressOf(listener?.local ?? [0, 0, 0, 0], 8080)).toBe('127.0.0.1:8080')
  expect(waiting).toMatchObject({ state: 'TIME_WAIT', localPort: 41_325, remotePort: 57_172, inode: 0 })
  expect(waiting).toMatchObject({ timer: 'timeWait', timerMs: 0xc53 * 10 })
  expect(listener?.began).toBeGreaterThan(before)
  expect(listener?.t).toBeGreaterThanOrEqual(listener?.began ?? 0)
})

test('datagram sockets: their queues, and what was dropped', () => {
  const bound =
    ' 7667: 0100007F:D72F 00000000:0000 07 00000010:00033E00 00:00000000 00000000  1000        0 30065600 2 000000002cad7aff 2834   '
  const rows: Row[] = []
  tables({ udp: table(bound), tcp: table() }).readDatagrams((row) => rows.push(copyOf(row)))
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ localPort: 55_087, sendQueue: 16, receiveQueue: 0x33e00, drops: 2834 })
})

test('IPv6: a v4-mapped address is the IPv4 one, others are written as RFC 5952 says', () => {
  const [mapped, plain] = rowsOf(tables({ tcp: table(), tcp6: table(MAPPED, V6) }))
  expect(mapped).toMatchObject({ state: 'CLOSE_WAIT', sendQueue: 255, receiveQueue: 16, uid: 501 })
  expect(mapped).toMatchObject({ timer: 'retransmit', timerMs: 200 })
  expect(mapped?.local).toEqual(wordsOf('127.0.0.1:1')?.words)
  expect(plain && addressOf(plain.local, plain.localPort)).toBe('[2001:db8::1]:443')
  expect(plain).toMatchObject({ remotePort: 65_535, inode: 4_294_967_295 })
})

test('a file that is longer than what is read at once', () => {
  const rows = rowsOf(tables({ tcp: table(...Array.from({ length: 5000 }, () => TIME_WAIT)) }))
  expect(rows).toHaveLength(5000)
  expect(rows.every(({ localPort }) => localPort === 41_325)).toBe(true)
})

test('a last line without its end', () => {
  expect(rowsOf(tables({ tcp: table(LISTEN).trimEnd() }))).toHaveLength(1)
})

test('a kernel without IPv6 has no second table, and without need it is not read', () => {
  expect(rowsOf(tables({ tcp: table(LISTEN) }))).toHaveLength(1)
  expect(rowsOf(tables({ tcp: table(LISTEN), tcp6: table(V6) }), false)).toHaveLength(1)
})

test('the real tables are understood, all of them', () => {
  expect(() => rowsOf(new Procfs())).not.toThrow()
})

describe('what can’t be read is said with its place', () => {
  const cases: [string, Record<string, string>, RegExp][] = [
    ['no such file', {}, /tcp can't be read: ENOENT in open/],
    [
      'a word for a number',
      { tcp: table(LISTEN, LISTEN.replace('1F90', '1G90')) },
      /tcp, line 3, is not a row/,
    ],
    ['a line that ends too soon', { tcp: table(LISTEN.slice(0, 60)) }, /line 2, is not a row/],
    ['a state that no kernel has', { tcp: table(LISTEN.replace(' 0A ', ' 1F ')) }, /line 2/],
    ['garbage', { tcp: `${HEADER}\n\u0000\u001b[2Jgarbage\n` }, /line 2, .*garbage/],
    ['a row of the other table', { tcp: table(), tcp6: table(V6, LISTEN) }, /tcp6, line 3/],
    ['a line without end', { tcp: `${HEADER}\n${'0'.repeat(200_000)}` }, /line 2/],
  ]
  test.each(cases)('%s', (_what, files, says) => {
    const trouble = thrownBy(() => rowsOf(tables(files)))
    expect(trouble).toBeInstanceOf(TableTrouble)
    const { error } = trouble as TableTrouble
    expect(error).toMatchObject({ code: 'LAB_NO_SOURCE', message: expect.stringMatching(says) })
    expect(error.field).toMatch(/tcp6?(:\d+)?$/)
    expect(error.advice).toBeTruthy()
  })
})

test('a system whose tables nobody here knows', () => {
  const trouble = thrownBy(() => openTables('aix'))
  expect((trouble as TableTrouble).error.message).toMatch(/can't read .* on aix/)
})

describe('addresses as words and back', () => {
  test.each([
    '127.0.0.1:80',
    '0.0.0.0:0',
    '255.255.255.255:65535',
    '[::]:80',
    '[::1]:80',
    '[1::]:80',
    '[fe80::1]:80',
    '[2001:db8:0:1:1:1:1:1]:80',
    '[2001:db8::1:0:0:1]:80',
    '[1:2:3:4:5:6:7:8]:80',
  ])('%s', (address) => {
    const { words, port } = wordsOf(address) ?? { words: [0, 0, 0, 0] as const, port: 0 }
    expect(addressOf([...words], port)).toBe(address)
  })

  test('a zone is nothing that a table tells, a v4-mapped address is IPv4', () => {
    expect(wordsOf('[fe80::1%eth0]:80')).toEqual(wordsOf('[fe80::1]:80'))
    expect(wordsOf('[::ffff:127.0.0.1]:80')?.words).toEqual(wordsOf('127.0.0.1:80')?.words)
  })

  test.each(['localhost:80', '[1:2]:80', '[1::2::3]:80', '300.0.0.1:80', '[12345::]:80', ''])(
    '%j is none',
    (text) => {
      expect(wordsOf(text)).toBeUndefined()
    },
  )
})
