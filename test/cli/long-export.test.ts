import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { main } from '../../src/main/cli/main'
import { inventedLog } from '../journal/logs'
import { writeSession } from '../journal/recorded'
import { chance } from '../support/chance'
import { collector, folder } from './support'

const script = fileURLToPath(new URL('../../scripts/lab.mjs', import.meta.url))

describe('an export that takes long', { timeout: 120_000 }, () => {
  let base: string
  beforeEach(() => {
    base = folder()
  })
  const record = (events: number) => writeSession(join(base, 'kept'), inventedLog(chance(3), events))

  /** With standard error on a terminal, or not. */
  async function exporting(isTTY: boolean) {
    const stdout = collector()
    const stderr = collector()
    const streams = { stdout: stdout.stream, stderr: Object.assign(stderr.stream, { isTTY }) }
    const argv = ['export', 'kept', '--to', 'csv', '--out', 'out.csv']
    const status = await main(argv, { ...streams, env: {}, folder: base })
    return { status, stdout: stdout.text(), stderr: stderr.text() }
  }

  it('tells a terminal how far it is, in one line that is gone at the end', async () => {
    record(40_000)
    const { status, stdout, stderr } = await exporting(true)
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
    const lines = stderr.split('\r\u001b[K')
    expect(lines.at(0)).toBe('')
    expect(lines.at(-1)).toBe('')
    const told = lines.slice(1, -1)
    expect(told.length).toBeGreaterThan(0)
    for (const line of told) expect(line).toMatch(/^exporting +\d+ % {2}[\d.]+ \w+ of [\d.]+ MiB$/)
    const percents = told.map((line) => Number(/\d+/.exec(line)?.[0]))
    expect(percents).toEqual(percents.toSorted((a, b) => a - b))
  })

  it('tells nothing where nobody looks', async () => {
    record(20_000)
    expect(await exporting(false)).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it.each([
    ['csv', 'SIGINT', 130],
    ['session', 'SIGTERM', 143],
  ] as const)('leaves no half of a file after a signal: %s, %s', async (to, signal, expected) => {
    record(200_000)
    const child = spawn(process.execPath, [script, 'export', 'kept', '--to', to, '--out', 'out'], {
      env: { ...process.env, INIT_CWD: base },
      stdio: 'ignore',
    })
    const ended = once(child, 'close')
    while (!readdirSync(base).some((name) => name.endsWith('.new'))) await wait(5)
    child.kill(signal)
    const [status] = await ended
    expect(status).toBe(expected)
    expect(readdirSync(base)).toEqual(['kept'])
  })
})
