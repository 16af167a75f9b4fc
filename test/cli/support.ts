import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { main } from '../../src/main/cli/main'
import type { LabEvent } from '../../src/shared/events'
import { afterEachTest } from '../support/after-each'

export interface Result {
  status: number
  stdout: string
  stderr: string
}

const folders: string[] = []

afterEachTest(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder that is gone after the test. */
export function folder(): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'lab-cli-')))
  folders.push(made)
  return made
}

/** A file of the name `scenario.json` with `content`, in a folder of its own unless one is given. */
export function scenarioFile(content: unknown, inside = folder()): string {
  const path = join(inside, 'scenario.json')
  const raw = typeof content === 'string' || content instanceof Uint8Array
  writeFileSync(path, raw ? content : JSON.stringify(content))
  return path
}

/** The command line in this process, with streams that are collected. */
export async function cli(argv: string[], env: Record<string, string> = {}, base = '/'): Promise<Result> {
  const stdout = collector()
  const stderr = collector()
  const status = await main(argv, { stdout: stdout.stream, stderr: stderr.stream, env, folder: base })
  return { status, stdout: stdout.text(), stderr: stderr.text() }
}

/** Runs steps, with --format ndjson, and gives the events. */
export async function events(steps: unknown[], ...flags: string[]): Promise<Result & { events: LabEvent[] }> {
  const result = await cli(['run', '--format', 'ndjson', ...flags, scenarioFile({ version: 1, steps })])
  const lines = result.stdout.split('\n').filter((line) => line !== '')
  return { ...result, events: lines.map((line) => JSON.parse(line) as LabEvent) }
}

export function collector() {
  const parts: Buffer[] = []
  const stream = new Writable({
    write(part: Buffer, _encoding, done) {
      parts.push(part)
      done()
    },
  })
  return { stream, text: () => Buffer.concat(parts).toString() }
}
