import net from 'node:net'
import os from 'node:os'
import { describe, expect, test } from 'vitest'
import { ownAddresses } from '../../src/main/desktop/addresses'

const ipv4 = (address: string, internal = false): os.NetworkInterfaceInfo => ({
  address,
  internal,
  family: 'IPv4',
  netmask: '255.0.0.0',
  mac: '00:00:00:00:00:00',
  cidr: null,
})
const ipv6 = (address: string, internal = false, scopeid = 0): os.NetworkInterfaceInfo => ({
  ...ipv4(address, internal),
  family: 'IPv6',
  scopeid,
})

describe('the addresses of this machine', () => {
  const interfaces = {
    eth0: [ipv6('fe80::1', false, 2), ipv4('10.0.0.5'), ipv6('2001:db8::5')],
    lo: [ipv6('::1', true), ipv4('127.0.0.1', true)],
    'eth0:1': [ipv4('10.0.0.5'), ipv4('10.0.0.6')],
    wlan0: [ipv6('fe80::1', false, 3)],
    down: undefined,
  }

  test('come with loopback first, each once, a link-local one with its link', () => {
    const found = ownAddresses(interfaces, 'linux')
    expect(found.map(({ address }) => address)).toEqual([
      '127.0.0.1',
      '::1',
      '10.0.0.5',
      '10.0.0.6',
      '2001:db8::5',
      'fe80::1%eth0',
      'fe80::1%wlan0',
    ])
    expect(found[0]).toEqual({ address: '127.0.0.1', family: 'IPv4', interface: 'lo', internal: true })
    expect(found[2]?.interface).toBe('eth0')
  })

  test('name the link by its number on Windows', () => {
    const found = ownAddresses(interfaces, 'win32').map(({ address }) => address)
    expect(found).toContain('fe80::1%2')
    expect(found).toContain('fe80::1%3')
  })

  test('are such that a server can listen there', async () => {
    const found = ownAddresses(os.networkInterfaces(), process.platform)
    expect(found[0]?.internal).toBe(true)
    for (const { address } of found) {
      const server = net.createServer()
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(0, address, resolve)
      })
      await new Promise((resolve) => server.close(resolve))
    }
  })
})
