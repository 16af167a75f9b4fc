import { expect, test } from 'vitest'
import type { LoadCourse } from '../../src/shared/load'
import { cli, events, scenarioFile } from './support'

const run = (steps: unknown[]) => cli(['run', scenarioFile({ version: 1, steps })])

const ECHO = { do: 'listen', as: 'server', respond: { with: 'echo' } }
const LOAD = { do: 'load', as: 'crowd', to: 'server', clients: 3, everyMs: 10, forMs: 100 }

test('a load is awaited, and its report can be expected within bounds', async () => {
  const {
    status,
    stderr,
    events: log,
  } = await events([
    ECHO,
    LOAD,
    { expect: 'load', at: 'crowd', phase: 'started', plan: { clients: 3 }, within: 0 },
    {
      expect: 'load',
      at: 'crowd',
      phase: 'ended',
      by: 'time',
      closed: 3,
      unanswered: { atMost: 0 },
      sent: { atLeast: 3, atMost: 1000 },
      latency: { p99: { atLeast: 0 } },
      errors: {},
      within: 0,
    },
    { expect: 'state', of: 'crowd', was: 'FIN_WAIT_1' },
    { expect: 'state', of: 'crowd@server', was: 'CLOSE_WAIT' },
  ])
  expect(stderr).not.toContain('✗')
  expect(status).toBe(0)
  const report = log.filter((one) => one.kind === 'load').at(-1) as LoadCourse
  expect(report).toMatchObject({
    phase: 'ended',
    plan: { target: 'server', bytes: 64 },
    answered: report.sent,
  })
})

test('bounds that are not kept are not met', async () => {
  const { status, stderr } = await events([
    ECHO,
    LOAD,
    { expect: 'load', at: 'crowd', phase: 'ended', sent: { atMost: 0 }, within: 0 },
  ])
  expect(status).toBe(1)
  expect(stderr).toContain('✗ step 3: load at crowd: phase "ended", sent {"atMost":0}')
})

test('without waiting, it is there to be stopped', async () => {
  const { status, stderr } = await events([
    ECHO,
    { ...LOAD, forMs: 3_600_000, nowait: true },
    { expect: 'received', at: 'crowd@server', bytes: 64 },
    { do: 'stop', socket: 'crowd' },
    { expect: 'load', at: 'crowd', phase: 'ended', by: 'stop', closed: 3, unanswered: 0, within: 10_000 },
  ])
  expect(stderr).not.toContain('✗')
  expect(status).toBe(0)
})

test('its story is a report, not that of each client', async () => {
  const { status, stdout } = await run([ECHO, LOAD])
  expect(status).toBe(0)
  expect(stdout).toContain('load: 3 clients to server, each 64 B every 10 ms, for 100 ms')
  expect(stdout).toMatch(/load: ended, its time is over; (\d+) messages sent, \1 of them done/)
  expect(stdout).toMatch(/What came of the load crowd\n {2}clients {6}3: 3 connected, 3 closed, 0 failed\n/)
  expect(stdout).toMatch(/\n {2}latency .*p99\.9 .* ms, to the last byte of the answer\n/)
  expect(stdout).toMatch(/\n {2}errors {7}none\n/)
  expect(stdout).not.toMatch(/crowd\.1 {2}(connects|sent|received)/)
})

test('to another address it goes only if that is allowed', async () => {
  const elsewhere = { do: 'load', as: 'crowd', port: 1, clients: 2, forMs: 1000 }
  const refused = await run([elsewhere])
  expect(refused.status).toBe(2)
  expect(refused.stderr).toContain(
    'step 1 (load), port: "127.0.0.1:1" is not named as a server of this scenario; --allow-net allows it',
  )
  const allowed = await events(
    [elsewhere, { expect: 'load', at: 'crowd', phase: 'ended', by: 'clients', failed: 2 }],
    '--allow-net',
  )
  expect(allowed.stderr).not.toContain('✗')
  expect(allowed.status).toBe(0)
})

test.each([
  [{ ...LOAD, to: 'nobody' }, 'no listener is called "nobody"'],
  [{ ...LOAD, clients: 0 }, 'step 2 (load), clients: must be at least 1'],
  [{ ...LOAD, clients: 10_001 }, 'step 2 (load), clients: must be at most 10000'],
  [{ ...LOAD, as: 'server' }, '"server" is already the name of a listener'],
])('a step that cannot be is refused: %o', async (step, why) => {
  const { status, stderr } = await run([ECHO, step])
  expect(status).toBe(2)
  expect(stderr).toContain(why)
})
