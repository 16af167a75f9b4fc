import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

const PORT = 79
/** The user `nobody`, for a test run by root. */
const NOBODY = 65_534

test.runIf(process.platform === 'linux')(
  'a port below 1024 without the privilege: EACCES, explained',
  async () => {
    const [stdout, status] = await listenAsNobody()
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const firstFree = Number(await readFile('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'))
    if (firstFree <= PORT) {
      // Containers often allow every port: then it listens.
      expect(events.some((event) => event.kind === 'listening')).toBe(true)
      return
    }
    expect(status).toBe(0)
    const failed = events.find((event) => event.kind === 'failed')
    expect(failed).toMatchObject({ code: 'EACCES', syscall: 'listen', address: `127.0.0.1:${PORT}` })
    expect(failed?.advice).toContain('1024')
  },
)

/** In a folder of its own, since `nobody` may not be let into ours. */
async function listenAsNobody(): Promise<[stdout: string, status: number]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'socket-lab-'))
  try {
    await chmod(folder, 0o755)
    await cp('out/cli', path.join(folder, 'cli'), { recursive: true })
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }')
    const steps = [
      { do: 'listen', as: 'server', port: PORT },
      { expect: 'failed', at: 'server', code: 'EACCES' },
    ]
    const file = path.join(folder, 'low-port.json')
    await writeFile(file, JSON.stringify({ version: 1, steps }))
    const args = [path.join(folder, 'cli/index.js'), 'run', file, '--format', 'ndjson']
    const child = spawn(process.execPath, args, {
      cwd: folder,
      ...(process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
    })
    const [stdout, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    return [stdout, status as number]
  } finally {
    await rm(folder, { recursive: true })
  }
}
