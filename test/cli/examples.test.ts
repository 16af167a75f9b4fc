import { readdirSync, readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { cli } from './support'

const folder = fileURLToPath(new URL('../../examples/', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.address === '::1')

/** Those that listen on all interfaces, which a file may not do by itself. */
const OPEN_TO_THE_NETWORK = new Set(['dual-stack.json'])
const NEEDS_IPV6 = new Set(['dual-stack.json', 'ipv6-loopback.json'])

describe('every example', () => {
  // One after the other: some listen on a port that is said in the file.
  it.each(files)('passes: %s', async (name) => {
    const flags = OPEN_TO_THE_NETWORK.has(name) ? ['--allow-net'] : []
    const { status, stdout, stderr } = await cli(['run', '--format', 'ndjson', ...flags, folder + name])
    // A machine without IPv6 can't show it; that it says so is all that is asked there.
    if (NEEDS_IPV6.has(name) && !hasIpv6) expect(stdout).toMatch(/EADDRNOTAVAIL|EAFNOSUPPORT/)
    else expect(status, `${stderr}\n${stdout}`).toBe(0)
  })

  it.each(files)('says in the list what it shows: %s', (name) => {
    const { title } = JSON.parse(readFileSync(folder + name, 'utf8')) as { title: string }
    expect(readFileSync(`${folder}README.md`, 'utf8')).toContain(`[${title}](${name})`)
  })
})
