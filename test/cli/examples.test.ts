import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli } from './support'

const folder = fileURLToPath(new URL('../../examples/', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.address === '::1')

const NEEDS_IPV6 = new Set(['dual-stack.json', 'ipv6-loopback.json'])
/** What it takes to run the others, besides. */
const FLAGS: Record<string, string[]> = {
  'dual-stack.json': ['--allow-net'],
  'observed.json': ['--observe'],
}
/** Those that read the kernel's tables: what netstat tells elsewhere is less. */
const NEEDS_PROCFS = new Set(['observed.json', 'watched-server.json', ...files.filter(startsPrograms)])

/** The server that `watched-server.json` asks for. */
const SERVER = `require('node:net').createServer((socket) => socket.on('error', () => {}))
  .listen(8765, '127.0.0.1', () => console.log('listening'))`
let server: ChildProcess | undefined

beforeAll(async () => {
  server = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(server.stdout as NodeJS.ReadableStream, 'data')
})

afterAll(async () => {
  server?.kill()
  if (server?.exitCode === null) await once(server, 'exit')
})

function startsPrograms(name: string): boolean {
  return readFileSync(folder + name, 'utf8').includes('"spawn"')
}

describe('every example', () => {
  // One after the other: some listen on a port that is said in the file.
  it.each(files)('passes: %s', async (name) => {
    if (NEEDS_PROCFS.has(name) && process.platform !== 'linux') return
    const flags = startsPrograms(name) ? ['--allow-spawn'] : (FLAGS[name] ?? [])
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
