import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/shared/session'
import { Desktop, temporaryFolder } from '../ipc/support/requests'
import { gaps, readJournal } from './support'

function open(folder = temporaryFolder()): Desktop {
  return new Desktop({}, folder, false, true)
}

async function listen(desktop: Desktop): Promise<void> {
  await desktop.ask('execute', { command: { do: 'listen', as: 'server' } })
  await desktop.event(({ kind }) => kind === 'listening')
}

const sessions = (desktop: Desktop) => path.join(desktop.folder, 'sessions')
const started = (desktop: Desktop) =>
  desktop.event((event) => event.kind === 'recording' && event.phase === 'started')

test('each lab of the program is recorded from its first event, once something is done in it', async () => {
  const desktop = open()
  await listen(desktop)
  await started(desktop)
  await desktop.ask('newLab', {})
  await listen(desktop)
  await started(desktop)
  const list = await desktop.desk.journals.library.list()
  expect(list.map(({ state }) => state).sort()).toEqual(['ended', 'open'])
  const [current] = list.filter(({ state }) => state === 'open')
  expect(current?.id).toBe(desktop.desk.journals.current?.id)
  await desktop.close()
  const names = readdirSync(sessions(desktop))
  expect(names.length).toBe(2)
  for (const name of names) {
    const journal = readJournal(path.join(sessions(desktop), name))
    expect(journal.manifest.id).toBe(name)
    expect(journal.lines[0]?.event.kind).toBe('opened')
    expect(gaps(journal)).toEqual([])
    expect(journal.lines.at(-1)?.event.seq).toBe(journal.manifest.ended?.events)
  }
  expect(desktop.faults).toEqual([])
})

test('an empty lab leaves no session', async () => {
  const desktop = open()
  await desktop.close()
  expect(existsSync(sessions(desktop))).toBe(false)
})

test('limits come from the settings; what they cannot be is as if it were not set', async () => {
  const folder = temporaryFolder()
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ recording: { messageBytes: -1 } }))
  const first = open(folder)
  expect((await first.desk.journals.state()).limits).toEqual(DEFAULT_LIMITS)
  const limits = { messageBytes: 100_000, sessionBytes: 2_000_000, sessions: 2 }
  await first.ask('setSettings', { change: { recording: limits } })
  await first.close()
  const second = open(folder)
  expect(await second.desk.journals.state()).toEqual({
    limits,
    folder: path.join(folder, 'sessions'),
    bytes: 0,
    sessions: 0,
  })
  // What the lab doesn't keep can't be recorded.
  expect(second.lab.keepBytes).toBe(100_000)
})

test('the oldest sessions make room for a new one', async () => {
  const desktop = open()
  await desktop.ask('setSettings', { change: { recording: { ...DEFAULT_LIMITS, sessions: 2 } } })
  for (let i = 0; i < 3; i++) {
    await desktop.ask('newLab', {})
    await listen(desktop)
    await started(desktop)
  }
  const pruned = await desktop.event((event) => event.kind === 'recording' && event.phase === 'pruned')
  expect(pruned).toMatchObject({ sessions: 1 })
  expect(readdirSync(sessions(desktop)).length).toBe(2)
})
