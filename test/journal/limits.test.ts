import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { comesInFloods } from '../../src/shared/events'
import { event, openLab } from '../support/lab'
import { gaps, readJournal, record, told } from './support'

const MIB = 1_048_576

function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0)
}

async function openEcho(lab: Lab): Promise<void> {
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
}

/** Says things until the journal says something of `of`. */
async function talkUntil(lab: Lab, of: string, bytes: number): Promise<void> {
  const isSaid = () => told(lab).some((event) => event.of === of)
  while (!isSaid()) {
    const before = lab.log.head
    lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(bytes) })
    await event(lab, 'received', 'alice', ({ seq }) => seq > before)
  }
}

test('of long messages the beginning is kept, which is said once', async () => {
  const lab = openLab()
  const recorder = record(lab, { limits: { messageBytes: 100, sessionBytes: 1024 * MIB, sessions: 50 } })
  await openEcho(lab)
  await talkUntil(lab, 'message', 1000)
  await talkUntil(lab, 'message', 1000)
  await lab.dispose()
  await recorder.dispose()
  expect(told(lab).filter(({ phase }) => phase === 'limited')).toMatchObject([{ of: 'message', limit: 100 }])
  const journal = readJournal(recorder.folder)
  const kept = journal.lines.flatMap(({ place }) => (place ? [place.kept] : []))
  expect(Math.max(...kept)).toBe(100)
})

test('a session stops at its limit: first the bytes, then what comes in floods, then all; each is said, and on the disk', async ({
  signal,
}) => {
  const lab = openLab()
  const recorder = record(lab, { limits: { messageBytes: 65_536, sessionBytes: MIB, sessions: 50 } })
  await openEcho(lab)
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(4000), repeat: 500 })
  lab.execute({ do: 'send', from: 'alice', text: 'y', repeat: 5000 })
  await event(lab, 'recording', undefined, ({ of }) => of === 'events')
  while (!told(lab).some(({ of }) => of === 'session')) {
    signal.throwIfAborted()
    for (let i = 0; i < 100; i++) lab.note({ kind: 'note', text: 'n'.repeat(200) })
    await recorder.flush()
  }
  // It goes on and on, in memory.
  await recorder.flush()
  const before = sizeOf(recorder.folder)
  for (let i = 0; i < 1000; i++) lab.note({ kind: 'note', text: 'too late' })
  await recorder.flush()
  expect(sizeOf(recorder.folder)).toBe(before)
  await lab.dispose()
  await recorder.dispose()

  expect(sizeOf(recorder.folder)).toBeLessThanOrEqual(MIB)
  expect(told(lab).map(({ phase, of, limit }) => [phase, of, limit])).toEqual([
    ['started', undefined, undefined],
    ['limited', 'payloads', MIB],
    ['limited', 'events', MIB],
    ['limited', 'session', MIB],
  ])
  const journal = readJournal(recorder.folder)
  expect(gaps(journal)).toEqual([])
  const seqOf = (of: string) => told(lab).find((event) => event.of === of)?.seq as number
  const seqs = new Set(journal.lines.map(({ event }) => event.seq))
  for (const of of ['payloads', 'events', 'session']) expect(seqs).toContain(seqOf(of))
  // From the first message without bytes on none has any; from the first gap on there is nothing of what comes in floods.
  const bare = journal.lines.findIndex(({ event, place }) => comesInFloods(event) && !place)
  const gap = journal.lines.findIndex(({ skipped }) => skipped !== undefined)
  expect(bare).toBeGreaterThan(100)
  expect(gap).toBeGreaterThan(bare)
  expect(journal.lines.slice(bare).some(({ place }) => place)).toBe(false)
  expect(journal.lines.slice(gap).some(({ event }) => comesInFloods(event))).toBe(false)
  expect(journal.lines.slice(gap).some(({ event }) => event.kind === 'note')).toBe(true)
  expect(journal.lines.at(-1)?.event.seq).toBe(seqOf('session'))
  expect(journal.manifest.ended?.events).toBe(lab.log.head)
})

test('a higher limit lets the session go on', async () => {
  const lab = openLab()
  const limits = { messageBytes: 4096, sessionBytes: MIB, sessions: 50 }
  const recorder = record(lab, { limits })
  await openEcho(lab)
  await talkUntil(lab, 'payloads', 4000)
  recorder.limit({ ...limits, sessionBytes: 64 * MIB })
  await event(lab, 'recording', undefined, ({ phase }) => phase === 'resumed')
  lab.execute({ do: 'send', from: 'alice', text: 'kept again' })
  await event(lab, 'received', 'alice', ({ bytes }) => bytes === 10)
  await lab.dispose()
  await recorder.dispose()
  const journal = readJournal(recorder.folder)
  expect(gaps(journal)).toEqual([])
  expect(journal.payloads.includes('kept again')).toBe(true)
})
