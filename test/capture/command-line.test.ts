import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { root } from '../../scripts/lib/paths.mjs'
import { captureRights } from '../../src/main/observe/capture/rights'
import type { EventOf } from '../../src/shared/events'
import { cli, events, folder, scenarioFile } from '../cli/support'

// `--capture`: packets for the whole of a run.

const STEPS = [
  { do: 'listen', as: 'server', respond: { with: 'upper' } },
  { do: 'connect', as: 'alice', to: 'server' },
  { do: 'send', from: 'alice', text: 'hello' },
  { expect: 'segment', at: 'alice', flags: 'S', sequence: 0 },
  { expect: 'segment', at: 'alice@server', flags: 'AS', acknowledgement: 1 },
  { expect: 'segment', at: 'alice', bytes: 5, sequence: 1 },
  { do: 'close', socket: 'alice' },
]

const folders: string[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await Promise.all(folders.splice(0).map((one) => rm(one, { recursive: true, force: true })))
})

/** From here on these are found before the machine's own. */
async function forbid(): Promise<void> {
  const made = await mkdtemp(path.join(os.tmpdir(), 'lab-tools-'))
  folders.push(made)
  for (const name of ['tcpdump', 'dumpcap']) {
    await writeFile(path.join(made, name), `#!/bin/sh\necho "${name}: not permitted" >&2\nexit 1\n`)
    await chmod(path.join(made, name), 0o755)
  }
  vi.stubEnv('PATH', `${made}:${process.env.PATH}`)
  if (process.getuid) vi.spyOn(process, 'getuid').mockReturnValue(1000)
}

test('segments can be expected; all that was on the wire is told before the end', async () => {
  const { status, stderr, events: all } = await events(STEPS, '--capture')
  expect({ status, stderr: stderr.match(/✗.*/)?.[0] }).toEqual({ status: 0, stderr: undefined })
  const segments = all.filter((one): one is EventOf<'segment'> => one.kind === 'segment')
  expect(segments.filter(({ flags }) => flags.includes('F')).map(({ socket }) => socket)).toEqual([
    'alice',
    'alice@server',
  ])
  const sources = all.filter((one): one is EventOf<'source'> => one.kind === 'source')
  expect(sources.map(({ phase, by }) => [phase, by])).toEqual([
    ['started', 'tcpdump'],
    ['stopped', undefined],
  ])
  // It captures before the first step, and to the end.
  expect(all[1]?.kind).toBe('source')
  expect(all.at(-1)?.kind).toBe('source')
})

test('as a story it has the segments, too', async () => {
  const { stdout } = await cli(['run', '--capture', scenarioFile({ version: 1, steps: STEPS })])
  expect(stdout).toMatch(/alice +segment SYN seq 0\n/)
  expect(stdout).toMatch(/alice@server +segment SYN\+ACK seq 0 ack 1\n/)
  expect(stdout).toMatch(/packet capture \(tcpdump\): started/)
})

test('without the right nothing runs: status 2, what is missing, and the commands that give it', async () => {
  await forbid()
  const { status, stdout, stderr } = await cli([
    'run',
    '--capture',
    scenarioFile({ version: 1, steps: STEPS }),
  ])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('packets cannot be captured: tcpdump could not capture: not permitted; dumpcap')
  expect(stderr).toMatch(/\n {2}sudo setcap cap_net_raw,cap_net_admin=eip \/.*\/tcpdump\n/)
})

test('a run in a network of its own needs no right', async (context) => {
  await forbid()
  const { namespace } = await captureRights()
  if (namespace === undefined) return context.skip('this system lets nobody make a namespace')
  vi.unstubAllEnvs()
  const file = scenarioFile({ version: 1, steps: STEPS }, folder())
  // Who is root is nobody in there, as an ordinary user is himself: root would lose the right to become tcpdump.
  const command = namespace
    .replace('--map-current-user', '--map-user=65534')
    .replace('npm run --silent lab --', `${process.execPath} ${path.join(root, 'out/cli/index.js')}`)
    .replace('FILE', file)
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
  const [status] = await once(child, 'close')
  expect(said).toContain('3 of 3 expectations met')
  expect(status).toBe(0)
})

test('a tool does not outlive the program, however that ends', async () => {
  const steps = [STEPS[0], { expect: 'closed', at: 'server', within: 60_000 }]
  const file = scenarioFile({ version: 1, steps }, folder())
  const script = path.join(root, 'out/cli/index.js')
  const child = spawn(process.execPath, [script, 'run', '--capture', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (part) => {
      said += part
      if (/listens on/.test(said)) resolve()
    })
  })
  const tools = (await childrenOf(child.pid as number)).filter(({ name }) => name === 'tcpdump')
  expect(tools.length).toBeGreaterThan(0)
  child.kill('SIGKILL')
  await once(child, 'close')
  await expect
    .poll(() => tools.filter(({ pid }) => existsSync(`/proc/${pid}/exe`)), { timeout: 5000 })
    .toEqual([])
})

async function childrenOf(parent: number): Promise<{ pid: number; name: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = pids.map(async (pid) => {
    // pid (name) state ppid …
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const [, name = '', ppid] = /^\d+ \((.*)\) \S (\d+) /s.exec(stat) ?? []
    return { pid: Number(pid), name, ppid: Number(ppid) }
  })
  return (await Promise.all(found)).filter(({ ppid }) => ppid === parent)
}
