import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cli, folder, scenarioFile } from '../cli/support'
import { gaps, readJournal } from './support'

const steps = [
  { do: 'listen', as: 'server', respond: { with: 'upper' } },
  { do: 'connect', as: 'alice', to: 'server' },
  { do: 'send', from: 'alice', text: 'hello' },
  { expect: 'received', at: 'alice', text: 'HELLO' },
  { do: 'close', socket: 'alice' },
]

test('run --journal leaves the whole run in the folder', async () => {
  const base = folder()
  const file = scenarioFile({ version: 1, steps })
  const { status, stdout, stderr } = await cli(
    ['run', '--format', 'ndjson', '--journal', 'kept/run', file],
    {},
    base,
  )
  expect(status).toBe(0)
  expect(stderr).not.toContain('journal')
  const journal = readJournal(path.join(base, 'kept/run'))
  const told = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(gaps(journal)).toEqual([])
  expect(journal.lines.map(({ event }) => [event.seq, event.kind]).slice(0, told.length)).toEqual(
    told.map(({ seq, kind }) => [seq, kind]),
  )
  expect(journal.manifest.ended?.events).toBe(journal.lines.length)
})

test('a folder that is new or empty is taken, and no other', async () => {
  const base = folder()
  const file = scenarioFile({ version: 1, steps: [] })
  mkdirSync(path.join(base, 'empty'))
  mkdirSync(path.join(base, 'full'))
  writeFileSync(path.join(base, 'full/photograph'), '')
  writeFileSync(path.join(base, 'file'), '')
  expect((await cli(['run', file, '--journal', 'empty'], {}, base)).status).toBe(0)
  expect(readdirSync(path.join(base, 'empty')).sort()).toEqual([
    'events.ndjson',
    'payloads.bin',
    'session.json',
  ])
  for (const [name, said] of [
    ['full', /--journal: .*full is not empty; name a folder that is new or empty/],
    ['file', /--journal: .*file is not a folder/],
    ['file/below', /--journal: .*not a folder/],
    ['empty', /is not empty/],
  ] as const) {
    const { status, stdout, stderr } = await cli(['run', file, '--journal', name], {}, base)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(said)
  }
  expect(readdirSync(path.join(base, 'full'))).toEqual(['photograph'])
})

test.skipIf(process.platform === 'win32')(
  'a run that cannot be recorded is run, with a warning',
  async () => {
    const file = scenarioFile({ version: 1, steps })
    const name = '/proc/socket-lab-journal'
    const { status, stdout, stderr } = await cli(['run', file, '--journal', name])
    expect(status).toBe(0)
    expect(stdout).toContain('HELLO')
    expect(stderr).toMatch(/--journal: the journal in \/proc\/socket-lab-journal: .*ENOENT/)
    expect(existsSync(name)).toBe(false)
  },
)
