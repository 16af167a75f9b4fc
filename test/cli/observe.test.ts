import { afterEach, expect, test, vi } from 'vitest'
import { cli, events, scenarioFile } from './support'

// The kernel's tables in runs of the command line.

const LISTEN = { do: 'listen', as: 'server' }
const ALICE = { do: 'connect', as: 'alice', to: 'server' }
const onLinux = test.skipIf(process.platform !== 'linux')

afterEach(() => vi.unstubAllGlobals())

onLinux('--observe: rows are told, and a state can be asked for as it was observed', async () => {
  const steps = [
    LISTEN,
    ALICE,
    { expect: 'observed', at: 'server', state: 'LISTEN' },
    { expect: 'state', of: 'alice', is: 'ESTABLISHED', provenance: 'observed' },
  ]
  const run = await events(steps, '--observe')
  expect(run.status, run.stderr).toBe(0)
  expect(run.events.find((one) => one.kind === 'source')).toMatchObject({
    source: 'kernel',
    phase: 'started',
  })
})

test('without the flag nothing is read', async () => {
  const run = await events([LISTEN, ALICE])
  expect(run.events.filter((one) => one.kind === 'source' || one.kind === 'observed')).toEqual([])
})

onLinux('a watch is enough, and is done when what it covers has been found', async () => {
  const run = await events([
    { do: 'watch', as: 'app', port: 1 },
    { expect: 'watching', at: 'app', port: 1 },
    { do: 'unwatch', socket: 'app' },
  ])
  expect(run.status, run.stderr).toBe(0)
  expect(run.events.find((one) => one.kind === 'source')).toMatchObject({ phase: 'started' })
})

test('where the tables can’t be had: said on standard error and by an event, and the run goes on', async () => {
  vi.stubGlobal('process', Object.create(process, { platform: { value: 'aix' } }))
  const run = await events([LISTEN, ALICE], '--observe')
  expect(run.status).toBe(0)
  expect(run.stderr).toMatch(/^--observe: Socket Lab can't read .* on aix \(States are inferred only\.\)$/m)
  expect(run.events.find((one) => one.kind === 'source')).toMatchObject({
    phase: 'unavailable',
    error: { code: 'LAB_NO_SOURCE' },
  })
})

onLinux('the story of it', async () => {
  const file = scenarioFile({
    version: 1,
    steps: [LISTEN, { expect: 'observed', at: 'server', state: 'LISTEN' }],
  })
  const { status, stdout } = await cli(['run', '--observe', file])
  expect(status).toBe(0)
  expect(stdout).toMatch(/the kernel’s tables \(procfs\): started/)
  expect(stdout).toMatch(/server {2}the kernel has it in LISTEN, 0 of 511 wait to be accepted/)
})
