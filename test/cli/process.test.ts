import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { childOf, gone } from '../support/processes'
import { folder, scenarioFile } from './support'

const root = fileURLToPath(new URL('../../', import.meta.url))
const script = join(root, 'scripts/lab.mjs')
const echo = join(root, 'examples/upper-case-echo.json')

function start(argv: string[], options: { env?: Record<string, string>; cwd?: string } = {}): ChildProcess {
  const env = { ...process.env, INIT_CWD: '', NO_COLOR: '1', FORCE_COLOR: '0', ...options.env }
  return spawn(process.execPath, [script, ...argv], {
    env,
    cwd: options.cwd ?? root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a shell gives each command.
    detached: true,
  })
}

async function finish(child: ChildProcess) {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (part) => {
    stdout += part
  })
  child.stderr?.on('data', (part) => {
    stderr += part
  })
  const [status, signal] = await once(child, 'close')
  return { status, signal, stdout, stderr }
}

const lab = (...argv: string[]) => finish(start(argv))

/** A run that waits for ever, once its server listens and `more` is done. */
async function waiting(...more: object[]): Promise<ChildProcess> {
  const steps = [
    { do: 'listen', as: 'server' },
    { do: 'connect', as: 'alice', to: 'server' },
    ...more,
    { do: 'wait', ms: 3_600_000 },
  ]
  const child = start(['run', '--format', 'ndjson', scenarioFile({ version: 1, steps })])
  for await (const part of child.stdout ?? []) if (String(part).includes('"ms":3600000')) break
  return child
}

describe('the program', () => {
  // Whatever it builds, it says so before these runs.
  beforeAll(() => lab('schema'), 60_000)

  it('exits by itself, with ends in TIME_WAIT', async () => {
    const { status, signal, stderr } = await lab('run', echo)
    expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: '' })
  })

  it('prints events, and nothing else, to standard output', async () => {
    const { status, stdout, stderr } = await lab('run', '--format', 'ndjson', echo)
    expect(status).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual(lines.map((_, index) => index + 1))
    expect(stderr).toBe('✓ step 5: received at alice: text "HELLO"\n✓ step 7: alice is in TIME_WAIT\n')
  })

  it('exits with 1 when an expectation is not met', async () => {
    const steps = [
      { do: 'listen', as: 'server' },
      { expect: 'closed', at: 'server', within: 10 },
    ]
    const { status, stderr } = await lab('run', '--format', 'ndjson', scenarioFile({ version: 1, steps }))
    expect(status).toBe(1)
    expect(stderr).toContain('✗ step 2: closed at server')
  })

  it('exits with 2 for a bad file, without a word on standard output', async () => {
    const { status, stdout, stderr } = await lab('run', scenarioFile('{'))
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('is not JSON: line 1, column 2')
  })

  it('takes relative paths from where npm was called', async () => {
    const base = folder()
    writeFileSync(join(base, 'here.json'), '{"version":1,"steps":[]}')
    expect((await finish(start(['run', 'here.json'], { env: { INIT_CWD: base } }))).status).toBe(0)
    expect((await finish(start(['run', 'here.json'], { cwd: base }))).status).toBe(0)
    expect((await finish(start(['run', 'here.json']))).status).toBe(2)
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends in order at %s', async (signal, status) => {
    const child = await waiting()
    const ended = finish(child)
    child.kill(signal)
    expect(await ended).toMatchObject({ status, signal: null, stderr: '' })
  })

  const FREEZE = { do: 'freeze', socket: 'server' }

  it.skipIf(process.platform === 'win32')(
    'ends in order by Ctrl+C with a server that is frozen',
    async () => {
      const child = await waiting(FREEZE)
      const ended = finish(child)
      // A terminal sends it to all processes of the foreground.
      process.kill(-(child.pid as number), 'SIGINT')
      const { status, stdout, stderr } = await ended
      expect({ status, stderr }).toEqual({ status: 130, stderr: '' })
      expect(stdout).not.toContain('LAB_HELPER')
    },
  )

  it.runIf(process.platform === 'linux')('takes its helper process along when it is killed', async () => {
    const child = await waiting(FREEZE)
    const helper = childOf(child.pid as number, 'freezer') as number
    expect(helper).toBeDefined()
    const ended = finish(child)
    child.kill('SIGKILL')
    await ended
    await gone(helper)
  })

  it.each(['pretty', 'ndjson'])('ends quietly when nobody reads any more: %s', async (format) => {
    const steps = [
      { do: 'listen', as: 'server', respond: { with: 'echo' } },
      { do: 'connect', as: 'alice', to: 'server' },
      { do: 'send', from: 'alice', text: 'again', repeat: 1_000_000, everyMs: 5 },
      { do: 'wait', ms: 3_600_000 },
    ]
    const child = start(['run', '--format', format, scenarioFile({ version: 1, steps })])
    child.stdout?.once('data', () => child.stdout?.destroy())
    expect(await finish(child)).toMatchObject({ status: 0, signal: null, stderr: '' })
  })
})
