import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

// At the limit libuv accepts and closes without a word. The limit is a process's own, so the lab runs in one.

const LIMIT = 128

async function runWithLimit(steps: unknown[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'socket-lab-'))
  try {
    const file = path.join(folder, 'limit.json')
    await writeFile(file, JSON.stringify({ version: 1, steps }))
    const command = `ulimit -n ${LIMIT} && exec "$0" "$@"`
    const args = ['scripts/lab.mjs', 'run', file, '--format', 'ndjson']
    const child = spawn('sh', ['-c', command, process.execPath, ...args])
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ])
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    return { status, stderr, events }
  } finally {
    await rm(folder, { recursive: true })
  }
}

test.skipIf(process.platform === 'win32')(
  'clients that are accepted and closed for want of a descriptor are told of, each',
  async () => {
    const { status, stderr, events } = await runWithLimit([
      { do: 'listen', as: 'server' },
      { do: 'connect', as: 'crowd', to: 'server', count: 100 },
      { expect: 'dropped', at: 'server', reason: 'descriptors' },
      { expect: 'failed', at: 'server', code: 'EMFILE' },
    ])
    expect(stderr).toContain('✓ step 4')
    expect(status).toBe(0)
    const accepted = events.filter((event) => event.kind === 'accepted').length
    const dropped = events.filter((event) => event.kind === 'dropped').length
    const failed = events.filter((event) => event.kind === 'failed' && event.syscall === 'connect').length
    // Nobody is lost: each of the hundred was accepted, dropped, or could not even call.
    expect(dropped).toBeGreaterThan(0)
    expect(accepted + dropped + failed).toBe(100)
    // With the limit, and how to raise it; each client that was dropped is named, and sees its end.
    const refusals = events.filter((event) => event.kind === 'failed' && event.code === 'EMFILE')
    for (const { advice } of refusals) expect(advice).toContain('ulimit -n')
    if (process.platform === 'linux') {
      expect(refusals.find(({ socket }) => socket === 'server')?.message).toContain(`is ${LIMIT})`)
    }
    for (const { peer } of events.filter((event) => event.kind === 'dropped')) {
      expect(events.some(({ kind, socket }) => kind === 'closed' && socket === peer)).toBe(true)
    }
  },
)
