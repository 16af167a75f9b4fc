import { chmodSync, readFileSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { EVENTS, MANIFEST } from '../../src/main/journal/format/manifest'
import { openSession } from '../../src/main/journal/open-session'
import { SessionReader } from '../../src/main/journal/read/session-reader'
import type { NoteCommand } from '../../src/shared/commands'
import { chance } from '../support/chance'
import { openLab } from '../support/lab'
import { inventedLog } from './logs'
import { append, fileOf, writeManifest, writeSession } from './recorded'
import { readJournal, record, temporaryFolder } from './support'

const LOG = inventedLog(chance(11), 300)
const HEAD = LOG.at(-1)?.seq ?? 0
const END = Math.max(...LOG.map(({ t }) => t))
const ENDED = { at: '2026-11-21T11:00:00.000Z', events: HEAD, t: END }

const ended = () =>
  writeSession(path.join(temporaryFolder(), 'session'), LOG, { ended: ENDED, title: 'a title' })
const note = (text: string, rest: Partial<NoteCommand> = {}): NoteCommand => ({ do: 'note', text, ...rest })

test('a note is added to a session that has ended, at its end, and read at once and by the next one', async () => {
  const folder = ended()
  const before = fileOf(folder, EVENTS)
  const reader = await SessionReader.open(folder)
  expect(await reader.annotate(note('look here', { about: 5 }))).toEqual({ seq: HEAD + 1 })
  expect(await reader.annotate(note('of the log'))).toEqual({ seq: HEAD + 3 })
  const { seq: third } = await reader.annotate(note('look here!', { about: 5, replaces: HEAD + 2 }))

  const seen = async (one: SessionReader) => {
    const { notes, head } = await one.overview(1)
    return { notes, head, reach: await one.reach(), event: await one.event(third + 1) }
  }
  const now = await seen(reader)
  expect(now.notes.map(({ text }) => text).slice(-2)).toEqual(['look here!', 'of the log'])
  expect(now.head).toBe(HEAD + 6)
  expect(now.reach.end).toBe(END)
  expect(now.event).toMatchObject({ kind: 'note', topic: 'pinned', t: END, about: 5, cause: third })
  expect(Date.parse((now.event as { wall?: string }).wall ?? '')).toBeGreaterThan(Date.parse('2026-01-01'))

  const again = await SessionReader.open(folder)
  expect(again.damage).toEqual([])
  expect(await seen(again)).toEqual(now)
  // What was there is as it was, and what came is in the journal's own form.
  expect(fileOf(folder, EVENTS).subarray(0, before.length).equals(before)).toBe(true)
  const { manifest, lines, rest } = readJournal(folder)
  expect(manifest).toMatchObject({ title: 'a title', ended: { events: HEAD + 6, t: END } })
  expect(lines.slice(-2).map(({ event }) => event.kind)).toEqual(['asked', 'note'])
  expect(rest).toBe('')
  await Promise.all([reader.dispose(), again.dispose()])
})

test('a session that a lab has left is noted on through the thread that reads it', async () => {
  const lab = openLab()
  const recorder = record(lab)
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.dispose()
  await recorder.dispose()
  const { past, opened } = await openSession(recorder.folder)
  expect(opened).toMatchObject({ damage: [], writable: true })
  const { head } = await past.reach()
  expect(await past.annotate(note('here it listens', { socket: 'server' }))).toEqual({ seq: head + 1 })
  await expect(past.annotate(note('x', { socket: 'nobody' }))).rejects.toMatchObject({
    error: { code: 'LAB_UNKNOWN_SOCKET', field: 'socket' },
  })
  expect((await past.overview(1)).notes).toMatchObject([{ text: 'here it listens', socket: 'server' }])
  expect((await past.reach()).head).toBe(head + 2)
  await past.dispose()
})

const refusals: [string, (folder: string) => void, object][] = [
  [
    'is still recorded, or was left by a crash',
    (folder) => writeManifest(folder),
    { code: 'LAB_NOT_POSSIBLE' },
  ],
  [
    'has a torn last line',
    (folder) => truncateSync(path.join(folder, EVENTS), fileOf(folder, EVENTS).length - 3),
    { code: 'LAB_NOT_POSSIBLE' },
  ],
  [
    'is damaged in the middle',
    (folder) => {
      const bytes = fileOf(folder, EVENTS)
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
      writeFileSync(path.join(folder, EVENTS), bytes)
    },
    { code: 'LAB_NOT_POSSIBLE' },
  ],
  [
    'has lost its manifest',
    (folder) => writeFileSync(path.join(folder, MANIFEST), '{}'),
    { code: 'LAB_NOT_POSSIBLE' },
  ],
  [
    'is of a newer version',
    (folder) => writeManifest(folder, { version: 99, ended: ENDED }),
    { code: 'LAB_NEWER' },
  ],
]

test.each(refusals)('a session that %s is refused, and left as it is', async (_name, spoil, error) => {
  const folder = ended()
  spoil(folder)
  const before = [fileOf(folder, EVENTS), fileOf(folder, MANIFEST)]
  const reader = await SessionReader.open(folder)
  const { head } = await reader.reach()
  await expect(reader.annotate(note('x'))).rejects.toMatchObject({ error })
  expect([fileOf(folder, EVENTS), fileOf(folder, MANIFEST)]).toEqual(before)
  expect((await reader.reach()).head).toBe(head)
  await reader.dispose()
})

test('what somebody else has added meanwhile is not written over', async () => {
  const folder = ended()
  const reader = await SessionReader.open(folder)
  append(folder, '{"seq":')
  const before = fileOf(folder, EVENTS)
  await expect(reader.annotate(note('x'))).rejects.toMatchObject({
    error: { code: 'LAB_NOT_POSSIBLE', advice: 'Open it again.' },
  })
  expect(fileOf(folder, EVENTS).equals(before)).toBe(true)
  await reader.dispose()
})

test('a note goes to no file that a link leads to', async () => {
  if (process.platform === 'win32') return
  const folder = ended()
  const reader = await SessionReader.open(folder)
  const elsewhere = path.join(temporaryFolder(), 'elsewhere')
  renameSync(path.join(folder, EVENTS), elsewhere)
  symlinkSync(elsewhere, path.join(folder, EVENTS))
  const before = readFileSync(elsewhere)
  await expect(reader.annotate(note('x'))).rejects.toMatchObject({ error: { code: 'LAB_NOT_SAVED' } })
  expect(readFileSync(elsewhere).equals(before)).toBe(true)
  await reader.dispose()
})

test('events that there are not cannot be noted on', async () => {
  const reader = await SessionReader.open(ended())
  for (const field of ['about', 'replaces']) {
    await expect(reader.annotate(note('x', { [field]: HEAD + 1 }))).rejects.toMatchObject({
      error: { code: 'LAB_NOT_POSSIBLE', field },
    })
  }
  await reader.dispose()
})

test('files that cannot be written are left as they are', async () => {
  // root may write them all the same.
  if (process.getuid?.() === 0 || process.platform === 'win32') return
  const folder = ended()
  const reader = await SessionReader.open(folder)
  chmodSync(path.join(folder, EVENTS), 0o444)
  await expect(reader.annotate(note('x'))).rejects.toMatchObject({ error: { code: 'LAB_NOT_SAVED' } })
  await reader.dispose()
})

test('a crash between the lines and the manifest leaves a whole session', async () => {
  const folder = ended()
  const reader = await SessionReader.open(folder)
  await reader.annotate(note('first'))
  writeManifest(folder, { ended: ENDED })
  await reader.dispose()
  const again = await SessionReader.open(folder)
  expect(again.damage).toEqual([])
  await again.annotate(note('second'))
  expect((await again.overview(1)).notes.map(({ text }) => text).slice(-2)).toEqual(['first', 'second'])
  await again.dispose()
})
