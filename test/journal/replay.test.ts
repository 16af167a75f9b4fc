import { existsSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { EVENTS, PAYLOADS } from '../../src/main/journal/format/manifest'
import { packSession } from '../../src/main/journal/single-file'
import type { LabEvent } from '../../src/shared/events'
import { eventToLine } from '../../src/shared/ndjson'
import { cli, scenarioFile } from '../cli/support'
import { chance } from '../support/chance'
import { inventedLog } from './logs'
import { append, fileOf, SessionWriter, sealed, writeSession } from './recorded'
import { temporaryFolder } from './support'

const STEPS = [
  { do: 'listen', as: 'server', respond: { with: 'upper' } },
  { do: 'connect', as: 'alice', to: 'server' },
  { do: 'send', from: 'alice', text: 'grüße' },
  { expect: 'received', at: 'alice', text: 'GRüßE' },
  { do: 'send', from: 'alice', text: 'x'.repeat(6000) },
  { expect: 'received', at: 'alice', bytes: 6000 },
  { do: 'shutdown', socket: 'alice' },
  { expect: 'closed', at: 'alice' },
]

const lines = (text: string) => text.split('\n').filter((line) => line !== '')

/** Without long texts, of which a journal has less than the run. */
function withoutLong(line: string): Record<string, unknown> {
  const { kept: _kept, ...event } = JSON.parse(line)
  if (event.text?.length > 4000) delete event.text
  if (event.command?.text?.length > 4000) delete event.command.text
  return event
}

describe('replay tells', () => {
  test('what the run told, event by event', async () => {
    const folder = path.join(temporaryFolder(), 'journal')
    const file = scenarioFile({ version: 1, steps: STEPS })
    const run = await cli(['run', '--format', 'ndjson', '--journal', folder, file])
    expect(run.status).toBe(0)
    const { status, stdout, stderr } = await cli(['replay', '--format', 'ndjson', folder])
    expect([status, stderr]).toEqual([0, ''])
    const told = lines(run.stdout)
    // A journal goes on until the lab is closed.
    const again = lines(stdout).slice(0, told.length)
    expect(again.map(withoutLong)).toEqual(told.map(withoutLong))
    expect(again.filter((line) => JSON.parse(line).kept === 4096)).not.toHaveLength(0)
  })

  test('the story of it, with what was asked as its headings', async () => {
    const folder = path.join(temporaryFolder(), 'journal')
    await cli(['run', '--journal', folder, scenarioFile({ version: 1, steps: STEPS })])
    const { status, stdout } = await cli(['replay', folder])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Recorded \d{4}-/)
    expect(stdout).toContain('1. listen server')
    expect(stdout).toContain('3. send from alice "grüße"')
    expect(stdout).toContain('received 7 B "GRüßE"')
    expect(stdout).toMatch(
      /What each end went through\n(.*\n)* +alice +CLOSED → SYN_SENT → ESTABLISHED → FIN_WAIT_1/,
    )
    expect(stdout).not.toContain('expectation')
  })

  test('a single file, and leaves nothing of it behind', async () => {
    // Nothing of it is longer than what is kept.
    const log = inventedLog(chance(2), 60)
    const folder = writeSession(path.join(temporaryFolder(), 'session'), log)
    const file = path.join(temporaryFolder(), 'one.socketlab')
    await packSession(folder, file)
    rmSync(folder, { recursive: true })
    const before = temporaries()
    const { status, stdout } = await cli(
      ['replay', '--format', 'ndjson', 'one.socketlab'],
      {},
      path.dirname(file),
    )
    expect(status).toBe(0)
    expect(lines(stdout)).toEqual(log.map(eventToLine))
    expect(temporaries()).toEqual(before)
  })

  test('what can be read of a damaged one, and where it is not whole', async () => {
    const log = inventedLog(chance(2), 60)
    const folder = writeSession(path.join(temporaryFolder(), 'session'), log)
    rmSync(path.join(folder, PAYLOADS))
    truncateSync(path.join(folder, EVENTS), fileOf(folder, EVENTS).length - 5)
    const { status, stdout, stderr } = await cli(['replay', '--format', 'ndjson', folder])
    expect(status).toBe(0)
    expect(lines(stdout)).toHaveLength(log.length - 1)
    expect(stderr).toContain(`events.ndjson: the last line, ${log.length}, was cut off`)
    expect(stderr).toMatch(/payloads\.bin is missing or cannot be read: bytes of \d+ messages are gone/)
  })

  test('nothing that a terminal would obey', async () => {
    const writer = new SessionWriter(path.join(temporaryFolder(), 'session'))
    const evil = 'a\u001b[2Jb\u202e'
    const put = (event: Record<string, unknown>) => writer.put({ t: 1, ...event } as unknown as LabEvent)
    put({ seq: 1, kind: 'note', text: evil, topic: 'pinned' })
    put({ seq: 2, kind: 'failed', code: 'X', message: evil, advice: evil, address: evil, syscall: evil })
    put({ seq: 3, kind: 'asked', by: 'user', command: { do: 'send', from: evil, [evil]: evil } })
    put({
      seq: 4,
      kind: 'source',
      source: 'capture',
      phase: 'unavailable',
      error: { code: 'X', message: evil },
    })
    writer.end()
    append(writer.folder, `${sealed({ seq: 5, t: 1, kind: 'renamed', socket: 'a', to: evil })}\n`)
    for (const format of ['pretty', 'ndjson']) {
      const { status, stdout, stderr } = await cli(['replay', '--format', format, writer.folder])
      expect(status).toBe(0)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be in it
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
    }
  })
})

describe('replay refuses, with status 2 and a remedy', () => {
  test.each([
    ['what is not there', () => path.join(temporaryFolder(), 'nothing')],
    ['an empty folder', () => temporaryFolder()],
    [
      'a file that is no session',
      () => {
        const file = path.join(temporaryFolder(), 'a.socketlab')
        writeFileSync(file, 'PK, or not')
        return file
      },
    ],
  ])('%s', async (_what, place) => {
    const { status, stdout, stderr } = await cli(['replay', '--format', 'ndjson', place()])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/is no recorded session: .+\(.+Choose the folder of a session/)
  })
})

function temporaries(): string[] {
  return existsSync(tmpdir()) ? readdirSync(tmpdir()).filter((name) => /^socket-lab-\w{6}$/.test(name)) : []
}
