import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { addressOf } from '../../src/main/observe/kernel/addresses'
import { Netstat, type NetstatForm } from '../../src/main/observe/kernel/netstat'
import { MACOS } from '../../src/main/observe/kernel/netstat-macos'
import { WINDOWS } from '../../src/main/observe/kernel/netstat-windows'
import type { TableTrouble } from '../../src/main/observe/kernel/tables'
import { thrownBy } from './support'

// The tables of macOS and Windows, from what their netstat prints.

function lines(form: NetstatForm, name: string): string[] {
  const file = path.join(import.meta.dirname, 'recorded', name)
  const read: string[] = []
  new Netstat(form, () => readFileSync(file, 'latin1')).read(true, (row) => {
    const { localPort, remotePort, state, sendQueue, receiveQueue, pid, process } = row
    const [local, remote] = [addressOf(row.local, localPort), addressOf(row.remote, remotePort)]
    const queues = sendQueue + receiveQueue > 0 ? ` s${sendQueue} r${receiveQueue}` : ''
    read.push(`${local} ${remote} ${state}${queues} ${process ?? ''}:${pid ?? ''}`)
  })
  return read
}

const trouble = (form: NetstatForm, text: string) =>
  (thrownBy(() => new Netstat(form, () => text).read(true, () => {})) as TableTrouble).error

test('macOS, processes by number', () => {
  expect(lines(MACOS, 'macos-numbered.txt')).toEqual([
    '127.0.0.1:8790 0.0.0.0:0 LISTEN :512',
    '[::]:8082 [::]:0 LISTEN :70902',
    '[::1]:631 [::]:0 LISTEN :412',
    '192.0.2.42:52741 198.51.100.22:443 ESTABLISHED s37 r0 :843',
    '[fe80::1]:1024 [fe80::1]:443 ESTABLISHED :843',
    '192.0.2.42:52802 198.51.100.52:5223 CLOSE_WAIT s0 r12 :901',
    '127.0.0.1:63110 127.0.0.1:63111 FIN_WAIT_2 :901',
    '127.0.0.1:8790 127.0.0.1:63120 SYN_RECEIVED :512',
    '127.0.0.1:63098 127.0.0.1:8790 TIME_WAIT :',
    '127.0.0.1:63090 0.0.0.0:0 CLOSED :901',
  ])
})

test('macOS, processes by name and number', () => {
  expect(lines(MACOS, 'macos-named.txt')).toEqual([
    '127.0.0.1:56177 0.0.0.0:0 LISTEN node:53558',
    '[::]:7348 [::]:0 LISTEN backburnerManage:96562',
    '192.0.2.20:51000 203.0.113.34:443 ESTABLISHED Brave Browser He:855',
    '[2001:db8:4133:0:1c2d:3e4f:5a6b:7c8d]:58881 [2001:db8:4847::4]:443 ESTABLISHED Comet Helper:4021',
    '127.0.0.1:51310 127.0.0.1:56177 TIME_WAIT :',
  ])
})

test.each(['windows-english.txt', 'windows-chinese.txt'])('%s', (name) => {
  expect(lines(WINDOWS, name)).toEqual([
    '0.0.0.0:135 0.0.0.0:0 LISTEN :1060',
    '127.0.0.1:9222 0.0.0.0:0 LISTEN :4321',
    '127.0.0.1:9222 127.0.0.1:50123 ESTABLISHED :4321',
    '127.0.0.1:9222 127.0.0.1:50124 TIME_WAIT :',
    '127.0.0.1:50125 127.0.0.1:9222 CLOSE_WAIT :2468',
    '192.0.2.120:49842 198.51.100.70:443 FIN_WAIT_2 :2468',
    '[::]:135 [::]:0 LISTEN :1060',
    '[::1]:49155 [::1]:49156 ESTABLISHED :4321',
    '[fe80::1c2d:3e4f:5a6b:7c8d]:9222 [::]:0 LISTEN :1111',
  ])
})

test.each([
  ['windows-german.txt', /line 7: "HERGESTELLT" is no state/],
  ['windows-french.txt', /line 7: ".TABLI" is no state/],
])('%s: who listens is seen in any language, and the first other state is told', (name, says) => {
  const text = readFileSync(path.join(import.meta.dirname, 'recorded', name), 'latin1')
  const listeners = text
    .split('\n')
    .filter((line) => !/TCP/.test(line) || / (0\.0\.0\.0|\[::\]):0 /.test(line))
  const states = new Set<string>()
  new Netstat(WINDOWS, () => listeners.join('\n')).read(true, ({ state }) => states.add(state))
  expect([...states]).toEqual(['LISTEN'])
  const error = trouble(WINDOWS, text)
  expect(error).toMatchObject({
    code: 'LAB_NO_SOURCE',
    field: 'netstat:7',
    message: expect.stringMatching(says),
  })
  expect(error.advice).toMatch(/English/)
})

test('a row that is none, and a netstat that is not there', () => {
  expect(trouble(MACOS, 'tcp4 is broken').message).toMatch(/line 1: .* is not a row of a TCP socket/)
  expect(trouble(WINDOWS, '\r\n  TCP    here  there  LISTENING  12\r\n').message).toMatch(
    /line 2: .* no addresses/,
  )
  const missing = thrownBy(() => new Netstat({ ...MACOS, args: ['--no-such-option'] }).read(true, () => {}))
  expect((missing as TableTrouble).error).toMatchObject({ code: 'LAB_NO_SOURCE', field: 'netstat' })
})
